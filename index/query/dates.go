package query

import (
	"strings"
	"time"
)

// dates reads the values of a date field as periods.
func (p *parser) dates(f Field, values []value) (Node, error) {
	var dates Dates
	for _, v := range values {
		text := strings.TrimSpace(Fold(v.text))
		switch f.Name {
		case "after":
			text = ">=" + text
		case "before":
			text = "<" + text
		}
		period, ok := parsePeriod(text)
		if !ok {
			return nil, p.fail(v.pos, "“%s” is not a date; write 2017, 2017-10, 2017-10-05, 2015..2019, >=2017-06 or <2018", v.text)
		}
		if period.From != "" && period.To != "" && period.From > lastDay(period.To) {
			return nil, p.fail(v.pos, "the dates run backwards in “%s”", v.text)
		}
		if err := p.count(v.pos, Plain); err != nil {
			return nil, err
		}
		dates = append(dates, period)
	}
	return dates, nil
}

func parsePeriod(s string) (Period, bool) {
	if from, to, ok := strings.Cut(s, ".."); ok {
		return Period{from, to}, (from != "" || to != "") && (from == "" || isDate(from)) && (to == "" || isDate(to))
	}
	for _, op := range []struct {
		prefix string
		period func(date string) Period
	}{
		{">=", func(d string) Period { return Period{From: d} }},
		{">", func(d string) Period { return Period{From: shift(d, 1)} }},
		{"<=", func(d string) Period { return Period{To: d} }},
		{"<", func(d string) Period { return Period{To: shift(d, -1)} }},
		{"", func(d string) Period { return Period{d, d} }},
	} {
		if date, ok := strings.CutPrefix(s, op.prefix); ok {
			if !isDate(date) {
				return Period{}, false
			}
			period := op.period(date)
			return period, period.From != "" || period.To != ""
		}
	}
	return Period{}, false
}

// layouts are the precisions of a date, by its length.
var layouts = map[int]string{4: "2006", 7: "2006-01", 10: "2006-01-02"}

func isDate(s string) bool {
	_, err := time.Parse(layouts[len(s)], s)
	return layouts[len(s)] != "" && err == nil
}

// shift is the date n steps on, in steps of its own precision; "" beyond the
// years of four digits.
func shift(date string, n int) string {
	layout := layouts[len(date)]
	t, _ := time.Parse(layout, date)
	switch len(date) {
	case 4:
		t = t.AddDate(n, 0, 0)
	case 7:
		t = t.AddDate(0, n, 0)
	default:
		t = t.AddDate(0, 0, n)
	}
	if t.Year() < 0 || t.Year() > 9999 {
		return ""
	}
	return t.Format(layout)
}

// lastDay is a date at or after the last day of a period, in string order.
func lastDay(date string) string { return date + "~" }
