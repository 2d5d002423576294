package htmldoc

import (
	"context"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"assize/extractors/block"
)

// mostBlocks bounds what one page can become.
const mostBlocks = 50_000

// A walker goes through the main content in document order and turns each run
// of text into a block of the shape that the elements around it ask for.
type walker struct {
	ctx    context.Context
	page   *page
	main   *html.Node
	lines  []block.Decision // texts left out because of what they say
	blocks []block.Block
	run    run
	groups int
	steps  int
	full   bool // there were more than mostBlocks

	sentences bool // the first sentences have been met
}

// A frame is the shape of the blocks that the text inside an element becomes.
type frame struct {
	shape  block.Block // kind and its fields; no text
	joined bool        // all text is one block: a list item, cell, heading or caption
	spent  bool        // that block has been made
	note   bool        // inside footnotes: paragraphs and items are notes
	beside bool        // the blocks stand beside the text
	quote  *quote      // the block quote around, or nil
	depth  int         // how many lists are around
	node   *html.Node  // the nearest block-level element
}

func (f *frame) within(n *html.Node, shape block.Block) *frame {
	return &frame{shape: shape, note: f.note, beside: f.beside, quote: f.quote, depth: f.depth, node: n}
}

// content walks the lists of contents and then the main element. A heading
// outside it that is one of the page's titles comes first.
func (w *walker) content(main *html.Node, titles []string) {
	if main == nil {
		return
	}
	w.contents()
	top := &frame{shape: block.Block{Kind: block.Paragraph}, node: main}
	w.flow(main, top)
	w.flush(top)
	w.title(titles)
	w.beforeTitle()
}

// flow walks n's children.
func (w *walker) flow(n *html.Node, f *frame) {
	for c := n.FirstChild; c != nil && !w.stop(); c = c.NextSibling {
		switch c.Type {
		case html.TextNode:
			w.run.add(c.Data)
		case html.ElementNode:
			w.element(c, f)
		}
	}
}

// stop reports whether the walk must end: enough blocks, or no more time.
func (w *walker) stop() bool {
	w.steps++
	if w.steps%1024 == 0 && w.ctx.Err() != nil || len(w.blocks) >= mostBlocks {
		w.full = true
	}
	return w.full
}

func (w *walker) element(n *html.Node, f *frame) {
	if skipped[n.DataAtom] || w.page.facts[n].drop {
		return
	}
	switch n.DataAtom {
	case atom.Br:
		w.run.lineBreak()
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		w.heading(n, f)
	case atom.Ul, atom.Ol, atom.Dir:
		w.list(n, f)
	case atom.Blockquote:
		w.blockquote(n, f)
	case atom.Sup:
		if !w.page.noteReference(n) {
			w.flow(n, f)
		}
	case atom.Cite:
		if f.quote != nil && f.quote.takesCite(n) {
			return
		}
		w.flow(n, f)
	case atom.Footer:
		if f.quote != nil {
			f.quote.addCite(textOf(n))
			return
		}
		w.enclose(n, f)
	case atom.Table:
		w.table(n, f)
	case atom.Dl:
		w.definitions(n, f)
	case atom.Figure:
		w.figure(n, f)
	case atom.Figcaption:
		w.caption(n, f)
	case atom.Summary:
		w.enclose(n, f)
	case atom.A:
		w.run.link(w.page, n)
		w.inline(n, f)
	case atom.B, atom.Strong:
		w.run.bold++
		w.inline(n, f)
		w.run.bold--
	case atom.I, atom.Em:
		w.run.italic++
		w.inline(n, f)
		w.run.italic--
	case atom.Pre:
		w.run.pre++
		w.enclose(n, f)
		w.run.pre--
	default:
		w.inline(n, f)
	}
}

// inline walks an element that may be either inline or a plain container.
func (w *walker) inline(n *html.Node, f *frame) {
	switch {
	case !isBlock(n):
		w.flow(n, f)
	case w.page.isCaption(n):
		w.caption(n, f)
	default:
		w.enclose(n, f)
	}
}

// enclose walks an element that begins and ends a paragraph.
func (w *walker) enclose(n *html.Node, f *frame) {
	w.paragraph(f)
	outer, note := f.node, f.note
	f.node, f.note = n, f.note || footnotes(n)
	w.flow(n, f)
	w.paragraph(f)
	f.node, f.note = outer, note
}

