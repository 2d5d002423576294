package main

import (
	"cmp"
	"strconv"
	"strings"
)

var (
	titleFace    = face{size: 28, leading: 34, bold: true}
	subtitleFace = face{size: 15, leading: 20}
	headingFaces = [...]face{
		{size: 19, leading: 25, bold: true},
		{size: 14, leading: 19, bold: true},
		{size: 11.5, leading: 16, bold: true},
	}
)

// tags are the structure types of the nodes that are one element each; the
// others are paragraphs.
var tags = map[kind]string{title: "H1", quotation: "BlockQuote", row: "Table", boxed: "Div"}

// set prints the node in front, or the whole run of nodes where they belong
// together (a table, a box), and says how many nodes that was.
func (p *press) set(nodes []node) int {
	n, group := nodes[0], nodes[:1]
	switch n.kind {
	case command:
		p.command(n)
		return 1
	case bullet, numbered:
		p.item(n)
		return 1
	case row, boxed:
		group = run(nodes)
	}
	p.lists = nil
	p.in(p.root.add(n.tag()), func() { p.print(group) })
	return len(group)
}

func (n node) tag() string {
	if n.kind == heading {
		return "H" + strconv.Itoa(n.level+1)
	}
	return cmp.Or(tags[n.kind], "P")
}

func (p *press) print(group []node) {
	n := group[0]
	switch n.kind {
	case row:
		p.table(group)
	case boxed:
		p.box(group)
	case contents:
		p.contentsLine(n)
	case heading:
		p.heading(n)
	case title:
		p.band()
		p.block(n.text, titleFace, 0, 10)
	case subtitle:
		p.block(n.text, subtitleFace, 0, 10)
	case quotation:
		p.block(n.text, body, 28, 9)
	default:
		p.block(n.text, body, 0, 9)
	}
}

// run is the longest beginning of nodes that are all of one kind.
func run(nodes []node) []node {
	for i := range nodes {
		if nodes[i].kind != nodes[0].kind {
			return nodes[:i]
		}
	}
	return nodes
}

// band prints the coloured band at the top of a title page, with the publisher's
// name in it.
func (p *press) band() {
	p.pdf.SetFillColor(24, 52, 84)
	p.rect(0, 0, p.width, 60, "F")
	p.pdf.SetTextColor(255, 255, 255)
	p.in(nil, func() { p.write(p.src.author, headingFaces[1], marginX, 22) })
	p.pdf.SetTextColor(0, 0, 0)
}

// block prints a paragraph, indented on both sides, line by line, so that it
// may run over columns and pages.
func (p *press) block(text string, f face, indent, after float64) {
	for _, l := range p.fill(text, f, p.across()-2*indent) {
		p.need(f.leading, l.anchors()...)
		p.notes = append(p.notes, l.anchors()...)
		p.draw(l, f, p.left()+indent, p.y)
		p.y += f.leading
	}
	p.y += after
}

func (p *press) heading(n node) {
	f := headingFaces[n.level-1]
	p.need(f.leading + 3*body.leading)
	if p.y > p.top {
		p.y += 8
	}
	p.pdf.Bookmark(signs.ReplaceAllString(n.text, ""), n.level-1, p.y)
	p.pdf.SetTextColor(24, 52, 84)
	p.block(n.text, f, 0, 5)
	p.pdf.SetTextColor(0, 0, 0)
}

// item prints a list item with its mark in the margin. The square bullet is a
// glyph of ZapfDingbats, as Word takes it from Wingdings, or U+25FC.
func (p *press) item(n node) {
	indent, hang := float64(n.level-1)*20, 18.0
	if n.kind == numbered {
		hang = 30
	}
	item := p.listItem(n.level)
	label, text := item.add("Lbl"), item.add("LBody")
	for i, l := range p.fill(n.text, body, p.across()-indent-hang) {
		p.need(body.leading, l.anchors()...)
		p.notes = append(p.notes, l.anchors()...)
		x := p.left() + indent
		if i == 0 {
			p.in(label, func() { p.mark(n, x) })
		}
		p.in(text, func() { p.draw(l, body, x+hang, p.y) })
		p.y += body.leading
	}
	p.y += 6
}

