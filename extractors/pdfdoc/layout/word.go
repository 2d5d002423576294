package layout

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode"
)

// A word is a run of glyphs without a gap.
type word struct {
	text         string
	x0, x1       float64
	base, size   float64
	bold, italic bool
	glued        bool // no white space before it: a superscript or what follows one
	raised       bool // set above the baseline of its line
	noteRef      bool // a raised number that points to a note
	drawn        bool // a bullet painted as a shape, not shown as text
	wide         bool // a gap as wide as a column's stands before it
	label        bool // of a list item or note, as the structure tree says
	artifact     bool // no part of the text, as the file says
	unit         *unit
}

// A piece is a run of words without a gap as wide as a column's.
type piece struct {
	words  []word
	x0, x1 float64
	base   float64
	size   float64
	filled bool // a superscript or subscript was put in, perhaps into a gap at its end
}

// Gaps, in units of the font size.
const (
	sameBaseline    = 0.08 // glyphs of one row differ by no more
	wordGap         = 0.15 // a wider gap parts words
	trackedGap      = 0.13 // the same, above the gap between the letters of spaced type
	widestLetterGap = 0.45 // no type is spaced wider
	pieceGap        = 1.0  // a wider gap parts pieces
	jumpGap         = 0.45 // the same, between glyphs that were not painted one after the other
	spacesGap       = 3.0  // the same, where spaces are set in the gap
	overprint       = 0.1  // a glyph set again so near is the same glyph, made bold
)

// pieces finds the words of upright glyphs, top row first, left to right. It
// sorts the glyphs.
func pieces(order []glyph) []piece {
	slices.SortStableFunc(order, func(a, b glyph) int { return cmp.Compare(b.y, a.y) })
	var rows [][]piece
	for start := 0; start < len(order); {
		end := start + 1
		for end < len(order) && order[end-1].y-order[end].y <= sameBaseline*math.Min(order[end-1].size, order[end].size) {
			end++
		}
		row := order[start:end]
		slices.SortStableFunc(row, func(a, b glyph) int { return cmp.Compare(a.x, b.x) })
		if ps := piecesOfRow(row); len(ps) > 0 {
			rows = append(rows, ps)
		}
		start = end
	}
	return foldRaised(rows)
}

// piecesOfRow cuts one row, sorted by x, at its wide gaps.
func piecesOfRow(row []glyph) []piece {
	var out []piece
	run := make([]glyph, 0, len(row))
	flush := func() {
		for len(run) > 0 && run[len(run)-1].text == "" {
			run = run[:len(run)-1]
		}
		if len(run) > 0 {
			out = append(out, newPiece(wordsOf(run)))
		}
		run = run[:0]
	}
	ink, end := math.Inf(-1), math.Inf(-1) // where the last mark ends, and the last glyph
	for _, g := range row {
		if g.text == "" {
			if len(run) > 0 {
				run = append(run, g)
				end = math.Max(end, g.end())
			}
			continue
		}
		if n := len(run); n > 0 {
			last := &run[n-1]
			if last.text == g.text && g.x-last.x < overprint*g.size {
				last.bold = true
				continue
			}
			size := math.Max(last.size, g.size)
			if g.x-end > pieceGap*size || g.x-ink > spacesGap*size || g.painted != last.painted+1 && g.x-ink > jumpGap*size {
				flush()
			}
		}
		if len(run) == 0 {
			ink, end = g.end(), g.end()
		}
		run = append(run, g)
		ink, end = math.Max(ink, g.end()), math.Max(end, g.end())
	}
	flush()
	return out
}

