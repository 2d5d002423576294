package meta

import (
	"regexp"
	"strings"

	"assize/extractors/record"
)

// periodLabels announce the dates of an inspection.
var periodLabels = shape(`(?:inspection dates?|dates? of (?:the )?(?:inspection|visit)|inspected (?:between|from|on)|inspection (?:took place|was carried out|was conducted)(?: between| from| on)?|fieldwork(?: dates?)?(?: took place)?(?: between| from| on)?|visit dates?)[:\s]*(?:between |from |on )?`)

// periodShapes are the forms of a range of dates: a range within a month, over
// two months of a year, and over two years. The submatches are day, month and
// year of the start, then of the end.
var periodShapes = []struct {
	pattern *regexp.Regexp
	start   [3]int // year, month, day
	end     [3]int
}{
	{shape(`^` + dayPattern + ` ` + monthPattern + ` ` + yearPattern + to + dayPattern + ` ` + monthPattern + ` ` + yearPattern), [3]int{3, 2, 1}, [3]int{6, 5, 4}},
	{shape(`^` + dayPattern + ` ` + monthPattern + to + dayPattern + ` ` + monthPattern + `,? ` + yearPattern), [3]int{5, 2, 1}, [3]int{5, 4, 3}},
	{shape(`^` + dayPattern + to + dayPattern + ` ` + monthPattern + `,? ` + yearPattern), [3]int{4, 3, 1}, [3]int{4, 3, 2}},
	{shape(`^(\d{1,2})[/.](\d{1,2})[/.]` + yearPattern + to + `(\d{1,2})[/.](\d{1,2})[/.]` + yearPattern), [3]int{3, 2, 1}, [3]int{6, 5, 4}},
	{shape(`^` + dayPattern + ` ` + monthPattern + `,? ` + yearPattern), [3]int{3, 2, 1}, [3]int{3, 2, 1}},
	{shape(`^` + monthPattern + to + monthPattern + ` ` + yearPattern), [3]int{3, 1, 0}, [3]int{3, 2, 0}},
	{shape(`^` + monthPattern + ` ` + yearPattern), [3]int{2, 1, 0}, [3]int{2, 1, 0}},
}

// to is what stands between the two ends.
const to = `(?:\s*[-–—−]\s*| to | and | until )`

// weekday is left out before a period is matched.
var weekday = shape(`\b(?:mon|tues|wednes|thurs|fri|satur|sun)day,? `)

// splitDay is a day of two digits that a text layer has torn apart: "1 9 June".
var splitDay = shape(`\b([123]) (\d)( ` + monthPattern + `)`)

// inspection finds the dates of the inspection in a text: what stands behind a
// label that announces them.
func inspection(text string) *record.Period {
	text = record.Normalise(text)
	const window = 100
	for _, at := range periodLabels.FindAllStringIndex(text, -1) {
		after := text[at[1]:min(len(text), at[1]+window)]
		if p := period(after); p != nil {
			return p
		}
	}
	return nil
}

// period reads the range of dates that a text begins with, nil when there is
// none or when its ends cannot be.
func period(text string) *record.Period {
	text = weekday.ReplaceAllString(strings.ToValidUTF8(text, ""), "")
	text = splitDay.ReplaceAllString(text, "$1$2$3")
	for _, s := range periodShapes {
		m := s.pattern.FindStringSubmatch(text)
		if m == nil {
			continue
		}
		m[0] = strings.TrimSpace(m[0])
		start, okStart := dateOf(m, s.start)
		end, okEnd := dateOf(m, s.end)
		if !okStart || !okEnd || start.Value > end.Value {
			return nil
		}
		return &record.Period{Start: start, End: end}
	}
	return nil
}

// dateOf picks year, month and day from a match; the raw text is the whole.
func dateOf(match []string, parts [3]int) (record.Date, bool) {
	day := ""
	if parts[2] > 0 {
		day = match[parts[2]]
	}
	d, ok := newDate(match[parts[0]], match[parts[1]], day)
	d.Raw, d.From = match[0], "text"
	return d, ok
}
