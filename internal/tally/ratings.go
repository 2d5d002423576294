package tally

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"assize/extractors/record"
)

// A judgement is one rating of one body.
type judgement struct {
	body, subject, date, value string
	standard                   string // the subject, however it is written
	before, when               string // the rating before, and when that was
	id                         record.ID
	title                      string
}

// Ratings is the history of each body's ratings: by body, subject and date, each
// with the one before, which the source states or which an earlier document holds.
// A rating that two documents of one day repeat is one. A document that names no
// inspected body goes by its title.
func Ratings(entries Entries) (*Table, error) {
	var all []judgement
	for e, err := range entries {
		if err != nil {
			return nil, err
		}
		g, ok := e.Record.(*record.Rating)
		if !ok || g.Value == "" {
			continue
		}
		j := judgement{subject: g.Subject, standard: words(g.Subject), date: dateOf(e.Document), value: g.Value, id: e.ID, title: e.Document.Title}
		if g.Prior != nil {
			j.before, j.when = g.Prior.Value, g.Prior.When
		}
		names := bodies(e)
		if len(names) == 0 {
			names = []string{cmp.Or(e.Document.Title, string(e.Document.ID))}
		}
		for _, j.body = range names {
			all = append(all, j)
		}
	}
	slices.SortFunc(all, func(a, b judgement) int {
		return cmp.Or(cmp.Compare(a.body, b.body), cmp.Compare(rankOf(a.subject), rankOf(b.subject)),
			cmp.Compare(a.standard, b.standard), cmp.Compare(a.date, b.date), cmp.Compare(a.value, b.value), cmp.Compare(a.id, b.id))
	})
	all = slices.CompactFunc(all, func(a, b judgement) bool {
		return a.body == b.body && a.standard == b.standard && a.date == b.date && a.value == b.value
	})
	for i := range all {
		if i > 0 && all[i].before == "" && all[i].body == all[i-1].body && all[i].standard == all[i-1].standard && all[i-1].date < all[i].date {
			all[i].before, all[i].when = all[i-1].value, all[i-1].date
		}
	}
	return history(all), nil
}

// rankOf puts overall ratings before those of single standards.
func rankOf(subject string) int {
	if overall(subject) {
		return 0
	}
	return 1
}

func overall(subject string) bool {
	return subject == "overall" || strings.HasPrefix(subject, "overall:")
}

// history is the table of judgements, which are in order. Its chart has a row for
// each body and subject and a column for each year.
func history(all []judgement) *Table {
	t := &Table{Title: "Ratings by body and year", Columns: []Column{
		{Name: "body", Share: 2}, {Name: "subject", Share: 2}, {Name: "date"}, {Name: "rating"}, {Name: "before"}, {Name: "when"}, {Name: "document", Share: 2}, {Name: "id"},
	}}
	years := map[string]int{}
	for _, j := range all {
		years[yearIn(j.date)]++
		t.Rows = append(t.Rows, []string{j.body, j.subject, j.date, j.value, j.before, j.when, j.title, string(j.id)})
	}
	t.Chart.Columns = ranked(Field{inTime: true}, years, mostColumns)
	label := ""
	for _, j := range all {
		if next := j.body + ": " + j.standard; next != label {
			label = next
			t.Chart.Rows = append(t.Chart.Rows, ChartRow{Label: j.body + ": " + j.subject, Cells: make([]Cell, len(t.Chart.Columns))})
		}
		if i := slices.Index(t.Chart.Columns, yearIn(j.date)); i >= 0 {
			cell := &t.Chart.Rows[len(t.Chart.Rows)-1].Cells[i]
			if cell.Text != "" {
				cell.Text += ", then "
			}
			cell.Text += j.value
			if j.before != "" && j.before != j.value {
				cell.Below = "was " + j.before
				if j.when != "" {
					cell.Below += " (" + shortened(j.when) + ")"
				}
			}
		}
	}
	return t
}

// shortened is the year of a date, and anything else as it is.
func shortened(when string) string {
	if _, err := time.Parse(time.DateOnly, when); err == nil {
		return yearIn(when)
	}
	return when
}

func yearIn(date string) string { return cmp.Or(date[:min(len(date), len("2006"))], "no date") }
