package meta

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"assize/extractors/record"
)

// monthNames are the months in English and Welsh; three letters of the English
// name are enough, with or without a full stop.
var monthNames = map[string]int{
	"january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8, "september": 9, "october": 10, "november": 11, "december": 12,
	"jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10, "nov": 11, "dec": 12,
	"ionawr": 1, "chwefror": 2, "mawrth": 3, "ebrill": 4, "mai": 5, "mehefin": 6, "gorffennaf": 7, "awst": 8, "medi": 9, "hydref": 10, "tachwedd": 11, "rhagfyr": 12,
}

const (
	monthPattern = `(january|february|march|april|may|june|july|august|september|october|november|december|` +
		`sept|jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec|` +
		`ionawr|chwefror|mawrth|ebrill|mai|mehefin|gorffennaf|awst|medi|hydref|tachwedd|rhagfyr)\.?`
	dayPattern  = `(\d{1,2})(?:st|nd|rd|th|fed|af|ydd)?`
	yearPattern = `((?:19|20)\d\d)`
)

// dateShapes are the forms of dates, surest first: what they look like, and
// which submatch holds the year, month and day, 0 where the form has none.
// Dates in digits are day first, as the United Kingdom writes them.
var dateShapes = []struct {
	pattern          *regexp.Regexp
	year, month, day int
}{
	{shape(`\b` + yearPattern + `[-/.](\d{1,2})[-/.](\d{1,2})(?:\b|T)`), 1, 2, 3},
	{shape(`\bD:` + yearPattern + `(\d\d)(\d\d)`), 1, 2, 3},
	{shape(`^` + yearPattern + `(\d\d)(\d\d)(?:\b|T)`), 1, 2, 3},
	{shape(`\b` + dayPattern + `(?: day)?(?: of)?[ -]` + monthPattern + `,?[ -]` + yearPattern + `\b`), 3, 2, 1},
	{shape(`\b` + monthPattern + ` ` + dayPattern + `,? ` + yearPattern + `\b`), 3, 1, 2},
	{shape(`\b(\d{1,2})[/.-](\d{1,2})[/.-]` + yearPattern + `\b`), 3, 2, 1},
	{shape(`\b` + monthPattern + `,? ` + yearPattern + `\b`), 2, 1, 0},
	{shape(`^` + yearPattern + `-(\d\d)$`), 1, 2, 0},
	{shape(`^` + yearPattern + `$`), 1, 0, 0},
}

func shape(pattern string) *regexp.Regexp { return regexp.MustCompile(`(?i)` + pattern) }

// FindDate finds the first date of the surest form in a short text, such as a
// metadata value or a line of a title page.
func FindDate(text string) (record.Date, bool) {
	text = record.Normalise(text)
	for _, s := range dateShapes {
		for _, m := range s.pattern.FindAllStringSubmatch(text, -1) {
			part := func(i int) string {
				if i == 0 {
					return ""
				}
				return m[i]
			}
			if d, ok := newDate(part(s.year), part(s.month), part(s.day)); ok {
				d.Raw = strings.TrimRight(m[0], "T")
				return d, true
			}
		}
	}
	return record.Date{}, false
}

// newDate makes a date of its written parts. A month over 12 in digits with a
// day that could be one is a date written month first.
func newDate(year, month, day string) (record.Date, bool) {
	y, _ := strconv.Atoi(year)
	m := monthNames[strings.ToLower(month)]
	if m == 0 {
		m, _ = strconv.Atoi(month)
	}
	d, _ := strconv.Atoi(day)
	if m > 12 && d >= 1 && d <= 12 {
		m, d = d, m
	}
	switch {
	case month == "":
		return record.Date{Value: year, Precision: record.Year}, true
	case m < 1 || m > 12:
		return record.Date{}, false
	case day == "":
		return record.Date{Value: fmt.Sprintf("%04d-%02d", y, m), Precision: record.Month}, true
	case d < 1 || d > daysIn(y, m):
		return record.Date{}, false
	}
	return record.Date{Value: fmt.Sprintf("%04d-%02d-%02d", y, m, d), Precision: record.Day}, true
}

func daysIn(year, month int) int {
	switch month {
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	case 4, 6, 9, 11:
		return 30
	}
	return 31
}
