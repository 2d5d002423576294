package pdfdoc

import (
	"context"
	"fmt"
	"strconv"

	"assize/extractors/block"
	"assize/extractors/fault"
	"assize/extractors/pdfdoc/content"
)

// A reading is a file on its way through the engines: package content reads it,
// the second engine what that cannot, and OCR what has no text.
type reading struct {
	ctx      context.Context
	body     []byte
	opts     Options
	file     *content.Document // nil while nothing has been read
	sources  []source          // of the file's pages
	warnings []block.Warning
}

// A source is what read a page; the zero value is package content.
type source struct {
	engine     string
	confidence float64 // of recognised text, 0 to 1
}

func (r *reading) warn(code string, page int, format string, args ...any) {
	r.warnings = append(r.warnings, block.Warning{Code: code, Page: page, Detail: fmt.Sprintf(format, args...)})
}

func (r *reading) begin(page int) {
	if r.opts.Begin != nil {
		r.opts.Begin(page)
	}
}

// open reads the file, all of it by the second engine if it must be. An error
// with a file says that some of its pages are missing.
func (r *reading) open() error {
	const op = "read PDF"
	skip := map[int]error{}
	for page, code := range r.opts.Fatal {
		skip[page] = fault.Newf(code, fmt.Sprintf("%s, page %d", op, page), "the process that read it was ended by it")
	}
	if code, fatal := r.opts.Fatal[0]; fatal {
		r.begin(0)
		return r.whole(fault.Newf(code, op, "the process that read it was ended by it"))
	}
	var err error
	r.file, err = content.Read(r.ctx, r.body, content.Options{
		Password: r.opts.Password, MaxPages: r.opts.MaxPages, Skip: skip, Begin: r.begin,
	})
	r.begin(0)
	if r.file == nil {
		if unopened[fault.CodeOf(err)] && Sniff(r.body) {
			return r.whole(err)
		}
		return err
	}
	r.sources = make([]source, len(r.file.Pages))
	return err
}

// unopened are the faults of a file that another engine may yet open.
var unopened = map[fault.Code]bool{fault.Malformed: true, fault.Truncated: true, fault.Panic: true}

// whole reads the file by the second engine alone, because of a failure, which
// is returned when that comes to nothing.
func (r *reading) whole(failure error) error {
	if r.opts.Engine == nil || r.opts.Own {
		return failure
	}
	pages, err := r.opts.Engine.Read(r.ctx, r.body, r.opts.Password, nil)
	if len(pages) == 0 {
		return failure
	}
	name := r.opts.Engine.Name()
	r.file = &content.Document{Pages: pages}
	for i := range pages {
		p := &pages[i]
		p.Number = i + 1
		if p.Label == "" {
			p.Label = strconv.Itoa(p.Number)
		}
		r.sources = append(r.sources, source{engine: name})
	}
	r.warn("second_engine", 0, "read by %s: %v", name, failure)
	return err
}

// improve gives the pages that fail the gate to the second engine, and keeps the
// better of the two readings. An error says that there was no time for all of them.
func (r *reading) improve() error {
	reasons := map[int]string{}
	var numbers []int
	for i := range r.file.Pages {
		p := &r.file.Pages[i]
		if reason := defect(p); reason != "" && r.sources[i].engine == "" {
			reasons[p.Number] = reason
			numbers = append(numbers, p.Number)
		}
	}
	if len(numbers) == 0 || r.opts.Engine == nil || r.opts.Own {
		return nil
	}
	name := r.opts.Engine.Name()
	pages, err := r.opts.Engine.Read(r.ctx, r.body, r.opts.Password, numbers)
	for i := range pages {
		other := &pages[i]
		reason, asked := reasons[other.Number]
		if !asked {
			continue
		}
		if own := &r.file.Pages[other.Number-1]; better(other, own) {
			other.Label, other.Object = own.Label, own.Object
			*own = *other
			r.sources[other.Number-1] = source{engine: name}
			r.warn("second_engine", other.Number, "read by %s: %s", name, reason)
		}
	}
	if err != nil {
		r.warn("second_engine_failed", 0, "%s read %d of %d pages: %v", name, len(pages), len(numbers), err)
	}
	if err != nil && r.ctx.Err() != nil {
		return fault.Interrupted(r.ctx, fmt.Sprintf("read PDF by %s, which read %d of %d pages", name, len(pages), len(numbers)))
	}
	return nil
}

// sign records in the document what read its pages.
func (r *reading) sign(doc *block.Doc) {
	for i, s := range r.sources {
		doc.Pages[i].Engine, doc.Pages[i].Confidence = s.engine, s.confidence
	}
	recognised := 0
	for i := range doc.Blocks {
		b := &doc.Blocks[i]
		for _, s := range b.Spans {
			if r.sources[s.Page-1].confidence > 0 {
				b.Evidence = []block.Evidence{block.FromOCR}
				recognised++
				break
			}
		}
	}
	if 2*recognised > len(doc.Blocks) {
		doc.Method = string(block.FromOCR)
	}
	doc.Warnings = append(doc.Warnings, r.warnings...)
}
