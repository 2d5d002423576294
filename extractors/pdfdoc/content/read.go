// Package content reads what the pages of a PDF file paint: glyphs, shapes and
// the places of images, in painting order, with the document's own data. It
// stands on the objects of github.com/ledongthuc/pdf, which it gives a file that
// was put in order before (package tidy), and interprets the content streams
// itself.
package content

import (
	"bytes"
	"context"
	"fmt"
	"slices"

	"assize/extractors/fault"
	"assize/extractors/pdfdoc/content/font"
	"assize/extractors/pdfdoc/content/tidy"

	"github.com/ledongthuc/pdf"
)

// Options of Read.
type Options struct {
	Password string         // tried when the empty one does not open the file
	MaxPages int            // 0 for DefaultMaxPages
	Skip     map[int]error  // pages, by number, that are not interpreted, with what becomes their error
	Begin    func(page int) // is told the number of each page before it is read; may be nil
}

// DefaultMaxPages is how many pages are read of a document.
const DefaultMaxPages = 2000

// A Document is a PDF file that was read.
type Document struct {
	Pages     []Page
	Info      Info // from the information dictionary and the catalogue
	XMP       Info // from the metadata stream (14.3.2)
	Links     []Link
	Objects   *tidy.Result // for what is read beside the pages, like the structure tree
	Encrypted bool         // it opened with the empty or the given password
	Rebuilt   bool         // the cross-reference table was unusable and was made again
	CutShort  bool         // the file's end is missing, and with it whatever stood there
	MorePages bool         // there are more pages than were asked for
}

// Sniff reports whether the bytes begin like a PDF file: the mark may stand
// anywhere in the first KiB (ISO 32000-1, annex H).
func Sniff(body []byte) bool {
	return bytes.Contains(body[:min(len(body), 1024)], []byte("%PDF-"))
}

// Read reads a PDF file. Errors are of type *fault.Error and come without a
// document: Empty, Malformed, Encrypted, TooLarge, Panic; only with Timeout and
// Cancelled, which say that ctx ended first, come the pages read by then, if
// any. A page that fails has its own error, and the others are still there.
func Read(ctx context.Context, body []byte, opts Options) (*Document, error) {
	if err := check(body); err != nil {
		return nil, err
	}
	clean, err := tidy.File(ctx, body, opts.Password)
	if err != nil {
		return nil, err
	}
	if opts.MaxPages <= 0 {
		opts.MaxPages = DefaultMaxPages
	}
	r := &reader{ctx: ctx, opts: opts, document: &Document{
		Objects: clean, Encrypted: clean.Encrypted, Rebuilt: clean.Rebuilt, CutShort: clean.Rebuilt && !ended(body),
	}}
	var opened error
	err = guard("open PDF", func() {
		var file *pdf.Reader
		if file, opened = pdf.NewReader(bytes.NewReader(clean.Bytes), int64(len(clean.Bytes))); opened == nil {
			r.read(file.Trailer())
		}
	})
	switch {
	case opened != nil:
		return nil, fault.New(fault.Malformed, "open PDF", opened)
	case r.interrupted && len(r.document.Pages) > 0:
		return r.document, fault.Interrupted(ctx, fmt.Sprintf("read PDF, of which only the first %d pages could be read in time", len(r.document.Pages)))
	case ctx.Err() != nil && len(r.document.Pages) == 0:
		return nil, fault.Interrupted(ctx, "read PDF")
	case len(r.document.Pages) == 0 && err != nil:
		return nil, err
	case len(r.document.Pages) == 0:
		return nil, fault.Newf(fault.Malformed, "read PDF", "the file has no pages")
	}
	return r.document, nil
}

// ended reports whether the last KiB holds the end-of-file mark (ISO 32000-1,
// 7.5.5 and annex H).
func ended(body []byte) bool {
	return bytes.Contains(body[max(len(body)-1024, 0):], []byte("%%EOF"))
}

