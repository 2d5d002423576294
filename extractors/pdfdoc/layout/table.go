package layout

import (
	"slices"

	"assize/extractors/block"
)

// A grid is a table: its cells in reading order.
type grid struct {
	box
	cells  []cell
	tagged *taggedTable // nil for a table that geometry alone found
	ruled  bool         // geometry finds a table there too
}

// A cell is one cell of a table, with the lines in it.
type cell struct {
	row, col int // from 1
	header   bool
	across   bool // it takes up its whole row: text in a box rather than a cell
	lines    []line
}

// setHeaders keeps as header cells those of the first row, when they are all
// shaded or bold and most other rows are not.
func (t *grid) setHeaders() {
	plain := map[int]bool{} // by row: it has a cell that does not stand out
	for _, c := range t.cells {
		if !c.across {
			plain[c.row] = plain[c.row] || !c.header && !allBold(c.lines)
		}
	}
	others := 0
	for row, is := range plain {
		others += count(is && row > 1)
	}
	header := !plain[1] && 2*others > len(plain)-1
	for i := range t.cells {
		t.cells[i].header = header && t.cells[i].row == 1
	}
}

func allBold(lines []line) bool {
	return !slices.ContainsFunc(lines, func(l line) bool { return !l.bold })
}

// nodes makes the blocks of a table: one for each cell, or its paragraphs and
// list items where it has a list. Text across a whole row is no cell.
func (t *grid) nodes(sheet int, m *measure) []*node {
	var out []*node
	for _, c := range t.cells {
		ns := paragraphs(sheet, c.lines, m)
		if c.across {
			out = append(out, ns...)
			continue
		}
		listed := slices.ContainsFunc(ns, func(n *node) bool { return n.Kind == block.ListItem && n.Label == "" })
		if !listed {
			for i := range c.lines {
				c.lines[i].marker = marker{}
			}
			ns = []*node{newNode(sheet, c.lines, c.lines[0].x1)}
		}
		for _, n := range ns {
			n.Row, n.Col, n.Header = c.row, c.col, c.header
			if n.Kind != block.ListItem {
				n.Kind = block.Cell
			}
			n.table = t
			if t.tagged != nil {
				n.tagged = n.Kind
			}
		}
		out = append(out, ns...)
	}
	return out
}
