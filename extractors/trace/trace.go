// Package trace turns byte ranges of a parsed document into the provenance that
// records carry: spans in code points with pages and quads, a text-quote
// selector, and a link that opens the source at the place.
package trace

import (
	"cmp"
	"net/url"
	"strconv"
	"strings"
	"unicode/utf8"

	"assize/extractors/block"
	"assize/extractors/record"
)

// contextLength is how many code points of prefix and suffix a selector keeps.
const contextLength = 32

// A Tracer makes provenance for the records of one document.
type Tracer struct {
	doc       *block.Doc
	points    *block.Points
	snapshot  record.Hash
	artefact  record.Hash
	extractor string
	address   string
}

// New prepares tracing for a document that was read from the snapshot by the
// extractor ("htmldoc/1"). The address opens the source; it may be "".
func New(doc *block.Doc, snapshot record.Hash, extractor, address string) *Tracer {
	return &Tracer{
		doc: doc, points: block.NewPoints(doc.Text), snapshot: snapshot,
		artefact: record.HashBytes([]byte(doc.Text)), extractor: extractor, address: address,
	}
}

// Document is the provenance of the whole document.
func (t *Tracer) Document() record.Provenance {
	p := record.Provenance{
		Snapshot: t.snapshot, Artefact: t.artefact, Extractor: t.extractor,
		Method: record.Method(t.doc.Method), Spans: []record.Span{}, Open: t.address,
	}
	for i, page := range t.doc.Pages {
		if i > 0 && page.Engine != p.Engine {
			p.Engine = ""
			break
		}
		p.Engine = page.Engine
	}
	return p
}

// Block is the provenance of a whole block.
func (t *Tracer) Block(b *block.Block) record.Provenance {
	return t.Spans(b.Spans, t.Method(b))
}

// Method is how the block was read.
func (t *Tracer) Method(b *block.Block) record.Method {
	if len(b.Evidence) > 0 {
		return record.Method(b.Evidence[0])
	}
	return record.Method(t.doc.Method)
}

// Spans is the provenance of the given spans of the artefact, in order.
func (t *Tracer) Spans(spans []block.Span, method record.Method) record.Provenance {
	p := record.Provenance{
		Snapshot: t.snapshot, Artefact: t.artefact, Extractor: t.extractor, Method: method,
		Spans: make([]record.Span, 0, len(spans)),
	}
	var parts []string
	for _, s := range spans {
		out := record.Span{Page: s.Page, Start: t.points.At(s.Start), End: t.points.At(s.End)}
		if s.Page > 0 && s.Page <= len(t.doc.Pages) {
			page := &t.doc.Pages[s.Page-1]
			out.PageLabel = page.Label
			p.Engine = cmp.Or(p.Engine, page.Engine)
			if c := page.Confidence; c > 0 && (p.OCRConfidence == 0 || c < p.OCRConfidence) {
				p.OCRConfidence = c
			}
		}
		for _, q := range s.Quads {
			out.Quads = append(out.Quads, [8]float64(q))
		}
		p.Spans = append(p.Spans, out)
		parts = append(parts, t.doc.Text[s.Start:s.End])
	}
	if len(spans) == 0 {
		return p
	}
	p.Selector = record.Selector{
		Exact:  record.Join(parts),
		Prefix: lastPoints(t.doc.Text[:spans[0].Start], contextLength),
		Suffix: firstPoints(t.doc.Text[spans[len(spans)-1].End:], contextLength),
	}
	p.Open = Open(t.address, p.Spans[0].Page, p.Selector.Exact)
	return p
}

// Open links to a place of the document at the address: the page of a PDF (RFC
// 8118, 3), or a text fragment of a web page (WICG URL Fragment Text Directives)
// made of the first and last words of the text.
func Open(address string, page int, exact string) string {
	if address == "" {
		return ""
	}
	base, _, _ := strings.Cut(address, "#")
	if page > 0 {
		return base + "#page=" + strconv.Itoa(page)
	}
	if strings.HasPrefix(base, "file:") {
		return base
	}
	words := strings.Fields(exact)
	const ends = 5
	if len(words) <= 2*ends {
		return base + "#:~:text=" + escapeDirective(strings.Join(words, " "))
	}
	return base + "#:~:text=" + escapeDirective(strings.Join(words[:ends], " ")) +
		"," + escapeDirective(strings.Join(words[len(words)-ends:], " "))
}

// escapeDirective percent-encodes text for a text directive, in which "-" and
// "," have a meaning of their own.
func escapeDirective(s string) string {
	return strings.NewReplacer("+", "%20", "-", "%2D").Replace(url.QueryEscape(s))
}

func lastPoints(s string, n int) string {
	i := len(s)
	for ; n > 0 && i > 0; n-- {
		_, size := utf8.DecodeLastRuneInString(s[:i])
		i -= size
	}
	return s[i:]
}

func firstPoints(s string, n int) string {
	i := 0
	for ; n > 0 && i < len(s); n-- {
		_, size := utf8.DecodeRuneInString(s[i:])
		i += size
	}
	return s[:i]
}
