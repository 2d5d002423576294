package trace

import (
	"unicode"
	"unicode/utf8"

	"assize/extractors/block"
)

// Within finds the bytes [start, end) of b.Text in the artefact, once. Use a
// Locator for many ranges of one block.
func Within(doc *block.Doc, b *block.Block, start, end int) []block.Span {
	return NewLocator(doc, b).Within(start, end)
}

// A Locator finds ranges of one block's text in the artefact. Block text has its
// white space collapsed and the artefact may not, so the two are walked side by
// side; the walk is remembered at every stride, so that a range costs time in
// proportion to its own length.
type Locator struct {
	doc    *block.Doc
	block  *block.Block
	places []place
}

// A place is a point that both texts have in common: byte text of the block's
// text, byte at of the artefact, in the block's span.
type place struct{ text, span, at int }

const walkStride = 256

// NewLocator walks the block once.
func NewLocator(doc *block.Doc, b *block.Block) *Locator {
	l := &Locator{doc: doc, block: b}
	if len(b.Spans) == 0 {
		return l
	}
	l.places = append(l.places, place{0, 0, b.Spans[0].Start})
	l.walk(l.places[0], func(p place, _ int) bool {
		if p.text >= len(l.places)*walkStride {
			l.places = append(l.places, p)
		}
		return true
	})
	return l
}

// Within finds the bytes [start, end) of the block's text. Quads stay whole:
// they are those of every span that is touched.
func (l *Locator) Within(start, end int) []block.Span {
	if len(l.places) == 0 {
		return nil
	}
	from := l.places[min(max(start, 0)/walkStride, len(l.places)-1)]
	for k := min(max(start, 0)/walkStride, len(l.places)-1); k > 0 && from.text > start; k-- {
		from = l.places[k-1]
	}
	var out []block.Span
	l.walk(from, func(p place, size int) bool {
		if p.text >= end {
			return false
		}
		if p.text >= start {
			out = extend(out, l.block.Spans[p.span], p.at, p.at+size)
		}
		return true
	})
	return out
}

// walk visits each rune of the block's text that is not white space, with its
// place and size in the artefact, until visit returns false or the spans end.
func (l *Locator) walk(from place, visit func(p place, size int) bool) {
	span, at, spans := from.span, from.at, l.block.Spans
	for i, r := range l.block.Text[from.text:] {
		if unicode.IsSpace(r) {
			continue
		}
		for {
			for span < len(spans) && at >= spans[span].End {
				if span++; span < len(spans) {
					at = spans[span].Start
				}
			}
			if span >= len(spans) {
				return
			}
			found, size := utf8.DecodeRuneInString(l.doc.Text[at:])
			at += size
			if found == r {
				if !visit(place{from.text + i, span, at - size}, size) {
					return
				}
				break
			}
		}
	}
}

// extend adds the bytes [start, end) of source to the spans found so far.
func extend(out []block.Span, source block.Span, start, end int) []block.Span {
	if n := len(out); n > 0 && out[n-1].Start >= source.Start && out[n-1].End <= source.End {
		out[n-1].End = end
		return out
	}
	source.Start, source.End = start, end
	return append(out, source)
}
