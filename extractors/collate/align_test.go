package collate

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"assize/extractors/record"
)

// FuzzCompare holds what must be true of any two texts: the segments cover both
// without a gap or an overlap, equal ones have the same words, and a text held
// against itself is verbatim.
func FuzzCompare(f *testing.F) {
	f.Add("The supply chain … is short", "The supply chain of [specialist] services is short.")
	f.Add("a a a a b a a", "a b a a a b b a")
	f.Add("\xff\u00ad İI\u0307", "ﬁ 1.5\n\f•")
	f.Fuzz(func(t *testing.T, a, b string) {
		var al Aligner
		ta, tb := NewText(a), NewText(b)
		checkComparison(t, al.Compare(ta, tb), a, b)
		if self := al.Compare(ta, ta); len(ta.words) > 0 && self.Verdict != Verbatim {
			t.Errorf("%q held against itself is %q", a, self.Verdict)
		}
		start, end, found := NewSource(b).Find(&al, ta)
		if start < 0 || end > len(b) || start > end || found && start == end {
			t.Errorf("passage [%d:%d] of %d bytes, found %v", start, end, len(b), found)
		}
	})
}

func checkComparison(t *testing.T, c Comparison, a, b string) {
	t.Helper()
	endA, endB, common := 0, 0, 0
	for _, s := range c.Segments {
		if s.A[0] != endA || s.B[0] != endB || s.A[1] < endA || s.B[1] < endB {
			t.Fatalf("segment %+v begins or ends in the wrong place", s)
		}
		endA, endB = s.A[1], s.B[1]
		if !s.Equal {
			continue
		}
		wordsA, wordsB := wordsOf(a[s.A[0]:s.A[1]]), wordsOf(b[s.B[0]:s.B[1]])
		if !slices.Equal(wordsA, wordsB) {
			t.Errorf("%q and %q are not equal", wordsA, wordsB)
		}
		common += len(wordsA)
	}
	if endA != len(a) || endB != len(b) {
		t.Errorf("the segments end at %d and %d of %d and %d", endA, endB, len(a), len(b))
	}
	if common != c.Common {
		t.Errorf("%d common words in the segments, %d said", common, c.Common)
	}
}

func wordsOf(s string) []string {
	var out []string
	for _, w := range record.Words(s) {
		out = append(out, w)
	}
	return out
}

// An alignment finds all words of a text in the text that it was cut from.
func TestAlignFindsWhatWasKept(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	vocabulary := strings.Fields("the of supply chain wardens case plan county was is left short in risk harm 7 91 review court")
	var al Aligner
	for range 500 {
		var whole []string
		for range 30 + rng.IntN(60) {
			whole = append(whole, vocabulary[rng.IntN(len(vocabulary))])
		}
		from := rng.IntN(10)
		gap := from + 8 + rng.IntN(4)
		kept := slices.Concat(whole[from:gap], whole[gap+rng.IntN(3):])
		a, b := strings.Join(kept, " "), strings.Join(whole, " ")
		c := al.Compare(NewText(a), NewText(b))
		checkComparison(t, c, a, b)
		if c.Common != len(kept) || c.Verdict != Cut && c.Verdict != Verbatim {
			t.Fatalf("%d of %d words found, %q\n%s\n%s", c.Common, len(kept), c.Verdict, a, b)
		}
	}
}

// Texts too long for a table are aligned at their ends.
func TestAlignLongTexts(t *testing.T) {
	long := strings.Repeat("one two three four five six seven ", 1000)
	a, b := "Begin here with "+long+"and so it ends", "Begin here with "+long+"another word and so it ends"
	var al Aligner
	c := al.Compare(NewText(a), NewText(b))
	checkComparison(t, c, a, b)
	if c.Common != len(NewText(a).words) || c.Verdict != Cut {
		t.Errorf("%d words in common, %q", c.Common, c.Verdict)
	}
}
