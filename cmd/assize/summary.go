package main

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"assize/internal/config"
	"assize/internal/export"
	"assize/internal/tally"
	"assize/internal/term"
	"assize/pipeline/store"
)

// summaryFlags are the flags of summary beside the filters.
type summaryFlags struct {
	by       []string
	ratings  bool
	repeated bool
	format   string
	top      int
	out      string
}

// summaryFormats are what summary can write beside a table for people.
var summaryFormats = map[string]func(io.Writer, *tally.Table) error{
	"csv":  func(w io.Writer, t *tally.Table) error { return t.CSV(w) },
	"json": func(w io.Writer, t *tally.Table) error { return printJSON(w, t) },
	"svg":  func(w io.Writer, t *tally.Table) error { return t.SVG(w) },
}

const formatTable = "table"

func newSummary(a *app) *cobra.Command {
	var f summaryFlags
	cmd := &cobra.Command{
		Use:   "summary [QUERY...]",
		Short: "Count over many documents, as a table or a chart",
		Long: `summary counts everything, or what a query finds, by the values of one field or two:
` + strings.Join(tally.FieldNames(), ", ") + `. A record with several values counts for each.

With --ratings it lists the ratings of each body in order of time, each with the one
before; with --repeated the statements that stand in several documents, those in
the most documents first. The chart of --format svg needs no colour to be read.`,
		Example: `  assize summary --by theme,year kind:finding
  assize summary --by body,rating --format csv --out ratings.csv
  assize summary --ratings body:Cumbria --format svg --out cumbria.svg
  assize summary --repeated kind:recommendation --from 2018`,
		RunE: func(cmd *cobra.Command, args []string) error { return a.summary(cmd, f, args) },
	}
	flags := cmd.Flags()
	addFilters(flags)
	flags.StringSliceVar(&f.by, "by", []string{"kind"}, "count by one or two of these `FIELDS`: "+strings.Join(tally.FieldNames(), ", "))
	flags.BoolVar(&f.ratings, "ratings", false, "list the history of each body's ratings")
	flags.BoolVar(&f.repeated, "repeated", false, "list the statements that stand in several documents")
	flags.StringVar(&f.format, "format", formatTable, "`FORMAT` of the output: "+strings.Join(summaryFormatNames(), ", "))
	flags.IntVar(&f.top, "top", 20, "so many `ROWS` of counts or statements at most, 0 for all; csv and json have all unless told otherwise")
	flags.StringVarP(&f.out, "out", "o", "-", "write to `FILE`, - for standard output")
	return cmd
}

func summaryFormatNames() []string {
	return append([]string{formatTable}, slices.Sorted(maps.Keys(summaryFormats))...)
}

func (a *app) summary(cmd *cobra.Command, f summaryFlags, words []string) error {
	by, err := summaryFields(f.by)
	if err != nil {
		return usage(cmd, err)
	}
	if given(f.ratings, f.repeated, cmd.Flags().Changed("by")) > 1 {
		return usage(cmd, errors.New("only one of --by, --ratings and --repeated can be given"))
	}
	write, known := summaryFormats[f.format]
	switch {
	case f.format == formatTable && f.out == "-":
		write = a.printSummary
	case f.format == formatTable:
		return usage(cmd, errors.New("--out goes with --format csv, json or svg"))
	case !known:
		return usage(cmd, unknownFormat(f.format, summaryFormatNames()))
	}
	if (f.format == "csv" || f.format == "json") && !cmd.Flags().Changed("top") {
		f.top = 0
	}
	t, err := a.summarise(cmd, f, by, words)
	if err != nil {
		return err
	}
	if f.out == "-" {
		return write(a.out, t)
	}
	if err := export.File(f.out, func(w io.Writer) error { return write(w, t) }); err != nil {
		return fmt.Errorf("summary to %s: %w", f.out, err)
	}
	return nil
}

func summaryFields(names []string) (by []tally.Field, err error) {
	for _, name := range names {
		field, known := tally.Lookup(name)
		if !known {
			return nil, fmt.Errorf("nothing can be counted by %q%s", name, config.DidYouMean(name, tally.FieldNames()))
		}
		by = append(by, field)
	}
	if len(by) < 1 || len(by) > 2 {
		return nil, fmt.Errorf("--by takes one field or two, not %d", len(by))
	}
	return by, nil
}

func (a *app) summarise(cmd *cobra.Command, f summaryFlags, by []tally.Field, words []string) (*tally.Table, error) {
	ctx := cmd.Context()
	st, err := a.openStore(ctx, store.Read)
	if err != nil {
		return nil, err
	}
	defer st.Close()
	selected, err := a.selection(cmd, st, nil, words)
	if err != nil {
		return nil, err
	}
	entries := selected.entries(ctx, st)
	switch {
	case f.ratings:
		return tally.Ratings(entries)
	case f.repeated:
		return tally.Repeated(entries, f.top)
	}
	return tally.Counts(entries, by, f.top)
}

// printSummary prints the table, on a terminal under its title, and always with
// the names of its columns, since they depend on what was found.
func (a *app) printSummary(w io.Writer, t *tally.Table) error {
	screen := a.screen(w)
	printed := &term.Table{}
	var names []string
	for _, c := range t.Columns {
		printed.Columns = append(printed.Columns, term.Column{Title: strings.ToUpper(c.Name), Share: c.Share})
		names = append(names, c.Name)
	}
	if screen.Terminal {
		fmt.Fprintf(w, "%s\n\n", term.Clean(t.Title))
	} else {
		printed.Row(names...)
	}
	for _, row := range t.Rows {
		printed.Row(row...)
	}
	return printed.Print(screen)
}
