package term

import (
	"bufio"
	"strings"
)

// A Column is one column of a table.
type Column struct {
	Title string // all columns of a table have one, or none has
	Share int    // its share of the room that the columns without one leave, 0 for as wide as its cells
}

// A Table collects rows and prints them as the screen can show them.
type Table struct {
	Columns []Column
	rows    [][]Text
}

// gap is the number of columns between two columns of a table.
const gap = 2

// leastShare is how narrow a column with a share may become.
const leastShare = 12

// Row adds a row of unmarked cells.
func (t *Table) Row(cells ...string) {
	row := make([]Text, len(cells))
	for i, c := range cells {
		row[i].String = c
	}
	t.rows = append(t.rows, row)
}

// Texts adds a row of cells that may have marks.
func (t *Table) Texts(cells ...Text) { t.rows = append(t.rows, cells) }

// Print writes the table: with headings, aligned and wrapped, on a terminal;
// else one row a line, cells parted by tabs.
func (t *Table) Print(s *Screen) error {
	w := bufio.NewWriter(s)
	if !s.Terminal {
		for _, row := range t.rows {
			for i, cell := range row {
				if i > 0 {
					w.WriteByte('\t')
				}
				w.WriteString(plain(Text{String: cell.String, Edits: cell.Edits}.signed()))
			}
			w.WriteByte('\n')
		}
		return w.Flush()
	}
	if len(t.rows) == 0 {
		return nil
	}
	widths := t.widths(s)
	if heading := t.heading(); heading != nil {
		t.printRow(w, s, heading, widths, s.Faint)
	}
	for _, row := range t.rows {
		t.printRow(w, s, row, widths, func(cell string) string { return cell })
	}
	return w.Flush()
}

// heading is the row of the columns' titles, nil when they have none.
func (t *Table) heading() []Text {
	var row []Text
	for _, c := range t.Columns {
		if c.Title != "" {
			row = append(row, Text{String: c.Title})
		}
	}
	return row
}

// widths gives each column its columns of the terminal.
func (t *Table) widths(s *Screen) []int {
	widths := make([]int, len(t.Columns))
	left, shares := s.Width-gap*(len(t.Columns)-1), 0
	for i, c := range t.Columns {
		if c.Share > 0 {
			shares += c.Share
			continue
		}
		widths[i] = lineWidth(Text{String: c.Title}.glyphs())
		for _, row := range t.rows {
			widths[i] = max(widths[i], lineWidth(s.glyphs(row[i])))
		}
		left -= widths[i]
	}
	for i, c := range t.Columns {
		if c.Share > 0 {
			widths[i] = max(left*c.Share/shares, leastShare)
		}
	}
	return widths
}

func (t *Table) printRow(w *bufio.Writer, s *Screen, row []Text, widths []int, style func(string) string) {
	cells := make([][][]glyph, len(row))
	height := 1
	for i, cell := range row {
		cells[i] = wrap(s.glyphs(cell), widths[i])
		height = max(height, len(cells[i]))
	}
	for n := range height {
		var pending int // spaces owed before the next cell that has something
		for i := range row {
			if n < len(cells[i]) && len(cells[i][n]) > 0 {
				w.WriteString(strings.Repeat(" ", pending))
				w.WriteString(style(print(cells[i][n])))
				pending = gap + widths[i] - lineWidth(cells[i][n])
			} else {
				pending += gap + widths[i]
			}
		}
		w.WriteByte('\n')
	}
}
