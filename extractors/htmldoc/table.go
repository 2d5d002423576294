package htmldoc

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"assize/extractors/block"
)

// The most columns that a table has here, and that one cell spans.
const (
	mostColumns = 256
	mostSpan    = 64
)

// table walks a table: a data table becomes cells, a layout table is walked
// like any other container.
func (w *walker) table(n *html.Node, f *frame) {
	rows := rowsOf(n)
	if f.shape.Kind == block.Cell || !w.isData(n, rows) {
		w.enclose(n, f)
		return
	}
	w.flush(f)
	if caption := w.page.find(n, atom.Caption); caption != nil {
		w.caption(caption, f)
	}
	w.groups++
	group := w.groups
	var taken [mostColumns + 1]int // rows that a cell from above still takes up, by column
	for r, row := range rows {
		col := 1
		for c := row.FirstChild; c != nil && !w.stop(); c = c.NextSibling {
			if c.DataAtom != atom.Td && c.DataAtom != atom.Th {
				continue
			}
			for col < mostColumns && taken[col] > 0 {
				col++
			}
			header := c.DataAtom == atom.Th || row.Parent.DataAtom == atom.Thead
			w.cell(c, f, block.Block{Kind: block.Cell, Row: r + 1, Col: col, Header: header, Group: group})
			down := span(c, "rowspan")
			for right := span(c, "colspan"); right > 0 && col < mostColumns; right-- {
				taken[col] = down
				col++
			}
		}
		for i := range taken {
			taken[i] = max(taken[i]-1, 0)
		}
	}
}

func (w *walker) cell(n *html.Node, f *frame, shape block.Block) {
	if w.page.facts[n].drop {
		return
	}
	g := f.within(n, shape)
	g.joined, g.depth = true, 0
	w.flow(n, g)
	w.flush(g)
}

func span(cell *html.Node, name string) int {
	n, err := strconv.Atoi(strings.TrimSpace(attr(cell, name)))
	if err != nil {
		return 1
	}
	return min(max(n, 1), mostSpan)
}

// rowsOf lists a table's own rows, not those of tables inside it.
func rowsOf(table *html.Node) []*html.Node {
	var rows []*html.Node
	for c := table.FirstChild; c != nil; c = c.NextSibling {
		switch c.DataAtom {
		case atom.Tr:
			rows = append(rows, c)
		case atom.Thead, atom.Tbody, atom.Tfoot:
			rows = append(rows, rowsOf(c)...)
		}
	}
	return rows
}

// blockContent is what a cell of a data table has none of, unless the table
// says that it is one by its header cells.
var blockContent = atoms(atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Ul, atom.Ol, atom.Blockquote, atom.Article, atom.Section, atom.Form)

// isData tells a table of data from one that only lays out the page.
func (w *walker) isData(n *html.Node, rows []*html.Node) bool {
	switch attr(n, "role") {
	case "presentation", "none":
		return false
	}
	headers, cells, wide := 0, 0, false
	for _, row := range rows {
		columns := 0
		for c := row.FirstChild; c != nil; c = c.NextSibling {
			switch c.DataAtom {
			case atom.Th:
				headers++
				columns++
			case atom.Td:
				columns++
			}
		}
		cells += columns
		wide = wide || columns > 1
	}
	if !wide || w.page.find(n, atom.Table) != nil {
		return false
	}
	if headers > 0 {
		return true
	}
	const longCell = 400
	for c := range n.Descendants() {
		if blockContent[c.DataAtom] {
			return false
		}
	}
	return w.page.facts[n].text < longCell*cells
}

// definitions walks a dl as a table of two columns.
func (w *walker) definitions(n *html.Node, f *frame) {
	w.flush(f)
	if f.shape.Kind == block.Cell {
		w.enclose(n, f)
		return
	}
	w.groups++
	d := definitions{walker: w, frame: f, group: w.groups}
	d.walk(n)
}

type definitions struct {
	*walker
	frame     *frame
	group     int
	row       int
	described bool // the current row has its description
}

func (d *definitions) walk(n *html.Node) {
	for c := n.FirstChild; c != nil && !d.stop(); c = c.NextSibling {
		switch c.DataAtom {
		case atom.Dt:
			d.row, d.described = d.row+1, false
			d.cell(c, d.frame, block.Block{Kind: block.Cell, Row: d.row, Col: 1, Header: true, Group: d.group})
		case atom.Dd:
			if d.described || d.row == 0 {
				d.row++
			}
			d.described = true
			d.cell(c, d.frame, block.Block{Kind: block.Cell, Row: d.row, Col: 2, Group: d.group})
		case atom.Div:
			d.walk(c)
		}
	}
}
