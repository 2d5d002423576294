package layout

import (
	"strings"
	"unicode"

	"assize/extractors/block"
)

// setTagged lets the structure tree say what the nodes are where it is not
// plainly wrong, and remembers what geometry says.
func setTagged(flow []*node) {
	begun := map[*unit]bool{}
	for _, n := range flow {
		n.laid = n.Kind
		if n.table != nil {
			if n.table.tagged != nil && !n.table.ruled {
				n.laid = ""
			}
			continue
		}
		u := n.unit
		if u == nil || u.kind == block.Cell {
			continue
		}
		n.tagged = u.kind
		if u.kind == block.ListItem && begun[u] {
			n.tagged = block.Paragraph
		}
		begun[u] = true
		if n.tagged != n.Kind && n.yields(u) {
			n.become(n.tagged)
		}
	}
}

// yields says that a node is what the structure tree says rather than what
// geometry says.
func (n *node) yields(u *unit) bool {
	switch n.tagged {
	case block.Heading:
		return n.likeHeading()
	case block.ListItem, block.Note:
		return n.Kind != block.Heading
	case block.Paragraph:
		return n.Kind == block.Heading && u.plain
	case block.Quote:
		return n.Kind != block.ListItem
	}
	return true
}

// likeHeading says that a node may be a heading: it is short and begins like one.
// Items with a bullet or a full stop are none, and other items if they are long.
func (n *node) likeHeading() bool {
	text := n.plain()
	words := strings.Count(text, " ") + 1
	if n.Kind == block.ListItem && (n.Label == "" || lastRune(text) == '.' || words > longestBold/2) {
		return false
	}
	return words <= longestBold && beginsSentence(text) && strings.IndexFunc(text, unicode.IsLetter) >= 0
}

// become changes the kind of a node.
func (n *node) become(kind block.Kind) {
	if kind == block.Heading {
		n.becomeHeading()
		return
	}
	if kind == block.Note {
		n.takeNoteLabel()
	}
	n.Kind = kind
}

// setEvidence records which of the two saw in a node what it became.
func setEvidence(flow []*node) {
	for _, n := range flow {
		n.Evidence = nil
		if n.tagged == n.Kind {
			n.Evidence = append(n.Evidence, block.FromTags)
		}
		if n.laid == n.Kind || n.tagged != n.Kind {
			n.Evidence = append(n.Evidence, block.FromLayout)
		}
	}
}
