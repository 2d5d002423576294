package layout

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A region is a run of pieces in one column, or a table.
type region struct {
	pieces []piece
	column int // index of its lines in the sheet's columns
	table  *grid
}

// A thing is what the reading order is made of: a piece or a whole table.
type thing struct {
	box
	piece *piece
	table *grid
}

// Limits of the search for gutters. Lengths are in units of the page's usual
// font size unless they are counts or shares.
const (
	deepest        = 8    // nested cuts
	narrowGutter   = 0.8  // a gutter is at least so wide
	narrowColumn   = 7.0  // a column is at least so wide
	fewestLines    = 3    // a column has at least so many lines
	proseWords     = 3    // a line of prose has at least so many
	proseShare     = 0.5  // of a column's lines are prose
	valley         = 0.75 // a gutter is crossed by no more than this share of the lines beside it
	mostGutters    = 6    // candidates tried
	marginWidth    = 0.36 // side heads take up no more than this share of the width
	marginLines    = 0.5  // and this share of the number of lines
	gutterBins     = 2000 // steps in which a page's width is looked at
	headGroupRatio = 1.7  // lines of one side head follow at most so closely
)

// regionsOf puts pieces and tables into reading order: a recursive X-Y cut that
// first masks what crosses a gutter (after XY-Cut++, arXiv:2504.10258).
// The text of the document begins most often at start, which is where a gutter
// beside side heads ends.
func regionsOf(pieces []piece, tables []*grid, em, start float64) []region {
	things := make([]thing, 0, len(pieces)+len(tables))
	for i := range pieces {
		p := &pieces[i]
		things = append(things, thing{box: box{p.x0, p.bottom(), p.x1, p.top()}, piece: p})
	}
	for _, t := range tables {
		things = append(things, thing{box: t.box, table: t})
	}
	slices.SortStableFunc(things, func(a, b thing) int {
		return cmp.Or(cmp.Compare(b.y1, a.y1), cmp.Compare(a.x0, b.x0))
	})
	c := cutter{em: em, start: start}
	c.cut(things, 0)
	return c.regions
}

// A cutter collects the regions of one page.
type cutter struct {
	em      float64 // the usual font size
	start   float64 // where most lines of prose begin
	regions []region
	closed  bool // the last region takes no more pieces
}

// add appends a run of things in one column to the region that is open.
func (c *cutter) add(things []thing) {
	for _, t := range things {
		if t.table != nil {
			c.regions = append(c.regions, region{table: t.table})
			c.closed = true
			continue
		}
		if c.closed || len(c.regions) == 0 {
			c.regions = append(c.regions, region{})
			c.closed = false
		}
		last := &c.regions[len(c.regions)-1]
		last.pieces = append(last.pieces, *t.piece)
	}
}

// part adds things that stand in a column of their own.
func (c *cutter) part(things []thing, depth int) {
	c.closed = true
	c.cut(things, depth)
	c.closed = true
}

// cut adds things in reading order: at the first gutter that parts columns or
// side heads, or else as one column.
func (c *cutter) cut(things []thing, depth int) {
	if depth == deepest || len(things) < 2*fewestLines {
		c.add(things)
		return
	}
	for i, x := range append([]float64{c.start - narrowGutter/2*c.em}, c.gutters(things)...) {
		bands := c.bandsAt(x, things, i > 0)
		if !slices.ContainsFunc(bands, func(b band) bool { return b.kind != whole }) {
			continue
		}
		for _, b := range bands {
			switch b.kind {
			case columns:
				c.part(b.left, depth+1)
				c.part(b.right, depth+1)
			case sideHeads:
				c.interleave(b.left, b.right)
			default:
				if len(b.all) == len(things) {
					c.add(things)
				} else {
					c.cut(b.all, depth+1)
				}
			}
		}
		return
	}
	c.add(things)
}

// gutters proposes positions for a vertical cut, the clearest first: where
// fewer lines pass than on either side.
func (c *cutter) gutters(things []thing) []float64 {
	left, right := math.Inf(1), math.Inf(-1)
	for _, t := range things {
		left, right = math.Min(left, t.x0), math.Max(right, t.x1)
	}
	step := math.Max(1, (right-left)/gutterBins)
	n := int((right-left)/step) + 2
	cover := make([]float64, n)
	for _, t := range things {
		lines := math.Max(1, t.height()/(1.2*c.em))
		cover[int((t.x0-left)/step)] += lines
		cover[min(n-1, int((t.x1-left)/step)+1)] -= lines
	}
	for i := 1; i < n; i++ {
		cover[i] += cover[i-1]
	}
	before, after := make([]float64, n), make([]float64, n)
	for i := 1; i < n; i++ {
		before[i] = math.Max(before[i-1], cover[i-1])
	}
	for i := n - 2; i >= 0; i-- {
		after[i] = math.Max(after[i+1], cover[i+1])
	}
	type candidate struct{ x, ratio, width float64 }
	var found []candidate
	for i := 0; i < n; {
		beside := math.Min(before[i], after[i])
		if beside < 1 || cover[i] > valley*beside {
			i++
			continue
		}
		j := i + 1
		for j < n && cover[j] == cover[i] {
			j++
		}
		if width := float64(j-i) * step; width >= narrowGutter*c.em {
			found = append(found, candidate{left + float64(i+j)/2*step, cover[i] / beside, width})
		}
		i = j
	}
	slices.SortStableFunc(found, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(a.ratio, b.ratio), cmp.Compare(b.width, a.width))
	})
	var xs []float64
	for _, f := range found[:min(len(found), mostGutters)] {
		xs = append(xs, f.x)
	}
	return xs
}

