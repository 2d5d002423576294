package collate

import "slices"

// A run is n words in a row that two texts have in common, from word a of the
// one and word b of the other.
type run struct{ a, b, n int }

// What an alignment is worth: each common word counts, each gap between two runs
// costs, and a little more with each word in it. The words before the first and
// after the last run cost nothing. So a lone common word between two differences
// is none, and a common phrase far away is not drawn in.
const (
	matchWorth = 32
	gapCost    = 48
	gapWord    = 1
)

// maxCells bounds the table of one alignment. Texts that need a larger one are
// aligned at their common beginning and end alone.
const maxCells = 4 << 20

// An Aligner aligns texts. It keeps its tables from one call to the next, and so
// serves one goroutine.
type Aligner struct {
	rows [2][2][]int32 // of this and the last row: what a match here is worth, and a gap
	from []byte        // of each cell, how both came about
}

// How the best value of a cell came about.
const (
	matchBegins byte = iota
	matchGoesOn
	matchAfterGap

	gapOpens   byte = 0 << 2
	gapInFirst byte = 1 << 2 // a word of the first text is passed over
	gapInOther byte = 2 << 2

	matchBits, gapBits = 3, 3 << 2
)

// align finds the runs of the best local alignment with affine gap costs (Gotoh,
// 1982).
func (al *Aligner) align(a, b []word) []run {
	switch {
	case len(a) == 0 || len(b) == 0:
		return nil
	case equal(a, b):
		return []run{{0, 0, len(a)}}
	case len(a) > maxCells/len(b):
		return ends(a, b)
	}
	return al.trace(al.fill(a, b))
}

// never is less than any alignment is worth, and far from an overflow.
const never = -1 << 30

// fill works out the table and returns the cell, from 1, in which the best
// alignment ends, and the width of the table.
func (al *Aligner) fill(a, b []word) (endA, endB, width int) {
	width = len(b) + 1
	al.grow(width, (len(a)+1)*width)
	var best int32
	for i, wa := range a {
		match, gap := al.rows[i&1][0], al.rows[i&1][1]
		lastMatch, lastGap := al.rows[i&1^1][0], al.rows[i&1^1][1]
		match[0], gap[0] = never, never
		from := al.from[(i+1)*width : (i+2)*width]
		for j, wb := range b {
			value, how := int32(never), byte(0)
			if wa.equal(wb) {
				value = 0
				if lastMatch[j] > value {
					value, how = lastMatch[j], matchGoesOn
				}
				if lastGap[j] > value {
					value, how = lastGap[j], matchAfterGap
				}
				if value += matchWorth; value > best {
					best, endA, endB = value, i+1, j+1
				}
			}
			match[j+1] = value
			value -= gapCost
			if longer := lastGap[j+1] - gapWord; longer >= value {
				value, how = longer, how|gapInFirst
			}
			if longer := gap[j] - gapWord; longer > value {
				value, how = longer, how&matchBits|gapInOther
			}
			gap[j+1], from[j+1] = value, how
		}
	}
	return endA, endB, width
}

func (al *Aligner) grow(width, cells int) {
	for r := range al.rows {
		for k := range al.rows[r] {
			al.rows[r][k] = slices.Grow(al.rows[r][k][:0], width)[:width]
		}
	}
	for j := range width {
		al.rows[1][0][j], al.rows[1][1][j] = never, never
	}
	al.from = slices.Grow(al.from[:0], cells)[:cells]
}

// trace walks back from the end of the best alignment to its beginning.
func (al *Aligner) trace(i, j, width int) []run {
	var runs []run
	inGap := true // so that the first match opens a run
	for i > 0 && j > 0 {
		how := al.from[i*width+j]
		if inGap && len(runs) > 0 {
			switch how & gapBits {
			case gapInFirst:
				i--
				continue
			case gapInOther:
				j--
				continue
			}
		}
		if inGap {
			runs = append(runs, run{i, j, 0})
			inGap = false
		}
		i, j = i-1, j-1
		r := &runs[len(runs)-1]
		r.a, r.b, r.n = i, j, r.n+1
		if how&matchBits == matchBegins {
			break
		}
		inGap = how&matchBits == matchAfterGap
	}
	slices.Reverse(runs)
	return runs
}

// ends is the common beginning and the common end of two texts.
func ends(a, b []word) []run {
	var runs []run
	shorter := min(len(a), len(b))
	n := 0
	for n < shorter && a[n].equal(b[n]) {
		n++
	}
	if n > 0 {
		runs = append(runs, run{0, 0, n})
	}
	m := 0
	for m < shorter-n && a[len(a)-1-m].equal(b[len(b)-1-m]) {
		m++
	}
	if m > 0 {
		runs = append(runs, run{len(a) - m, len(b) - m, m})
	}
	return runs
}