func (p *press) mark(n node, x float64) {
	switch {
	case n.kind == numbered:
		p.write(n.label, body, x, p.y)
	case n.level == 2:
		p.write("–", body, x, p.y)
	case p.src.unicode:
		p.write("◼", small, x, p.y+2)
	default:
		p.tagged(func() {
			p.pdf.SetFont("ZapfDingbats", "", 7)
			p.pdf.Text(x, p.y+body.size-1, "n")
		})
	}
}

// contentsLine prints a heading, dots and a page number.
func (p *press) contentsLine(n node) {
	p.need(body.leading + 3)
	right := p.left() + p.across()
	p.write(n.text, body, p.left(), p.y)
	p.write(n.label, body, right-p.measure(word{text: n.label}, body), p.y)
	dot := p.measure(word{text: "."}, body)
	from := p.left() + p.measure(word{text: n.text}, body) + 6
	dots := int((right - 24 - from) / dot)
	p.write(strings.Repeat(".", dots), body, from, p.y)
	p.y += body.leading + 3
}

const pad = 6.0 // between the edge of a cell or box and its text

// box prints a framed and shaded box that is never broken over pages.
func (p *press) box(nodes []node) {
	type part struct {
		lines []line
		face  face
	}
	var parts []part
	height := 2 * pad
	for i, n := range nodes {
		f := face{size: 10.5, leading: 14, bold: i == 0}
		lines := p.fill(n.text, f, p.across()-4*pad)
		parts = append(parts, part{lines, f})
		height += f.leading*float64(len(lines)) + 4
	}
	p.need(height)
	p.pdf.SetFillColor(233, 239, 245)
	p.rect(p.left(), p.y, p.across(), height, "FD")
	y := p.y + pad
	for _, part := range parts {
		p.in(p.at.add("P"), func() {
			for _, l := range part.lines {
				p.draw(l, part.face, p.left()+2*pad, y)
				y += part.face.leading
			}
		})
		y += 4
	}
	p.y += height + 12
}

// table prints rows; the header row is printed again on each new page.
func (p *press) table(rows []node) {
	face := face{size: 10.5, leading: 14}
	if len(p.widths) != len(rows[0].cells) {
		p.widths = nil
		for range rows[0].cells {
			p.widths = append(p.widths, 1/float64(len(rows[0].cells)))
		}
	}
	for i, r := range rows {
		height := p.rowHeight(r, face)
		page := p.pdf.PageNo()
		p.need(height)
		if p.pdf.PageNo() != page && i > 0 {
			p.row(nil, rows[0], face, true)
		}
		p.row(p.at.add("TR"), r, face, i == 0)
	}
	p.y += 14
	p.widths = nil
}

func (p *press) rowHeight(r node, f face) float64 {
	tallest := 1
	for i, cell := range r.cells {
		tallest = max(tallest, len(p.fill(cell, f, p.widths[i]*p.across()-2*pad)))
	}
	return float64(tallest)*f.leading + 2*pad
}

// row prints one row; its cells become children of tr, if there is one.
func (p *press) row(tr *element, r node, f face, header bool) {
	f.bold = header
	height, x := p.rowHeight(r, f), p.left()
	p.pdf.SetFillColor(222, 230, 238)
	for i, cell := range r.cells {
		wide := p.widths[i] * p.across()
		style, tag := "D", "TD"
		if header {
			style, tag = "FD", "TH"
		}
		p.rect(x, p.y, wide, height, style)
		p.in(tr.add(tag), func() {
			for j, l := range p.fill(cell, f, wide-2*pad) {
				p.draw(l, f, x+pad, p.y+pad+float64(j)*f.leading)
			}
		})
		x += wide
	}
	p.y += height
}

// command obeys one of the commands that source describes.
func (p *press) command(n node) {
	switch n.label {
	case "page":
		p.turn()
	case "columns":
		p.columns, p.column, p.top = int(n.sizes[0]), 0, p.y
	case "space":
		p.y += n.sizes[0]
	case "widths":
		p.widths = nil
		for _, percent := range n.sizes {
			p.widths = append(p.widths, percent/100)
		}
	}
}
