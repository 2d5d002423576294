package quotes

import (
	"assize/extractors/block"
	"assize/extractors/record"
	"assize/extractors/trace"
)

// Page is what the metadata says about the page.
type Page struct {
	Authors   []string
	Publisher string
	Inspected []string // the bodies that it says were inspected
}

// extraction is the state of one document.
type extraction struct {
	doc    *block.Doc
	tracer *trace.Tracer
	page   Page
	cast   *cast
	// paragraphs by block; nil for headings, notes and block quotes
	paragraphs []*paragraph
	before     []int // the block that introduces each block, or -1
	last       *spoken
	lastAt     int // block of the last quote
	out        []*record.Quote
}

// Extract returns the document's quotes in reading order.
func Extract(doc *block.Doc, tr *trace.Tracer, page Page) []*record.Quote {
	x := &extraction{
		doc: doc, tracer: tr, page: page, cast: newCast(), lastAt: -10,
		paragraphs: make([]*paragraph, len(doc.Blocks)), before: introductions(doc),
	}
	for i := range doc.Blocks {
		if b := &doc.Blocks[i]; running(b) {
			x.paragraphs[i] = newParagraph(i, b)
			x.cast.read(x.paragraphs[i])
		}
	}
	for i := 0; i < len(doc.Blocks); {
		switch b := &doc.Blocks[i]; {
		case inQuote(b):
			i = x.blockQuote(i)
		case x.paragraphs[i] != nil:
			i = max(x.paragraph(i), x.statement(i))
		default:
			i++
		}
	}
	return dedupe(x.out)
}

// running says whether the block is running text, in which marks are read.
func running(b *block.Block) bool {
	switch b.Kind {
	case block.Paragraph, block.ListItem, block.Cell:
		return !b.Quoted && !b.Beside
	}
	return false
}

func inQuote(b *block.Block) bool { return b.Kind == block.Quote || b.Quoted }

// introductions finds for each block the one that may introduce it: the block
// before, or for an item of a list the block before the list.
func introductions(doc *block.Doc) []int {
	out := make([]int, len(doc.Blocks))
	first := map[int]int{}
	for i := range doc.Blocks {
		b := &doc.Blocks[i]
		out[i] = i - 1
		if b.Kind == block.ListItem && b.Group != 0 {
			if at, seen := first[b.Group]; seen {
				out[i] = at
			}
			first[b.Group] = out[i]
		}
		if out[i] >= 0 && doc.Blocks[out[i]].Kind == block.Heading {
			out[i] = -1
		}
	}
	return out
}

// paragraph emits the quotes between marks in block i and returns the block to
// go on with, which is further away when a quote runs over several paragraphs.
func (x *extraction) paragraph(i int) int {
	p := x.paragraphs[i]
	for k := range p.marks {
		if p.said[k] == nil {
			p.said[k] = x.credited(p, k)
		}
	}
	next := i + 1
	for k := 0; k < len(p.marks); k++ {
		said := p.said[k]
		if said == nil || said.term {
			continue
		}
		if p.marks[k].unclosed {
			next = x.runsOn(i, k, said)
			continue
		}
		if k == 0 && p.continued {
			continue
		}
		form, parts := x.form(p, k), []part{{p, k}}
		for p.goesOn(k) {
			k++
			form, parts = record.FormInline, append(parts, part{p, k})
		}
		x.emit(said, form, parts)
	}
	return next
}
