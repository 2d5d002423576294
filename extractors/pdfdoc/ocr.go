package pdfdoc

import (
	"fmt"

	"assize/extractors/fault"
	"assize/extractors/pdfdoc/content"
)

// Limits of OCR. The mean confidence of a recognised page is about its word F1: on
// pages of real reports that were printed small, turned and made noisy, 0.8 goes
// with .82 and more, and 0.6 with .65.
const (
	fewGlyphs           = 20  // that can be read: a page with fewer is recognised
	ocrDPI              = 200 // more is slower and no better
	leastConfidence     = 0.6 // below, too many words are wrong, or pictures were taken for text
	replacingConfidence = 0.8 // what it takes to replace text that can be read, however little
)

// recognise reads the pages with hardly any text that can be read, but pictures,
// outlines of letters or characters that stand for nothing known. An error says
// that there was no time for all of them.
func (r *reading) recognise() error {
	var pages []*content.Page
	for i := range r.file.Pages {
		p := &r.file.Pages[i]
		if q := qualityOf(p); q.glyphs-q.lost < fewGlyphs && (q.lost >= fewGlyphs || painted(p)) {
			pages = append(pages, p)
		}
	}
	switch {
	case len(pages) == 0, r.opts.NoOCR, r.opts.Own:
		return nil
	case r.opts.OCR == nil || r.opts.Engine == nil:
		r.warn("ocr_missing", 0, "%d of %d pages show pictures and hardly any text; where tesseract is installed, text in pictures is read: "+
			"apt-get install tesseract-ocr, or brew install tesseract", len(pages), len(r.file.Pages))
		return nil
	}
	for i, p := range pages {
		err := r.recognisePage(p)
		switch {
		case err != nil && r.ctx.Err() != nil:
			return fault.Interrupted(r.ctx, fmt.Sprintf("recognise text, of which %d of %d pages of pictures are unread (see --time-limit)", len(pages)-i, len(pages)))
		case err != nil:
			r.warn("ocr_failed", p.Number, "%v", err)
		}
	}
	return nil
}

func (r *reading) recognisePage(p *content.Page) error {
	img, err := r.opts.Engine.Render(r.ctx, r.body, r.opts.Password, p.Number, ocrDPI)
	if err != nil {
		return err
	}
	glyphs, confidence, err := r.opts.OCR.Read(r.ctx, img, ocrDPI)
	if err != nil {
		return err
	}
	seen := &content.Page{Glyphs: glyphs, Width: p.Width, Height: p.Height}
	if !clearlyBetter(seen, p, confidence) {
		return nil
	}
	p.Glyphs = glyphs
	p.Shapes = rules(p.Shapes)
	r.sources[p.Number-1] = source{r.opts.OCR.Name(), confidence}
	r.warn("ocr", p.Number, "read by %s with a mean confidence of %.0f%%", r.opts.OCR.Name(), 100*confidence)
	return nil
}

// clearlyBetter says that recognised text is to be preferred to the page's own.
func clearlyBetter(seen, own *content.Page, confidence float64) bool {
	least := leastConfidence
	if q := qualityOf(own); q.glyphs > q.lost {
		least = replacingConfidence
	}
	return confidence >= least && defect(seen) == "" && better(seen, own)
}

// rules are the lines and rectangles among the shapes of a recognised page. The
// rest is, or stands around, what was recognised.
func rules(shapes []content.Shape) (list []content.Shape) {
	for _, s := range shapes {
		if s.Rect {
			list = append(list, s)
		}
	}
	return list
}
