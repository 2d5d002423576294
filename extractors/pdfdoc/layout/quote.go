package layout

import (
	"math"
	"strings"
	"unicode/utf8"

	"assize/extractors/block"
)

// starts counts where the lines of paragraphs begin that run to their column's
// right edge; those that look like quotes by their type do not count.
type starts map[float64]int

func columnStarts(flow []*node) starts {
	c := starts{}
	for _, n := range flow {
		if n.Kind != block.Paragraph || n.marked() || n.inset() {
			continue
		}
		for _, p := range n.parts {
			for i := range p.lines {
				c[rounded(p.lines[i].x0)]++
			}
		}
	}
	most := 0
	for _, k := range c {
		most = max(most, k)
	}
	for x, k := range c {
		if float64(k) < usualStart*float64(most) {
			delete(c, x)
		}
	}
	return c
}

// usualStart is the share of lines, of those at the most usual place, that makes
// a place the left edge of a column.
const usualStart = 0.3

// before is the left edge of the column that x lies in.
func (c starts) before(x float64) (float64, bool) {
	edge := math.Inf(-1)
	for at := range c {
		if at <= x+sameIndent {
			edge = math.Max(edge, at)
		}
	}
	return edge, !math.IsInf(edge, -1)
}

// Block quotes, in units of the font size unless said otherwise.
const (
	quoteIndent = 1.2
	quoteLines  = 3 // lines that show that both sides are indented
)

// setQuotes finds block quotes: paragraphs indented on both sides outside of any
// box, or indented and in italics or quotation marks.
func setQuotes(flow []*node, c starts) {
	group := 0
	for i, n := range flow {
		if n.Kind != block.Paragraph && n.Kind != block.Quote {
			continue
		}
		if n.indentedQuote(flow[:i], c) {
			n.Kind, n.laid = block.Quote, block.Quote
		}
		if n.Kind == block.Paragraph {
			continue
		}
		if i == 0 || flow[i-1].Kind != block.Quote {
			group--
		}
		n.Group = group
	}
}

// indentedQuote says that a paragraph's setting makes it a block quote.
func (n *node) indentedQuote(before []*node, c starts) bool {
	left := n.x0
	for i := range n.parts[0].lines {
		left = min(left, n.parts[0].lines[i].x0)
	}
	size := n.Style.Size
	edge, ok := c.before(left)
	if !ok || left-edge < quoteIndent*size {
		return false
	}
	if n.marked() {
		return true
	}
	if k := len(before) - 1; k >= 0 && before[k].Kind == block.ListItem && math.Abs(before[k].textX-left) < indent*size {
		return false
	}
	return !n.boxed && n.inset() && n.lines() >= quoteLines
}

// inset says that the paragraph keeps away from its column's right edge.
func (n *node) inset() bool { return n.edge-n.right >= quoteIndent*n.Style.Size }

// quoted says that the paragraph begins with a quotation mark.
func (n *node) quoted() bool {
	first, _ := utf8.DecodeRuneInString(n.firstLine().words[0].text)
	return strings.ContainsRune("“\"‘", first)
}

// quoteOpen says that a double quotation mark was opened and not closed.
func quoteOpen(s string) bool { return strings.Count(s, "“") > strings.Count(s, "”") }

// marked says that type or punctuation set the paragraph off from the text.
func (n *node) marked() bool { return n.Style.Italic || n.quoted() }
