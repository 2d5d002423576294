package layout

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Furniture is what a page repeats at its head or foot: running heads, page
// numbers, dates; and what the file calls an artefact, wherever it stands.
const (
	outerRows     = 6  // rows looked at from either edge
	sameHeight    = 12 // points by which a repeated row may move
	enoughPages   = 3  // pages that make a repetition …
	shareOfPages  = 0.6
	shortDocument = 5    // … or this share, of a document with fewer pages
	mostOfPage    = 0.25 // furniture takes up no more of either edge
	longestBullet = 2    // characters without a letter or digit
)

// A sighting is what a piece at a page's edge says, with its digits masked.
type sighting struct {
	foot   bool
	says   string
	height int // from the edge, in units of sameHeight
}

// setFurniture moves the furniture of all sheets out of their pieces.
func setFurniture(sheets []*sheet) {
	seen, lastSeen := map[sighting]int{}, map[sighting]int{}
	for n, s := range sheets {
		for _, foot := range [2]bool{false, true} {
			for _, row := range s.outer(foot) {
				for _, i := range row {
					for _, v := range s.sightings(i, foot) {
						if lastSeen[v] != n+1 {
							lastSeen[v] = n + 1
							seen[v]++
						}
					}
				}
			}
		}
	}
	needed := enoughPages
	if len(sheets) < shortDocument {
		needed = max(2, int(math.Ceil(shareOfPages*float64(len(sheets)))))
	}
	repeated := func(v sighting) bool {
		n := seen[v]
		for _, step := range [2]int{-1, 1} {
			near := v
			near.height += step
			n += seen[near]
		}
		return n >= needed
	}
	for _, s := range sheets {
		head, foot := s.peel(false, repeated), s.peel(true, repeated)
		body := s.pieces[:0:0]
		for i, p := range s.pieces {
			switch {
			case head[i], p.artifact() && 2*p.base > s.bounds.y0+s.bounds.y1:
				s.head = append(s.head, p)
			case foot[i], p.artifact():
				s.foot = append(s.foot, p)
			default:
				body = append(body, p)
			}
		}
		s.pieces = body
	}
}

// outer lists the rows nearest to the edge, outermost first, as indices of
// pieces.
func (s *sheet) outer(foot bool) [][]int {
	var rows [][]int
	for k := range s.pieces {
		i := k
		if foot {
			i = len(s.pieces) - 1 - k
		}
		p := &s.pieces[i]
		if n := len(rows); n > 0 && math.Abs(s.pieces[rows[n-1][0]].base-p.base) < 0.5*p.size {
			rows[n-1] = append(rows[n-1], i)
			continue
		}
		if len(rows) == outerRows || s.fromEdge(p, foot) > mostOfPage*s.bounds.height() {
			break
		}
		rows = append(rows, []int{i})
	}
	return rows
}

func (s *sheet) fromEdge(p *piece, foot bool) float64 {
	if foot {
		return p.base - s.bounds.y0
	}
	return s.bounds.y1 - p.base
}

// sightings are the keys under which a piece may be seen again: its words with
// the digits masked, or a number that grows with the pages. A bullet is seen on
// every page and says nothing.
func (s *sheet) sightings(i int, foot bool) []sighting {
	p := &s.pieces[i]
	text := p.text()
	if utf8.RuneCountInString(text) <= longestBullet && strings.IndexFunc(text, wordRune) < 0 {
		return nil
	}
	v := sighting{foot: foot, height: int(math.Floor(s.fromEdge(p, foot) / sameHeight))}
	if strings.IndexFunc(text, unicode.IsLetter) >= 0 && !isRoman(text) {
		v.says = maskDigits(text)
		return []sighting{v}
	}
	v.says = text
	counted := v
	number := s.number
	if n, err := strconv.Atoi(firstNumber(text)); err == nil {
		number = n
	} else if n := romanValue(text); n > 0 {
		number = n
	}
	counted.says = maskDigits(text) + "\x00" + strconv.Itoa(number-s.number)
	if isRoman(text) {
		counted.says = "\x00" + strconv.Itoa(number-s.number)
	}
	return []sighting{v, counted}
}

func wordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// maskDigits writes # for each run of digits.
func maskDigits(s string) string {
	var b strings.Builder
	digits := false
	for _, r := range s {
		if unicode.IsDigit(r) {
			if !digits {
				b.WriteByte('#')
			}
			digits = true
			continue
		}
		digits = false
		b.WriteRune(r)
	}
	return b.String()
}

func firstNumber(s string) string {
	isDigit := func(r rune) bool { return r >= '0' && r <= '9' }
	start := strings.IndexFunc(s, isDigit)
	if start < 0 {
		return ""
	}
	s = s[start:]
	if end := strings.IndexFunc(s, func(r rune) bool { return !isDigit(r) }); end >= 0 {
		s = s[:end]
	}
	return s
}

// peel marks the furniture from one edge inwards, up to the first row without
// any. A row that is set apart from the text is furniture as a whole when a part
// of it is.
func (s *sheet) peel(foot bool, repeated func(sighting) bool) map[int]bool {
	out := map[int]bool{}
	rows := s.outer(foot)
	for r, row := range rows {
		found := 0
		for _, i := range row {
			out[i] = s.pieces[i].artifact() || slices.ContainsFunc(s.sightings(i, foot), repeated)
			found += count(out[i])
		}
		if found == 0 {
			break
		}
		if found == len(row) {
			continue
		}
		p := &s.pieces[row[0]]
		if r+1 < len(rows) && math.Abs(s.pieces[rows[r+1][0]].base-p.base) < 1.8*p.size {
			break
		}
		for _, i := range row {
			out[i] = true
		}
	}
	return out
}
