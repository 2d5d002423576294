package layout

import (
	"math"
	"slices"
	"strings"
	"unicode"

	"assize/extractors/block"
)

// Limits for headings; sizes in units of the body text's.
const (
	largerType     = 1.1  // type that stands out by its size
	smallestBold   = 0.95 // bold type that stands out by its weight
	longestBold    = 25   // words
	longestLarge   = 40
	shortValue     = 6 // words of a value behind a label
	headingLines   = 4
	sameStyle      = 0.04 // sizes that differ by a smaller share are one style
	titleSize      = 1.4  // a title is at least so large, or the largest on the first pages
	titlePages     = 2
	deepestHeading = 6
)

// setHeadings finds headings by the rarity of their type.
func setHeadings(nodes []*node, m *measure) {
	for i, n := range nodes {
		if !n.standsOut(m) || n.listed(nodes, i) {
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

// setLevels names the title, and ranks the styles that headings have more than
// once, the largest and boldest first; other headings rank beside them.
func setLevels(flow []*node, m *measure) {
	title := titleOf(flow, m)
	if title != nil && title.Style.Size < titleSize*m.size && slices.ContainsFunc(flow, func(n *node) bool {
		return n.Kind == block.Heading && n != title && alike(n.Style, title.Style)
	}) {
		title = nil
	}
	var styles []block.Style
	var times []int
	for _, n := range flow {
		if n.Kind != block.Heading || n == title {
			continue
		}
		k := slices.IndexFunc(styles, func(s block.Style) bool { return alike(s, n.Style) })
		if k < 0 {
			k = len(styles)
			styles, times = append(styles, n.Style), append(times, 0)
		}
		times[k]++
	}
	var ranks []block.Style
	for k, s := range styles {
		if times[k] > 1 || len(styles) <= deepestHeading {
			ranks = append(ranks, s)
		}
	}
	for _, n := range flow {
		if n.Kind != block.Heading {
			continue
		}
		n.Level = 1
		for _, s := range ranks {
			n.Level += count(!alike(s, n.Style) && above(s, n.Style))
		}
		if title != nil && title != n && !alike(title.Style, n.Style) && above(title.Style, n.Style) {
			n.Level += count(!slices.ContainsFunc(ranks, func(s block.Style) bool { return alike(s, title.Style) }))
		}
		n.Level = min(n.Level, deepestHeading)
	}
	if slices.ContainsFunc(flow, func(n *node) bool { return n.Kind == block.Heading && n.tagged == block.Heading }) {
		setTaggedLevels(flow, title)
	}
	if title != nil {
		title.Title, title.Level = true, 1
	}
}

// setTaggedLevels gives headings of the structure tree their levels, and the
// others the level of those that look like them, or else one below those that
// stand above them.
func setTaggedLevels(flow []*node, title *node) {
	var styles []block.Style
	levels := map[int]map[int]int{} // by style: how many headings have each level
	for _, n := range flow {
		if n.Kind != block.Heading || n.tagged != block.Heading && n != title {
			continue
		}
		if n.Level = 1; n != title {
			n.Level = n.unit.level
		}
		k := slices.IndexFunc(styles, func(s block.Style) bool { return alike(s, n.Style) })
		if k < 0 {
			k = len(styles)
			styles, levels[k] = append(styles, n.Style), map[int]int{}
		}
		levels[k][n.Level]++
	}
	for _, n := range flow {
		if n.Kind != block.Heading || n.tagged == block.Heading || n == title {
			continue
		}
		level := 0
		for k, s := range styles {
			usual := most(levels[k], 1)
			if alike(s, n.Style) {
				level = usual
				break
			}
			if above(s, n.Style) {
				level = max(level, usual+1)
			}
		}
		n.Level = min(max(level, 1), deepestHeading)
	}
}

// titleOf is the largest heading on the first page that has a very large one, or
// else the largest on the first pages.
func titleOf(flow []*node, m *measure) *node {
	var title *node
	first := math.MaxInt
	for _, n := range flow {
		if n.Kind != block.Heading || n.Style.Size < largerType*m.size {
			continue
		}
		sheet := n.parts[0].sheet
		first = min(first, sheet)
		switch {
		case sheet-first >= titlePages:
			return title
		case title == nil, oneWord(title) && !oneWord(n) && n.Style.Size >= titleSize*m.size && sheet == title.parts[0].sheet:
			title = n
		case oneWord(n):
		case sheet != title.parts[0].sheet && title.Style.Size >= titleSize*m.size:
		case n.Style.Size > title.Style.Size*(1+sameStyle):
			title = n
		}
	}
	return title
}

// oneWord says that a heading is rather a logotype than a title.
func oneWord(n *node) bool { return !strings.Contains(n.plain(), " ") }

// above says that headings in style a stand above those in style b.
func above(a, b block.Style) bool {
	if math.Abs(a.Size-b.Size) > sameStyle*a.Size {
		return a.Size > b.Size
	}
	return a.Bold && !b.Bold
}

func alike(a, b block.Style) bool {
	return a.Bold == b.Bold && math.Abs(a.Size-b.Size) <= sameStyle*a.Size
}
