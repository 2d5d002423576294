package main

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"

	"assize/extractors/fault"
	"assize/extractors/record"
	"assize/internal/term"
	"assize/pipeline"
)

// An observer tells how a crawl is going.
type observer interface {
	pipeline.Observer
	progress() *term.Progress // where the index tells how far it is
	done(pipeline.Stats) error
}

func (a *app) newObserver(asJSON bool) observer {
	progress := term.NewProgress(a.screen(a.err))
	if asJSON {
		return &jsonObserver{out: a.out, line: progress}
	}
	return newPeopleObserver(a.screen(a.out), progress)
}

// peopleObserver draws a progress line, says what failed and ends with a table.
type peopleObserver struct {
	out     *term.Screen
	line    *term.Progress
	started time.Time
	ended   int
	failed  int
}

func newPeopleObserver(out *term.Screen, line *term.Progress) *peopleObserver {
	return &peopleObserver{out: out, line: line, started: time.Now()}
}

func (o *peopleObserver) progress() *term.Progress { return o.line }

func (o *peopleObserver) Event(e pipeline.Event) {
	switch e.Kind {
	case pipeline.Stored, pipeline.Unchanged, pipeline.Suspect, pipeline.Skipped:
		o.ended++
		switch {
		case e.Code == fault.SoftRedirect || e.Code == fault.NotAReport:
			o.line.Say("suspect: %s", explain(e.Message, e.Code))
		case e.Message != "" && e.Kind == pipeline.Stored:
			o.line.Say("in part: %s", explain(e.Message, e.Code))
		}
	case pipeline.Failed:
		o.ended++
		o.failed++
		o.line.Say("failed: %s", explain(e.Message, e.Code))
	case pipeline.Retrying:
		o.line.Say("later again: %s", explain(e.Message, e.Code))
	}
	rate := float64(o.ended) / max(time.Since(o.started).Seconds(), 1)
	o.line.Show(fmt.Sprintf("%d done, %d failed, %.1f a second  %s", o.ended, o.failed, rate, term.Clean(e.URL)))
}

func (o *peopleObserver) done(s pipeline.Stats) error {
	o.line.Clear()
	t := &term.Table{Columns: []term.Column{{}, {Share: 1}}}
	t.Row("documents", fmt.Sprintf("%d stored (%d in part), %d unchanged, %d failed, %d skipped",
		s.Documents, s.Partial, s.Unchanged, s.Failed, s.Skipped))
	var records []string
	for _, kind := range record.Kinds {
		if n, counted := s.Records[kind]; counted && kind != record.KindDocument {
			records = append(records, fmt.Sprintf("%ss %d", kind, n))
		}
	}
	if len(records) > 0 {
		t.Row("records", strings.Join(records, ", "))
	}
	t.Row("fetched", fmt.Sprintf("%d bytes in %.1f s", s.Bytes, s.Finished.Sub(s.Started).Seconds()))
	if s.Suspect > 0 {
		t.Row("suspect", fmt.Sprintf("%d that answer with something else than before; 'assize status' names them", s.Suspect))
	}
	for _, code := range slices.Sorted(maps.Keys(s.Failures)) {
		t.Row("failed", fmt.Sprintf("%s %d", code, s.Failures[code]))
	}
	if s.Interrupted {
		t.Row("interrupted", "run the same command again to go on")
	}
	return t.Print(o.out)
}

// jsonObserver writes one JSON object a line.
type jsonObserver struct {
	out  io.Writer
	line *term.Progress
}

func (o *jsonObserver) progress() *term.Progress { return o.line }

// jsonEvent is one event; those of kind "summary" end a run.
type jsonEvent struct {
	Event    string     `json:"event"`
	URL      string     `json:"url,omitempty"`
	Source   string     `json:"source,omitempty"`
	Code     fault.Code `json:"code,omitempty"`
	Message  string     `json:"message,omitempty"`
	Document record.ID  `json:"document,omitempty"`
	Count    int        `json:"count,omitempty"`
	Bytes    int64      `json:"bytes,omitempty"`
	*summary
}

type summary struct {
	Documents   int                 `json:"documents"`
	Partial     int                 `json:"partial"`
	Records     map[record.Kind]int `json:"records"`
	Unchanged   int                 `json:"unchanged"`
	Suspect     int                 `json:"suspect"`
	Failed      int                 `json:"failed"`
	Skipped     int                 `json:"skipped"`
	Failures    map[fault.Code]int  `json:"failures"`
	Resumed     bool                `json:"resumed"`
	Interrupted bool                `json:"interrupted"`
	Started     string              `json:"started"`
	Finished    string              `json:"finished"`
}

func (o *jsonObserver) Event(e pipeline.Event) {
	o.write(jsonEvent{
		Event: string(e.Kind), URL: e.URL, Source: e.Source, Code: e.Code, Message: e.Message, Document: e.Document,
		Count: e.Count, Bytes: e.Bytes,
	})
}

func (o *jsonObserver) done(s pipeline.Stats) error {
	return o.write(jsonEvent{Event: "summary", Bytes: s.Bytes, summary: &summary{
		Documents: s.Documents, Partial: s.Partial, Records: s.Records, Unchanged: s.Unchanged, Suspect: s.Suspect, Failed: s.Failed,
		Skipped: s.Skipped, Failures: s.Failures, Resumed: s.Resumed, Interrupted: s.Interrupted,
		Started: s.Started.UTC().Format(timeFormat), Finished: s.Finished.UTC().Format(timeFormat),
	}})
}

func (o *jsonObserver) write(e jsonEvent) error {
	line, err := record.Marshal(e)
	if err != nil {
		return err
	}
	_, err = o.out.Write(append(line, '\n'))
	return err
}
