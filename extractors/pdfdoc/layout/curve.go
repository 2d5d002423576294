package layout

import (
	"math"
	"strings"

	"assize/extractors/pdfdoc/content"
)

// Text on a curve: letters painted one after the other, each on a baseline of its
// own. Lengths are in font sizes.
const (
	curveLetters = 4    // letters that make a curve
	curveGap     = 0.8  // between one letter and the next
	curveStep    = 0.25 // from one letter's baseline to the next one's
	curveTurn    = 45   // degrees from one letter to the next
	curveSize    = 0.05 // by which sizes differ
	smoothness   = 3    // bends to one side for each to the other: letters that jump are no curve
)

// curved returns the text that stands on curves, and marks its glyphs; the marks
// are nil where there is none.
func curved(glyphs []content.Glyph) (texts []string, marks []bool) {
	for start := 0; start < len(glyphs); {
		end, bends, turns := start+1, 0, 0
		side := 0.0
		for ; end < len(glyphs); end++ {
			_, bend, ok := following(&glyphs[end-1], &glyphs[end])
			if !ok {
				break
			}
			if bend != 0 {
				bends++
				turns += count(bend*side < 0)
				side = bend
			}
		}
		if n := end - start; n >= curveLetters && 2*bends >= n && turns*smoothness < bends {
			if marks == nil {
				marks = make([]bool, len(glyphs))
			}
			for i := start; i < end; i++ {
				marks[i] = true
			}
			texts = append(texts, along(glyphs[start:end]))
		}
		start = end
	}
	return texts, marks
}

// along is the text of a curve.
func along(glyphs []content.Glyph) string {
	var text strings.Builder
	for i := range glyphs {
		letter := cleanText(glyphs[i].Text)
		if i > 0 {
			if gap, _, _ := following(&glyphs[i-1], &glyphs[i]); gap > wordGap || letter == "" {
				text.WriteByte(' ')
			}
		}
		text.WriteString(letter)
	}
	return strings.Join(strings.Fields(text.String()), " ")
}

// following says that glyph b goes on from a, after what gap, and how the baseline
// bends there: 0 for not at all, else to the left or to the right.
func following(a, b *content.Glyph) (gap, bend float64, ok bool) {
	if a.Hidden || b.Hidden || math.Abs(a.Size-b.Size) > curveSize*a.Size {
		return 0, 0, false
	}
	f := frameAt(a.Angle)
	x, y := f.in(b.X-a.X, b.Y-a.Y)
	gap, step := (x-a.Advance)/a.Size, y/a.Size
	turn := math.Remainder(b.Angle-a.Angle, 360)
	if math.Abs(gap-curveGap/2) > curveGap/2+wordGap || math.Abs(step) > curveStep || math.Abs(turn) > curveTurn {
		return 0, 0, false
	}
	switch {
	case math.Abs(turn) > 1:
		return gap, turn, true
	case math.Abs(step) > sameBaseline:
		return gap, step, true
	}
	return gap, 0, true
}
