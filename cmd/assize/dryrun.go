package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"

	"assize/extractors/record"
	"assize/internal/term"
	"assize/pipeline"
	"assize/pipeline/fetch"
	"assize/pipeline/frontier"
	"assize/pipeline/isolate"
	"assize/pipeline/store"
)

// dryRun reads the lists and seeds of the sources with a data folder that is
// thrown away, and prints what a run would go on with.
func (a *app) dryRun(ctx context.Context, c crawlRun, asJSON bool) (err error) {
	dir, err := os.MkdirTemp("", "assize-dry-run-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	if err := store.Init(dir); err != nil {
		return err
	}
	st, err := store.Open(ctx, dir, store.Write)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, st.Close()) }()
	client := fetch.New(fetch.Options{Version: moduleVersion(), Contact: c.contact, AllowPrivate: c.allowPrivate})
	defer client.Close()
	pool := isolate.New(c.pool)
	defer pool.Close()
	observer := newPeopleObserver(a.screen(a.out), term.NewProgress(a.screen(a.err)))
	stats, err := pipeline.Run(ctx, pipeline.Config{Sources: c.sources, Sites: c.sites, Survey: true},
		pipeline.Deps{Store: st, Fetcher: client, Extractor: pool, Observer: observer})
	observer.line.Clear()
	if err != nil {
		return err
	}
	if err := a.printWaiting(within(stats.Waiting, c.sources), asJSON); err != nil {
		return err
	}
	lists, err := st.Lists(ctx)
	for _, l := range lists {
		if !asJSON {
			fmt.Fprintln(a.err, newListState(l))
		}
	}
	return err
}

// within leaves out what is beyond the sources' limits on documents.
func within(tasks []frontier.Task, sources []pipeline.Source) []frontier.Task {
	limits, kept := map[string]int{}, map[string]int{}
	for _, s := range sources {
		limits[s.Name] = s.MaxDocs
	}
	var out []frontier.Task
	for _, t := range tasks {
		if limit := limits[t.Source]; limit == 0 || kept[t.Source] < limit {
			kept[t.Source]++
			out = append(out, t)
		}
	}
	return out
}

// waitingTask is one line of a dry run as JSON.
type waitingTask struct {
	URL    string `json:"url"`
	Source string `json:"source"`
	Depth  int    `json:"depth"`
	Via    string `json:"via,omitempty"` // the list or page that leads there
	Title  string `json:"title,omitempty"`
}

func (a *app) printWaiting(tasks []frontier.Task, asJSON bool) error {
	if asJSON {
		for _, t := range tasks {
			line, err := record.Marshal(waitingTask{t.URL, t.Source, t.Depth, t.Via, t.Anchor})
			if err != nil {
				return err
			}
			if _, err := a.out.Write(append(line, '\n')); err != nil {
				return err
			}
		}
		return nil
	}
	t := &term.Table{Columns: []term.Column{{Title: "SOURCE"}, {Title: "WOULD FETCH", Share: 3}, {Title: "BECAUSE", Share: 2}}}
	for _, task := range tasks {
		why := "it was asked for"
		if task.Via != "" {
			why = "named by " + task.Via
		}
		t.Row(task.Source, task.URL, why)
	}
	return t.Print(a.screen(a.out))
}

// sinceTime reads a date, or a time back from now: 30d, 12h. The hours of the day
// are cut off where days are counted, so that a run that was stopped is the same
// run when it goes on. No text is the zero time.
func sinceTime(text string, now time.Time) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	if date, err := time.Parse(time.DateOnly, text); err == nil {
		return date, nil
	}
	if days, err := strconv.Atoi(strings.TrimSuffix(text, "d")); err == nil && strings.HasSuffix(text, "d") && days >= 0 {
		return now.UTC().Truncate(24*time.Hour).AddDate(0, 0, -days), nil
	}
	if d, err := time.ParseDuration(text); err == nil && d >= 0 {
		return now.Add(-d).Truncate(time.Hour), nil
	}
	return time.Time{}, fmt.Errorf("--since %q is neither a date (2026-11-01) nor a time back from now (30d, 12h)", text)
}
