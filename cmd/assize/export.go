package main

import (
	"fmt"
	"io"
	"iter"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"assize/extractors/record"
	"assize/index"
	"assize/internal/export"
	"assize/pipeline/store"
)

// exportFlags are the flags of export.
type exportFlags struct {
	format string
	kinds  []string
	out    string
}

func newExport(a *app) *cobra.Command {
	var f exportFlags
	cmd := &cobra.Command{
		Use:   "export [QUERY...]",
		Short: "Write documents and records for other programs",
		Long: `export writes every document and record, or those that match a query, each
document before its records in reading order. The order and the bytes depend on
the content alone. A file appears under its name only when it is complete.

Formats:

` + formatsHelp() + `
Without --format the ending of --out decides; else it is jsonl. References to
everything are references to the documents, each once; those to what a query finds
name the place of each record. A table in FILE.csv is described by a Frictionless
Data Package in FILE.datapackage.json.`,
		Example: `  assize export --out all.jsonl
  assize export --kind finding,recommendation > findings.jsonl
  assize export --out cumbria.csv '"supply chain" org:Cumbria'
  assize export --out sources.bib 'speaker:Stacey kind:quote'`,
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.export(cmd, f, args)
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&f.format, "format", "", "`FORMAT` of the output: "+strings.Join(formatNames(), ", "))
	flags.StringSliceVar(&f.kinds, "kind", nil, "only records of these `KINDS`")
	flags.StringVarP(&f.out, "out", "o", "-", "write to `FILE`, - for standard output")
	return cmd
}

func formatsHelp() string {
	var b strings.Builder
	for _, f := range export.Formats {
		fmt.Fprintf(&b, "  %-9s %s (%s)\n", f.Name, f.Help, f.Ending)
	}
	return b.String()
}

func formatNames() (names []string) {
	for _, f := range export.Formats {
		names = append(names, f.Name)
	}
	return names
}

// exportFormat is the one that the flags ask for.
func (f exportFlags) exportFormat() (export.Format, error) {
	if f.format == "" {
		for _, format := range export.Formats {
			if strings.HasSuffix(f.out, format.Ending) {
				return format, nil
			}
		}
		return export.JSONL, nil
	}
	format, known := export.Lookup(f.format)
	if !known {
		return format, unknownFormat(f.format, formatNames())
	}
	return format, nil
}

func (a *app) export(cmd *cobra.Command, f exportFlags, words []string) error {
	format, err := f.exportFormat()
	if err != nil {
		return usage(cmd, err)
	}
	var kinds []record.Kind
	for _, word := range f.kinds {
		kind, err := parseKind(word)
		if err != nil {
			return usage(cmd, err)
		}
		kinds = append(kinds, kind)
	}
	if format.Cites && len(words) == 0 && len(kinds) == 0 {
		kinds = []record.Kind{record.KindDocument}
	}
	ctx := cmd.Context()
	st, err := a.openStore(ctx, store.Read)
	if err != nil {
		return err
	}
	defer st.Close()
	keep, err := a.selection(cmd, st, kinds, words)
	if err != nil {
		return err
	}
	entries := st.Entries(ctx, keep)
	if f.out == "-" {
		_, err := format.Write(a.out, entries)
		return err
	}
	n, err := exportFile(f.out, format, entries)
	if err != nil {
		return err
	}
	fmt.Fprintf(a.err, "%d records in %s\n", n, f.out)
	return nil
}

// selection says which rows are of the kinds, or of any kind if none is named, and
// match the words, if there are any.
func (a *app) selection(cmd *cobra.Command, st *store.Store, kinds []record.Kind, words []string) (func(store.Row) bool, error) {
	ofKind := func(r store.Row) bool { return len(kinds) == 0 || slices.Contains(kinds, r.Kind) }
	if len(words) == 0 {
		return ofKind, nil
	}
	matches, err := a.matches(cmd, st, words)
	return func(r store.Row) bool { return matches[r.ID] && ofKind(r) }, err
}

// exportFile writes a file that appears when it is complete, beside that of a
// table its description, and returns how many records it holds.
func exportFile(path string, format export.Format, entries iter.Seq2[*store.Entry, error]) (n int, err error) {
	err = export.File(path, func(w io.Writer) (err error) {
		n, err = format.Write(w, entries)
		return err
	})
	if err == nil && format.Name == export.CSV.Name {
		err = export.File(strings.TrimSuffix(path, format.Ending)+".datapackage.json", func(w io.Writer) error {
			return export.DataPackage(w, filepath.Base(path))
		})
	}
	if err != nil {
		err = fmt.Errorf("export to %s: %w", path, err)
	}
	return n, err
}

// matches are the ids of all records that a query finds.
func (a *app) matches(cmd *cobra.Command, st *store.Store, words []string) (map[record.ID]bool, error) {
	q, err := a.query(cmd, words)
	if err != nil {
		return nil, err
	}
	q.Sort = index.Newest // the cheapest order; the store has its own
	r, err := a.find(cmd.Context(), st, index.Request{Query: q}, everything)
	if err != nil {
		return nil, err
	}
	ids := make(map[record.ID]bool, len(r.Hits))
	for _, h := range r.Hits {
		ids[h.ID] = true
	}
	return ids, nil
}
