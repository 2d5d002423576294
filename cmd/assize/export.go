package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"maps"
	"slices"

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

// exporters write records in each format and return how many.
var exporters = map[string]func(io.Writer, iter.Seq2[any, error]) (int, error){
	"jsonl": export.JSONL,
}

func newExport(a *app) *cobra.Command {
	var f exportFlags
	cmd := &cobra.Command{
		Use:   "export [QUERY...]",
		Short: "Write documents and records for other programs",
		Long: `export writes every document and record, or those that match a query, each
document before its records in reading order. The order and the bytes depend on
the content alone. A file appears under its name only when it is complete.`,
		Example: `  assize export --out all.jsonl
  assize export --kind finding,recommendation > findings.jsonl
  assize export --out cumbria.jsonl '"supply chain" org:Cumbria'`,
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.export(cmd, f, args)
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&f.format, "format", "jsonl", "`FORMAT` of the output: jsonl")
	flags.StringSliceVar(&f.kinds, "kind", nil, "only records of these `KINDS`")
	flags.StringVarP(&f.out, "out", "o", "-", "write to `FILE`, - for standard output")
	return cmd
}

func (a *app) export(cmd *cobra.Command, f exportFlags, words []string) error {
	write, known := exporters[f.format]
	if !known {
		return usage(cmd, unknownFormat(f.format, slices.Sorted(maps.Keys(exporters))))
	}
	var kinds []record.Kind
	for _, word := range f.kinds {
		kind, err := parseKind(word)
		if err != nil {
			return usage(cmd, err)
		}
		kinds = append(kinds, kind)
	}
	ctx := cmd.Context()
	st, err := a.openStore(ctx, store.Read)
	if err != nil {
		return err
	}
	defer st.Close()
	keep := func(r store.Row) bool { return len(kinds) == 0 || slices.Contains(kinds, r.Kind) }
	if len(words) > 0 {
		matches, err := a.matches(cmd, st, words)
		if err != nil {
			return err
		}
		ofKind := keep
		keep = func(r store.Row) bool { return matches[r.ID] && ofKind(r) }
	}
	rows := lines(ctx, st, keep)
	if f.out == "-" {
		_, err := write(a.out, rows)
		return err
	}
	n, err := exportFile(f.out, write, rows)
	if err != nil {
		return err
	}
	fmt.Fprintf(a.err, "%d records in %s\n", n, f.out)
	return nil
}

// exportFile writes a file that appears when it is complete, and returns how
// many records it holds.
func exportFile(path string, write func(io.Writer, iter.Seq2[any, error]) (int, error), rows iter.Seq2[any, error]) (n int, err error) {
	err = export.File(path, func(w io.Writer) (err error) {
		n, err = write(w, rows)
		return err
	})
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

// lines are the store's rows that are kept, as the JSON that they are stored as.
func lines(ctx context.Context, st *store.Store, keep func(store.Row) bool) iter.Seq2[any, error] {
	return func(yield func(any, error) bool) {
		for row, err := range st.Rows(ctx) {
			if err == nil && !keep(row) {
				continue
			}
			if !yield(json.RawMessage(row.JSON), err) {
				return
			}
		}
	}
}
