package layout

import (
	"cmp"
	"math"
	"slices"
	"unicode"
)

// A line is one line of text in a column.
type line struct {
	words        []word
	x0, x1       float64
	base, size   float64 // the size that most characters have
	bold, italic bool    // all letters are
	marker       marker  // what the line begins with, if it begins a list item
	ruledOff     bool    // a rule parts it from the line before
	unit         *unit   // that most of it stands in, or nil
}

// sameLine is how far baselines in one line may lie apart, in font sizes.
const sameLine = 0.35

// linesOf joins the pieces of one column into lines, top to bottom.
func linesOf(pieces []piece) []line {
	order := slices.Clone(pieces)
	slices.SortStableFunc(order, func(a, b piece) int { return cmp.Compare(b.base, a.base) })
	var lines []line
	for start := 0; start < len(order); {
		end := start + 1
		for end < len(order) && order[start].base-order[end].base <= sameLine*math.Min(order[start].size, order[end].size) {
			end++
		}
		row := order[start:end]
		slices.SortStableFunc(row, func(a, b piece) int { return cmp.Compare(a.x0, b.x0) })
		var words []word
		for i, p := range row {
			p.words[0].wide = i > 0 && p.x0-row[i-1].x1 > pieceGap*p.size
			words = append(words, p.words...)
		}
		lines = append(lines, newLine(words))
		start = end
	}
	return lines
}

func newLine(words []word) line {
	l := line{words: words, x0: math.Inf(1), x1: math.Inf(-1), bold: true, italic: true}
	sizes, bases := map[float64]int{}, map[float64]int{}
	letters := 0
	for _, w := range words {
		l.x0, l.x1 = math.Min(l.x0, w.x0), math.Max(l.x1, w.x1)
		if w.raised {
			continue
		}
		sizes[w.size] += len(w.text)
		bases[w.base] += len(w.text)
		for _, r := range w.text {
			if unicode.IsLetter(r) && !privateUse(r) {
				letters++
				l.bold, l.italic = l.bold && w.bold, l.italic && w.italic
			}
		}
	}
	if letters == 0 {
		l.bold, l.italic = words[0].bold, words[0].italic
	}
	l.unit = unitOf(words)
	l.size, l.base = most(sizes, words[0].size), most(bases, words[0].base)
	return l
}

// unitOf is the unit that more than half of the words' letters stand in, or nil.
func unitOf(words []word) *unit {
	if !slices.ContainsFunc(words, func(w word) bool { return w.unit != words[0].unit }) {
		return words[0].unit
	}
	letters := map[*unit]int{}
	all := 0
	for _, w := range words {
		letters[w.unit] += len(w.text)
		all += len(w.text)
	}
	for u, n := range letters {
		if 2*n > all {
			return u
		}
	}
	return nil
}

// most is the key with the greatest count, the greatest of such keys.
func most(counts map[float64]int, otherwise float64) float64 {
	best, n := otherwise, 0
	for k, v := range counts {
		if v > n || v == n && k > best {
			best, n = k, v
		}
	}
	return best
}

// cells parts the line's words at its wide gaps.
func (l *line) cells() [][]word {
	var out [][]word
	for i, w := range l.words {
		if i == 0 || w.wide {
			out = append(out, nil)
		}
		out[len(out)-1] = append(out[len(out)-1], w)
	}
	return out
}

// gapBefore is the space before word i, in units of the line's font size.
func (l *line) gapBefore(i int) float64 {
	return (l.words[i].x0 - l.words[i-1].x1) / l.size
}

// body is the words that the line says: its marker and references to notes left
// out.
func (l *line) body() []word {
	out := make([]word, 0, len(l.words))
	for _, w := range l.words[l.marker.words:] {
		if !w.noteRef {
			out = append(out, w)
		}
	}
	return out
}

// textX is where the text begins, behind the marker.
func (l *line) textX() float64 {
	if l.marker.words < len(l.words) {
		return l.words[l.marker.words].x0
	}
	return l.x1
}
