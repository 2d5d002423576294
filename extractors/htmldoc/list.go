package htmldoc

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"assize/extractors/block"
)

// list walks a ul or ol. An item's text leaves out the lists nested in it,
// which come as items of their own, one deeper.
func (w *walker) list(n *html.Node, f *frame) {
	w.flush(f)
	w.groups++
	group, depth := w.groups, f.depth
	f.depth++
	defer func() { f.depth = depth }()
	count := newCounter(n)
	for c := n.FirstChild; c != nil && !w.stop(); c = c.NextSibling {
		switch {
		case c.Type == html.TextNode:
			w.run.add(c.Data)
		case c.Type != html.ElementNode:
		case c.DataAtom == atom.Li && !w.page.facts[c].drop:
			w.flush(f)
			w.item(c, f, count.next(c), group)
		default:
			w.element(c, f)
		}
	}
	w.flush(f)
}

// item walks one li. One that is a section with headings of its own, as in a
// list of cards or steps, is walked like any other container, unless it is short
// and has a number.
func (w *walker) item(n *html.Node, f *frame, shape block.Block, group int) {
	const short = 1000
	if own := w.page.facts[n]; own.headings > 1 || own.headings == 1 && (shape.Label == "" || own.text > short || w.page.find(n, atom.Li) != nil) {
		w.enclose(n, f)
		return
	}
	shape.Kind, shape.Depth, shape.Group = block.ListItem, f.depth, group
	g := f.within(n, shape)
	g.joined = true
	w.flow(n, g)
	w.flush(g)
}

// A counter numbers the items of one list (HTML, 4.4.5 and 4.4.8).
type counter struct {
	ordered  bool
	style    string
	upcoming int
	step     int
	place    int
}

func newCounter(list *html.Node) *counter {
	c := &counter{ordered: list.DataAtom == atom.Ol, style: attr(list, "type"), upcoming: 1, step: 1}
	if !c.ordered {
		return c
	}
	if hasAttr(list, "reversed") {
		c.step, c.upcoming = -1, 0
		for li := list.FirstChild; li != nil; li = li.NextSibling {
			if li.DataAtom == atom.Li {
				c.upcoming++
			}
		}
	}
	if start, err := strconv.Atoi(strings.TrimSpace(attr(list, "start"))); err == nil {
		c.upcoming = start
	}
	return c
}

// next numbers one item. Its ordinal is the number that it shows, or its place
// where the list shows none.
func (c *counter) next(li *html.Node) block.Block {
	c.place++
	if !c.ordered {
		return block.Block{Ordinal: c.place}
	}
	if value, err := strconv.Atoi(strings.TrimSpace(attr(li, "value"))); err == nil {
		c.upcoming = value
	}
	number := c.upcoming
	c.upcoming += c.step
	label := numeral(number, c.style)
	if number < 1 {
		number = c.place
	}
	return block.Block{Ordinal: number, Marker: label + ".", Label: label}
}

// numeral writes a number in the style of an ol's type attribute.
func numeral(n int, style string) string {
	switch style {
	case "a", "A":
		return inCase(alphabetic(n), style)
	case "i", "I":
		return inCase(roman(n), style)
	}
	return strconv.Itoa(n)
}

func inCase(numeral, style string) string {
	if style == strings.ToUpper(style) {
		return strings.ToUpper(numeral)
	}
	return numeral
}

// alphabetic is 1 → a, 26 → z, 27 → aa; a number below 1 stays in digits.
func alphabetic(n int) string {
	if n < 1 {
		return strconv.Itoa(n)
	}
	var s string
	for ; n > 0; n = (n - 1) / 26 {
		s = string(rune('a'+(n-1)%26)) + s
	}
	return s
}

var romans = []struct {
	value   int
	letters string
}{
	{1000, "m"}, {900, "cm"}, {500, "d"}, {400, "cd"}, {100, "c"}, {90, "xc"}, {50, "l"}, {40, "xl"}, {10, "x"}, {9, "ix"}, {5, "v"}, {4, "iv"}, {1, "i"},
}

// roman is 4 → iv; a number outside 1 to 3999 stays in digits.
func roman(n int) string {
	if n < 1 || n > 3999 {
		return strconv.Itoa(n)
	}
	var s strings.Builder
	for _, r := range romans {
		for ; n >= r.value; n -= r.value {
			s.WriteString(r.letters)
		}
	}
	return s.String()
}
