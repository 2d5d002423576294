package pdfdoc

import (
	"context"
	"image"

	"assize/extractors/pdfdoc/content"
)

// An Engine reads and paints pages in another way than package content does: it
// stands in where that fails. The password opens a file that the empty one does
// not.
type Engine interface {
	// Name is what provenance calls the engine.
	Name() string
	// Read reads the pages with these numbers (from 1), all when none are named.
	// Errors are *fault.Error; pages read before a failure come with it.
	Read(ctx context.Context, body []byte, password string, pages []int) ([]content.Page, error)
	// Render paints a page in grey at dots per inch.
	Render(ctx context.Context, body []byte, password string, page int, dpi float64) (*image.Gray, error)
}

// OCR recognises the text of a page's picture.
type OCR interface {
	// Name is what provenance calls the program.
	Name() string
	// Read gives glyphs in points of the page's upright space and the mean
	// confidence, 0 to 1.
	Read(ctx context.Context, img *image.Gray, dpi float64) (glyphs []content.Glyph, confidence float64, err error)
}
