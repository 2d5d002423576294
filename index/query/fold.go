package query

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// folds maps characters that mean the same to a reader onto one spelling:
// quotation marks, dashes, ligatures.
var folds = map[rune]string{
	'“': `"`, '”': `"`, '„': `"`, '‟': `"`, '«': `"`, '»': `"`, '″': `"`, '＂': `"`,
	'‘': "'", '’': "'", '‚': "'", '‛': "'", 'ʼ': "'", '′': "'", '＇': "'", '`': "'", '´': "'",
	'‐': "-", '‑': "-", '‒': "-", '–': "-", '—': "-", '―': "-", '−': "-", '﹣': "-", '－': "-",
	'ﬀ': "ff", 'ﬁ': "fi", 'ﬂ': "fl", 'ﬃ': "ffi", 'ﬄ': "ffl", 'ﬅ': "st", 'ﬆ': "st",
	'æ': "ae", 'Æ': "AE", 'œ': "oe", 'Œ': "OE", 'ß': "ss", 'ẞ': "SS",
}

// accents lists letters with marks, each row under the plain letter that they
// fold to, so that Ynys Mon finds Ynys Môn.
var accents = unaccented(map[string]string{
	"a": "àáâãäåāăą", "c": "çćĉċč", "d": "ďđ", "e": "èéêëēĕėęě", "g": "ĝğġģ", "h": "ĥħ",
	"i": "ìíîïĩīĭįı", "j": "ĵ", "k": "ķ", "l": "ĺļľŀł", "n": "ñńņňŉ", "o": "òóôõöøōŏő",
	"r": "ŕŗř", "s": "śŝşš", "t": "ţťŧ", "u": "ùúûüũūŭůűų", "w": "ŵẁẃẅ", "y": "ýÿŷỳ", "z": "źżž",
})

func unaccented(rows map[string]string) map[rune]string {
	plain := map[rune]string{}
	for letter, accented := range rows {
		for _, r := range accented {
			plain[r] = letter
		}
	}
	return plain
}

// Fold writes quotation marks and dashes straight, ligatures in letters and
// every white space as a space, and leaves invisible characters out.
func Fold(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range s {
		to, ok := folds[r]
		switch {
		case ok:
			b.WriteString(to)
		case unicode.IsSpace(r):
			b.WriteByte(' ')
		case !invisible(r):
			b.WriteRune(r)
		}
	}
	return b.String()
}

// appendFolded appends one character of a word: folded, lower-case, without
// accents.
func appendFolded(buf []byte, r rune) []byte {
	if r < utf8.RuneSelf {
		if 'A' <= r && r <= 'Z' {
			r += 'a' - 'A'
		}
		return append(buf, byte(r))
	}
	r = unicode.ToLower(r)
	if to, ok := folds[r]; ok {
		return append(buf, to...)
	}
	if to, ok := accents[r]; ok {
		return append(buf, to...)
	}
	if unicode.Is(unicode.Mn, r) {
		return buf
	}
	return utf8.AppendRune(buf, r)
}

// invisible characters carry no meaning for a reader: the soft hyphen, the
// zero-width ones, directional marks, variation selectors.
func invisible(r rune) bool {
	return r >= utf8.RuneSelf && (unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Variation_Selector, r))
}
