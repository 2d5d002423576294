package pdfium

import (
	"context"
	"math"
	"strconv"
	"strings"

	"assize/extractors/fault"
	"assize/extractors/pdfdoc/content"
)

// A document is open in a module, which ends with it.
type document struct {
	*module
	handle pointer
	pages  int
}

// refusals are PDFium's reasons not to load a document (FPDF_GetLastError).
var refusals = map[int]error{
	1: fault.Newf(fault.Malformed, "load", "pdfium cannot tell why it does not read the file"),
	2: fault.Newf(fault.Malformed, "load", "pdfium finds no file in the bytes"),
	3: fault.Newf(fault.Malformed, "load", "the file is no PDF, or too broken for pdfium"),
	4: fault.Newf(fault.Encrypted, "load", "the file needs a password: give the right one with --password"),
	5: fault.Newf(fault.Encrypted, "load", "pdfium does not know how the file is encrypted"),
}

// load opens a document; it returns nil, and the module tells why, when PDFium
// does not.
func load(m *module, body []byte, password string) *document {
	bytes, secret := m.store(body), m.store(append([]byte(password), 0))
	d := &document{module: m, handle: m.call("FPDF_LoadMemDocument", bytes, uint64(len(body)), secret)}
	if d.handle == 0 {
		refusal, known := refusals[m.number("FPDF_GetLastError")]
		if !known {
			refusal = refusals[1]
		}
		m.fail(refusal)
		return nil
	}
	d.pages = m.number("FPDF_GetPageCount", d.handle)
	return d
}

// Read reads the pages with these numbers (from 1), all when none are named, at
// most content.DefaultMaxPages. Errors are of type *fault.Error; the pages that
// were read before a failure come with it. A page that PDFium cannot load has
// its own error, and the others are still there.
//
// Of what content.Page knows, PDFium does not tell the page's object number, the
// text rise and the form that a marked-content identifier belongs to, and it
// leaves annotations out.
func (e *Engine) Read(ctx context.Context, body []byte, password string, pages []int) (read []content.Page, err error) {
	const op = "read PDF by pdfium"
	err = e.open(ctx, op, body, password, func(d *document) {
		if len(pages) == 0 {
			for n := range d.pages {
				pages = append(pages, n+1)
			}
		}
		for _, number := range pages[:min(len(pages), content.DefaultMaxPages)] {
			if page := d.read(number); d.failed == nil || len(page.Glyphs) > 0 {
				read = append(read, page)
			}
			if d.failed != nil {
				return
			}
		}
	})
	if err == nil && len(read) == 0 {
		err = fault.Newf(fault.Malformed, op, "the file has no pages")
	}
	return read, err
}

// Text is the text of all pages as PDFium itself has it, with its own spaces and
// line ends; a form feed ends each page. Errors are of type *fault.Error.
func (e *Engine) Text(ctx context.Context, body []byte, password string) (string, error) {
	var all strings.Builder
	err := e.open(ctx, "read text by pdfium", body, password, func(d *document) {
		for i := range uint64(min(d.pages, content.DefaultMaxPages)) {
			all.WriteString(d.plain(d.call("FPDF_LoadPage", d.handle, i)) + "\f")
		}
	})
	return all.String(), err
}

// plain is the text of a page, "" for one that PDFium cannot load.
func (d *document) plain(page pointer) string {
	if page == 0 {
		return ""
	}
	text := d.call("FPDFText_LoadPage", page)
	count := min(max(0, d.number("FPDFText_CountChars", text)), maxPageGlyphs)
	room := d.call("malloc", uint64(2*count+2))
	d.call("FPDFText_GetText", text, 0, uint64(count), room)
	plain := d.utf16(room, 2*count)
	d.call("free", room)
	d.call("FPDFText_ClosePage", text)
	d.call("FPDF_ClosePage", page)
	return strings.TrimRight(plain, "\x00")
}

// read reads one page.
func (d *document) read(number int) content.Page {
	page := content.Page{Number: number, Label: d.label(number)}
	handle := d.call("FPDF_LoadPage", d.handle, uint64(number-1))
	if handle == 0 {
		page.Err = fault.Newf(fault.Malformed, "read page "+strconv.Itoa(number), "pdfium cannot load the page")
		return page
	}
	place := d.placement(handle)
	page.Width, page.Height = place.width, place.height
	page.Glyphs = d.glyphs(handle, place)
	page.Shapes, page.Images = d.painted(handle, place)
	d.call("FPDF_ClosePage", handle)
	return page
}

// label is the page's label, its number where it has none.
func (d *document) label(number int) string {
	length := d.number("FPDF_GetPageLabel", d.handle, uint64(number-1), d.scratch, scratchSize)
	if label := d.wide(d.scratch, length); label != "" {
		return label
	}
	return strconv.Itoa(number)
}

// A placement puts a page upright, as package content does.
type placement struct {
	matrix
	width, height float64
}

// placement reads the visible box and /Rotate.
func (d *document) placement(page pointer) placement {
	d.call("FPDF_GetPageBoundingBox", page, d.scratch)
	box := d.floats(4) // left, top, right, bottom
	x0, x1 := math.Min(box[0], box[2]), math.Max(box[0], box[2])
	y0, y1 := math.Min(box[1], box[3]), math.Max(box[1], box[3])
	w, h := x1-x0, y1-y0
	m := matrix{1, 0, 0, 1, -x0, -y0}
	switch d.number("FPDFPage_GetRotation", page) {
	case 1:
		return placement{m.times(matrix{0, -1, 1, 0, 0, w}), h, w}
	case 2:
		return placement{m.times(matrix{-1, 0, 0, -1, w, h}), w, h}
	case 3:
		return placement{m.times(matrix{0, 1, -1, 0, h, 0}), h, w}
	}
	return placement{m, w, h}
}
