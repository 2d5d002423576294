package layout

import (
	"math"

	"assize/extractors/block"
)

// rejoin puts together what a page or column break has parted, and returns the
// nodes that are left.
func rejoin(flow []*node) []*node {
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
	return out
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
	if n.unit != nil && n.unit == last.unit {
		return n.Kind != block.Heading
	}
	end := last.lastLine()
	ended := endsSentence(end)
	lower := beginsLower(n.plain())
	if n.table != nil || last.table != nil {
		return apart && n.table != nil && last.table != nil && last.Col == n.Col && !ended && lower
	}
	if n.Kind != block.Paragraph && n.Kind != block.ListItem {
		return false
	}
	if !ended && lower || apart && n.x0 == last.x0 && !n.quoted() && quoteOpen(last.plain()) {
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
		last.lines = append(last.lines, rest.parts[0].lines...)
	} else {
		n.parts = append(n.parts, rest.parts...)
		rest.place = len(n.parts) - 1
	}
	n.column = rest.column
	n.edge = rest.edge
}
