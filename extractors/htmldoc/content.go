package htmldoc

import (
	"golang.org/x/net/html"
)

// contentSelectors name the main content on pages that mark it, most exact
// first.
var contentSelectors = []string{
	"[itemprop='articleBody']",
	".govspeak, .entry-content, .post-content, .article-content, .article-body, .article__body, .story-body, .post-body, .hale-entry-content, .elementor-widget-theme-post-content, .td-post-content, .field--name-body, .node__content, .theme-content, .rich-text",
	"article",
	"main, [role='main']",
	"#content, #main, #main-content, .main-content, #primary",
}

// share is the part of the page's prose that a marked element must hold to be
// the main content, and that a child must hold to be looked into.
const share = 0.7

// mainContent is the element that holds the page's main content: the first
// marked one that has enough of the prose, else the smallest one that has
// nearly all of it.
func (p *page) mainContent() *html.Node {
	whole := p.facts[p.body]
	if whole == nil || whole.prose == 0 {
		return p.body
	}
	enough := int(share * float64(whole.prose))
	for _, selector := range contentSelectors {
		var best *html.Node
		for _, n := range p.doc.Find(selector).Nodes {
			if f := p.facts[n]; f.prose > enough && !p.dropped(n) && (best == nil || f.prose > p.facts[best].prose) {
				best = n
			}
		}
		if best != nil {
			return best
		}
	}
	return p.densest(p.body, enough)
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

// dropped reports whether n or an element above it is dropped.
func (p *page) dropped(n *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if f := p.facts[n]; f != nil && f.drop {
			return true
		}
	}
	return false
}
