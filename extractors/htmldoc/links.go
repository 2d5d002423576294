package htmldoc

import (
	"strings"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"

	"assize/extractors/block"
)

// mostLinks bounds the links of one page.
const mostLinks = 20_000

// links lists every link of the page, feeds first.
func (p *page) links(main *html.Node) []block.Link {
	var list []block.Link
	p.doc.Find("link[rel~='alternate'][type][href]").Each(func(_ int, s *goquery.Selection) {
		if u := p.resolve(s.AttrOr("href", "")); u != nil && len(list) < mostLinks {
			list = append(list, block.Link{Href: u.String(), Text: s.AttrOr("title", ""), Rel: "alternate", Type: s.AttrOr("type", "")})
		}
	})
	inMain := map[*html.Node]bool{}
	if main != nil {
		p.linksWithin(main, inMain)
	}
	p.doc.Find("a[href], area[href]").Each(func(_ int, s *goquery.Selection) {
		n := s.Nodes[0]
		href := attr(n, "href")
		u := p.resolve(href)
		if u == nil || strings.HasPrefix(strings.TrimSpace(href), "#") || len(list) >= mostLinks {
			return
		}
		list = append(list, block.Link{Href: u.String(), Text: textOf(n), Rel: attr(n, "rel"), Type: attr(n, "type"), Main: inMain[n]})
	})
	return list
}

// linksWithin collects the links below n that stand in content.
func (p *page) linksWithin(n *html.Node, set map[*html.Node]bool) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if f := p.facts[c]; f != nil && !f.drop {
			set[c] = c.Data == "a"
			p.linksWithin(c, set)
		}
	}
}
