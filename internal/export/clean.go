package export

import (
	"slices"
	"strings"
	"unicode"

	"assize/extractors/record"
)

// line is text on one line: white space is one space, and what cannot be printed
// (control characters, and half characters of foreign bytes) is gone.
func line(s string) string {
	return record.Normalise(strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r), r == unicode.ReplacementChar, unicode.Is(unicode.Noncharacter_Code_Point, r), unicode.Is(unicode.Bidi_Control, r):
			return -1
		}
		return r
	}, s))
}

// schemes are those of sources that can be opened.
var schemes = []string{"http://", "https://", "file://"}

// address is the URL of a source in which nothing is left that means something to
// a style: white space, control characters, braces, backslashes and the like are
// escaped as RFC 3986 has it. It is "" for what does not lead to a source.
func address(url string) string {
	if !slices.ContainsFunc(schemes, func(s string) bool { return strings.HasPrefix(url, s) }) {
		return ""
	}
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	for i := range len(url) {
		switch c := url[i]; {
		case c <= ' ' || c >= 0x7f || strings.IndexByte("\"<>\\^`{|}", c) >= 0:
			b.Write([]byte{'%', hex[c>>4], hex[c&15]})
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

// joined are those parts that are not empty, with a separator between them.
func joined(separator string, parts ...string) string {
	var there []string
	for _, p := range parts {
		if p != "" {
			there = append(there, p)
		}
	}
	return strings.Join(there, separator)
}
