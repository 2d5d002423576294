package htmldoc

import (
	"regexp"
)

// streamed is the id of a hidden element in which React's server sends a part
// of the page late; a template with the same number marks the part's place.
var streamed = regexp.MustCompile(`^S:([0-9a-f]+)$`)

// placeStreamed moves parts of the page that were sent late to their places, as
// a browser's script would, or shows them where they are.
func (p *page) placeStreamed() {
	for _, part := range p.doc.Find("div[hidden][id^='S:']").Nodes {
		m := streamed.FindStringSubmatch(attr(part, "id"))
		if m == nil {
			continue
		}
		part.Attr = nil
		place := p.doc.Find("template[id='B:" + m[1] + "'], template[id='P:" + m[1] + "']")
		if place.Length() == 0 || part.Parent == nil {
			continue
		}
		part.Parent.RemoveChild(part)
		place.Nodes[0].Parent.InsertBefore(part, place.Nodes[0])
	}
}