// wordsOf cuts a run at white space and at gaps that stand out from those
// between its letters, so that spaced type does not fall apart.
func wordsOf(run []glyph) []word {
	limit := gapLimit(run)
	var out []word
	var text strings.Builder
	var letters []glyph
	flush := func() {
		if len(letters) == 0 {
			return
		}
		if rightToLeft(letters) {
			reverse(letters)
		}
		first := &letters[0]
		w := word{
			x0: math.Inf(1), x1: math.Inf(-1), base: first.y, unit: first.unit, label: first.label, artifact: first.artifact,
		}
		bold, italic := 0, 0
		for _, g := range letters {
			text.WriteString(g.text)
			w.x0, w.x1 = math.Min(w.x0, g.x), math.Max(w.x1, g.end())
			w.size = math.Max(w.size, g.size)
			bold += count(g.bold)
			italic += count(g.italic)
		}
		w.text = text.String()
		w.bold, w.italic = 2*bold > len(letters), 2*italic > len(letters)
		out = append(out, w)
		text.Reset()
		letters = letters[:0]
	}
	space, end := false, run[0].x
	for _, g := range run {
		if g.text == "" {
			space = true
			continue
		}
		if gap := g.x - end; gap > limit*g.size || space && gap > 0.03*g.size || len(out) == 0 && len(letters) > 0 && letters[0].label && !g.label {
			flush()
		}
		letters = append(letters, g)
		space, end = false, math.Max(end, g.end())
	}
	flush()
	if rightToLeft(run) {
		slices.Reverse(out)
	}
	return out
}

// gapLimit is the gap that parts words in a run, in units of the font size. The
// dots of a leader stand apart whatever the type is.
func gapLimit(run []glyph) float64 {
	var gaps []float64
	for i := 1; i < len(run); i++ {
		if isLetter(run[i-1].text) && isLetter(run[i].text) {
			gaps = append(gaps, (run[i].x-run[i-1].end())/run[i].size)
		}
	}
	if len(gaps) < 6 {
		return wordGap
	}
	slices.Sort(gaps)
	return math.Max(wordGap, math.Min(gaps[len(gaps)/2]+trackedGap, widestLetterGap))
}

func isLetter(s string) bool {
	for _, r := range s {
		return unicode.IsLetter(r)
	}
	return false
}

// reverse puts letters that are set from right to left in reading order; the
// digits of a number keep theirs.
func reverse(letters []glyph) {
	slices.Reverse(letters)
	for start := 0; start < len(letters); start++ {
		end := start
		for end < len(letters) && isNumber(letters[end].text) {
			end++
		}
		slices.Reverse(letters[start:end])
		start = end
	}
}

func rightToLeft(letters []glyph) bool {
	right, left := 0, 0
	for _, g := range letters {
		for _, r := range g.text {
			switch {
			case unicode.In(r, unicode.Hebrew, unicode.Arabic, unicode.Syriac, unicode.Thaana):
				right++
			case unicode.IsLetter(r):
				left++
			}
		}
	}
	return right > left
}

func count(b bool) int {
	if b {
		return 1
	}
	return 0
}

func newPiece(words []word) piece {
	p := piece{words: words, x0: math.Inf(1), x1: math.Inf(-1), base: words[0].base}
	for _, w := range words {
		p.x0, p.x1, p.size = math.Min(p.x0, w.x0), math.Max(p.x1, w.x1), math.Max(p.size, w.size)
	}
	return p
}

// artifact says that the file calls all of the piece an artefact.
func (p *piece) artifact() bool {
	return !slices.ContainsFunc(p.words, func(w word) bool { return !w.artifact })
}

// top and bottom bound the piece's letters.
func (p *piece) top() float64    { return p.base + ascent*p.size }
func (p *piece) bottom() float64 { return p.base - descent*p.size }

// text is the words with a space between them.
func (p *piece) text() string { return textOf(p.words) }

// Ascent and descent of common type, in units of the font size.
const (
	ascent  = 0.75
	descent = 0.25
)

func textOf(words []word) string {
	var b strings.Builder
	for i, w := range words {
		if i > 0 && !w.glued {
			b.WriteByte(' ')
		}
		b.WriteString(w.text)
	}
	return b.String()
}