// check refuses what is no PDF file.
func check(body []byte) error {
	const op = "open PDF"
	head := bytes.ToLower(bytes.TrimSpace(body[:min(len(body), 1024)]))
	switch {
	case len(body) == 0:
		return fault.Newf(fault.Empty, op, "the file has no bytes")
	case Sniff(body), bytes.Contains(body, []byte("endobj")):
		return nil
	case bytes.HasPrefix(head, []byte("<!doctype html")), bytes.Contains(head, []byte("<html")):
		return fault.Newf(fault.Malformed, op, "the file is an HTML page, not a PDF")
	}
	return fault.Newf(fault.Malformed, op, "no %%PDF mark in the first %d bytes", min(len(body), 1024))
}

// A reader fills a document from the object graph.
type reader struct {
	ctx         context.Context
	opts        Options
	document    *Document
	objects     *objects
	interrupted bool    // there are pages that were not begun when ctx ended
	glyphs      []Glyph // of the page before, as room for those of the next
}

func (r *reader) read(trailer pdf.Value) {
	r.objects = &objects{fonts: map[string]*font.Font{}, layers: readLayers(r.document.Objects)}
	catalog := trailer.Key("Root")
	r.document.Info = readInfo(trailer.Key("Info"), catalog)
	_ = guard("read metadata", func() { r.document.XMP = readXMP(r.objects.data(catalog.Key("Metadata"))) })

	tree := &pageTree{ctx: r.ctx, limit: r.opts.MaxPages}
	tree.walk(catalog.Key("Pages"), 0, inherited{}, nil)
	r.document.MorePages = tree.more
	labels := pageLabels(catalog.Key("PageLabels"), len(tree.pages))
	for i, node := range tree.pages {
		if r.ctx.Err() != nil {
			r.interrupted = true
			return
		}
		if r.opts.Begin != nil {
			r.opts.Begin(i + 1)
		}
		r.page(node, i+1, labels[i])
	}
}

// page reads one page, whatever happens on it.
func (r *reader) page(node pageNode, number int, label string) {
	p := Page{Number: number, Label: label, Object: node.object, Glyphs: r.glyphs[:0]}
	op := fmt.Sprintf("read page %d", number)
	err := guard(op, func() {
		place := geometry(node)
		p.Width, p.Height = place.width, place.height
		if err := r.opts.Skip[number]; err != nil {
			p.Err = err
			return
		}
		m := &machine{
			ctx: r.ctx, objects: r.objects, page: &p, state: newState(place.matrix), text: identity, line: identity,
		}
		m.setResources(node.resources)
		stream, lost := r.contents(node.Value)
		if lost {
			p.Err = fault.Newf(fault.Malformed, op, "the file lost content of this page")
		}
		m.run(stream)
		for len(m.marks) > 0 {
			m.end()
		}
		r.document.Links = append(r.document.Links, m.annotations(node.Key("Annots"), place.matrix)...)
		if m.failure != nil {
			p.Err = m.failure
		}
	})
	if err != nil {
		p.Err = err
	}
	r.glyphs, p.Glyphs = p.Glyphs, slices.Clone(p.Glyphs)
	r.document.Pages = append(r.document.Pages, p)
}

// contents joins the content streams of a page (7.7.3.3). Lost is true where the
// page names one that the file does not hold: it was cut off.
func (r *reader) contents(page pdf.Value) (joined []byte, lost bool) {
	v := page.Key("Contents")
	switch v.Kind() {
	case pdf.Stream:
		return r.objects.data(v), false
	case pdf.Null:
		return nil, slices.Contains(page.Keys(), "Contents")
	}
	for i := range min(v.Len(), 10_000) {
		part := v.Index(i)
		lost = lost || part.Kind() == pdf.Null
		if joined = append(append(joined, r.objects.data(part)...), '\n'); len(joined) > maxStream {
			break
		}
	}
	return joined, lost
}
