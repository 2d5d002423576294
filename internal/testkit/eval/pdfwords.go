package main

import (
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// lineEndHyphen parts a word at a line end.
var lineEndHyphen = regexp.MustCompile(`(\pL)[-\x{2010}\x{00AD}][ \t]*\r?\n[ \t]*(\p{Ll})`)

// textWords are the words of text from a page: runs of letters and digits in
// lower case after compatibility composition, words parted at line ends joined,
// apostrophes left out, and each East Asian character a word.
func textWords(text string) []string {
	text = lineEndHyphen.ReplaceAllString(strings.ToValidUTF8(text, "\uFFFD"), "$1$2")
	var words []string
	var word strings.Builder
	end := func() {
		if word.Len() > 0 {
			words = append(words, word.String())
			word.Reset()
		}
	}
	for _, r := range strings.ToLower(norm.NFKC.String(text)) {
		switch {
		case strings.ContainsRune("\u00ad\u200b\u2060\ufeff'’", r):
		case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul):
			end()
			words = append(words, string(r))
		case unicode.IsLetter(r), unicode.IsDigit(r), unicode.Is(unicode.Mn, r):
			word.WriteRune(r)
		default:
			end()
		}
	}
	end()
	return words
}

// longest is how many words of a text are compared in order.
const longest = 40_000

// orderF1 is the F1 of the longest common subsequence of words.
func orderF1(got, want []string) float64 {
	got, want = got[:min(len(got), longest)], want[:min(len(want), longest)]
	m := match{common: float64(commonInOrder(got, want)), got: float64(len(got)), want: float64(len(want))}
	return f1(m.precision(), m.recall())
}

// commonInOrder is the length of the longest common subsequence, by the
// bit-parallel recurrence of Hyyrö, "Bit-parallel LCS-length computation
// revisited" (2004): a zero bit of row is a step of the table's last row.
func commonInOrder(a, b []string) int {
	places := map[string][]int{}
	for i, w := range a {
		places[w] = append(places[w], i)
	}
	row, hits := make([]uint64, len(a)/64+1), make([]uint64, len(a)/64+1)
	for i := range row {
		row[i] = ^uint64(0)
	}
	for _, w := range b {
		at := places[w]
		for _, i := range at {
			hits[i/64] |= 1 << (i % 64)
		}
		carry := uint64(0)
		for i := range row {
			step := row[i] & hits[i]
			sum, over := row[i]+step, uint64(0)
			if sum < row[i] {
				over = 1
			}
			if sum += carry; sum < carry {
				over = 1
			}
			row[i], carry = sum|row[i]&^hits[i], over
		}
		for _, i := range at {
			hits[i/64] = 0
		}
	}
	length := 0
	for i := range a {
		if row[i/64]&(1<<(i%64)) == 0 {
			length++
		}
	}
	return length
}
