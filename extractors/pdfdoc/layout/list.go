package layout

import (
	"cmp"
	"strings"

	"assize/extractors/block"
)

// openList is a list that may take more items.
type openList struct {
	x     float64
	mark  string
	unit  *unit // of its last item, nil where the structure tree knows of none
	group int
	items int
}

// against says whether an item at x stands deeper (1) or higher (-1) than the
// items of the list, or belongs beside them (0): by the structure tree where it
// tells them apart, else by their indents.
func (l *openList) against(x float64, mark string, u *unit) int {
	if u != nil && l.unit != nil && u.list > 0 && l.unit.list > 0 {
		if u.depth != l.unit.depth {
			return cmp.Compare(u.depth, l.unit.depth)
		}
		if u.list == l.unit.list && (mark == l.mark || mark == "") {
			return 0
		}
	}
	switch {
	case x > l.x+sameIndent:
		return 1
	case x < l.x-sameIndent:
		return -1
	}
	return 0
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
			within := n.Kind == block.Paragraph && len(open) > 0 && (x > open[0].x+sameIndent || n.unit != nil && n.unit.depth > 0)
			if !within {
				open = open[:0]
			}
			continue
		}
		if n.table != table {
			open, table = open[:0], n.table
		}
		mark := n.Marker
		if n.Label != "" {
			mark = labelShape(mark)
		}
		for len(open) > 0 && open[len(open)-1].against(x, mark, n.unit) < 0 {
			open = open[:len(open)-1]
		}
		if k := len(open); k == 0 || open[k-1].against(x, mark, n.unit) > 0 {
			group++
			open = append(open, openList{x: x, mark: mark, group: group})
		} else if mark != "" && open[k-1].mark != mark {
			group++
			open[k-1] = openList{x: x, mark: mark, group: group}
		}
		list := &open[len(open)-1]
		list.unit = n.unit
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
