package htmldoc

import (
	"bytes"
	"context"
	"net/url"
	"regexp"
	"slices"

	"assize/extractors/block"
	"assize/extractors/fault"
	"assize/extractors/sites"
)

// Options say what is known about a page besides its bytes.
type Options struct {
	URL         *url.URL   // the page's address, which relative links start from; may be nil
	ContentType string     // as the server declares it, or ""
	Sites       *sites.Set // what is known of websites; nil for what the program is built with
	Whole       bool       // the body is all content, as a content API gives it
	Explain     bool       // say why each text is a block or none
}

// Parse reads a page. It returns what it could read together with the error:
// fault.Empty when there is no text, fault.Malformed when the bytes cannot be
// read as HTML, fault.Timeout or fault.Cancelled when ctx ends first.
func Parse(ctx context.Context, body []byte, opts Options) (*block.Doc, error) {
	const op = "parse HTML"
	doc := &block.Doc{Method: "html"}
	text, warnings := decode(body, opts.ContentType)
	doc.Warnings = warnings
	text, cut := cutTags(text)
	root, flattened, err := parseTree(ctx, text)
	if ctx.Err() != nil {
		return doc, fault.Interrupted(ctx, op)
	}
	if err != nil {
		return doc, fault.New(fault.Malformed, op, err)
	}
	if flattened {
		doc.Warnings = append(doc.Warnings, block.Warning{Code: "flattened", Detail: "the tags were nested too deep"})
	}
	p := newPage(root, opts.URL)
	p.measure()
	p.recognise(opts.Sites, opts.Whole)
	if p.mismatch != "" {
		doc.Warnings = append(doc.Warnings, block.Warning{Code: "profile_mismatch", Detail: p.mismatch})
	}
	p.markChrome()
	main := p.mainContent()
	doc.Properties = p.properties()
	doc.Links = p.links(main)
	w := &walker{ctx: ctx, page: p, main: main}
	w.content(main, titles(doc.Properties))
	doc.Blocks = listLiteral(w.blocks)
	if cut || w.full {
		doc.Warnings = append(doc.Warnings, block.Warning{Code: "truncated", Detail: "the page has too many tags or blocks"})
	}
	write(doc)
	doc.Outline()
	if opts.Explain {
		doc.Explanation = w.explain(doc)
	}
	if ctx.Err() != nil {
		return doc, fault.Interrupted(ctx, op)
	}
	if len(doc.Blocks) == 0 {
		return doc, fault.Newf(fault.Empty, op, "the page has no text")
	}
	return doc, nil
}

// write lays the blocks' texts out as the artefact: blocks are parted by an
// empty line, items of a list by a line end, cells of a row by a tab. The title
// above the text stands beside it. Where that leaves nothing, all is text.
func write(doc *block.Doc) {
	var b block.Builder
	var last *block.Block
	nothing := !slices.ContainsFunc(doc.Blocks, func(b block.Block) bool { return !b.Beside && !b.Title })
	for i := range doc.Blocks {
		next := &doc.Blocks[i]
		if next.Beside = !nothing && (next.Beside || next.Title && last == nil); next.Beside {
			continue
		}
		if last != nil {
			b.Break(separator(last, next))
		}
		next.Spans = []block.Span{b.Run(next.Text)}
		last = next
	}
	doc.Text, doc.Pages = b.Finish()
}

func separator(last, next *block.Block) string {
	switch {
	case last.Kind == block.ListItem && next.Kind == block.ListItem:
		return "\n"
	case last.Kind == block.Cell && next.Kind == block.Cell && last.Group == next.Group:
		if last.Row == next.Row {
			return "\t"
		}
		return "\n"
	}
	return "\n\n"
}

// opening is how an HTML document or fragment begins, after white space,
// comments and an XML declaration.
var opening = regexp.MustCompile(`^(?i:\s|\x{feff}|<!--(?s:.*?)-->|<\?xml[^>]*>)*<(?i:!doctype html|html|head|body|title|meta|link|script|style|main|article|section|header|div|p|h[1-6]|ul|ol|table|blockquote|span|a|img|center|font|form)[\s>/]`)

// Sniff reports whether the bytes begin like HTML.
func Sniff(body []byte) bool {
	const window = 4096
	return opening.Match(bytes.ToValidUTF8(body[:min(len(body), window)], nil))
}
