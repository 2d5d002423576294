// Package tracing answers where else the statements of a document stand, in which
// words, and on which page: did the blog's bullets match the report?
package tracing

import (
	"context"
	"slices"

	"assize/extractors/collate"
	"assize/extractors/record"
	"assize/pipeline/store"
)

// A Trace is a document's statements with the places where they stand elsewhere.
type Trace struct {
	Document   *record.Document `json:"document"`
	Compared   []Compared       `json:"compared_with"`
	NotStored  []record.Link    `json:"not_stored"` // reports that the document links to and that nobody crawled
	Statements []Statement      `json:"statements"` // in reading order
}

// A Statement is a record and its places, in the order of Compared; one at most in
// each document.
type Statement struct {
	Record record.Record `json:"record"`
	Places []Place       `json:"places"`
}

// A Place is where a statement stands in another document. Offsets of spans count
// code points of that document's text artefact.
type Place struct {
	Document    record.ID       `json:"document"`
	Record      record.ID       `json:"record,omitempty"` // that stands there
	Verdict     collate.Verdict `json:"verdict"`
	Spans       []record.Span   `json:"spans"`
	Open        string          `json:"open"`
	Text        string          `json:"text"` // what stands there, in whole sentences
	Differences []Difference    `json:"differences"`
}

// A Difference is a piece of the statement beside a piece of what stands at the
// place, as ranges of code points of both texts. All of them together are both
// texts.
type Difference struct {
	Equal     bool   `json:"equal"`
	Statement [2]int `json:"statement"`
	Place     [2]int `json:"place"`
}

// Best is the place to look at first: of the first document in which the
// statement stands, be it only a part of it if no other has more; nil when it
// stands nowhere.
func (s *Statement) Best() *Place {
	if len(s.Places) == 0 {
		return nil
	}
	first := slices.IndexFunc(s.Places, func(p Place) bool { return p.Verdict != collate.Part })
	return &s.Places[max(first, 0)]
}

// Document traces every statement of a document.
func Document(ctx context.Context, st *store.Store, id record.ID) (*Trace, error) {
	return collect(ctx, st, id, func(record.Record) bool { return true })
}

// Record traces one statement.
func Record(ctx context.Context, st *store.Store, document, id record.ID) (*Trace, error) {
	return collect(ctx, st, document, func(r record.Record) bool { return r.Head().ID == id })
}

func collect(ctx context.Context, st *store.Store, id record.ID, asked func(record.Record) bool) (*Trace, error) {
	document, err := st.Document(ctx, id)
	if err != nil {
		return nil, err
	}
	t := &Trace{Document: document, NotStored: []record.Link{}, Statements: []Statement{}}
	compared, missing, err := related(ctx, st, document)
	if err != nil {
		return nil, err
	}
	t.Compared, t.NotStored = append([]Compared{}, compared...), append(t.NotStored, missing...)
	records, err := st.Records(ctx, id)
	if err != nil {
		return nil, err
	}
	var texts []*collate.Text
	for _, r := range records {
		if r.Head().Kind != record.KindRating && asked(r) {
			t.Statements = append(t.Statements, Statement{r, []Place{}})
			texts = append(texts, collate.NewText(r.Head().Text))
		}
	}
	var al collate.Aligner
	for _, c := range t.Compared {
		w, err := newWitness(ctx, st, c.Document)
		if err != nil {
			return nil, err
		}
		for i := range t.Statements {
			if ctx.Err() != nil {
				return nil, ctx.Err()
			}
			if place, found := w.find(&al, texts[i]); found {
				t.Statements[i].Places = append(t.Statements[i].Places, place)
			}
		}
	}
	return t, nil
}

// closer says whether one comparison found more than another.
func closer(a, b collate.Comparison) bool {
	rankA, rankB := slices.Index(collate.Verdicts, a.Verdict), slices.Index(collate.Verdicts, b.Verdict)
	switch {
	case rankA < 0 || rankB < 0:
		return rankA > rankB
	case rankA != rankB:
		return rankA < rankB
	}
	return a.Common > b.Common
}