// paragraph ends a paragraph, which inside a joined block is only a line.
func (w *walker) paragraph(f *frame) {
	if f.joined {
		w.run.lineBreak()
		return
	}
	w.flush(f)
}

func (w *walker) heading(n *html.Node, f *frame) {
	shape := block.Block{Kind: block.Heading, Level: headingLevels[n.DataAtom]}
	if f.shape.Kind == block.ListItem && f.joined {
		w.enclose(n, f)
		return
	}
	if f.quote != nil || f.shape.Kind == block.Cell {
		shape = f.shape
	}
	w.flush(f)
	h := f.within(n, shape)
	h.joined = true
	w.flow(n, h)
	w.flush(h)
}

// caption walks the caption of a picture, which is no part of the text, or of a
// table, which is.
func (w *walker) caption(n *html.Node, f *frame) {
	w.flush(f)
	g := f.within(n, block.Block{Kind: block.Note})
	g.joined, g.beside = true, n.DataAtom != atom.Caption
	w.flow(n, g)
	w.flush(g)
}

// figure walks a figure. The caption of one that shows a quotation is its cite.
func (w *walker) figure(n *html.Node, f *frame) {
	quoted := w.page.find(n, atom.Blockquote)
	caption := w.page.find(n, atom.Figcaption)
	if quoted == nil || caption == nil {
		w.enclose(n, f)
		return
	}
	first := len(w.blocks)
	w.page.facts[caption].drop = true
	w.enclose(n, f)
	cite := cutDash(textOf(caption))
	for i := first; i < len(w.blocks); i++ {
		if w.blocks[i].Quoted && w.blocks[i].Cite == "" {
			w.blocks[i].Cite = cite
		}
	}
}

// flush ends the run of text and makes its blocks.
func (w *walker) flush(f *frame) {
	parts := w.run.take(f.joined)
	for _, part := range parts {
		if len(w.blocks) >= mostBlocks {
			w.full = true
			return
		}
		w.emit(part, f)
	}
}

func (w *walker) emit(part part, f *frame) {
	if part.text = toTop.ReplaceAllString(part.text, ""); part.text == "" {
		return
	}
	reason := w.asideOf(part, f.shape.Kind)
	if f.shape.Kind != block.Cell && isChromeLine(part.text) {
		reason = "what it says"
	}
	if reason != "" {
		w.lines = append(w.lines, block.Decision{Path: w.page.path(f.node), Text: beginning(part.text), Reason: reason})
		return
	}
	b := f.shape
	if f.joined && f.spent {
		b = block.Block{Kind: block.Paragraph} // what follows a list nested in the item
	}
	f.spent = true
	if f.note && (b.Kind == block.Paragraph || b.Kind == block.ListItem) {
		b.Kind = block.Note
	}
	if f.quote != nil {
		b.Quoted = true
		if b.Kind == block.Paragraph {
			b.Kind = block.Quote
		}
		if b.Kind == block.Quote {
			b.Group = f.quote.group
		}
	}
	b.Text, b.Links, b.Style, b.Beside = part.text, part.links, part.style, f.beside
	b.Evidence = []block.Evidence{block.FromMarkup}
	b.Path = w.page.path(f.node)
	w.blocks = append(w.blocks, b)
}

// captionWords are in the classes of captions outside figures.
var captionWords = newPhrases("caption $", "caption text", "^ caption", "image credit", "photo credit")

// isCaption reports whether a block is called a caption, and is as short as one.
func (p *page) isCaption(n *html.Node) bool {
	const longest = 500
	return p.facts[n].text <= longest && p.facts[n].headings == 0 && p.named(attr(n, "class"), captionWords) != ""
}

var footnoteClasses = map[string]bool{"footnotes": true, "footnote": true, "endnotes": true, "wp-block-footnotes": true}

func footnotes(n *html.Node) bool {
	switch attr(n, "role") {
	case "doc-endnotes", "doc-footnote":
		return true
	}
	return hasClass(n, footnoteClasses)
}

// noteReference reports whether a sup is only a short link to a note on the
// page, "1" or "[footnote 1]".
func (p *page) noteReference(n *html.Node) bool {
	const longest = 20
	link := p.find(n, atom.A)
	return link != nil && strings.HasPrefix(attr(link, "href"), "#") && len(textOf(n)) <= longest
}

func hasClass(n *html.Node, set map[string]bool) bool {
	for _, class := range strings.Fields(attr(n, "class")) {
		if set[class] {
			return true
		}
	}
	return false
}
