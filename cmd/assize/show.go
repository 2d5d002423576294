package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"assize/extractors/record"
	"assize/internal/export"
	"assize/internal/term"
	"assize/pipeline/store"
)

// contextWidth is how many code points of text `show` prints on either side.
const contextWidth = 300

func newShow(a *app) *cobra.Command {
	var asJSON bool
	var style string
	cmd := &cobra.Command{
		Use:   "show ID",
		Short: "Show one record with the text around it and where it comes from",
		Long: `show prints a document or record, what stands before and after it in the source,
and its provenance. An id may be cut short to its letter, the underscore and six
digits or more, as long as only one record begins so.

With --cite it prints a reference to the place, with the hash of the bytes that were
read and the day on which they were seen.`,
		Example: `  assize show q_0d4f3c2b1a
  assize show --json q_0d4f3c2b1a
  assize show --cite bibtex q_0d4f3c2b1a`,
		Args: arguments(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			if asJSON && style != "" {
				return usage(cmd, errors.New("only one of --json and --cite can be given"))
			}
			if style != "" {
				return a.cite(cmd, args[0], style)
			}
			return a.show(cmd.Context(), args[0], asJSON)
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print the record with its context as JSON")
	cmd.Flags().StringVar(&style, "cite", "", "print a reference in this `STYLE`: "+strings.Join(citationStyles(), ", "))
	return cmd
}

func (a *app) show(ctx context.Context, prefix string, asJSON bool) error {
	return a.withRecord(ctx, prefix, func(st *store.Store, id record.ID) error {
		c, err := st.Context(ctx, id, contextWidth)
		if err != nil {
			return err
		}
		if asJSON {
			return printJSON(a.out, newShown(c))
		}
		return details(c).Print(a.screen(a.out))
	})
}

// withRecord finds the record whose id begins so.
func (a *app) withRecord(ctx context.Context, prefix string, do func(st *store.Store, id record.ID) error) error {
	st, err := a.openStore(ctx, store.Read)
	if err != nil {
		return err
	}
	defer st.Close()
	id, err := st.Resolve(ctx, prefix)
	if err != nil {
		return err
	}
	return do(st, id)
}

// citationStyles are the formats of export that cite.
func citationStyles() (names []string) {
	for _, f := range export.Formats {
		if f.Cites {
			names = append(names, f.Name)
		}
	}
	return names
}

func (a *app) cite(cmd *cobra.Command, prefix, style string) error {
	format, _ := export.Lookup(style)
	if !format.Cites {
		return usage(cmd, unknownFormat(style, citationStyles()))
	}
	return a.withRecord(cmd.Context(), prefix, func(st *store.Store, id record.ID) error {
		e, err := st.Record(cmd.Context(), id)
		if err != nil {
			return err
		}
		_, err = format.Write(a.out, func(yield func(*store.Entry, error) bool) { yield(e, nil) })
		return err
	})
}

// shown is a record with its context, as JSON.
type shown struct {
	FirstSeen string           `json:"first_seen"`
	Before    string           `json:"before"`
	Exact     string           `json:"exact"`
	After     string           `json:"after"`
	Record    record.Record    `json:"record,omitempty"`
	Document  *record.Document `json:"document"`
}

func newShown(c *store.Context) shown {
	return shown{c.FirstSeen.Format(timeFormat), c.Before, c.Exact, c.After, c.Record, c.Document}
}

// details is the record as a table of names and values; what it does not have
// is left out.
func details(c *store.Context) *term.Table {
	t := &term.Table{Columns: []term.Column{{}, {Share: 1}}}
	add := func(name, value string) {
		if strings.TrimSpace(value) != "" {
			t.Row(name, value)
		}
	}
	prov := c.Document.Provenance
	missing := c.Document.Missing
	add("id", string(c.ID))
	if c.Record == nil {
		add("kind", string(record.KindDocument))
		add("begins", c.After)
	} else {
		head := c.Record.Head()
		prov, missing = *c.Record.Trace(), head.Missing
		add("kind", string(head.Kind))
		add("text", head.Text)
		describeRecord(c.Record, add)
		add("section", strings.Join(head.Section, " > "))
		add("rule", fmt.Sprintf("%s, confidence %.2g", head.Rule, head.Confidence))
		add("flags", strings.Join(head.Flags, ", "))
		t.Texts(term.Text{String: "context"}, inContext(c))
	}
	describeDocument(c.Document, add)
	add("open", prov.Open)
	add("page", pages(prov.Spans))
	add("spans", spans(prov.Spans))
	add("quads", quads(prov.Spans))
	add("snapshot", string(prov.Snapshot))
	add("artefact", string(prov.Artefact))
	add("extractor", fmt.Sprintf("%s (%s)", prov.Extractor, prov.Method))
	add("engine", prov.Engine)
	if prov.OCRConfidence > 0 {
		add("OCR", fmt.Sprintf("mean confidence %.0f%%", 100*prov.OCRConfidence))
	}
	add("first seen", c.FirstSeen.Format(timeFormat))
	for _, field := range slices.Sorted(maps.Keys(missing)) {
		add("no "+field, string(missing[field]))
	}
	return t
}

// inContext is the text around the record, the record marked.
func inContext(c *store.Context) term.Text {
	start := len(c.Before)
	return term.Text{String: c.Before + c.Exact + c.After, Marks: [][2]int{{start, start + len(c.Exact)}}}
}

// describeRecord adds what only its kind of record has.
func describeRecord(r record.Record, add func(name, value string)) {
	switch r := r.(type) {
	case *record.Finding:
		add("lead-in", r.LeadIn)
		add("subject", r.Subject)
		add("themes", strings.Join(r.Themes, ", "))
		add("polarity", string(r.Polarity))
	case *record.Quote:
		add("speaker", joinNonEmpty(", ", r.Speaker.Name, r.Speaker.Role, r.Speaker.Organisation))
		add("credited by", r.Cue)
		add("named by", string(r.Resolution))
		add("form", string(r.Form))
		add("side", string(r.Side))
	case *record.Recommendation:
		add("type", string(r.Type))
		add("number", r.Number)
		add("to", strings.Join(r.Addressees, ", "))
		if r.Deadline != nil {
			add("deadline", r.Deadline.Raw)
		}
		add("lead-in", r.LeadIn)
	case *record.Rating:
		add("subject", r.Subject)
		add("value", r.Value)
		add("scale", r.Scale)
	}
}

func describeDocument(d *record.Document, add func(name, value string)) {
	add("document", string(d.ID))
	add("title", joinNonEmpty(": ", d.Title, d.Subtitle))
	add("type", string(d.Type))
	add("publisher", d.Publisher)
	if d.Published != nil {
		add("published", d.Published.Value)
	}
	add("authors", strings.Join(d.Authors, ", "))
	add("address", d.URL)
}

// pages are the numbers of the pages, with their labels where those say
// something else.
func pages(spans []record.Span) string {
	var out []string
	for _, s := range spans {
		if s.Page == 0 {
			continue
		}
		page := strconv.Itoa(s.Page)
		if s.PageLabel != page {
			page += " (labelled " + s.PageLabel + ")"
		}
		if !slices.Contains(out, page) {
			out = append(out, page)
		}
	}
	return strings.Join(out, ", ")
}

// quads are the corners of each line, lower left and upper right, in points.
func quads(spans []record.Span) string {
	var out []string
	for _, s := range spans {
		var boxes []string
		for _, q := range s.Quads {
			x, y := []float64{q[0], q[2], q[4], q[6]}, []float64{q[1], q[3], q[5], q[7]}
			boxes = append(boxes, fmt.Sprintf("%.0f,%.0f-%.0f,%.0f", slices.Min(x), slices.Min(y), slices.Max(x), slices.Max(y)))
		}
		if len(boxes) > 0 {
			out = append(out, fmt.Sprintf("page %d: %s", s.Page, strings.Join(boxes, " ")))
		}
	}
	return strings.Join(out, "; ")
}

func spans(spans []record.Span) string {
	out := make([]string, len(spans))
	for i, s := range spans {
		out[i] = fmt.Sprintf("%d-%d", s.Start, s.End)
	}
	return strings.Join(out, ", ")
}

func joinNonEmpty(separator string, parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), separator)
}
