package meta

import (
	"net/url"
	"path"
	"regexp"

	"assize/extractors/record"
)

// dateLadder are the places of a date in the page or file, surest first.
var dateLadder = []string{"json-ld", "meta", "time", "text"}

// published is the publication date: what the page declares, what it or the
// first pages of a file print, what its address says to the day, the file's own
// date, the month in the address.
func (f *finder) published() *record.Date {
	if d := f.ladder("published", dateLadder...); d != nil {
		return d
	}
	if d := printedDate(f.front, len(f.doc.Pages) > 0); d != nil {
		return d
	}
	address := dateInAddress(f.src.URL)
	if address != nil && address.Precision == record.Day {
		return address
	}
	if d := f.ladder("published", "pdf-xmp", "pdf-info"); d != nil {
		return d
	}
	return address
}

func (f *finder) date(name string) *record.Date {
	return f.ladder(name, append(dateLadder, "pdf-xmp", "pdf-info")...)
}

// ladder is the first candidate that can be read as a date. One that is known
// to the day goes before one that is not.
func (f *finder) ladder(name string, places ...string) *record.Date {
	var rough *record.Date
	for _, p := range f.values(name, places...) {
		d, ok := FindDate(p.Value)
		if !ok {
			continue
		}
		d.Raw, d.From = p.Value, p.From
		if d.Precision == record.Day {
			return &d
		}
		if rough == nil {
			rough = &d
		}
	}
	return rough
}

// printedLabel announces the publication date in running text.
var printedLabel = shape(`(?:date )?(?:first )?(?:published|publication date|date of publication|report published|date published)(?: on| in)?[:\s]+`)

// dateLine is a line that holds nothing but a date, as title pages have it.
var dateLine = shape(`(?m)^\W*(?:` + dayPattern + ` )?` + monthPattern + ` ` + yearPattern + `\W*$`)

// printedDate finds the date that a text says it was published, or, on title
// pages, the first line that is only a date.
func printedDate(text string, titlePage bool) *record.Date {
	const window = 60
	for _, at := range printedLabel.FindAllStringIndex(text, -1) {
		after := text[at[1]:min(len(text), at[1]+window)]
		if d, ok := FindDate(after); ok && d.Precision != record.Year {
			d.From = "text"
			return &d
		}
	}
	if !titlePage {
		return nil
	}
	if line := dateLine.FindString(text); line != "" {
		if d, ok := FindDate(line); ok {
			d.From = "text"
			return &d
		}
	}
	return nil
}

// addressDates are dates in the path of an address, by day and by month.
var addressDates = regexp.MustCompile(`/((?:19|20)\d\d)[/-](\d{1,2})(?:[/-](\d{1,2}))?(?:[/-]|$)`)

// dateInAddress reads /2017/10/05/ in an address's path, or a date in words in
// its last part, "report-08-august-2014.pdf".
func dateInAddress(address string) *record.Date {
	u, err := url.Parse(address)
	if err != nil {
		return nil
	}
	if d, ok := FindDate(path.Base(u.Path)); ok && d.Precision == record.Day {
		d.From = "url"
		return &d
	}
	m := addressDates.FindStringSubmatch(u.Path)
	if m == nil {
		return nil
	}
	d, ok := newDate(m[1], m[2], m[3])
	d.Raw, d.From = m[0], "url"
	if !ok {
		return nil
	}
	return &d
}
