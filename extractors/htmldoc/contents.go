package htmldoc

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"assize/extractors/block"
)

// fewestEntries is the least entries of a list of contents, and mostEntries the
// share of them that must be links to places on the page or say what headings
// say.
const (
	fewestEntries = 3
	mostEntries   = 0.75
)

// markContents drops the lists of contents below n, outermost ones. The text
// has the same words as its headings, so the entries stand beside it.
func (p *page) markContents(n *html.Node, headings map[string]bool) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		f := p.facts[c]
		if f == nil || f.drop || f.text == 0 {
			continue
		}
		if p.leadsToPlaces(c) || p.saysHeadings(c, headings) {
			f.drop, f.why = true, "list of contents"
			p.contents = append(p.contents, c)
			continue
		}
		p.markContents(c, headings)
	}
}

// leadsToPlaces reports whether a list is hardly anything but links to places on
// the page itself.
func (p *page) leadsToPlaces(n *html.Node) bool {
	f := p.facts[n]
	return (n.DataAtom == atom.Ul || n.DataAtom == atom.Ol) && f.local >= fewestEntries &&
		float64(f.local) >= mostEntries*float64(f.links) && float64(f.link) >= mostEntries*float64(f.text)
}

// saysHeadings reports whether most items of a list say no more than headings of
// the page, whatever their links do.
func (p *page) saysHeadings(n *html.Node, headings map[string]bool) bool {
	if p.facts[n].headings > 0 {
		return false
	}
	items, same := 0, 0
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom != atom.Li {
			continue
		}
		if items++; p.facts[c].text < longestText && headings[letters(entryOf(c))] {
			same++
		}
	}
	return same >= fewestEntries && float64(same) >= mostEntries*float64(items)
}

// entryOf is the text of a list item without the lists nested in it.
func entryOf(item *html.Node) string {
	var b strings.Builder
	for c := item.FirstChild; c != nil; c = c.NextSibling {
		switch {
		case c.Type == html.TextNode:
			b.WriteString(c.Data)
		case c.Type == html.ElementNode && c.DataAtom != atom.Ul && c.DataAtom != atom.Ol:
			b.WriteString(" " + textOf(c) + " ")
		}
	}
	return b.String()
}

// headingTexts are what the page's headings say, without those of one word.
func (p *page) headingTexts() map[string]bool {
	texts := map[string]bool{}
	for i, n := range p.doc.Find("h1, h2, h3, h4, h5, h6").Nodes {
		if text := letters(textOf(n)); i < mostExamined && strings.Count(text, " ") > 1 {
			texts[text] = true
		}
	}
	return texts
}

// isLocal reports whether a link leads to a place on its own page.
func (p *page) isLocal(n *html.Node) bool {
	address, place, _ := strings.Cut(attr(n, "href"), "#")
	if place == "" || address == "" {
		return place != ""
	}
	u, own := p.resolve(address), p.address()
	return u != nil && own != nil && u.Host == own.Host && u.Path == own.Path && u.RawQuery == own.RawQuery
}

// contents walks the lists of contents. One that the page has twice, for narrow
// and for wide screens, comes once.
func (w *walker) contents() {
	seen := map[string]bool{}
	for _, list := range w.page.contents {
		if text := textOf(list); !seen[text] {
			seen[text] = true
			w.list(list, &frame{shape: block.Block{Kind: block.Paragraph}, beside: true, node: list})
		}
	}
}
