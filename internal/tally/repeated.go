package tally

import (
	"cmp"
	"slices"
	"strconv"

	"assize/extractors/record"
)

// A statement is all records of one cluster.
type statement struct {
	documents   map[record.ID]bool
	first, last string // dates
	text        string // as it was made first
	id          record.ID
}

// Repeated lists the statements that stand in two documents or more, those in the
// most documents first, worded as they were first.
func Repeated(entries Entries, most int) (*Table, error) {
	statements := map[record.ID]*statement{}
	for e, err := range entries {
		if err != nil {
			return nil, err
		}
		if e.Record == nil || record.ClusterOf(e.Record) == "" {
			continue
		}
		cluster := record.ClusterOf(e.Record)
		s := statements[cluster]
		if s == nil {
			s = &statement{documents: map[record.ID]bool{}}
			statements[cluster] = s
		}
		s.add(e.Document, e.Record.Head())
	}
	var all []*statement
	for _, s := range statements {
		if len(s.documents) > 1 {
			all = append(all, s)
		}
	}
	slices.SortFunc(all, func(a, b *statement) int {
		return cmp.Or(len(b.documents)-len(a.documents), cmp.Compare(a.first, b.first), cmp.Compare(a.id, b.id))
	})
	if most > 0 && len(all) > most {
		all = all[:most]
	}
	return repeated(all), nil
}

func (s *statement) add(d *record.Document, head *record.Common) {
	s.documents[d.ID] = true
	date := dateOf(d)
	if s.id == "" || date != "" && (s.first == "" || date < s.first) || date == s.first && head.ID < s.id {
		s.first, s.text, s.id = date, head.Text, head.ID
	}
	s.last = max(s.last, date)
}

func repeated(all []*statement) *Table {
	t := &Table{Title: "Statements that stand in several documents", Columns: []Column{
		{Name: "documents", Number: true}, {Name: "first"}, {Name: "last"}, {Name: "statement", Share: 1}, {Name: "id"},
	}}
	greatest := 0
	for _, s := range all {
		greatest = max(greatest, len(s.documents))
	}
	for _, s := range all {
		n := strconv.Itoa(len(s.documents))
		t.Rows = append(t.Rows, []string{n, s.first, s.last, s.text, string(s.id)})
		t.Chart.Rows = append(t.Chart.Rows, ChartRow{s.text, []Cell{{Text: n, Weight: share(len(s.documents), greatest)}}})
	}
	return t
}
