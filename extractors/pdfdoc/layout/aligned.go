package layout

import (
	"cmp"
	"math"
	"slices"
)

// Limits of tables without rules.
const (
	mostWrapped  = 6   // lines in a row that go on with one cell alone
	fewestRows   = 3   // rows with two cells or more
	fewestExact  = 2   // the same, where the cells begin exactly under one another
	exactly      = 2   // points
	columnGap    = 0.9 // columns are at least so far apart, in font sizes
	mostCellText = 12  // words in most cells: longer ones are prose in columns
)

// alignedTable finds a table at the start of lines: rows whose cells stand under
// one another without rules. It returns the table, or nil, and the number of
// lines that were looked at in vain or that it takes up.
func alignedTable(lines []line) (*grid, int) {
	if len(lines) < fewestExact || len(lines[0].cells()) < 2 {
		return nil, 0
	}
	var columns []box
	end, multi, single := 0, 0, 0
	exact := true
	for i := range lines {
		l := &lines[i]
		if l.marker.words > 0 || l.leader() || i > 0 && lines[i-1].base-l.base > 3.5*l.size {
			break
		}
		cells := l.cells()
		if len(cells) < 2 && (l.bold && !lines[0].bold || lines[i-1].base-l.base > 1.6*l.size) {
			break
		}
		next := widened(columns, cells, l.size)
		if len(next) < 2 || len(cells) > 1 && len(columns) > 0 && len(next) < len(columns) {
			break
		}
		columns = next
		if single++; len(cells) > 1 {
			multi, single, end = multi+1, 0, i+1
			exact = exact && under(lines[0].cells(), cells)
		}
		if single > mostWrapped {
			break
		}
	}
	if multi < fewestRows && (multi < fewestExact || !exact) {
		return nil, 0
	}
	t := &grid{}
	row, long, total := 0, 0, 0
	for i := range lines[:end] {
		cells := lines[i].cells()
		goesOn := len(cells) == 1 && i > 0
		if !goesOn {
			row++
		}
		for _, words := range cells {
			l := newLine(words)
			l.words[0].wide = false
			col := slices.IndexFunc(columns, func(b box) bool { return l.x0 < b.x1 }) + 1
			k := len(t.cells) - 1
			for k >= 0 && t.cells[k].row == row && t.cells[k].col != col {
				k--
			}
			if k < 0 || t.cells[k].row != row {
				t.cells = append(t.cells, cell{row: row, col: col})
				k = len(t.cells) - 1
			}
			t.cells[k].lines = append(t.cells[k].lines, l)
			total++
			long += count(len(words) > mostCellText)
		}
	}
	if 2*long > total {
		return nil, end
	}
	slices.SortStableFunc(t.cells, func(a, b cell) int {
		return cmp.Or(cmp.Compare(a.row, b.row), cmp.Compare(a.col, b.col))
	})
	t.setHeaders()
	return t, end
}

// under says that cells begin exactly under those of the row above.
func under(above, cells [][]word) bool {
	if len(above) != len(cells) {
		return false
	}
	for i := range cells {
		if math.Abs(above[i][0].x0-cells[i][0].x0) > exactly {
			return false
		}
	}
	return true
}

// widened is the columns after one more row: the runs of x that its cells and
// the rows before cover, apart by at least columnGap.
func widened(columns []box, cells [][]word, size float64) []box {
	all := slices.Clone(columns)
	for _, words := range cells {
		all = append(all, box{x0: words[0].x0, x1: words[len(words)-1].x1})
	}
	slices.SortFunc(all, func(a, b box) int { return cmp.Compare(a.x0, b.x0) })
	var out []box
	for _, b := range all {
		if n := len(out); n > 0 && b.x0-out[n-1].x1 < columnGap*size {
			out[n-1].x1 = math.Max(out[n-1].x1, b.x1)
			continue
		}
		out = append(out, b)
	}
	return out
}
