package collate

import (
	"slices"
	"strings"
)

// A Verdict says how a rendering differs from another that it is held against.
type Verdict string

// The verdicts, the closest first. "" means that they are different statements.
const (
	Verbatim Verdict = "verbatim" // the same words
	Marked   Verdict = "marked"   // words are left out or put in, and each place is marked by … or [ ]
	Cut      Verdict = "cut"      // a run of the other, or the other with words left out and no mark
	Altered  Verdict = "altered"  // words are put in or changed, but most stand in the other in the same order
	Part     Verdict = "part"     // a run of words stands in the other, most do not
)

// Verdicts lists every verdict, the closest first.
var Verdicts = []Verdict{Verbatim, Marked, Cut, Altered, Part}

// How much two texts must have in common. Chosen on changed sentences of real
// reports (TestThresholds).
const (
	leastWords  = 4   // for a verdict other than verbatim
	leastRun    = 6   // words in a row, for a part
	leastShare  = 0.6 // of the words, for altered
	leastPerRun = 3.0 // words, on average, for cut, marked and altered
)

// A Comparison is what two renderings have in common and how they differ.
type Comparison struct {
	Verdict  Verdict
	Common   int       // words that both have, in the same order
	Segments []Segment // in order; they cover both texts without a gap
}

// A Segment is a piece of each text, in bytes. Equal pieces have the same words;
// of unequal ones, that of A was put in and that of B left out.
type Segment struct {
	Equal bool
	A, B  [2]int
}

// Compare says how the rendering a differs from b.
func (al *Aligner) Compare(a, b *Text) Comparison {
	m := al.measure(a, b)
	return Comparison{Verdict: m.verdict(), Common: m.common, Segments: segments(a, b, m.runs)}
}

// A measure is two aligned texts.
type measure struct {
	short, long *Text
	runs        []run // a counts in the first text as given, b in the other
	swapped     bool  // the text asked about is the long one
	common      int
}

// measure aligns the shorter text with the longer, so that the runs do not depend
// on which is given first.
func (al *Aligner) measure(a, b *Text) measure {
	m := measure{short: a, long: b}
	if len(a.words) > len(b.words) || len(a.words) == len(b.words) && slices.CompareFunc(a.words, b.words, compare) > 0 {
		m.short, m.long, m.swapped = b, a, true
	}
	m.runs = al.align(m.short.words, m.long.words)
	for i, r := range m.runs {
		m.common += r.n
		if m.swapped {
			m.runs[i].a, m.runs[i].b = r.b, r.a
		}
	}
	return m
}

// oriented are the runs with a in the shorter text.
func (m measure) oriented(i int) run {
	r := m.runs[i]
	if m.swapped {
		r.a, r.b = r.b, r.a
	}
	return r
}

func (m measure) verdict() Verdict {
	words := len(m.short.words)
	if m.swapped {
		words = len(m.long.words)
	}
	switch {
	case words == 0:
		return ""
	case m.common == len(m.long.words):
		return Verbatim
	case words < leastWords:
		return ""
	case m.coherent() && m.marked():
		return Marked
	case m.coherent() && m.common == words:
		return Cut
	case m.coherent() && float64(m.common) >= leastShare*float64(words):
		return Altered
	}
	for _, r := range m.runs {
		if r.n >= leastRun {
			return Part
		}
	}
	return ""
}

// coherent says that the common words stand together and not here and there.
func (m measure) coherent() bool {
	return float64(m.common) >= leastPerRun*float64(len(m.runs))
}

// marked says that the shorter text shows each place inside it where words of
// the longer are left out, and each word that the longer does not have, and that
// there is such a place.
func (m measure) marked() bool {
	places := 0
	inBrackets := brackets(m.short)
	bracketed := func(from, to int) bool {
		for i := from; i < to; i++ {
			if !inBrackets[i] {
				return false
			}
		}
		places += to - from
		return true
	}
	word := 0
	for i := range m.runs {
		r := m.oriented(i)
		if !bracketed(word, r.a) {
			return false
		}
		if i > 0 && word == r.a {
			if !ellipsis(m.short.between(word)) {
				return false
			}
			places++
		}
		word = r.a + r.n
	}
	return bracketed(word, len(m.short.words)) && places > 0
}

func ellipsis(s string) bool {
	return strings.Contains(s, "…") || strings.Contains(s, "..") || strings.Contains(s, ". .")
}

// brackets says of each word whether it stands in square brackets.
func brackets(t *Text) []bool {
	in := make([]bool, len(t.words))
	open := false
	for i := range t.words {
		before := t.between(i)
		if at := strings.LastIndexAny(before, "[]"); at >= 0 {
			open = before[at] == '['
		}
		in[i] = open
	}
	return in
}

// segments cuts both texts at the runs. What stands between two words goes with
// the words before it.
func segments(a, b *Text, runs []run) []Segment {
	var out []Segment
	endA, endB := 0, 0
	add := func(equal bool, toA, toB int) {
		if toA > endA || toB > endB {
			out = append(out, Segment{equal, [2]int{endA, toA}, [2]int{endB, toB}})
			endA, endB = toA, toB
		}
	}
	wordA, wordB := 0, 0
	for _, r := range runs {
		if r.a > wordA || r.b > wordB {
			add(false, a.start(r.a), b.start(r.b))
		}
		wordA, wordB = r.a+r.n, r.b+r.n
		add(true, a.start(wordA), b.start(wordB))
	}
	add(false, len(a.String), len(b.String))
	return out
}

// start is where word i begins; the text's end for the word after the last.
func (t *Text) start(i int) int {
	if i < len(t.spans) {
		return t.spans[i][0]
	}
	return len(t.String)
}
