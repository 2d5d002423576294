package main

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"assize/internal/config"
	"assize/internal/term"
	"assize/pipeline/schedule"
	"assize/pipeline/store"
)

func newSourcesList(a *app) *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List the sources, what they brought and when",
		Long: `list names the sources of assize.yaml, and those that were crawled without standing
there, each with where it starts, the documents that it brought, what became of its
pages, when it was crawled last and is to be crawled next. A source whose last run
found no documents, or less than half of what its runs used to find, is an alarm.`,
		Example: `  assize sources list
  assize sources list --json`,
		Args: arguments(cobra.ExactArgs(0)),
		RunE: func(cmd *cobra.Command, _ []string) error { return a.listSources(cmd, asJSON) },
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

// listed is one source as list prints it.
type listed struct {
	Name      string                `json:"name"`
	URLs      []string              `json:"urls"` // empty for a source that is not in the configuration
	Depth     int                   `json:"depth"`
	Documents int                   `json:"documents"`
	Pages     map[store.Outcome]int `json:"pages"`
	Checked   string                `json:"checked,omitempty"` // when a page of it was asked for last
	LastRun   *lastRun              `json:"last_run"`          // null when it was never crawled
	Schedule  string                `json:"schedule,omitempty"`
	NextRun   string                `json:"next_run,omitempty"` // of assize crawl --schedule
	Yield     int                   `json:"yield"`              // documents that its last whole run found
	Usual     int                   `json:"usual"`              // documents that the runs before found, in the middle
	Alarm     string                `json:"alarm,omitempty"`    // why to look at it
}

func (a *app) listSources(cmd *cobra.Command, asJSON bool) error {
	settings, err := a.settings()
	if err != nil {
		return err
	}
	known, turns, err := knownSources(cmd, settings)
	if err != nil {
		return err
	}
	list := listSources(settings, known, turns)
	if asJSON {
		return printJSON(a.out, list)
	}
	if len(list) == 0 {
		fmt.Fprintf(a.err, "no sources yet: write some into %s, or crawl an address\n", config.FileName)
		return nil
	}
	t := &term.Table{Columns: []term.Column{{Title: "SOURCE"}, {Title: "DOCUMENTS"}, {Title: "LAST CRAWLED"}, {Title: "NEXT"}, {Title: "PAGES", Share: 2}, {Title: "STARTS AT", Share: 3}}}
	for _, l := range list {
		pages := strings.TrimPrefix(counts(l.Pages), ": ")
		t.Row(l.Name, fmt.Sprint(l.Documents), cmp.Or(l.Checked, "never"), cmp.Or(l.NextRun, l.Schedule, "by hand"), cmp.Or(pages, "none"), cmp.Or(strings.Join(l.URLs, ", "), "not in the configuration"))
	}
	if err := t.Print(a.screen(a.out)); err != nil {
		return err
	}
	for _, l := range list {
		if l.Alarm != "" {
			fmt.Fprintf(a.err, "alarm: %s %s\n", l.Name, l.Alarm)
		}
	}
	return nil
}

// knownSources is what the store has of sources and their schedules; nothing
// without a data folder.
func knownSources(cmd *cobra.Command, settings *config.Settings) (map[string]*store.SourceInfo, map[string]store.Scheduled, error) {
	st, err := store.Open(cmd.Context(), settings.Data.Path, store.Read)
	if errors.Is(err, store.ErrNoData) {
		return nil, nil, nil
	}
	if err != nil {
		return nil, nil, err
	}
	defer st.Close()
	infos, err := st.Sources(cmd.Context())
	if err != nil {
		return nil, nil, err
	}
	turns, err := st.Turns(cmd.Context())
	return infos, turns, err
}

// listSources are the sources of the configuration and of the store, by name.
func listSources(settings *config.Settings, known map[string]*store.SourceInfo, turns map[string]store.Scheduled) []listed {
	names := map[string]bool{}
	for name := range settings.Sources {
		names[name] = true
	}
	for name := range known {
		names[name] = true
	}
	list := []listed{}
	for _, name := range slices.Sorted(maps.Keys(names)) {
		s := settings.Sources[name]
		l := listed{Name: name, URLs: slices.Concat([]string{}, s.URLs), Depth: s.Depth, Pages: map[store.Outcome]int{}, Schedule: s.Schedule.Cron}
		if info := known[name]; info != nil {
			l.Documents, l.Pages, l.Checked = info.Documents, info.Pages, info.Checked.UTC().Format(timeFormat)
			l.LastRun = newLastRun(info.Run)
			l.watch(info.Yields)
		}
		if turn, noted := turns[name]; noted && l.Schedule != "" {
			l.NextRun = turn.Next.Format(timeFormat)
		}
		list = append(list, l)
	}
	return list
}

// watch compares what the last run found with what runs used to find.
func (l *listed) watch(yields []int) {
	if len(yields) == 0 {
		return
	}
	var alarm bool
	l.Yield = yields[0]
	if l.Usual, alarm = schedule.Alarm(yields); alarm {
		l.Alarm = fmt.Sprintf("found %d documents, where %d are usual; see 'assize status' for the reasons, and whether the site has moved", l.Yield, l.Usual)
	}
}
