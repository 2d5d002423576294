package htmldoc

import (
	"strings"

	"golang.org/x/net/html"
)

// contentSelectors name the main content on pages that mark it, most exact
// first.
var contentSelectors = []struct {
	selector string
	share    float64 // the part of the page's prose that it must hold
}{
	{"[itemprop='articleBody']", 0.3},
	{".govspeak, .entry-content, .post-content, .post-body, .article-content, .article-body, .article__body, .story-body, " +
		".hale-entry-content, .elementor-widget-theme-post-content, .td-post-content, .field--name-body, .node__content, " +
		".theme-content, .rich-text", 0.7},
	{"article", 0.7},
	{"main, [role='main']", 0.5},
	{"#content, #main, #main-content, .main-content, #primary", 0.5},
}

// nearlyAll is the part of the page's prose that an unmarked element must hold to
// be the main content.
const nearlyAll = 0.7

// mainContent is the element that holds the page's main content: what its
// profile says, else the first marked one that has enough of the prose, else the smallest one that has
// nearly all of it.
func (p *page) mainContent() *html.Node {
	if p.content != nil {
		return p.content
	}
	whole := p.facts[p.body]
	if whole == nil || whole.prose == 0 {
		p.chosen = "the whole page, which has no sentences"
		return p.body
	}
	for _, s := range contentSelectors {
		var best *html.Node
		enough := int(s.share * float64(whole.prose))
		for _, n := range p.doc.Find(s.selector).Nodes {
			if f := p.facts[n]; f.prose > enough && !p.dropped(n) && (best == nil || f.prose > p.facts[best].prose) {
				best = n
			}
		}
		if best != nil {
			p.chosen = "marked as content: " + tag(best)
			return best
		}
	}
	p.chosen = "the smallest element that has nearly all sentences"
	return p.densest(p.body, int(nearlyAll*float64(whole.prose)))
}

// densest goes down from n as long as one child holds enough of the prose.
func (p *page) densest(n *html.Node, enough int) *html.Node {
	for {
		var next *html.Node
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if f := p.facts[c]; f != nil && !f.drop && isBlock(c) && f.prose > enough {
				next = c
			}
		}
		if next == nil || !container(next) {
			return n
		}
		n = next
	}
}

// container reports whether an element may hold the main content; a paragraph,
// a list or a quotation is only part of it.
func container(n *html.Node) bool {
	switch n.Data {
	case "p", "ul", "ol", "li", "blockquote", "pre", "dl", "tr", "tbody", "table":
		return false
	}
	return true
}

// tag is an element as people call it: main#content, div.entry-content.
func tag(n *html.Node) string {
	name := n.Data
	if id := attr(n, "id"); id != "" {
		name += "#" + id
	}
	for _, class := range strings.Fields(attr(n, "class")) {
		name += "." + class
	}
	return beginning(name)
}

// dropped reports whether n or an element above it is dropped.
func (p *page) dropped(n *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if f := p.facts[n]; f != nil && f.drop {
			return true
		}
	}
	return false
}
