package meta

import (
	"cmp"
	"math"
	"net/url"
	"path"
	"regexp"
	"strconv"
	"strings"

	"assize/extractors/block"
)

// formats are the kinds of document files: their ending, their media type, and
// how pages call them.
var formats = []struct {
	ending, media string
	names         *regexp.Regexp
}{
	{".pdf", "application/pdf", shape(`\bpdf\b`)},
	{".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", shape(`\bdocx\b|\bword document\b`)},
	{".doc", "application/msword", shape(`\bms ?word\b|[(\[]\s*(word|doc)\b`)},
	{".odt", "application/vnd.oasis.opendocument.text", shape(`\bodt\b`)},
	{".rtf", "application/rtf", shape(`\brtf\b`)},
	{".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", shape(`\bxlsx\b`)},
	{".xls", "application/vnd.ms-excel", shape(`\bms excel\b|[(\[]\s*(excel|xls)\b`)},
	{".ods", "application/vnd.oasis.opendocument.spreadsheet", shape(`\bods\b`)},
	{".csv", "text/csv", shape(`\bcsv\b`)},
	{".pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation", shape(`\bpptx\b`)},
	{".ppt", "application/vnd.ms-powerpoint", shape(`\bms powerpoint\b|[(\[]\s*(powerpoint|ppt)\b`)},
	{".odp", "application/vnd.oasis.opendocument.presentation", shape(`\bodp\b`)},
	{".epub", "application/epub+zip", shape(`\bepub\b`)},
}

// What pages say of a file beside its name: "1.2MB", "34 pages".
var (
	statedSize  = shape(`(\d{1,4}(?:[.,]\d{1,3})?)\s?(bytes|[kmg]i?b)\b`)
	statedPages = shape(`\b(\d{1,4})\s?(?:pages?|pp)\b`)
	// besideLink begins what stands behind a link and belongs to it.
	besideLink = shape(`^[\s(\[,:–—-]*(?:file type|type|format|size)?:?\s*(?:pdf|ms ?word|word|docx?|odt|rtf|ms excel|excel|xlsx?|ods|csv|ms powerpoint|powerpoint|pptx?|odp|epub|\d{1,4}(?:[.,]\d{1,3})?\s?(?:bytes|[kmg]i?b)|\d{1,4}\s?(?:pages?|pp))\b`)
)

// A linkedFile is what is known of the file that a link leads to, before it is fetched.
type linkedFile struct {
	media string // "" for a page
	bytes int64  // 0 where it is not stated
	pages int    // 0 where it is not stated
}

// fileOf is the file that a link leads to, by its address, its declared type, and
// what the page says of it in the link's text or straight behind it.
func fileOf(u *url.URL, l block.Link) linkedFile {
	stated := l.Text
	if besideLink.MatchString(l.Near) {
		stated += " (" + strings.TrimLeft(l.Near, "([ ")
	}
	f := linkedFile{bytes: sizeIn(stated), pages: pagesIn(stated)}
	ending := strings.ToLower(path.Ext(u.Path))
	for _, format := range formats {
		if ending == format.ending || f.media == "" && l.Type == format.media {
			f.media = format.media
		}
	}
	for _, format := range formats {
		if f.media == "" && (f.bytes > 0 || f.pages > 0) && format.names.MatchString(stated) {
			f.media = format.media
		}
	}
	if f.media == "" {
		return linkedFile{}
	}
	return f
}

// units are the sizes of the letters before "B".
var units = map[string]float64{"b": 1, "k": 1e3, "m": 1e6, "g": 1e9, "ki": 1 << 10, "mi": 1 << 20, "gi": 1 << 30}

// sizeIn is the size that a text states, in bytes, or 0.
func sizeIn(stated string) int64 {
	m := statedSize.FindStringSubmatch(stated)
	if m == nil {
		return 0
	}
	number, err := strconv.ParseFloat(strings.ReplaceAll(m[1], ",", "."), 64)
	if err != nil {
		return 0
	}
	unit := strings.TrimSuffix(strings.TrimSuffix(strings.ToLower(m[2]), "ytes"), "b")
	return int64(math.Round(number * units[cmp.Or(unit, "b")]))
}

// pagesIn is the number of pages that a text states, or 0.
func pagesIn(stated string) int {
	m := statedPages.FindStringSubmatch(stated)
	if m == nil {
		return 0
	}
	n, err := strconv.Atoi(m[1])
	if err != nil {
		return 0
	}
	return n
}
