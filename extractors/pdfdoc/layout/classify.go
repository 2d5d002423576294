package layout

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"assize/extractors/block"
)

// classify says what each node is, joins those that a page or column parts, and
// ties list items together.
func classify(sheets []*sheet, m *measure) {
	var flow []*node
	for _, s := range sheets {
		s.nodes = setNotes(s.nodes, m)
		setHeadings(s.nodes, m)
		flow = append(flow, s.nodes...)
	}
	setLevels(flow, m)
	flow = rejoin(flow, m)
	c := columnStarts(flow)
	setQuotes(flow, c)
	setLists(flow, c)
	setTables(flow)
}

// Notes are set smaller than the body text, in units of its size.
const noteSize = 0.93

// setNotes finds the notes at the foot of each column: small type that begins
// with a number or sign.
func setNotes(nodes []*node, m *measure) []*node {
	var out []*node
	for start := 0; start < len(nodes); {
		end := start + 1
		for end < len(nodes) && nodes[end].column == nodes[start].column {
			end++
		}
		first := end
		for first > start && nodes[first-1].Kind != block.Cell && nodes[first-1].Style.Size <= noteSize*m.size {
			first--
		}
		for first < end && !nodes[first].takeNoteLabel() {
			first++
		}
		out = append(out, nodes[start:first]...)
		for _, n := range nodes[first:end] {
			out = append(out, n.notes()...)
		}
		start = end
	}
	return out
}

// notes parts a node at each line that begins with the next number.
func (n *node) notes() []*node {
	n.takeNoteLabel()
	n.Kind = block.Note
	lines := n.parts[0].lines
	number, err := strconv.Atoi(n.Label)
	for i := 1; i < len(lines) && err == nil; i++ {
		if lines[i].words[0].text == strconv.Itoa(number+1) && len(lines[i].words) > 1 {
			rest := newNode(n.parts[0].sheet, lines[i:], n.edge)
			rest.column = n.column
			n.parts[0].lines = lines[:i:i]
			return append([]*node{n}, rest.notes()...)
		}
	}
	return []*node{n}
}

// noteLabel says that the line begins with a raised number or sign.
func (l *line) noteLabel() bool {
	return len(l.words) > 1 && l.words[0].raised && isNoteRef(l.words[0].text)
}

// takeNoteLabel makes the number or sign that a note begins with its label.
func (n *node) takeNoteLabel() bool {
	l := n.firstLine()
	if l.marker.words == 0 && len(l.words) > 1 {
		if s := l.words[0].text; l.noteLabel() || isNumber(s) || strings.Trim(s, "*†‡§") == "" {
			l.words[0].noteRef = false
			l.marker = marker{words: 1, text: s, label: strings.Trim(s, "[]().")}
			n.Marker, n.Label, n.textX = l.marker.text, l.marker.label, l.textX()
		}
	}
	return n.Label != "" || l.marker.words > 0 && strings.Trim(n.Marker, "*†‡§") == ""
}

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

// setQuotes finds block quotes: paragraphs indented on both sides, or indented
// and in italics or quotation marks.
func setQuotes(flow []*node, c starts) {
	group := 0
	for i, n := range flow {
		if n.Kind != block.Paragraph {
			continue
		}
		left := n.x0
		for _, p := range n.parts[:1] {
			for k := range p.lines {
				left = min(left, p.lines[k].x0)
			}
		}
		size := n.Style.Size
		edge, ok := c.before(left)
		if !ok || left-edge < quoteIndent*size {
			continue
		}
		if i > 0 && !n.marked() && flow[i-1].Kind == block.ListItem && math.Abs(flow[i-1].textX-left) < indent*size {
			continue
		}
		if !n.marked() && (!n.inset() || n.lines() < quoteLines) {
			continue
		}
		n.Kind = block.Quote
		if i == 0 || flow[i-1].Kind != block.Quote {
			group--
		}
		n.Group = group
	}
}

// inset says that the paragraph keeps away from its column's right edge.
func (n *node) inset() bool { return n.edge-n.right >= quoteIndent*n.Style.Size }

// marked says that type or punctuation set the paragraph off from the text.
func (n *node) marked() bool {
	first, _ := utf8.DecodeRuneInString(n.firstLine().words[0].text)
	return n.Style.Italic || strings.ContainsRune("“\"‘", first)
}

