package layout

import (
	"cmp"
	"math"
	"slices"

	"assize/extractors/pdfdoc/tags"
)

// A taggedCell is a cell of a table in the structure tree.
type taggedCell struct {
	table    *taggedTable
	row, col int // from 1; rows without text do not count
	header   bool
	rows     int  // that it takes up
	across   bool // no other cell stands in its row
	shown    int  // glyphs
}

// A taggedTable is a table in the structure tree.
type taggedTable struct {
	cells  map[int]*taggedCell // by element
	rows   map[int]int         // by element: the row's number, from 1
	until  []int               // by column: the last row that a cell above takes up
	header bool                // it has header cells
	listed int                 // glyphs in list items
}

// Limits of tables in the tree: one without header cells that is full of prose or
// lists only places them on the page.
const (
	fewestPairs = 2   // rows with two cells or more that say something
	proseCell   = 300 // glyphs of a cell that holds prose
	mostProse   = 0.5 // share of a table's glyphs that stand in such cells, or in list items
	widestTable = 200 // columns that are told apart
	tallestCell = 100 // rows that one is believed to take up
)

// cellsOf finds the cells of the tree's tables, by element. A table inside a
// table is part of the cell that it stands in. Shown counts the glyphs that stand
// directly in each element.
func cellsOf(tree *tags.Tree, shown []int) map[int]*taggedCell {
	tables := map[int]*taggedTable{}
	within := make([]struct {
		table *taggedTable
		cell  *taggedCell
		item  bool
	}, len(tree.Elements))
	for i, e := range tree.Elements {
		in := &within[i]
		if e.Parent >= 0 {
			*in = within[e.Parent]
		}
		switch {
		case in.cell != nil:
		case e.Type == "Table":
			in.table = &taggedTable{cells: map[int]*taggedCell{}, rows: map[int]int{}}
			tables[i] = in.table
		case in.table != nil && (e.Type == "TD" || e.Type == "TH"):
			in.cell, in.item = in.table.add(i, e), false
		}
		in.item = in.item || e.Type == "LI"
		if in.cell != nil {
			in.cell.shown += shown[i]
			if in.item {
				in.table.listed += shown[i]
			}
		}
	}
	out := map[int]*taggedCell{}
	for _, t := range tables {
		if t.settle() {
			for element, c := range t.cells {
				out[element] = c
			}
		}
	}
	return out
}

// add puts a cell into the first column that is free.
func (t *taggedTable) add(element int, e tags.Element) *taggedCell {
	row, known := t.rows[e.Parent]
	if !known {
		row = len(t.rows) + 1
		t.rows[e.Parent] = row
	}
	c := &taggedCell{table: t, row: row, rows: min(e.RowSpan, tallestCell), header: e.Type == "TH"}
	for c.col < len(t.until) && t.until[c.col] >= row {
		c.col++
	}
	for col := c.col; col < min(c.col+e.ColSpan, widestTable); col++ {
		for len(t.until) <= col {
			t.until = append(t.until, 0)
		}
		t.until[col] = row + c.rows - 1
	}
	c.col++
	t.header = t.header || c.header
	t.cells[element] = c
	return c
}

// settle numbers the rows that say something, and reports whether this is a table
// rather than a way to place text.
func (t *taggedTable) settle() bool {
	filled := map[int]int{} // by row: cells with text
	shown, prose, last := 0, 0, 0
	for _, c := range t.cells {
		last = max(last, c.row)
		shown += c.shown
		for i := 0; c.shown > 0 && i < c.rows; i++ {
			filled[c.row+i]++
		}
		if c.shown > proseCell {
			prose += c.shown
		}
	}
	number := make([]int, last+1)
	pairs := 0
	for row := 1; row <= last; row++ {
		number[row] = number[row-1] + min(filled[row], 1)
		pairs += count(filled[row] > 1)
	}
	for _, c := range t.cells {
		c.across = filled[c.row] == 1 && len(t.until) > 1
		c.row = number[c.row]
	}
	limit := mostProse * float64(shown)
	return pairs > 0 && t.header || pairs >= fewestPairs && float64(prose) < limit && float64(t.listed) < limit
}

// taggedTables moves the pieces that stand in tables of the structure tree into
// grids; it returns the pieces that are left.
func taggedTables(pieces []piece, d *drawing) ([]*grid, []piece) {
	var tables []*grid
	var rest []piece
	grids := map[*taggedTable]*grid{}
	inside := map[*taggedCell][]piece{}
	var order []*taggedCell
	for _, p := range pieces {
		for _, part := range p.byCell() {
			c := part.words[0].cell()
			if c == nil {
				rest = append(rest, part)
				continue
			}
			if inside[c] == nil {
				order = append(order, c)
			}
			inside[c] = append(inside[c], part)
		}
	}
	slices.SortStableFunc(order, func(a, b *taggedCell) int { return cmp.Or(cmp.Compare(a.row, b.row), cmp.Compare(a.col, b.col)) })
	for _, c := range order {
		g := grids[c.table]
		if g == nil {
			g = &grid{box: box{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)}, tagged: c.table}
			grids[c.table] = g
			tables = append(tables, g)
		}
		for i := range inside[c] {
			p := &inside[c][i]
			g.box = box{math.Min(g.x0, p.x0), math.Min(g.y0, p.bottom()), math.Max(g.x1, p.x1), math.Max(g.y1, p.top())}
		}
		g.cells = append(g.cells, cell{row: c.row, col: c.col, header: c.header, across: c.across, lines: linesOf(inside[c])})
	}
	for _, g := range tables {
		g.ruled = d.rules(g.box)
		if !g.tagged.header {
			g.setHeaders()
		}
	}
	return tables, rest
}

// byCell cuts a piece where another cell begins; words that stand in no unit stay
// with those before them.
func (p piece) byCell() []piece {
	var out []piece
	start, last := 0, p.words[0].cell()
	for i := 1; i < len(p.words); i++ {
		if w := &p.words[i]; w.unit != nil && w.cell() != last {
			out = append(out, newPiece(p.words[start:i:i]))
			start, last = i, w.cell()
		}
	}
	if start > 0 {
		p = newPiece(p.words[start:])
	}
	return append(out, p)
}

// cell is the cell of the tree that a word stands in, or nil.
func (w *word) cell() *taggedCell {
	if w.unit == nil {
		return nil
	}
	return w.unit.cell
}
