package pdfdoc

import (
	"fmt"

	"assize/extractors/block"
	"assize/extractors/pdfdoc/content"
	"assize/extractors/pdfdoc/content/font"
)

// lostShare is the share of characters that nothing maps, above which a page's
// text counts as lost.
const lostShare = 0.01

func warnings(file *content.Document) (list []block.Warning) {
	if file.Rebuilt {
		list = append(list, block.Warning{Code: "repaired", Detail: "the cross-reference table was unusable and was made again"})
	}
	for i := range file.Pages {
		p := &file.Pages[i]
		lost := 0
		for _, g := range p.Glyphs {
			if g.Text == font.Unknown {
				lost++
			}
		}
		switch {
		case p.Err != nil:
			list = append(list, block.Warning{Code: "page_failed", Page: p.Number, Detail: p.Err.Error()})
		case len(p.Glyphs) == 0 && len(p.Images)+len(p.Shapes) > 0:
			list = append(list, block.Warning{Code: "no_text_layer", Page: p.Number,
				Detail: fmt.Sprintf("%d images and %d shapes, no text", len(p.Images), len(p.Shapes))})
		case float64(lost) > lostShare*float64(len(p.Glyphs)):
			list = append(list, block.Warning{Code: "text_lost", Page: p.Number,
				Detail: fmt.Sprintf("%d of %d characters stand for nothing known", lost, len(p.Glyphs))})
		}
	}
	return list
}
