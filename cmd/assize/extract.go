package main

import (
	"context"
	"fmt"
	"io"
	"iter"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"assize/extractors"
	"assize/extractors/fault"
	"assize/extractors/pdfdoc"
	"assize/extractors/record"
	"assize/internal/config"
	"assize/internal/export"
	"assize/internal/term"
	"assize/pipeline/isolate"
	"assize/pipeline/store"
)

// extractFlags are the flags of extract.
type extractFlags struct {
	format       string
	contentType  string
	allowPrivate bool
	pdf          pdfdoc.Options
	pool         isolate.Options
}

// printers print an extraction in each format. Each may be given the result of
// an extraction that failed half-way.
var printers = map[string]func(io.Writer, extractors.Result) error{
	"jsonl": func(w io.Writer, r extractors.Result) error {
		_, err := export.JSONL.Write(w, documentAndRecords(r))
		return err
	},
	"text": func(w io.Writer, r extractors.Result) error {
		_, err := io.WriteString(w, r.Doc.Text)
		return err
	},
	"items":  func(w io.Writer, r extractors.Result) error { return r.Doc.WriteItems(w) },
	"blocks": func(w io.Writer, r extractors.Result) error { return r.Doc.WriteBlocks(w) },
}

func newExtract(a *app) *cobra.Command {
	var f extractFlags
	cmd := &cobra.Command{
		Use:   "extract FILE|URL|-",
		Short: "Print what one page or file says, without storing it",
		Long: `extract reads one HTML page, PDF or plain text and prints

  jsonl   the document and its records, one JSON object a line
  text    the text that the records' spans count in, byte for byte
  items   one block a line: its kind, a tab, its text
  blocks  the blocks as JSON lines, with their places

It needs no data folder.`,
		Example: `  assize extract report.pdf
  assize extract https://www.example.org/report.html --format items
  curl -s https://www.example.org/report.pdf | assize extract - --format text`,
		Args: arguments(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			print, known := printers[f.format]
			if !known {
				return usage(cmd, unknownFormat(f.format, slices.Sorted(maps.Keys(printers))))
			}
			return a.extract(cmd.Context(), args[0], f, print)
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&f.format, "format", "jsonl", "`FORMAT` of the output: jsonl, text, items or blocks")
	flags.StringVar(&f.pdf.Password, "password", "", "open an encrypted PDF with `PASSWORD`")
	flags.StringVar(&f.contentType, "content-type", "", "take the input for this media `TYPE`, such as text/html")
	flags.BoolVar(&f.pdf.IgnoreTags, "ignore-tags", false, "read a PDF from its geometry alone, whatever structure it declares")
	addPoolFlags(flags, &f.pool)
	flags.BoolVar(&f.allowPrivate, "allow-private", false, "fetch from private network addresses, too")
	return cmd
}

func unknownFormat(word string, known []string) error {
	return fmt.Errorf("unknown format %q%s; there are %s", word, config.DidYouMean(word, known), strings.Join(known, ", "))
}

func (a *app) extract(ctx context.Context, source string, f extractFlags, print func(io.Writer, extractors.Result) error) error {
	in, err := a.input(ctx, source, f.allowPrivate)
	if err != nil {
		return a.documentFailed(err)
	}
	in.PDF = f.pdf
	if f.contentType != "" {
		in.ContentType = f.contentType
	}
	pool := isolate.New(f.pool)
	defer pool.Close()
	result, failure := pool.Extract(ctx, in)
	if result.Doc != nil {
		if err := print(a.out, result); err != nil {
			return err
		}
	}
	for _, n := range result.Notes {
		place := ""
		if n.Page > 0 {
			place = fmt.Sprintf("page %d: ", n.Page)
		}
		fmt.Fprintf(a.err, "note: %s%s: %s\n", place, n.Code, term.Clean(n.Message))
	}
	if failure != nil {
		return a.documentFailed(failure)
	}
	return nil
}

// documentFailed says what is wrong with a document; other errors pass.
func (a *app) documentFailed(err error) error {
	code := fault.CodeOf(err)
	if code == "" || code == fault.Cancelled {
		return err
	}
	fmt.Fprintln(a.err, "failed: "+explain(err.Error(), code))
	return errSomeFailed
}

// documentAndRecords is an extraction in the order in which it is written.
func documentAndRecords(r extractors.Result) iter.Seq2[*store.Entry, error] {
	return func(yield func(*store.Entry, error) bool) {
		data, err := record.Marshal(&r.Document)
		if !yield(&store.Entry{ID: r.Document.ID, Document: &r.Document, JSON: data}, err) {
			return
		}
		for _, rec := range r.Records {
			data, err := record.Marshal(rec)
			if !yield(&store.Entry{ID: rec.Head().ID, Document: &r.Document, Record: rec, JSON: data}, err) {
				return
			}
		}
	}
}
