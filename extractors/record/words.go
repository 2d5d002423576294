package record

import (
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Words yields the words of a text as renderings of it are compared: runs of
// letters and digits in lower case, without the invisible characters that may
// stand in them, each with the bytes [start, end) that it takes up.
func Words(text string) iter.Seq2[[2]int, string] {
	return func(yield func([2]int, string) bool) {
		start, end, plain := -1, 0, true
		word := func() string {
			if plain {
				return strings.ToLower(text[start:end])
			}
			return strings.ToLower(strings.Map(visible, text[start:end]))
		}
		for i, r := range text {
			switch {
			case unicode.IsLetter(r) || unicode.IsDigit(r):
				if start < 0 {
					start, plain = i, true
				}
				end = i + utf8.RuneLen(r)
			case invisible(r):
				plain = false
			case start >= 0:
				if !yield([2]int{start, end}, word()) {
					return
				}
				start = -1
			}
		}
		if start >= 0 {
			yield([2]int{start, end}, word())
		}
	}
}

// visible drops invisible characters, for strings.Map.
func visible(r rune) rune {
	if invisible(r) {
		return -1
	}
	return r
}