type bandKind int

const (
	whole bandKind = iota
	columns
	sideHeads
)

// A band is the space between two things that cross the gutter, or a run of
// such things.
type band struct {
	kind             bandKind
	all, left, right []thing
}

// bandsAt parts things, from top to bottom, at those that cross x, and says
// which bands hold side heads or, where they are looked for, columns. Bands
// without are joined to their neighbours.
func (c *cutter) bandsAt(x float64, things []thing, lookForColumns bool) []band {
	var bands []band
	var open band
	flush := func() {
		open.kind = c.kindOf(open.left, open.right)
		if open.kind == columns && !lookForColumns {
			open.kind = whole
		}
		if n := len(bands); open.kind == whole && n > 0 && bands[n-1].kind == whole {
			bands[n-1].all = append(bands[n-1].all, open.all...)
		} else if len(open.all) > 0 {
			bands = append(bands, open)
		}
		open = band{}
	}
	for _, t := range things {
		switch half := narrowGutter * c.em / 2; {
		case t.x1 <= x+half/2 && t.x0 < x-half:
			open.left = append(open.left, t)
		case t.x0 >= x-half/2:
			open.right = append(open.right, t)
		default:
			flush()
			open.all = append(open.all, t)
			flush()
			continue
		}
		open.all = append(open.all, t)
	}
	flush()
	return bands
}

func (c *cutter) kindOf(left, right []thing) bandKind {
	switch {
	case len(left) == 0:
		return whole
	case c.isMargin(left, right):
		return sideHeads
	case c.isColumn(left) && c.isColumn(right):
		return columns
	}
	return whole
}

// isColumn says that things are set as a column of prose.
func (c *cutter) isColumn(things []thing) bool {
	lines, prose := 0, 0
	x0, x1 := math.Inf(1), math.Inf(-1)
	for _, t := range things {
		x0, x1 = math.Min(x0, t.x0), math.Max(x1, t.x1)
		lines++
		if t.table != nil || len(t.piece.words) >= proseWords {
			prose++
		}
	}
	return lines >= fewestLines && float64(prose) >= proseShare*float64(lines) && x1-x0 >= narrowColumn*c.em
}

// isMargin says that the left side holds side heads of the text on the right: a
// few short lines beside lines of prose that begin under one another.
func (c *cutter) isMargin(left, right []thing) bool {
	x0, x1, end := math.Inf(1), math.Inf(-1), math.Inf(-1)
	words, letters := 0, 0
	for _, t := range left {
		if t.table != nil {
			return false
		}
		x0, x1 = math.Min(x0, t.x0), math.Max(x1, t.x1)
		for _, w := range t.piece.words {
			letters += count(utf8.RuneCountInString(w.text) > 2 && strings.IndexFunc(w.text, unicode.IsLetter) >= 0)
			words++
		}
	}
	starts := map[float64]int{}
	for _, t := range right {
		end = math.Max(end, t.x1)
		if t.piece != nil && len(t.piece.words) > proseWords {
			starts[rounded(t.x0)]++
		}
	}
	prose := starts[most(starts, 0)]
	return x1-x0 <= marginWidth*(end-x0) && x1-x0 > 2*c.em &&
		float64(len(left)) <= marginLines*float64(len(right)) &&
		2*letters > words && prose >= max(fewestLines, len(left))
}

// interleave adds each side head before the first line of the text that stands
// beside it.
func (c *cutter) interleave(left, right []thing) {
	at := 0
	for start := 0; start < len(left); {
		end := start + 1
		for end < len(left) && left[end-1].piece.base-left[end].piece.base < headGroupRatio*left[end].piece.size {
			end++
		}
		next := at
		for next < len(right) && right[next].y0 > left[start].y1-0.1*left[start].piece.size {
			next++
		}
		if next > at {
			c.closed = true
			c.add(right[at:next])
		}
		c.closed = true
		c.add(left[start:end])
		c.closed = true
		at, start = next, end
	}
	c.add(right[at:])
	c.closed = true
}
