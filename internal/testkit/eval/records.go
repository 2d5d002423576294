package main

import (
	"cmp"
	"context"
	"fmt"
	"io/fs"
	"net/url"
	"slices"
	"strings"

	"assize/extractors"
	"assize/extractors/record"
	"assize/testdata"
)

// evaluateRecords measures findings, recommendations, ratings and quotes, and
// their fields, on the documents of testdata/labelled.
func evaluateRecords(ctx context.Context, _ string) ([]measure, error) {
	folder, err := fs.Sub(testdata.Labelled, "labelled")
	if err != nil {
		return nil, err
	}
	docs, err := readLabelled(folder)
	if err != nil {
		return nil, err
	}
	s := scores{}
	for _, d := range docs {
		address, err := url.Parse("https://labelled.example/" + d.name)
		if err != nil {
			return nil, err
		}
		result, err := extractors.Extract(ctx, extractors.Input{URL: address, Body: d.body})
		if err != nil {
			return nil, err
		}
		s.document(d, result.Records)
	}
	return s.measures(), ctx.Err()
}

// held counts what was found, what should have been, and what is both.
type held struct {
	match
	wrong []string
}

// scores are what is held to the labels by kind, and by kind and field.
type scores map[string]*held

func (s scores) at(name string) *held {
	if s[name] == nil {
		s[name] = &held{}
	}
	return s[name]
}

// document holds a document's records to its labels. A label takes the first
// record of its kind and text that no other has.
func (s scores) document(d labelled, records []record.Record) {
	ids := map[record.ID]string{}
	for _, r := range records {
		ids[r.Head().ID] = r.Head().Text
	}
	taken := map[int]bool{}
	for _, l := range d.labels {
		kind := s.at(string(l.kind))
		kind.want++
		i := slices.IndexFunc(records, func(r record.Record) bool { return r.Head().Kind == l.kind && says(l.text, nameOf(r)) })
		for i >= 0 && taken[i] {
			next := slices.IndexFunc(records[i+1:], func(r record.Record) bool { return r.Head().Kind == l.kind && says(l.text, nameOf(r)) })
			if i += 1 + next; next < 0 {
				i = -1
			}
		}
		if i < 0 {
			kind.wrong = append(kind.wrong, fmt.Sprintf("%s: not found: %s", d.name, l.text))
			continue
		}
		taken[i] = true
		kind.common++
		s.fields(d.name, l, records[i], ids)
	}
	for i, r := range records {
		kind := s.at(string(r.Head().Kind))
		if kind.got++; !taken[i] {
			kind.wrong = append(kind.wrong, fmt.Sprintf("%s: not labelled: %s (%s)", d.name, nameOf(r), r.Head().Rule))
		}
	}
}

// fields compares the fields of a record with those of its label.
func (s scores) fields(document string, l label, r record.Record, ids map[record.ID]string) {
	got := fieldsOf(r, ids)
	for _, field := range labelFields[l.kind] {
		t := s.at(string(l.kind) + " " + field)
		want := l.fields[field]
		if len(want) == 0 && defaults[field] != "" {
			want = []string{defaults[field]}
		}
		right := 0
		for _, w := range want {
			if slices.ContainsFunc(got[field], func(g string) bool { return says(w, g) }) {
				right++
			}
		}
		t.common, t.want, t.got = t.common+float64(right), t.want+float64(len(want)), t.got+float64(len(got[field]))
		if right < len(want) || right < len(got[field]) {
			t.wrong = append(t.wrong, fmt.Sprintf("%s: %q is %q, labelled %q", document, first(l.text, 50), got[field], want))
		}
	}
}

// nameOf is what a label knows a record by.
func nameOf(r record.Record) string {
	if g, ok := r.(*record.Rating); ok {
		return g.Subject
	}
	return r.Head().Text
}

// fieldsOf are a record's fields as labels write them; empty ones are left out.
func fieldsOf(r record.Record, ids map[record.ID]string) map[string][]string {
	f := map[string][]string{}
	put := func(name string, values ...string) {
		for _, v := range values {
			if v != "" {
				f[name] = append(f[name], v)
			}
		}
	}
	switch r := r.(type) {
	case *record.Finding:
		put("parent", ids[r.Parent])
		put("subject", r.Subject)
		put("polarity", string(r.Polarity))
		for _, m := range r.Metrics {
			put("metric", m.Raw)
		}
	case *record.Recommendation:
		put("number", r.Number)
		put("type", string(r.Type))
		put("to", r.Addressees...)
		put("by", r.DeadlineRaw)
		put("parent", ids[r.Parent])
		for _, ref := range r.CrossRefs {
			put("see", ref.To+" "+ref.Number)
		}
		if r.Response != nil {
			put("reply", string(r.Response.Status))
		}
	case *record.Rating:
		put("value", cmp.Or(r.Value, strings.ReplaceAll(string(r.Missing["value"]), "_", " ")))
		put("direction", string(r.Direction))
		if r.Prior != nil {
			put("prior", r.Prior.Value)
		}
		if r.Score != nil {
			put("score", fmt.Sprintf("%g/%g", r.Score.Num, r.Score.Den))
		}
	case *record.Quote:
		put("speaker", r.Speaker.Name)
	}
	return f
}

// measures are precision, recall and F1 of every kind and of its fields.
func (s scores) measures() []measure {
	var list []measure
	for _, kind := range record.Kinds {
		for _, field := range append([]string{""}, labelFields[kind]...) {
			name := strings.TrimSpace(string(kind) + " " + field)
			t := s[name]
			if t == nil {
				continue
			}
			list = append(list,
				measure{name: name + ", precision", value: t.precision(), cases: int(t.got)},
				measure{name: name + ", recall", value: t.recall(), cases: int(t.want)},
				measure{name: name + ", F1", value: f1(t.precision(), t.recall()), cases: int(t.want), remarks: t.wrong})
		}
	}
	return list
}
