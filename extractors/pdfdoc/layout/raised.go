package layout

import (
	"math"
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"
)

// What counts as a superscript or subscript of the text beside it.
const (
	smallerThan  = 0.83 // its size, in units of the host's
	longestSmall = 12   // characters
	nearbyRows   = 16   // rows looked at above and below
)

// foldRaised puts superscripts and subscripts, which stand in rows of their
// own, into the piece that they belong to, and returns all pieces in order.
func foldRaised(rows [][]piece) []piece {
	var out []piece
	for r := range rows {
		for i := range rows[r] {
			if small := &rows[r][i]; utf8.RuneCountInString(small.text()) <= longestSmall {
				if host := hostOf(rows, r, small); host != nil {
					host.insert(small)
					small.words = nil
				}
			}
		}
	}
	for _, row := range rows {
		start := len(out)
		for _, p := range row {
			switch n := len(out); {
			case len(p.words) == 0:
			case n > start && out[n-1].filled && p.x0-out[n-1].x1 < jumpGap*p.size:
				p.words[0].glued = p.x0-out[n-1].x1 < wordGap*p.size
				base := out[n-1].base
				out[n-1] = newPiece(append(out[n-1].words, p.words...))
				out[n-1].base = base
			default:
				out = append(out, p)
			}
		}
		for i := range out[start:] {
			out[start+i].markNoteRefs()
		}
	}
	return out
}

// hostOf finds the larger piece that the small one is set against.
func hostOf(rows [][]piece, r int, small *piece) *piece {
	var best *piece
	for k := max(0, r-nearbyRows); k < min(len(rows), r+nearbyRows+1); k++ {
		if k == r || math.Abs(rows[k][0].base-small.base) > 2*small.size {
			continue
		}
		row := rows[k]
		i := sort.Search(len(row), func(i int) bool { return row[i].x0 > small.x0 })
		for _, j := range [2]int{i - 1, i} {
			if j < 0 || j >= len(row) || len(row[j].words) == 0 {
				continue
			}
			host := &row[j]
			rise := (small.base - host.base) / host.size
			if small.size <= smallerThan*host.size && rise > -0.35 && rise < 0.7 &&
				small.x0 >= host.x0-2*small.size-small.x1+small.x0 && small.x0 <= host.x1+0.5*host.size &&
				(small.x0 >= host.x0 || host.x0-small.x1 < 0.5*host.size) &&
				(best == nil || host.size > best.size) {
				best = host
			}
		}
	}
	return best
}

// insert puts the words of a superscript or subscript where they stand.
func (p *piece) insert(small *piece) {
	at := len(p.words)
	for at > 0 && p.words[at-1].x0 > small.x0 {
		at--
	}
	for i := range small.words {
		small.words[i].raised = small.base > p.base+0.12*p.size
	}
	near := func(a, b word) bool { return b.x0-a.x1 < wordGap*p.size }
	if at > 0 {
		small.words[0].glued = near(p.words[at-1], small.words[0])
	}
	if at < len(p.words) {
		p.words[at].glued = near(small.words[len(small.words)-1], p.words[at])
	}
	p.words = slices.Insert(p.words, at, small.words...)
	p.x0, p.x1 = math.Min(p.x0, small.x0), math.Max(p.x1, small.x1)
	p.filled = true
}

// markNoteRefs marks the numbers that point to notes: those raised behind a
// word, and superscript characters at a word's end.
func (p *piece) markNoteRefs() {
	for i := 0; i < len(p.words); i++ {
		w := &p.words[i]
		if w.raised && i > 0 {
			w.noteRef = isNoteRef(w.text) && !isUnit(p.words[i-1].text)
			if next := i + 1; w.noteRef && next < len(p.words) && bareWord(p.words[next].text) != "" {
				p.words[next].glued = false
			}
			continue
		}
		body := strings.TrimRightFunc(w.text, superscriptDigit)
		if body == w.text || body == "" || isUnit(body) {
			continue
		}
		ref := *w
		ref.text, ref.glued, ref.raised, ref.noteRef = w.text[len(body):], true, true, true
		ref.x0 = w.x1
		w.text = body
		p.words = slices.Insert(p.words, i+1, ref)
		i++
	}
}

func superscriptDigit(r rune) bool {
	return r == '¹' || r == '²' || r == '³' || r >= '⁴' && r <= '⁹' || r == '⁰'
}

func isNoteRef(s string) bool {
	return len(s) <= longestSmall && strings.IndexFunc(s, func(r rune) bool {
		return !unicode.IsDigit(r) && !strings.ContainsRune("*†‡§,[]()", r)
	}) < 0
}

// isUnit says that a raised number behind the word is a power.
func isUnit(s string) bool {
	switch strings.TrimLeft(s, "0123456789.,/") {
	case "m", "km", "cm", "mm", "ft":
		return true
	}
	return false
}