// setTables numbers tables, behind the groups that quotes and lists have.
func setTables(flow []*node) {
	groups := map[*grid]int{}
	next := 0
	for _, n := range flow {
		next = max(next, n.Group)
	}
	quotes := map[int]int{}
	for _, n := range flow {
		switch {
		case n.Group < 0:
			if quotes[n.Group] == 0 {
				next++
				quotes[n.Group] = next
			}
			n.Group = quotes[n.Group]
		case n.Kind == block.Cell:
			if groups[n.table] == 0 {
				next++
				groups[n.table] = next
			}
			n.Group = groups[n.table]
		}
	}
}

// openList is a list that may take more items.
type openList struct {
	x     float64
	mark  string
	group int
	items int
}

// setLists gives list items their depth, from their indents, and ties the items
// of each list together.
func setLists(flow []*node, c starts) {
	var open []openList
	group := 0
	var table *grid
	for _, n := range flow {
		edge, ok := c.before(n.x0)
		if !ok {
			edge = 0
		}
		x := n.x0 - edge
		switch n.Kind {
		case block.Note:
			continue
		case block.ListItem:
		default:
			within := n.Kind == block.Paragraph && len(open) > 0 && x > open[0].x+sameIndent
			if !within {
				open = open[:0]
			}
			continue
		}
		if n.table != table {
			open, table = open[:0], n.table
		}
		for len(open) > 0 && open[len(open)-1].x > x+sameIndent {
			open = open[:len(open)-1]
		}
		mark := n.Marker
		if n.Label != "" {
			mark = labelShape(mark)
		}
		if k := len(open); k == 0 || open[k-1].x < x-sameIndent {
			group++
			open = append(open, openList{x: x, mark: mark, group: group})
		} else if open[k-1].mark != mark {
			group++
			open[k-1] = openList{x: x, mark: mark, group: group}
		}
		list := &open[len(open)-1]
		list.items++
		n.Depth, n.Group, n.Ordinal = len(open), list.group, list.items
	}
}

// labelShape writes # for each number of a label and a for its letters, so that
// the labels of one list look the same.
func labelShape(label string) string {
	shape := maskDigits(label)
	if letters := strings.Trim(shape, "().:"); letters != "" && isRoman(letters) || len(letters) == 1 && letters != "#" {
		return strings.Replace(shape, letters, "a", 1)
	}
	return shape
}

// rejoin puts together what a page or column break has parted, and returns the
// nodes that are left.
func rejoin(flow []*node, m *measure) []*node {
	var out []*node
	var last *node
	for _, n := range flow {
		switch {
		case n.Kind == block.Note:
		case last != nil && goesOnIn(last, n):
			last.join(n)
			continue
		case n.Kind == block.Heading:
			last = nil
		default:
			last = n
		}
		out = append(out, n)
	}
	return slices.Clip(out)
}

// goesOnIn says that n is the rest of last, in the next column or on the next
// page.
func goesOnIn(last, n *node) bool {
	sheet := last.parts[len(last.parts)-1].sheet
	apart := sheet != n.parts[0].sheet
	if !apart && last.column == n.column || n.firstLine().marker.words > 0 || n.firstLine().leader() {
		return false
	}
	if math.Abs(last.Style.Size-n.Style.Size) > sizeStep*last.Style.Size || last.Style.Bold != n.Style.Bold {
		return false
	}
	end := last.lastLine()
	ended := endsSentence(end)
	lower := beginsLower(n.plain())
	if n.table != nil || last.table != nil {
		return apart && n.table != nil && last.table != nil && last.Col == n.Col && !ended && lower
	}
	if n.Kind != block.Paragraph {
		return false
	}
	if !ended && lower {
		return true
	}
	full := last.edge-end.x1 < 6*last.Style.Size
	if last.Kind == block.ListItem && apart && full && last.column == n.column {
		rest := last.textX
		if lines := last.parts[0].lines; len(lines) > 1 {
			rest = lines[1].x0
		}
		return math.Abs(n.x0-rest) < indent*n.Style.Size && rest-last.x0 > indent*n.Style.Size
	}
	return !ended && full && math.Abs(n.x0-last.x0) < indent*n.Style.Size
}

// join appends the rest of a node to it.
func (n *node) join(rest *node) {
	last := &n.parts[len(n.parts)-1]
	rest.host = n
	if last.sheet == rest.parts[0].sheet {
		last.lines = append(slices.Clip(last.lines), rest.parts[0].lines...)
	} else {
		n.parts = append(n.parts, rest.parts...)
		rest.place = len(n.parts) - 1
	}
	n.column = rest.column
	n.edge = rest.edge
}
