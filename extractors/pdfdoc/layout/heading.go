package layout

import (
	"cmp"
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
	titlePages     = 2
	deepestHeading = 6
)

// setHeadings finds headings by the rarity of their type.
func setHeadings(nodes []*node, m *measure) {
	for _, n := range nodes {
		if !n.standsOut(m) {
			continue
		}
		n.Kind = block.Heading
		n.firstLine().marker = marker{}
		n.Marker, n.Label = "", ""
	}
}

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
	letters := strings.IndexFunc(text, unicode.IsLetter) >= 0
	if !letters || !beginsSentence(text) || words > longestLarge || n.lines() > headingLines || n.firstLine().leader() || n.lastLine().leader() {
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

// setLevels ranks the headings' styles, the largest and boldest first, and
// names the largest one on the first pages the title.
func setLevels(flow []*node) {
	var styles []block.Style
	var title *node
	first := math.MaxInt
	for _, n := range flow {
		if n.Kind != block.Heading {
			continue
		}
		sheet := n.parts[0].sheet
		first = min(first, sheet)
		if sheet-first < titlePages && (title == nil || n.Style.Size > title.Style.Size*(1+sameStyle)) {
			title = n
		}
		if !slices.ContainsFunc(styles, func(s block.Style) bool { return alike(s, n.Style) }) {
			styles = append(styles, n.Style)
		}
	}
	slices.SortStableFunc(styles, func(a, b block.Style) int {
		return cmp.Or(cmp.Compare(b.Size, a.Size), count(b.Bold)-count(a.Bold))
	})
	for _, n := range flow {
		if n.Kind == block.Heading {
			rank := slices.IndexFunc(styles, func(s block.Style) bool { return alike(s, n.Style) })
			n.Level = min(rank+1, deepestHeading)
		}
	}
	if title != nil {
		title.Title, title.Level = true, 1
	}
}

func alike(a, b block.Style) bool {
	return a.Bold == b.Bold && math.Abs(a.Size-b.Size) <= sameStyle*a.Size
}
