package meta

import (
	"testing"

	"assize/extractors/record"
)

func TestFindDate(t *testing.T) {
	for _, test := range []struct{ text, value string }{
		{"2017-10-05T06:30:41+00:00", "2017-10-05"},
		{"2017-10-05 06:30:41", "2017-10-05"},
		{"20171005", "2017-10-05"},
		{"D:20171005093000Z", "2017-10-05"},
		{"5 October 2017", "2017-10-05"},
		{"Thursday, 5th of October 2017, 9.30am", "2017-10-05"},
		{"5 Oct. 2017", "2017-10-05"},
		{"5-Oct-2017", "2017-10-05"},
		{"October 5, 2017", "2017-10-05"},
		{"Oct 5th 2017", "2017-10-05"},
		{"05/10/2017", "2017-10-05"},
		{"5.10.2017", "2017-10-05"},
		{"10/25/2017", "2017-10-25"},
		{"report-08-august-2014.pdf", "2014-08-08"},
		{"5 Hydref 2017", "2017-10-05"},
		{"Published October 2017", "2017-10"},
		{"2017-10", "2017-10"},
		{"2017", "2017"},
		{"29 February 2020", "2020-02-29"},
		{"31 February 2017", "2017-02"},
		{"5\u00a0October\n2017", "2017-10-05"},
	} {
		d, ok := FindDate(test.text)
		if !ok || d.Value != test.value {
			t.Errorf("FindDate(%q) = %q, %v; want %q", test.text, d.Value, ok, test.value)
		}
		if want := map[int]record.Precision{4: record.Year, 7: record.Month, 10: record.Day}[len(test.value)]; d.Precision != want {
			t.Errorf("FindDate(%q) has precision %s", test.text, d.Precision)
		}
	}
	for _, text := range []string{"", "soon", "45/67/2017", "room 2017b", "May they rest", "0171 234 5678"} {
		if d, ok := FindDate(text); ok {
			t.Errorf("FindDate(%q) = %+v, want none", text, d)
		}
	}
}

func TestInspection(t *testing.T) {
	for _, test := range []struct{ text, start, end string }{
		{"Inspection dates: 8 to 19 June 2026", "2026-06-08", "2026-06-19"},
		{"Inspection dates: 8–19 June 2026", "2026-06-08", "2026-06-19"},
		{"Inspection date: 3 June – 25 June 2014", "2014-06-03", "2014-06-25"},
		{"Inspection dates: 27 February to 23 March 2017", "2017-02-27", "2017-03-23"},
		{"Inspection dates: 29 November 2016 - 13 January 2017", "2016-11-29", "2017-01-13"},
		{"Inspection dates: 1 9 June 2017 to 3 July 2017", "2017-06-19", "2017-07-03"},
		{"Inspection dates: Monday 8 June to Friday 19 June 2026", "2026-06-08", "2026-06-19"},
		{"The inspection took place between 3 and 14 January 2022.", "2022-01-03", "2022-01-14"},
		{"Inspection dates: 8 and 9 June 2026", "2026-06-08", "2026-06-09"},
		{"Inspection dates: 30 November 2016 – 13 January 2017", "2016-11-30", "2017-01-13"},
		{"The inspection was carried out between 28 March and 8 April 2022.", "2022-03-28", "2022-04-08"},
		{"Inspected from 8-19 June 2026", "2026-06-08", "2026-06-19"},
		{"Date of inspection: 4 May 2022", "2022-05-04", "2022-05-04"},
		{"Inspection dates: 02/03/2020 to 13/03/2020", "2020-03-02", "2020-03-13"},
		{"Fieldwork: June to August 2019", "2019-06", "2019-08"},
		{"Inspection\ndates:  7 to 11 October 2024  Dates of previous inspection: 6 to 10 December 2021", "2024-10-07", "2024-10-11"},
	} {
		p := inspection(test.text)
		if p == nil || p.Start.Value != test.start || p.End.Value != test.end {
			t.Errorf("%q: %+v", test.text, p)
		}
	}
	for _, text := range []string{"8 to 19 June 2026", "Inspection dates: to be announced", "Inspection dates: 19 June 2026 to 8 June 2026"} {
		if p := inspection(text); p != nil {
			t.Errorf("%q: %+v, want none", text, p)
		}
	}
}

func FuzzFindDate(f *testing.F) {
	f.Add("5 October 2017")
	f.Add("Inspection dates: 1 9 June – 3 July 2017")
	f.Fuzz(func(t *testing.T, text string) {
		if d, ok := FindDate(text); ok && (d.Value == "" || d.Precision == "" || d.Raw == "") {
			t.Errorf("FindDate(%q) = %+v", text, d)
		}
		if p := inspection(text); p != nil && p.Start.Value > p.End.Value {
			t.Errorf("inspection(%q) = %+v", text, p)
		}
	})
}
