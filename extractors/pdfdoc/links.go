package pdfdoc

import (
	"math"
	"strings"

	"assize/extractors/block"
	"assize/extractors/pdfdoc/content"
)

// links are the addresses that the pages link to. A link that runs over lines
// has an annotation on each, and they count as one.
func links(file *content.Document) (list []block.Link) {
	page := 0
	for _, l := range file.Links {
		text := covered(file.Pages[l.Page-1].Glyphs, l.Area)
		if n := len(list); n > 0 && page == l.Page && list[n-1].Href == l.Href {
			list[n-1].Text = strings.TrimSpace(list[n-1].Text + " " + text)
			continue
		}
		page = l.Page
		list = append(list, block.Link{Href: l.Href, Text: text, Main: true})
	}
	return list
}

// wordGap is the gap that parts two words, in font sizes.
const wordGap = 0.2

// covered is the text of the glyphs whose middle lies in the area.
func covered(glyphs []content.Glyph, area content.Box) string {
	var text strings.Builder
	var last content.Glyph
	for _, g := range glyphs {
		x, y := g.X+g.Advance/2, g.Y+g.Size/4
		if x < area.X0 || x > area.X1 || y < area.Y0 || y > area.Y1 {
			continue
		}
		if math.Abs(g.Y-last.Y) > g.Size/2 || g.X-last.X-last.Advance > wordGap*g.Size {
			text.WriteByte(' ')
		}
		text.WriteString(g.Text)
		last = g
	}
	return strings.Join(strings.Fields(text.String()), " ")
}
