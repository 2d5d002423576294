package htmldoc

import (
	"strings"

	"golang.org/x/net/html"
)

// placeStreamed moves parts of the page that React's server sent late to their
// places, as a browser's script would, or shows them where they are. A part is
// a hidden div with the id S:1, its place a template with the id B:1 or P:1.
func (p *page) placeStreamed() {
	places := map[string]*html.Node{}
	for _, n := range p.doc.Find("template[id]").Nodes {
		if kind, number, ok := strings.Cut(attr(n, "id"), ":"); ok && (kind == "B" || kind == "P") {
			places[number] = n
		}
	}
	for _, part := range p.doc.Find("div[hidden][id^='S:']").Nodes {
		_, number, _ := strings.Cut(attr(part, "id"), ":")
		part.Attr = nil
		place := places[number]
		if place == nil || place.Parent == nil || within(place, part) {
			continue
		}
		part.Parent.RemoveChild(part)
		place.Parent.InsertBefore(part, place)
	}
}

// within reports whether n is outer or lies in it.
func within(n, outer *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if n == outer {
			return true
		}
	}
	return false
}
