package layout

import (
	"math"
	"slices"
	"sort"
)

// Limits of ruled tables.
const (
	ruleReach = 3.0 // points by which rules may miss one another
	mostRules = 1500
	mostTests = 2e7 // pieces times rules
	mostLines = 250 // distinct lines each way
)

// ruledTables finds the tables that a page draws with rules and moves their
// pieces into them; it returns the pieces that are left.
func ruledTables(pieces []piece, d *drawing) ([]*grid, []piece) {
	if len(pieces)*(len(d.across)+len(d.down)) > mostTests {
		return nil, pieces
	}
	var tables []*grid
	for _, rules := range components(d) {
		xs, ys := rules.lattice()
		if len(xs) < 3 || len(ys) < 2 || len(xs) > mostLines || len(ys) > mostLines {
			continue
		}
		t, rest := rules.table(xs, ys, pieces, d.fills)
		if t != nil {
			tables, pieces = append(tables, t), rest
		}
	}
	return tables, pieces
}

// ruling is a set of rules that touch one another.
type ruling struct{ across, down []box }

// components parts rules into sets that touch.
func components(d *drawing) []ruling {
	if len(d.across) < 2 || len(d.down) < 2 || len(d.across)+len(d.down) > mostRules {
		return nil
	}
	n := len(d.across)
	parent := make([]int, n+len(d.down))
	for i := range parent {
		parent[i] = i
	}
	find := func(i int) int {
		for parent[i] != i {
			parent[i] = parent[parent[i]]
			i = parent[i]
		}
		return i
	}
	for i, a := range d.across {
		for j, b := range d.down {
			if b.x1 >= a.x0-ruleReach && b.x0 <= a.x1+ruleReach && a.y1 >= b.y0-ruleReach && a.y0 <= b.y1+ruleReach {
				parent[find(i)] = find(n + j)
			}
		}
	}
	place := map[int]int{}
	var out []ruling
	at := func(i int) *ruling {
		root := find(i)
		if _, ok := place[root]; !ok {
			place[root] = len(out)
			out = append(out, ruling{})
		}
		return &out[place[root]]
	}
	for i, a := range d.across {
		r := at(i)
		r.across = append(r.across, a)
	}
	for j, b := range d.down {
		r := at(n + j)
		r.down = append(r.down, b)
	}
	return out
}

// lattice is the distinct positions of the rules: down-rules from left to
// right, across-rules from top to bottom.
func (r *ruling) lattice() (xs, ys []float64) {
	for _, b := range r.down {
		xs = append(xs, (b.x0+b.x1)/2)
	}
	for _, a := range r.across {
		ys = append(ys, (a.y0+a.y1)/2)
	}
	distinct := func(vs []float64) []float64 {
		slices.Sort(vs)
		return slices.CompactFunc(vs, func(a, b float64) bool { return math.Abs(b-a) < 2*ruleReach })
	}
	xs, ys = distinct(xs), distinct(ys)
	slices.Reverse(ys)
	return xs, ys
}

// table puts the pieces into the cells of the lattice. It returns nil when no
// row has two cells with text: then the rules are a box around prose.
func (r *ruling) table(xs, ys []float64, pieces []piece, fills []box) (*grid, []piece) {
	rows, cols := len(ys)-1, len(xs)-1
	inside := make([][]piece, rows*cols)
	var rest []piece
	filled := 0
	for _, p := range r.split(xs, pieces) {
		x, y := p.x0+math.Min(p.x1-p.x0, p.size)/2, p.base+0.3*p.size
		col := sort.SearchFloat64s(xs, x) - 1
		row := sort.Search(len(ys), func(i int) bool { return ys[i] < y }) - 1
		if col < 0 || col >= cols || row < 0 || row >= rows {
			rest = append(rest, p)
			continue
		}
		for col > 0 && !r.ruledDown(xs[col], y) {
			col--
		}
		for row > 0 && !r.ruledAcross(x, ys[row]) {
			row--
		}
		inside[row*cols+col] = append(inside[row*cols+col], p)
		filled++
	}
	if filled == 0 {
		return nil, nil
	}
	t := &grid{box: box{xs[0], ys[rows], xs[cols], ys[0]}}
	shown, widest := 0, 0
	for row := range rows {
		col := 0
		for c := range cols {
			ps := inside[row*cols+c]
			if len(ps) == 0 {
				continue
			}
			if col == 0 {
				shown++
			}
			col++
			x, y := (xs[c]+xs[c+1])/2, ps[0].base
			t.cells = append(t.cells, cell{
				row: shown, col: c + 1, lines: linesOf(ps),
				header: slices.ContainsFunc(fills, func(f box) bool { return f.holds(x, y) }),
			})
		}
		if y := len(t.cells) - 1; col == 1 {
			t.cells[y].across = !slices.ContainsFunc(xs[1:cols], func(x float64) bool {
				return r.ruledDown(x, t.cells[y].lines[0].base)
			})
		}
		widest = max(widest, col)
	}
	if widest < 2 {
		return nil, nil
	}
	t.setHeaders()
	return t, rest
}

// split cuts pieces at the rules that pass between their words.
func (r *ruling) split(xs []float64, pieces []piece) []piece {
	out := make([]piece, 0, len(pieces))
	for _, p := range pieces {
		start := 0
		for i := 1; i < len(p.words); i++ {
			at := sort.SearchFloat64s(xs, p.words[i-1].x1-ruleReach)
			if at < len(xs) && xs[at] <= p.words[i].x0+ruleReach && r.ruledDown(xs[at], p.base) {
				out = append(out, newPiece(p.words[start:i]))
				start = i
			}
		}
		if start > 0 {
			p = newPiece(p.words[start:])
		}
		out = append(out, p)
	}
	return out
}

func (r *ruling) ruledDown(x, y float64) bool {
	return slices.ContainsFunc(r.down, func(b box) bool {
		return math.Abs((b.x0+b.x1)/2-x) < 2*ruleReach && y >= b.y0-ruleReach && y <= b.y1+ruleReach
	})
}

func (r *ruling) ruledAcross(x, y float64) bool {
	return slices.ContainsFunc(r.across, func(a box) bool {
		return math.Abs((a.y0+a.y1)/2-y) < 2*ruleReach && x >= a.x0-ruleReach && x <= a.x1+ruleReach
	})
}
