package main

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"assize/extractors/fault"
	"assize/extractors/record"
	"assize/index"
	"assize/internal/config"
	"assize/internal/term"
	"assize/pipeline/store"
)

func newStatus(a *app) *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "status",
		Short: "Say what is in the data folder and how the last run went",
		Long: `status counts documents, records and snapshots, names what failed and why, and
says whether the index is behind. It also says where the configuration and the
data folder were found.`,
		Example: `  assize status
  assize status --json`,
		Args: arguments(cobra.ExactArgs(0)),
		RunE: func(cmd *cobra.Command, _ []string) error { return a.status(cmd, asJSON) },
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

// overview is what status tells, as JSON.
type overview struct {
	Config    place                 `json:"config"`
	Data      place                 `json:"data"`
	Records   map[record.Kind]int   `json:"records"`
	Snapshots int                   `json:"snapshots"`
	Bytes     int64                 `json:"snapshot_bytes"`
	Pages     map[store.Outcome]int `json:"pages"`
	Queued    int                   `json:"queued"`
	LastRun   *lastRun              `json:"last_run"`
	Index     indexState            `json:"index"`
	Failed    []failedPage          `json:"failed"`  // the latest
	Suspect   []failedPage          `json:"suspect"` // the latest that answer with something else
	Lists     []listState           `json:"lists"`   // of addresses, in the last run of each source that looked for them
	Hosts     []hostFailures        `json:"hosts"`   // how many of Failed there are, by source, host and reason
}

type place struct {
	Path   string `json:"path"`
	Origin string `json:"origin"`
}

type lastRun struct {
	State    store.State           `json:"state"`
	Started  string                `json:"started"`
	Finished string                `json:"finished,omitempty"`
	Pages    map[store.Outcome]int `json:"pages"`
}

// indexState compares the sequence numbers of the index and the store.
type indexState struct {
	Applied int64 `json:"applied"`
	Store   int64 `json:"store"`
	Behind  bool  `json:"behind"`
	Busy    bool  `json:"busy"` // another process is writing to it; Applied is not known
}

func (s indexState) String() string {
	switch {
	case s.Busy:
		return "another process is writing to it"
	case s.Behind:
		return fmt.Sprintf("behind the store (%d of %d changes); the next search catches up", s.Applied, s.Store)
	}
	return "up to date"
}

type failedPage struct {
	URL     string     `json:"url"`
	Code    fault.Code `json:"code"`
	Message string     `json:"message"`
}

func (a *app) status(cmd *cobra.Command, asJSON bool) error {
	settings, err := a.settings()
	if err != nil {
		return err
	}
	st, err := store.Open(cmd.Context(), settings.Data.Path, store.Read)
	if err != nil {
		return err
	}
	defer st.Close()
	s, err := st.Status(cmd.Context())
	if err != nil {
		return err
	}
	applied, err := appliedSeq(cmd.Context(), st)
	busy := errors.Is(err, index.ErrLocked)
	if err != nil && !busy {
		return err
	}
	o := newOverview(settings, s)
	lists, err := st.Lists(cmd.Context())
	if err != nil {
		return err
	}
	for _, l := range lists {
		o.Lists = append(o.Lists, newListState(l))
	}
	o.Index = indexState{applied, s.Seq, applied < s.Seq && !busy, busy}
	if asJSON {
		return printJSON(a.out, o)
	}
	return o.table().Print(a.screen(a.out))
}

func newOverview(c *config.Settings, s *store.Status) overview {
	o := overview{
		Config: place(c.File), Data: place(c.Data), Records: s.Records, Snapshots: s.Snapshots, Bytes: s.SnapshotBytes,
		Pages: s.Pages, Queued: s.Queued, Failed: []failedPage{}, Suspect: []failedPage{}, Lists: []listState{}, Hosts: failuresByHost(s.Failed),
	}
	for _, kind := range record.Kinds {
		o.Records[kind] += 0 // none is said, too
	}
	if s.LastRun != nil {
		o.LastRun = newLastRun(s.LastRun)
	}
	for _, p := range s.Failed {
		o.Failed = append(o.Failed, failedPage{p.URL, p.Code, p.Message})
	}
	for _, p := range s.Suspect {
		o.Suspect = append(o.Suspect, failedPage{p.URL, p.Code, p.Message})
	}
	return o
}

func newLastRun(r *store.RunInfo) *lastRun {
	last := &lastRun{State: r.State, Started: r.Started.Format(timeFormat), Pages: r.Pages}
	if !r.Finished.IsZero() {
		last.Finished = r.Finished.Format(timeFormat)
	}
	return last
}

func (o overview) table() *term.Table {
	t := &term.Table{Columns: []term.Column{{}, {Share: 1}}}
	t.Row("configuration", joinNonEmpty(", ", o.Config.Path, o.Config.Origin))
	t.Row("data folder", joinNonEmpty(", ", o.Data.Path, o.Data.Origin))
	for _, kind := range record.Kinds {
		t.Row(string(kind)+"s", strconv.Itoa(o.Records[kind]))
	}
	t.Row("snapshots", fmt.Sprintf("%d, %d bytes", o.Snapshots, o.Bytes))
	if r := o.LastRun; r == nil {
		t.Row("last run", "none yet; begin with 'assize crawl'")
	} else {
		t.Row("last run", fmt.Sprintf("%s, started %s%s", stateWords[r.State], r.Started, counts(r.Pages)))
	}
	if o.Queued > 0 {
		t.Row("waiting", fmt.Sprintf("%d pages; run the same crawl again to go on", o.Queued))
	}
	t.Row("index", o.Index.String())
	for _, l := range o.Lists {
		t.Row("list", l.String())
	}
	for _, h := range o.Hosts {
		t.Row("failures", h.String())
	}
	for _, f := range o.Suspect {
		t.Row("suspect", explain(f.Message, f.Code))
	}
	for _, f := range o.Failed {
		t.Row("failed", explain(f.Message, f.Code))
	}
	return t
}

// stateWords say how a run stands. A run that was killed could not say so.
var stateWords = map[store.State]string{
	store.Running:     "going on, or cut off",
	store.Interrupted: "interrupted",
	store.Finished:    "finished",
}

// counts lists pages by outcome, ": 3 failed, 12 stored".
func counts(pages map[store.Outcome]int) string {
	var parts []string
	for _, outcome := range slices.Sorted(maps.Keys(pages)) {
		parts = append(parts, fmt.Sprintf("%d %s", pages[outcome], outcome))
	}
	if len(parts) == 0 {
		return ""
	}
	return ": " + strings.Join(parts, ", ")
}
