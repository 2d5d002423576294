// Package notation writes block documents by hand, for tests that a reader can
// review. One line is one block:
//
//	T  Cumbria: a good report          the document's title
//	H2 Findings                        a heading (H1 to H6)
//	P  Inspectors said:                a paragraph
//	Q  We found good work.             a paragraph of a block quote
//	LI Staff were committed.           a list item (LI2, LI3: nested)
//	LI [1.2] Plans were late.          a numbered item or paragraph
//	TH Judgement | Grade               a table's header row
//	TR Leadership | Good               a table row
//	N  1 See annex A.                  a note
//	CITE Jo Placeholder, HM Inspector  the citation of the quote lines above
//	PAGE                               a page begins
//	+ and were not reviewed.           the last block goes on in a new span
//
// Lines of one list, quote or table that follow each other share a group; a
// blank line ends it. "\n" inside a line is a line break of the artefact.
package notation

import (
	"fmt"
	"strconv"
	"strings"

	"assize/extractors/block"
	"assize/extractors/record"
	"assize/extractors/trace"
)

// Parse reads the notation.
func Parse(source string) (*block.Doc, error) {
	p := parser{}
	for n, line := range strings.Split(source, "\n") {
		if err := p.line(strings.TrimSpace(line)); err != nil {
			return nil, fmt.Errorf("notation line %d: %w", n+1, err)
		}
	}
	doc := &block.Doc{Blocks: p.blocks, Method: "html"}
	doc.Text, doc.Pages = p.build.Finish()
	doc.Outline()
	return doc, nil
}

// Tracer is a tracer for a document in the notation.
func Tracer(doc *block.Doc) *trace.Tracer {
	return trace.New(doc, record.HashBytes([]byte(doc.Text)), "notation/1", "https://example.test/page")
}

type parser struct {
	build  block.Builder
	blocks []block.Block
	pages  int
	last   string // the family of the line before: LI1, Q, T …; "" after a blank line
	group  int
	groups map[int]int // the open list group of each depth
	row    int
}

func (p *parser) line(line string) error {
	tag, text, _ := strings.Cut(line, " ")
	text = strings.ReplaceAll(strings.TrimSpace(text), `\n`, "\n")
	switch {
	case line == "":
		p.last = ""
		return nil
	case tag == "PAGE":
		p.pages++
		p.build.BeginPage(strconv.Itoa(p.pages), 595, 842)
		return nil
	case tag == "+" || tag == "CITE":
		return p.amend(tag, text)
	case text == "":
		return fmt.Errorf("%q has no text", line)
	case tag == "T":
		p.add(block.Block{Kind: block.Heading, Level: 1, Title: true}, text)
	case tag == "P":
		p.add(block.Block{Kind: block.Paragraph}, text)
	case tag == "N":
		p.add(block.Block{Kind: block.Note}, text)
	case tag == "Q":
		p.join("Q")
		p.add(block.Block{Kind: block.Quote, Quoted: true, Group: p.group}, text)
		p.last = "Q"
		return nil
	case tag == "TH" || tag == "TR":
		p.cells(tag == "TH", text)
		return nil
	case len(tag) == 2 && tag[0] == 'H' && tag[1] >= '1' && tag[1] <= '6':
		p.add(block.Block{Kind: block.Heading, Level: int(tag[1] - '0')}, text)
	case strings.HasPrefix(tag, "LI"):
		return p.item(tag, text)
	default:
		return fmt.Errorf("unknown tag %q", tag)
	}
	p.last = tag
	return nil
}

// join starts a new group unless the line before belongs to the same one.
func (p *parser) join(family string) {
	if p.last != family {
		p.group++
	}
}

func (p *parser) add(b block.Block, text string) {
	p.build.Break("\n\n")
	b.Text = strings.Join(strings.Fields(text), " ")
	b.Spans = []block.Span{p.build.Run(text)}
	b.Evidence = []block.Evidence{block.FromMarkup}
	p.blocks = append(p.blocks, b)
}

func (p *parser) item(tag, text string) error {
	depth := 1
	if tag != "LI" {
		n, err := strconv.Atoi(tag[2:])
		if err != nil {
			return fmt.Errorf("unknown tag %q", tag)
		}
		depth = n
	}
	if p.last != "LI" {
		p.groups = map[int]int{}
	}
	for d := range p.groups {
		if d > depth {
			delete(p.groups, d)
		}
	}
	if p.groups[depth] == 0 {
		p.group++
		p.groups[depth] = p.group
	}
	b := block.Block{Kind: block.ListItem, Depth: depth, Marker: "•", Group: p.groups[depth]}
	if label, rest, ok := strings.Cut(text, "] "); ok && strings.HasPrefix(label, "[") {
		b.Marker, text = label[1:], rest
		b.Label = strings.Trim(b.Marker, ".()")
	}
	for i := range p.blocks {
		if p.blocks[i].Kind == block.ListItem && p.blocks[i].Group == b.Group {
			b.Ordinal++
		}
	}
	b.Ordinal++
	p.add(b, text)
	p.last = "LI"
	return nil
}

func (p *parser) cells(header bool, text string) {
	if p.last != "TR" {
		p.group++
		p.row = 0
	}
	p.row++
	for i, cell := range strings.Split(text, "|") {
		if cell = strings.TrimSpace(cell); cell != "" {
			p.add(block.Block{Kind: block.Cell, Row: p.row, Col: i + 1, Header: header, Group: p.group}, cell)
		}
	}
	p.last = "TR"
}

// amend changes the block above: a further span, or a citation of its group.
func (p *parser) amend(tag, text string) error {
	if len(p.blocks) == 0 {
		return fmt.Errorf("%s before any block", tag)
	}
	last := &p.blocks[len(p.blocks)-1]
	if tag == "CITE" {
		for i := range p.blocks {
			if p.blocks[i].Kind == block.Quote && p.blocks[i].Group == last.Group {
				p.blocks[i].Cite = text
			}
		}
		return nil
	}
	p.build.Break("\n")
	last.Text += " " + strings.Join(strings.Fields(text), " ")
	last.Spans = append(last.Spans, p.build.Run(text))
	return nil
}
