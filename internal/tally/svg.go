package tally

import (
	"bufio"
	"encoding/xml"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"assize/extractors/record"
)

// A Chart is a picture of a table: bars, or a grid where it has columns.
type Chart struct {
	Columns []string
	Rows    []ChartRow
}

// A ChartRow is one bar, or one row of a grid.
type ChartRow struct {
	Label string
	Cells []Cell // one for a bar, one for each column of a grid
}

// A Cell is what is written, on a line or two, and how much of the full bar or
// shade it has, 0 to 1.
type Cell struct {
	Text, Below string
	Weight      float64
}

// Sizes in pixels.
const (
	margin    = 16
	lineOne   = 28  // height of a row of one line
	lineTwo   = 18  // and of a second line
	longest   = 380 // bar
	mostLabel = 420
	leastCell = 56
	glyph     = 7.6 // a wide mean of a character's width
)

// A picture is an SVG in the making; bufio keeps an error for Flush.
type picture struct {
	*Table
	w          *bufio.Writer
	row, width int // height of a row, and width of a cell of the grid
	left       int // where bars and cells begin
}

// SVG draws the chart. It needs no script and no colour to be read: every number
// is written, a title and a description say what is drawn, and what is cut short
// stands in full in the title of its row.
func (t *Table) SVG(w io.Writer) error {
	p := picture{t, bufio.NewWriter(w), lineOne, t.cellWidth(), margin + t.labelWidth() + 8}
	if t.twoLines() {
		p.row += lineTwo
	}
	grid := len(t.Chart.Columns) > 0
	width, top := p.left+longest+60+margin, margin+40
	if grid {
		width, top = p.left+p.width*len(t.Chart.Columns)+margin, top+lineOne
	}
	height := top + p.row*len(t.Chart.Rows) + margin
	p.printf(`<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="title desc" width="%d" height="%d" viewBox="0 0 %[1]d %[2]d" font-family="Arial, Helvetica, sans-serif" font-size="14" fill="#0b0c0c">`+"\n", width, height)
	p.printf("<title id=\"title\">%s</title>\n<desc id=\"desc\">%s</desc>\n", clean(t.Title), clean(t.description()))
	p.printf(`<rect width="%d" height="%d" fill="#ffffff"/>`+"\n", width, height)
	p.printf(`<text x="%d" y="%d" font-size="18" font-weight="bold">%s</text>`+"\n", margin, margin+18, clean(cut(t.Title, (width-2*margin)/10)))
	for i, name := range t.Chart.Columns {
		p.printf(`<text x="%d" y="%d" text-anchor="middle" font-weight="bold">%s</text>`+"\n", p.left+p.width*i+p.width/2, top-10, clean(cut(name, fits(p.width))))
	}
	for i, row := range t.Chart.Rows {
		y := top + p.row*i
		p.printf("<g><title>%s</title>\n", clean(t.said(row)))
		p.printf(`<text x="%d" y="%d" text-anchor="end">%s</text>`+"\n", p.left-8, y+p.row/2+5, clean(cut(row.Label, fits(p.left-8-margin))))
		for j, c := range row.Cells {
			if grid {
				p.cell(c, p.left+p.width*j, y)
			} else {
				p.bar(c, y)
			}
		}
		p.printf("</g>\n")
	}
	p.printf("</svg>\n")
	return p.w.Flush()
}

// twoLines says whether a cell has a second line.
func (t *Table) twoLines() bool {
	return slices.ContainsFunc(t.Chart.Rows, func(r ChartRow) bool {
		return slices.ContainsFunc(r.Cells, func(c Cell) bool { return c.Below != "" })
	})
}

// labelWidth is the room for the labels.
func (t *Table) labelWidth() int {
	most := 0
	for _, row := range t.Chart.Rows {
		most = max(most, utf8.RuneCountInString(row.Label))
	}
	return min(int(float64(most)*glyph)+12, mostLabel)
}

// cellWidth is the width of a cell of the grid.
func (t *Table) cellWidth() int {
	most := 0
	for _, row := range t.Chart.Rows {
		for _, c := range row.Cells {
			most = max(most, utf8.RuneCountInString(c.Text), utf8.RuneCountInString(c.Below))
		}
	}
	for _, name := range t.Chart.Columns {
		most = max(most, min(utf8.RuneCountInString(name), 14))
	}
	return max(leastCell, int(float64(most)*glyph)+12)
}

// description says in words what the chart shows.
func (t *Table) description() string {
	rows := make([]string, len(t.Chart.Rows))
	for i, row := range t.Chart.Rows {
		rows[i] = t.said(row)
	}
	return strings.Join(rows, "; ")
}

// said is a row in words: its label, and each value with its column.
func (t *Table) said(row ChartRow) string {
	var parts []string
	for i, c := range row.Cells {
		if c.Text == "" {
			continue
		}
		if len(t.Chart.Columns) > 0 {
			c.Text = t.Chart.Columns[i] + " " + c.Text
		}
		if c.Below != "" {
			c.Text += " (" + c.Below + ")"
		}
		parts = append(parts, c.Text)
	}
	return row.Label + ": " + strings.Join(parts, ", ")
}

func (p picture) printf(format string, args ...any) { fmt.Fprintf(p.w, format, args...) }

func (p picture) bar(c Cell, y int) {
	length := int(c.Weight * longest)
	p.printf(`<rect x="%d" y="%d" width="%d" height="%d" fill="#1d70b8"/>`+"\n", p.left, y+4, length, p.row-8)
	p.printf(`<text x="%d" y="%d">%s</text>`+"\n", p.left+6+length, y+19, clean(c.Text))
}

func (p picture) cell(c Cell, x, y int) {
	p.printf(`<rect x="%d" y="%d" width="%d" height="%d" fill="%s" stroke="#b1b4b6"/>`+"\n", x, y, p.width, p.row, shade(c.Weight))
	lines := slices.DeleteFunc([]string{c.Text, c.Below}, func(s string) bool { return s == "" })
	first := y + 5 + (p.row-lineTwo*(len(lines)-1))/2
	for i, text := range lines {
		p.printf(`<text x="%d" y="%d" text-anchor="middle">%s</text>`+"\n", x+p.width/2, first+lineTwo*i, clean(text))
	}
}

// shade lies between white and a blue on which black text can be read (a contrast
// of 6 to 1).
func shade(weight float64) string {
	mix := func(to int) int { return 255 - int(weight*float64(255-to)) }
	return fmt.Sprintf("#%02x%02x%02x", mix(0x56), mix(0x94), mix(0xca))
}

// fits is how many characters have room in so many pixels.
func fits(width int) int { return int(float64(width-6) / glyph) }

// cut shortens a text to so many characters, at a word if it can.
func cut(text string, most int) string {
	runes := []rune(record.Normalise(text))
	if len(runes) <= most {
		return string(runes)
	}
	kept := string(runes[:max(most-1, 1)])
	if i := strings.LastIndexByte(kept, ' '); i > len(kept)/2 {
		kept = kept[:i]
	}
	return kept + "…"
}

// clean is text as XML holds it.
func clean(text string) string {
	var b strings.Builder
	xml.EscapeText(&b, []byte(record.Normalise(text))) //nolint:errcheck // a strings.Builder does not fail
	return b.String()
}
