package record

import (
	"strings"
	"unicode"
)

// Normalise brings text to the form in which a record and its place in the
// source are compared: every run of white space (no-break spaces and form feeds
// among them) is one space, soft hyphens and zero-width characters are gone, and
// nothing stands at the ends.
func Normalise(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	space := false
	for _, r := range s {
		switch {
		case unicode.IsSpace(r):
			space = b.Len() > 0
		case invisible(r):
		default:
			if space {
				b.WriteByte(' ')
				space = false
			}
			b.WriteRune(r)
		}
	}
	return b.String()
}

// Join puts the texts of a record's spans together: a space between them, but
// none after a hyphen, where a word was broken over two pages.
func Join(parts []string) string {
	var b strings.Builder
	for _, p := range parts {
		p = Normalise(p)
		if p == "" {
			continue
		}
		if text := b.String(); text != "" && !strings.HasSuffix(text, "-") {
			b.WriteByte(' ')
		}
		b.WriteString(p)
	}
	return b.String()
}

// invisible characters carry no meaning for a reader: SOFT HYPHEN, ZERO WIDTH
// SPACE, ZERO WIDTH NON-JOINER, ZERO WIDTH JOINER, WORD JOINER and the BYTE
// ORDER MARK.
func invisible(r rune) bool {
	switch r {
	case '\u00ad', '\u200b', '\u200c', '\u200d', '\u2060', '\ufeff':
		return true
	}
	return false
}
