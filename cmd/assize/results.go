package main

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"strconv"

	"assize/extractors/record"
	"assize/index"
	"assize/index/query"
	"assize/internal/export"
	"assize/internal/term"
	"assize/pipeline/store"
)

const (
	shortID      = 10  // how much of an id is printed in a table: enough for show
	snippetWidth = 200 // characters
)

// printResults prints what was found in the form that the flags ask for.
func (a *app) printResults(ctx context.Context, st *store.Store, r results, f searchFlags) error {
	switch {
	case f.count:
		_, err := fmt.Fprintln(a.out, r.Total)
		return err
	case f.jsonl:
		_, err := export.JSONL.Write(a.out, entries(ctx, st, r.Hits))
		return err
	case f.json:
		v, err := newFound(ctx, st, r)
		if err != nil {
			return err
		}
		return printJSON(a.out, v)
	case f.explain:
		return a.printExplained(ctx, st, r)
	case len(f.facets) > 0:
		return a.printFacets(r, a.screen(a.out))
	}
	return a.printTable(ctx, st, r, a.screen(a.out))
}

// entries reads the hits from the store. One that has gone since it was indexed
// is left out.
func entries(ctx context.Context, st *store.Store, hits []index.Hit) iter.Seq2[*store.Entry, error] {
	return func(yield func(*store.Entry, error) bool) {
		for _, h := range hits {
			e, err := st.Record(ctx, h.ID)
			if errors.Is(err, store.ErrNotFound) {
				continue
			}
			if !yield(e, err) || err != nil {
				return
			}
		}
	}
}

// found is what search prints as JSON.
type found struct {
	Query  string                   `json:"query"` // in canonical form
	Total  int                      `json:"total"`
	Groups int                      `json:"groups,omitempty"`
	Hits   []foundHit               `json:"hits"`
	Next   string                   `json:"next,omitempty"` // for --page-token
	Facets map[string][]index.Count `json:"facets,omitempty"`
	Also   []query.Expansion        `json:"also,omitempty"` // synonyms that were searched for too
	Meant  string                   `json:"did_you_mean,omitempty"`
}

type foundHit struct {
	ID       record.ID        `json:"id"`
	Score    float64          `json:"score"`
	Same     int              `json:"same,omitempty"` // further hits in its group
	Why      []index.Reason   `json:"why,omitempty"`  // for the score, with --explain
	Snippet  snippet          `json:"snippet"`
	Record   record.Record    `json:"record,omitempty"` // absent when the hit is a document
	Document *record.Document `json:"document"`
}

// snippet is the part of the text that shows why it was found; marks are ranges
// of its bytes.
type snippet struct {
	Text  string   `json:"text"`
	Marks [][2]int `json:"marks"`
}

func newFound(ctx context.Context, st *store.Store, r results) (found, error) {
	f := found{Query: r.query.String(), Total: r.Total, Groups: r.Groups, Hits: []foundHit{}, Next: r.Next, Facets: r.Facets, Also: r.Also, Meant: r.DidYouMean}
	hits := map[record.ID]index.Hit{}
	for _, h := range r.Hits {
		hits[h.ID] = h
	}
	for e, err := range entries(ctx, st, r.Hits) {
		if err != nil {
			return f, err
		}
		s := index.Highlight(r.Searched, textOf(e), snippetWidth)
		if s.Marks == nil {
			s.Marks = [][2]int{}
		}
		f.Hits = append(f.Hits, foundHit{e.ID, hits[e.ID].Score, hits[e.ID].Same, hits[e.ID].Why, snippet(s), e.Record, e.Document})
	}
	return f, nil
}

// printTable prints a table for people, or lines for programs when the screen
// is no terminal.
func (a *app) printTable(ctx context.Context, st *store.Store, r results, screen *term.Screen) error {
	t := &term.Table{}
	row := plainRow
	if screen.Terminal {
		t.Columns = []term.Column{{Title: "KIND"}, {Title: "TEXT", Share: 5}, {Title: "SOURCE", Share: 3}, {Title: "ID"}}
		row = func(e *store.Entry) []term.Text { return terminalRow(e, r.Searched) }
	}
	for e, err := range entries(ctx, st, r.Hits) {
		if err != nil {
			return err
		}
		t.Texts(row(e)...)
	}
	if err := t.Print(screen); err != nil {
		return err
	}
	switch {
	case r.Total == 0:
		fmt.Fprintln(a.err, joinNonEmpty(": ", "nothing found", term.Clean(r.query.String())))
	case screen.Terminal:
		fmt.Fprintf(a.err, "\n%d of %d; 'assize show ID' shows one in its place\n", len(r.Hits), r.Total)
	}
	return nil
}

// printFacets prints field, value and number, a line each.
func (a *app) printFacets(r results, screen *term.Screen) error {
	t := &term.Table{}
	if screen.Terminal {
		t.Columns = []term.Column{{Title: "FIELD"}, {Title: "VALUE", Share: 1}, {Title: "RECORDS"}}
	}
	for _, name := range r.facets {
		for _, c := range r.Facets[name] {
			t.Row(name, c.Value, strconv.Itoa(c.N))
		}
	}
	return t.Print(screen)
}

// terminalRow is kind, snippet, source and id.
func terminalRow(e *store.Entry, q query.Node) []term.Text {
	source := joinNonEmpty(", ", publisherOf(e.Document), dateOf(e.Document), pageOf(e))
	s := index.Highlight(q, textOf(e), snippetWidth)
	text := term.Text{String: s.Text, Marks: s.Marks}
	if quote, ok := e.Record.(*record.Quote); ok && quote.Speaker.Name != "" {
		text.String += " — " + quote.Speaker.Name
	}
	return []term.Text{{String: string(kindOf(e))}, text, {String: source}, {String: string(e.ID)[:shortID]}}
}

// plainRow is id, kind, date, page, title and text.
func plainRow(e *store.Entry) []term.Text {
	var row []term.Text
	page := ""
	if e.Record != nil {
		page = pages(e.Record.Trace().Spans)
	}
	for _, s := range []string{string(e.ID), string(kindOf(e)), dateOf(e.Document), page, e.Document.Title, textOf(e)} {
		row = append(row, term.Text{String: s})
	}
	return row
}

func kindOf(e *store.Entry) record.Kind {
	if e.Record == nil {
		return record.KindDocument
	}
	return e.Record.Head().Kind
}

// textOf is what the index holds as the text of a record: of a document, its title.
func textOf(e *store.Entry) string {
	if e.Record == nil {
		return joinNonEmpty(" ", e.Document.Title, e.Document.Subtitle)
	}
	return e.Record.Head().Text
}

// publisherOf is who published the document, else its title.
func publisherOf(d *record.Document) string {
	if d.Publisher != "" {
		return d.Publisher
	}
	return d.Title
}

func dateOf(d *record.Document) string {
	if d.Published == nil {
		return ""
	}
	return d.Published.Value
}

func pageOf(e *store.Entry) string {
	if e.Record == nil {
		return ""
	}
	if p := pages(e.Record.Trace().Spans); p != "" {
		return "p. " + p
	}
	return ""
}
