package layout

import (
	"math"
	"slices"
	"strings"

	"assize/extractors/block"
)

// Limits for the levels of headings; sizes in units of the body text's.
const (
	sameStyle      = 0.04 // sizes that differ by a smaller share are one style
	titleSize      = 1.4  // a title is at least so large, or the largest on the first pages
	titlePages     = 2
	deepestHeading = 6
)

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
	setTaggedLevels(flow, title)
	if title != nil {
		title.Title, title.Level = true, 1
	}
}

// A taggedStyle is a style of headings that the structure tree gives levels.
type taggedStyle struct {
	block.Style
	times [deepestHeading + 1]int // by level
	usual int
}

// setTaggedLevels gives headings the levels that the structure tree has for them
// and for others that look like them, unless it has larger type below smaller.
func setTaggedLevels(flow []*node, title *node) {
	styles := taggedStyles(flow, title)
	for _, a := range styles {
		for _, b := range styles {
			if above(a.Style, b.Style) && a.usual > b.usual {
				return
			}
		}
	}
	for _, n := range flow {
		if n.Kind != block.Heading || n == title || len(styles) == 0 {
			continue
		}
		same, higher, lower := 0, 0, deepestHeading
		for _, s := range styles {
			switch {
			case alike(s.Style, n.Style):
				same = s.usual
			case above(s.Style, n.Style):
				higher = max(higher, s.usual)
			case above(n.Style, s.Style):
				lower = min(lower, s.usual)
			}
		}
		switch {
		case n.tagged == block.Heading:
			n.Level = min(max(n.unit.level, higher), lower)
		case same > 0:
			n.Level = same
		default:
			n.Level = min(higher+1, deepestHeading)
		}
	}
}

// taggedStyles are the styles of the structure tree's headings, and the title's;
// there are none without such headings.
func taggedStyles(flow []*node, title *node) []taggedStyle {
	var styles []taggedStyle
	found := false
	for _, n := range flow {
		if n.Kind != block.Heading || n.tagged != block.Heading && n != title {
			continue
		}
		level := 1
		if n != title {
			level, found = n.unit.level, true
		}
		k := slices.IndexFunc(styles, func(s taggedStyle) bool { return alike(s.Style, n.Style) })
		if k < 0 {
			k = len(styles)
			styles = append(styles, taggedStyle{Style: n.Style})
		}
		s := &styles[k]
		if s.times[level]++; s.times[level] > s.times[s.usual] || s.times[level] == s.times[s.usual] && level < s.usual {
			s.usual = level
		}
	}
	if !found {
		return nil
	}
	return styles
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
