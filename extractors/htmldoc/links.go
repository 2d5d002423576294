package htmldoc

import (
	"strings"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"assize/extractors/block"
	"assize/extractors/record"
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
		list = append(list, block.Link{Href: u.String(), Text: textOf(n), Rel: attr(n, "rel"), Type: attr(n, "type"), Near: following(n), Main: inMain[n]})
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

// following is the text behind a link, up to the next link or heading, within the
// same item, row or section; a few words of it.
func following(link *html.Node) string {
	const most, highest = 60, 3
	t := tail{room: 2 * most, steps: 50}
	for n, up := link, 0; up <= highest && n.Parent != nil && !ended[n.DataAtom]; n, up = n.Parent, up+1 {
		for next := n.NextSibling; next != nil; next = next.NextSibling {
			if !t.take(next) {
				up = highest
				break
			}
		}
		t.text.WriteByte(' ')
	}
	points := []rune(record.Normalise(t.text.String()))
	return string(points[:min(len(points), most)])
}

// ended are the elements that what belongs to a link does not reach out of.
var ended = atoms(atom.Li, atom.Tr, atom.Dd, atom.Section, atom.Article, atom.Main, atom.Body)

// A tail is text that is taken up to the next link or heading.
type tail struct {
	text        strings.Builder
	room, steps int // what may still be taken, in bytes and in nodes
}

// take takes the text of n in, and reports whether there may be more.
func (t *tail) take(n *html.Node) bool {
	t.steps--
	switch {
	case t.steps < 0 || n.DataAtom == atom.A || isHeading(n):
		return false
	case n.Type == html.TextNode:
		t.text.WriteString(n.Data[:min(len(n.Data), t.room)])
		t.room -= min(len(n.Data), t.room)
		return t.room > 0
	case skipped[n.DataAtom]:
		return true
	}
	if isBlock(n) {
		t.text.WriteByte(' ')
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if !t.take(c) {
			return false
		}
	}
	return true
}
