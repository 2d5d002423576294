// Package tally counts what documents and records say, and lists the ratings of
// bodies and the statements that are made again and again. What comes out is a
// table, which can be printed, written for programs and drawn.
package tally

import (
	"cmp"
	"iter"
	"slices"
	"strings"

	"assize/extractors/record"
	"assize/pipeline/store"
)

// A Table is a summary: rows of cells under the names of columns, and a chart that
// says the same.
type Table struct {
	Title   string
	Columns []Column
	Rows    [][]string
	Chart   Chart
}

// A Column is one column of a table.
type Column struct {
	Name   string
	Number bool // its cells are whole numbers, or empty
	Share  int  // of the width of a terminal; 0 for as wide as its cells
}

// Entries are what is summed up, as the store yields it.
type Entries = iter.Seq2[*store.Entry, error]

// A Field is what records can be counted by.
type Field struct {
	Name   string
	inTime bool // its values are in order of time
	values func(e *store.Entry) []string
}

// Fields lists every field.
var Fields = []Field{
	{"kind", false, func(e *store.Entry) []string { return []string{string(kindOf(e))} }},
	{"body", false, bodies},
	{"year", true, func(e *store.Entry) []string { return some(yearOf(e.Document)) }},
	{"theme", false, func(e *store.Entry) []string {
		if f, ok := e.Record.(*record.Finding); ok {
			return f.Themes
		}
		return nil
	}},
	{"rating", false, func(e *store.Entry) []string {
		if g, ok := e.Record.(*record.Rating); ok {
			return some(g.Value)
		}
		return nil
	}},
	{"speaker", false, func(e *store.Entry) []string {
		if q, ok := e.Record.(*record.Quote); ok {
			return some(q.Speaker.Name)
		}
		return nil
	}},
	{"publisher", false, func(e *store.Entry) []string { return some(e.Document.Publisher) }},
	{"type", false, func(e *store.Entry) []string { return some(string(e.Document.Type)) }},
	{"polarity", false, func(e *store.Entry) []string {
		if f, ok := e.Record.(*record.Finding); ok {
			return some(string(f.Polarity))
		}
		return nil
	}},
}

// FieldNames are the names of all fields.
func FieldNames() (names []string) {
	for _, f := range Fields {
		names = append(names, f.Name)
	}
	return names
}

// Lookup finds a field by its name.
func Lookup(name string) (Field, bool) {
	i := slices.IndexFunc(Fields, func(f Field) bool { return f.Name == name })
	if i < 0 {
		return Field{}, false
	}
	return Fields[i], true
}

func some(value string) []string {
	if value == "" {
		return nil
	}
	return []string{value}
}

func kindOf(e *store.Entry) record.Kind {
	if e.Record == nil {
		return record.KindDocument
	}
	return e.Record.Head().Kind
}

// bodies are those on which the document reports, under the names that the
// gazetteer has for them, so that one body is one whatever a report calls it:
// London Borough of Barnet is Barnet.
func bodies(e *store.Entry) (names []string) {
	var known []string
	for _, b := range e.Document.Bodies {
		if b.Inspected {
			known = append(known, b.Name)
		}
	}
	for _, written := range e.Document.InspectedBodies {
		i := slices.IndexFunc(known, func(name string) bool { return within(name, written) })
		if i < 0 {
			known, i = append(known, written), len(known)
		}
		if !slices.Contains(names, known[i]) {
			names = append(names, known[i])
		}
	}
	for _, name := range known {
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// within says whether the words of a name stand together in another.
func within(name, other string) bool {
	return strings.Contains(words(other), words(name))
}

// words are the words of a text in lower case, each between two spaces.
func words(text string) string {
	var b strings.Builder
	b.WriteByte(' ')
	for _, w := range record.Words(text) {
		b.WriteString(w + " ")
	}
	return b.String()
}

func dateOf(d *record.Document) string {
	if d.Published == nil {
		return ""
	}
	return d.Published.Value
}

func yearOf(d *record.Document) string {
	date := dateOf(d)
	return date[:min(len(date), len("2006"))]
}

// ranked are the values in their order: those of time the earliest first, of which
// the latest are kept, others the most frequent first. None is 0 for all of them.
func ranked(f Field, counts map[string]int, most int) (kept []string) {
	for value := range counts {
		kept = append(kept, value)
	}
	slices.SortFunc(kept, func(a, b string) int {
		if f.inTime {
			return cmp.Compare(b, a)
		}
		return cmp.Or(counts[b]-counts[a], cmp.Compare(a, b))
	})
	if most > 0 && len(kept) > most {
		kept = kept[:most]
	}
	if f.inTime {
		slices.Reverse(kept)
	}
	return kept
}
