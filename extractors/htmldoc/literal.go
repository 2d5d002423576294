package htmldoc

import (
	"strconv"
	"strings"

	"assize/extractors/block"
)

// listLiteral makes list items of paragraphs that begin with a printed bullet
// or number, where two or more follow each other: bullets of one kind, or
// numbers that count on, with other lists nested in them. Items of real lists
// lose a bullet that is printed in front of them.
func listLiteral(blocks []block.Block) []block.Block {
	l := literals{}
	for i := range blocks {
		l.groups = max(l.groups, blocks[i].Group)
	}
	for i := range blocks {
		b := &blocks[i]
		mark, ok := markOf(b)
		if b.Kind == block.ListItem {
			if mark, ok := block.CutMark(b.Text); ok && mark.Label == "" {
				b.Text, b.Marker = b.Text[mark.Len:], mark.Printed
			}
		}
		if !ok || len(l.items) > 0 && b.Quoted != l.items[0].block.Quoted {
			l.end()
		}
		if ok {
			l.add(b, mark)
		}
	}
	l.end()
	return blocks
}

// literals is a run of marked paragraphs.
type literals struct {
	groups int // numbers of groups taken so far
	open   []literalList
	items  []literalItem
	sure   bool // two items of one list have been seen
}

type literalList struct {
	last         block.Mark
	group, items int
}

type literalItem struct {
	block                 *block.Block
	mark                  block.Mark
	depth, ordinal, group int
}

// add takes the next marked paragraph: into the innermost open list that its
// mark carries on, else into a list of its own, nested when the mark can be a
// list's first.
func (l *literals) add(b *block.Block, mark block.Mark) {
	const deepest = 6
	at := len(l.open) - 1
	for at >= 0 && !follows(l.open[at].last, mark) {
		at--
	}
	if at < 0 {
		if !begins(mark) || len(l.open) == deepest {
			l.end()
		}
		l.groups++
		l.open = append(l.open, literalList{group: l.groups})
		at = len(l.open) - 1
	}
	l.open = l.open[:at+1]
	list := &l.open[at]
	list.last = mark
	list.items++
	l.sure = l.sure || list.items > 1
	l.items = append(l.items, literalItem{b, mark, at + 1, list.items, list.group})
}

// end ends the run, and makes items of it when it is a list.
func (l *literals) end() {
	for _, item := range l.items {
		if b := item.block; l.sure {
			b.Kind, b.Depth, b.Ordinal, b.Group = block.ListItem, item.depth, item.ordinal, item.group
			b.Marker, b.Label, b.Text = item.mark.Printed, item.mark.Label, b.Text[item.mark.Len:]
			b.Evidence = append(b.Evidence, block.FromText)
		}
	}
	*l = literals{groups: l.groups}
}

// begins reports whether a mark can be the first of a nested list.
func begins(mark block.Mark) bool {
	switch mark.Label {
	case "", "1", "a", "i":
		return true
	}
	return strings.HasSuffix(mark.Label, ".1")
}

func markOf(b *block.Block) (block.Mark, bool) {
	if b.Kind != block.Paragraph && b.Kind != block.Quote {
		return block.Mark{}, false
	}
	return block.CutMark(b.Text)
}

// follows reports whether next is the mark of the item after last's.
func follows(last, next block.Mark) bool {
	if last.Label == "" || next.Label == "" {
		return last.Printed == next.Printed
	}
	return next.Label == successor(last.Label)
}

// successor is the label that counts on: 3 → 4, 1.9 → 1.10, a → b, iii → iv.
func successor(label string) string {
	head, tail := "", label
	if dot := strings.LastIndexByte(label, '.'); dot >= 0 {
		head, tail = label[:dot+1], label[dot+1:]
	}
	if n, err := strconv.Atoi(tail); err == nil {
		return head + strconv.Itoa(n+1)
	}
	for n := 1; n < 30; n++ {
		if tail == roman(n) && (len(tail) > 1 || n == 1) {
			return roman(n + 1)
		}
	}
	return string(rune(tail[0] + 1))
}
