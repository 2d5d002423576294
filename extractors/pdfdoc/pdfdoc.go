// Package pdfdoc turns a PDF file into blocks: package content reads what the
// pages paint, package tags its structure tree, package layout finds the blocks in
// both, and this package puts the document's own data, its links and its warnings
// beside them.
package pdfdoc

import (
	"context"
	"fmt"

	"assize/extractors/block"
	"assize/extractors/fault"
	"assize/extractors/pdfdoc/content"
	"assize/extractors/pdfdoc/layout"
	"assize/extractors/pdfdoc/tags"
)

// Options of Parse. What is not data stays behind when they travel as JSON.
type Options struct {
	Password   string `json:"password,omitempty"`    // opens a file that the empty password does not
	IgnoreTags bool   `json:"ignore_tags,omitempty"` // read the blocks from geometry alone
	NoOCR      bool   `json:"no_ocr,omitempty"`      // leave pictures of text unread
	MaxPages   int    `json:"max_pages,omitempty"`   // reads no more than these; 0 for content.DefaultMaxPages

	// Fatal names pages that ended the process of an earlier reader, and how: they
	// are left to Engine, and with page 0 the whole file is.
	Fatal map[int]fault.Code `json:"fatal,omitempty"`
	Own   bool               `json:"own,omitempty"` // do without Engine and OCR

	Engine Engine         `json:"-"` // reads the pages that fail; nil for none
	OCR    OCR            `json:"-"` // recognises the pages that Engine paints; nil for none
	Begin  func(page int) `json:"-"` // is told each page that is begun, and 0 when all are read; may be nil
}

// Sniff reports whether the bytes begin like a PDF file.
func Sniff(body []byte) bool { return content.Sniff(body) }

// Parse reads a PDF file. Errors are of type *fault.Error. One that comes with a
// document says that only a part of the file could be read; one that comes
// alone, that nothing could.
func Parse(ctx context.Context, body []byte, opts Options) (*block.Doc, error) {
	r := &reading{ctx: ctx, body: body, opts: opts}
	partial := r.open()
	if r.file == nil {
		return nil, partial
	}
	for _, step := range []func() error{r.improve, r.recognise} {
		if err := step(); partial == nil {
			partial = err
		}
	}
	file := r.file
	if err := failure(file.Pages); err != nil {
		return nil, err
	}
	var tree *tags.Tree
	var ignored []block.Warning
	if !opts.IgnoreTags {
		tree, ignored = trusted(file)
	}
	doc := layout.Blocks(file.Pages, tree)
	doc.Warnings = append(doc.Warnings, ignored...)
	doc.Properties = append(doc.Properties, properties(file.Info, "pdf-info")...)
	doc.Properties = append(doc.Properties, properties(file.XMP, "pdf-xmp")...)
	doc.Links = append(doc.Links, links(file)...)
	doc.Warnings = append(doc.Warnings, warnings(file)...)
	r.sign(doc)
	if partial == nil {
		partial = incomplete(file)
	}
	return doc, partial
}

// trusted is the structure tree of the file as far as it can be followed, nil for
// not at all, and a warning for each part that cannot.
func trusted(file *content.Document) (tree *tags.Tree, ignored []block.Warning) {
	ignore := func(page int, reason string) {
		ignored = append(ignored, block.Warning{Code: "tags_ignored", Page: page, Detail: reason})
	}
	if file.Objects == nil {
		return nil, nil
	}
	if tree = tags.Read(file); tree == nil {
		return nil, nil
	}
	report := tree.Check(file.Pages)
	if reason := report.Distrust(); reason != "" {
		ignore(0, reason)
		return nil, ignored
	}
	for i := range file.Pages {
		if reason := report.DistrustPage(i); reason != "" {
			ignore(i+1, reason)
			tree.Ignore(i)
		}
	}
	return tree, ignored
}

// incomplete says what of the file is missing from its pages, or nil.
func incomplete(file *content.Document) error {
	const op = "read PDF"
	switch {
	case file.CutShort:
		return fault.Newf(fault.Truncated, op, "the file is cut short, and only what stands before the cut was read; get it again from where it came")
	case file.MorePages:
		return fault.Newf(fault.TooLarge, op, "only the first %d pages were read", len(file.Pages))
	}
	for _, p := range file.Pages {
		if p.Err != nil {
			return fault.New(fault.CodeOf(p.Err), fmt.Sprintf("%s, page %d", op, p.Number), p.Err)
		}
	}
	return nil
}

// failure is the first page's error when no page shows anything and all failed.
func failure(pages []content.Page) error {
	for _, p := range pages {
		if p.Err == nil || len(p.Glyphs) > 0 {
			return nil
		}
	}
	return pages[0].Err
}

func properties(info content.Info, from string) (list []block.Property) {
	for _, p := range []block.Property{
		{Name: "title", Value: info.Title},
		{Name: "author", Value: info.Author},
		{Name: "description", Value: info.Subject},
		{Name: "keywords", Value: info.Keywords},
		{Name: "published", Value: info.Created},
		{Name: "modified", Value: info.Modified},
		{Name: "language", Value: info.Language},
		{Name: "generator", Value: info.Producer},
	} {
		if p.Value != "" {
			p.From = from
			list = append(list, p)
		}
	}
	return list
}
