package meta

import (
	"net/url"
	"path"
	"regexp"
	"strings"
	"time"

	"assize/extractors/block"
	"assize/extractors/record"
)

// dateLadder are the places of a date in the page or file, surest first: what a
// publisher's profile or content API says goes before what any page may say.
var dateLadder = []string{"profile", "api", "json-ld", "meta", "time", "text"}

// published is the publication date: what the page declares, what it or the
// first pages of a file print, what its address says to the day, the file's own
// date, the month in the address. Where the only date that the page prints is
// that of its last change, this edition was published then; a change that the
// page merely declares says nothing of it.
func (f *finder) published() *record.Date {
	address := dateInAddress(f.src.URL)
	if d := f.ladder("published", dateLadder...); d != nil {
		return f.local(d, address)
	}
	for _, find := range []func() *record.Date{
		func() *record.Date { return printedDate(f.front, len(f.doc.Pages) > 0) },
		f.dateline,
		func() *record.Date { return toTheDay(address) },
		func() *record.Date { return f.ladder("published", "pdf-xmp", "pdf-info") },
		func() *record.Date { return address },
	} {
		if d := find(); d != nil {
			return d
		}
	}
	if d := f.ladder("modified", "text"); d != nil {
		d.From = "updated"
		return d
	}
	return nil
}

func toTheDay(d *record.Date) *record.Date {
	if d == nil || d.Precision != record.Day {
		return nil
	}
	return d
}

// local is the date that the page prints or has in its address, where what it
// declares is a time of another zone and so a day off.
func (f *finder) local(declared, address *record.Date) *record.Date {
	if declared.Precision != record.Day || !strings.Contains(declared.Raw, "T") {
		return declared
	}
	day, err := time.Parse(time.DateOnly, declared.Value)
	if err != nil {
		return declared
	}
	for _, other := range []*record.Date{toTheDay(address), f.ladder("published", "text")} {
		if other == nil {
			continue
		}
		if o, err := time.Parse(time.DateOnly, other.Value); err == nil && day.Sub(o).Abs() == 24*time.Hour {
			return other
		}
	}
	return declared
}

// datelinePattern matches how a news agency's text begins: RAJSHAHI, Dec 20,
// 2025 (BSS) -.
var datelinePattern = regexp.MustCompile(`^\p{Lu}[^.]{3,60}?\)?\s[-–—]\s`)

// dateline is the date before the first sentence of one of the first paragraphs.
func (f *finder) dateline() *record.Date {
	const most = 3
	seen := 0
	for i := range f.doc.Blocks {
		b := &f.doc.Blocks[i]
		if b.Kind != block.Paragraph {
			continue
		}
		if d, ok := FindDate(datelinePattern.FindString(b.Text)); ok && d.Precision == record.Day {
			d.From = "text"
			return &d
		}
		if seen++; seen == most {
			break
		}
	}
	return nil
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
