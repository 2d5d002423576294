package pdfium

import (
	"context"
	"fmt"
	"image"
	"math"

	"assize/extractors/fault"
)

// maxPixels bounds a picture: A4 at 600 dpi has 35 million.
const maxPixels = 40_000_000

// What PDFium's functions take (fpdfview.h).
const (
	bitmapGray  = 1
	opaqueWhite = 0xffffffff
	renderFlags = 0x01 | 0x08 // annotations; in grey
)

// Render paints a page (from 1) in grey on white at dots per inch, with the
// annotations that need no reader's hand. Errors are of type *fault.Error.
func (e *Engine) Render(ctx context.Context, body []byte, password string, page int, dpi float64) (picture *image.Gray, err error) {
	op := fmt.Sprintf("paint page %d by pdfium", page)
	err = e.open(ctx, op, body, password, func(d *document) {
		handle := d.call("FPDF_LoadPage", d.handle, uint64(page-1))
		if handle == 0 {
			d.fail(fault.Newf(fault.Malformed, op, "pdfium cannot load the page"))
			return
		}
		place := d.placement(handle)
		w, h := math.Ceil(place.width/72*dpi), math.Ceil(place.height/72*dpi)
		if !(w >= 1 && h >= 1 && w*h <= maxPixels) {
			d.fail(fault.Newf(fault.TooLarge, op, "%.0f by %.0f pixels", w, h))
			return
		}
		width, height := uint64(w), uint64(h)
		bitmap := d.call("FPDFBitmap_CreateEx", width, height, bitmapGray, 0, 0)
		if bitmap == 0 {
			d.fail(fault.Newf(fault.Memory, op, "no room for %d by %d pixels", width, height))
			return
		}
		d.call("FPDFBitmap_FillRect", bitmap, 0, 0, width, height, opaqueWhite)
		d.call("FPDF_RenderPageBitmap", bitmap, handle, 0, 0, width, height, 0, renderFlags)
		stride := d.number("FPDFBitmap_GetStride", bitmap)
		pixels := d.bytes(d.call("FPDFBitmap_GetBuffer", bitmap), stride*int(height))
		if d.failed != nil {
			return
		}
		picture = image.NewGray(image.Rect(0, 0, int(width), int(height)))
		for y := range int(height) {
			copy(picture.Pix[y*picture.Stride:][:picture.Stride], pixels[y*stride:])
		}
	})
	return picture, err
}
