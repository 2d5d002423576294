package main

import (
	"errors"
	"fmt"
	"io"
	"iter"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"assize/extractors/record"
	"assize/internal/export"
	"assize/pipeline/store"
)

// exportFlags are the flags of export.
type exportFlags struct {
	format string
	kinds  []string
	out    string
	resume bool
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
Data Package in FILE.datapackage.json.

With --resume a file of JSON lines is not written anew: what has come or changed since
is added to it, in the order in which it came into the store, and an export that was
interrupted goes on. FILE.cursor remembers how far it has come. A record that has
changed is written again, so that the last line of an id counts; one that has gone
from the store keeps its line.`,
		Example: `  assize export --out all.jsonl
  assize export --kind finding,recommendation > findings.jsonl
  assize export --out cumbria.csv '"supply chain" org:Cumbria'
  assize export --out sources.bib 'speaker:Stacey kind:quote'
  assize export --resume --out all.jsonl`,
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.export(cmd, f, args)
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&f.format, "format", "", "`FORMAT` of the output: "+strings.Join(formatNames(), ", "))
	flags.StringSliceVar(&f.kinds, "kind", nil, "only records of these `KINDS`")
	flags.StringVarP(&f.out, "out", "o", "-", "write to `FILE`, - for standard output")
	flags.BoolVar(&f.resume, "resume", false, "add to the file of --out what is new since it was written")
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
	if f.resume && (format.Name != export.JSONL.Name || f.out == "-") {
		return usage(cmd, errors.New("--resume goes with --out FILE and the format jsonl"))
	}
	kinds, err := parseKinds(f.kinds)
	if err != nil {
		return usage(cmd, err)
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
	selected, err := a.selection(cmd, st, kinds, words)
	if err != nil {
		return err
	}
	if f.resume {
		return a.resume(ctx, st, f.out, selected)
	}
	entries := selected.entries(ctx, st)
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
