// Package collate compares renderings of the same statement, as an editor
// collates the witnesses of a text: the paragraph of a report, the bullet of a
// blog that sums it up, the quotation in a press release and its copy in a
// newspaper. It says which statements of many are the same (Clusters), how two
// renderings differ (Compare), and where a statement stands in a long text
// (Source). Case, punctuation and quotation marks do not count. It is pure.
package collate

import (
	"cmp"
	"hash/fnv"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"assize/extractors/record"
)

// A word is the hash of a word in lower case and, in its lowest bit, whether the
// word states a fact: it holds a digit, or is a name, written with a capital
// inside a sentence. Two words in two thousand million share a hash by chance.
type word uint32

func (w word) fact() bool        { return w&1 == 1 }
func (w word) equal(o word) bool { return w>>1 == o>>1 }
func compare(a, b word) int      { return cmp.Compare(a>>1, b>>1) }
func equal(a, b []word) bool     { return slices.EqualFunc(a, b, word.equal) }

func hashed(s string) word {
	h := fnv.New64a()
	h.Write([]byte(s))
	sum := h.Sum64()
	return word(sum>>32^sum) &^ 1
}

// A Text is a text cut into words.
type Text struct {
	String string
	words  []word
	spans  [][2]int // bytes of String
}

// NewText cuts a text into words.
func NewText(s string) *Text {
	t := &Text{String: s}
	for span, lower := range record.Words(s) {
		w := hashed(lower)
		t.spans = append(t.spans, span)
		first, _ := utf8.DecodeRuneInString(s[span[0]:])
		name := unicode.IsUpper(first) && len(t.words) > 0 && !breaks(t.between(len(t.words)))
		if name || strings.ContainsFunc(lower, unicode.IsDigit) {
			w |= 1
		}
		t.words = append(t.words, w)
	}
	return t
}

// between is what stands before word i and after the word before it.
func (t *Text) between(i int) string {
	from, to := 0, len(t.String)
	if i > 0 {
		from = t.spans[i-1][1]
	}
	if i < len(t.spans) {
		to = t.spans[i][0]
	}
	return t.String[from:to]
}
