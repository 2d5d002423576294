package layout

import (
	"math"
	"strings"
	"unicode"

	"assize/extractors/block"
)

// Limits for headings; sizes in units of the body text's.
const (
	largerType   = 1.1  // type that stands out by its size
	smallestBold = 0.95 // bold type that stands out by its weight
	longestBold  = 25   // words
	longestLarge = 40
	shortValue   = 6 // words of a value behind a label
	headingLines = 4
	cellGap      = 4   // no heading has such a gap between its words, in font sizes
	valueGap     = 0.6 // a value stands so far behind its label, in font sizes
)

// setHeadings finds headings by the rarity of their type.
func setHeadings(nodes []*node, m *measure) {
	for i, n := range nodes {
		if !n.standsOut(m) || n.listed(nodes, i) || n.tabular(nodes[:i]) {
			continue
		}
		n.becomeHeading()
	}
}

// becomeHeading makes the node a heading, whose number is part of its text.
func (n *node) becomeHeading() {
	n.Kind = block.Heading
	n.firstLine().marker = marker{}
	n.Marker, n.Label = "", ""
}

// listed says that the node is an entry of a table of contents: it ends in a
// number, and the entry before or behind it has a leader.
func (n *node) listed(nodes []*node, i int) bool {
	last := n.lastLine()
	if !isNumber(last.words[len(last.words)-1].text) {
		return false
	}
	return i > 0 && nodes[i-1].lastLine().leader() || i+1 < len(nodes) && nodes[i+1].lastLine().leader()
}

// tabular says that the node is a row of cells, a label with its value beside it,
// or the rest of the value that the node before begins with.
func (n *node) tabular(before []*node) bool {
	if _, found := n.lastLine().value(); found {
		return true
	}
	if len(before) > 0 {
		if x, found := before[len(before)-1].lastLine().value(); found && math.Abs(x-n.x0) < sameIndent {
			return true
		}
	}
	_, found := n.firstLine().behind(cellGap, "")
	return found
}

// value is where the value stands that a line gives behind a label and a colon.
func (l *line) value() (x float64, found bool) { return l.behind(valueGap, ":") }

// behind is where the words go on behind a gap and the mark before it. Those
// before the gap have no digits: a number stands apart from its heading.
func (l *line) behind(gap float64, mark string) (x float64, found bool) {
	for i := 1; i < len(l.words) && strings.IndexFunc(l.words[i-1].text, unicode.IsDigit) < 0; i++ {
		if l.gapBefore(i) > gap && strings.HasSuffix(l.words[i-1].text, mark) {
			return l.words[i].x0, true
		}
	}
	return 0, false
}

// standsOut says that the node is set in larger or bolder type than the body
// text, and is short enough for a heading.
func (n *node) standsOut(m *measure) bool {
	if n.Kind != block.Paragraph && (n.Kind != block.ListItem || n.Label == "") || n.table != nil {
		return false
	}
	size := n.Style.Size / m.size
	large := size >= largerType
	bold := n.Style.Bold && !m.bold && size >= smallestBold
	if !large && !bold {
		return false
	}
	text := n.plain()
	words := strings.Count(text, " ") + 1
	letters := 0
	for _, r := range text {
		letters += count(unicode.IsLetter(r))
	}
	if letters < 2 || !beginsSentence(text) || words > longestLarge || !large && n.lines() > headingLines || n.firstLine().leader() || n.lastLine().leader() {
		return false
	}
	if statesDate(text) || !large && words > longestBold {
		return false
	}
	last := lastRune(strings.TrimRight(text, "”’'\")"))
	return last != ',' && last != ';' && (last != '.' || large && words <= longestBold/2)
}

// statesDate says that the text is a label with a value, like a date or a
// number, behind a colon.
func statesDate(text string) bool {
	_, value, found := strings.Cut(text, ": ")
	return found && (value[0] >= '0' && value[0] <= '9' || year(value) && strings.Count(value, " ") < shortValue)
}

// year says that the text has a number of four digits.
func year(text string) bool {
	return strings.Contains(strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return '0'
		}
		return r
	}, text), "0000")
}
