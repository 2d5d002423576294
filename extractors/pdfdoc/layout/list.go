package layout

import (
	"strings"

	"assize/extractors/block"
)

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
