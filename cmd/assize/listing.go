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
	"assize/pipeline/store"
)

func newSourcesList(a *app) *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List the sources, what they brought and when",
		Long: `list names the sources of assize.yaml, and those that were crawled without standing
there, each with where it starts, the documents that it brought, what became of its
pages, and when it was crawled last.`,
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
}

func (a *app) listSources(cmd *cobra.Command, asJSON bool) error {
	settings, err := a.settings()
	if err != nil {
		return err
	}
	known, err := knownSources(cmd, settings)
	if err != nil {
		return err
	}
	list := listSources(settings, known)
	if asJSON {
		return printJSON(a.out, list)
	}
	if len(list) == 0 {
		fmt.Fprintf(a.err, "no sources yet: write some into %s, or crawl an address\n", config.FileName)
		return nil
	}
	t := &term.Table{Columns: []term.Column{{Title: "SOURCE"}, {Title: "DOCUMENTS"}, {Title: "LAST CRAWLED"}, {Title: "PAGES", Share: 2}, {Title: "STARTS AT", Share: 3}}}
	for _, l := range list {
		pages := strings.TrimPrefix(counts(l.Pages), ": ")
		t.Row(l.Name, fmt.Sprint(l.Documents), cmp.Or(l.Checked, "never"), cmp.Or(pages, "none"), cmp.Or(strings.Join(l.URLs, ", "), "not in the configuration"))
	}
	return t.Print(a.screen(a.out))
}

// knownSources is what the store has of sources; nothing without a data folder.
func knownSources(cmd *cobra.Command, settings *config.Settings) (map[string]*store.SourceInfo, error) {
	st, err := store.Open(cmd.Context(), settings.Data.Path, store.Read)
	if errors.Is(err, store.ErrNoData) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer st.Close()
	return st.Sources(cmd.Context())
}

// listSources are the sources of the configuration and of the store, by name.
func listSources(settings *config.Settings, known map[string]*store.SourceInfo) []listed {
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
		l := listed{Name: name, URLs: slices.Concat([]string{}, s.URLs), Depth: s.Depth, Pages: map[store.Outcome]int{}}
		if info := known[name]; info != nil {
			l.Documents, l.Pages, l.Checked = info.Documents, info.Pages, info.Checked.UTC().Format(timeFormat)
			l.LastRun = newLastRun(info.Run)
		}
		list = append(list, l)
	}
	return list
}
