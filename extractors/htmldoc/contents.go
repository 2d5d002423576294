package htmldoc

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"assize/extractors/block"
)

// markContents drops the lists of contents: outermost lists of hardly anything
// but links to places on the page itself. The text has the same words as its
// headings, so the items stand beside it.
func (p *page) markContents(n *html.Node) {
	const fewest, density = 3, 0.75
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		f := p.facts[c]
		if f == nil || f.drop || f.local < fewest {
			continue
		}
		if (c.DataAtom == atom.Ul || c.DataAtom == atom.Ol) && f.local*4 >= f.links*3 && float64(f.link) >= density*float64(f.text) {
			f.drop, f.why = true, "list of contents"
			p.contents = append(p.contents, c)
			continue
		}
		p.markContents(c)
	}
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
