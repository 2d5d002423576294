package htmldoc

import (
	"context"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"assize/extractors/block"
	"assize/extractors/record"
)

// mostBlocks bounds what one page can become.
const mostBlocks = 50_000

// A walker goes through the main content in document order and turns each run
// of text into a block of the shape that the elements around it ask for.
type walker struct {
	ctx    context.Context
	page   *page
	blocks []block.Block
	run    run
	groups int
	steps  int
	full   bool // there were more than mostBlocks
}

// A frame is the shape of the blocks that the text inside an element becomes.
type frame struct {
	shape  block.Block // kind and its fields; no text
	joined bool        // all text is one block: a list item, cell, heading or caption
	spent  bool        // that block has been made
	note   bool        // inside footnotes: paragraphs and items are notes
	quote  *quote      // the block quote around, or nil
	depth  int         // how many lists are around
	node   *html.Node  // the nearest block-level element
}

func (f *frame) within(n *html.Node, shape block.Block) *frame {
	return &frame{shape: shape, note: f.note, quote: f.quote, depth: f.depth, node: n}
}

// content walks the main element. A heading outside it that is one of the
// page's titles comes first.
func (w *walker) content(main *html.Node, titles []string) {
	if main == nil {
		return
	}
	top := &frame{shape: block.Block{Kind: block.Paragraph}, node: main}
	w.flow(main, top)
	w.flush(top)
	w.title(main, titles)
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
		if !noteReference(n) {
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
		w.note(n, f)
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
	case captionClass(n):
		w.note(n, f)
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
	if f.quote != nil || f.shape.Kind == block.Cell {
		shape = f.shape
	}
	w.flush(f)
	h := f.within(n, shape)
	h.joined = true
	w.flow(n, h)
	w.flush(h)
}

// note walks a caption.
func (w *walker) note(n *html.Node, f *frame) {
	w.flush(f)
	g := f.within(n, block.Block{Kind: block.Note})
	g.joined = true
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
	b.Text, b.Links, b.Style = part.text, part.links, part.style
	b.Evidence = []block.Evidence{block.FromMarkup}
	b.Path = w.page.path(f.node)
	w.blocks = append(w.blocks, b)
}

// captionClasses are the classes of captions outside figures.
var captionClasses = map[string]bool{"wp-caption-text": true, "wp-element-caption": true, "image-caption": true, "caption-text": true, "photo-caption": true}

func captionClass(n *html.Node) bool { return hasClass(n, captionClasses) }

var footnoteClasses = map[string]bool{"footnotes": true, "footnote": true, "endnotes": true, "wp-block-footnotes": true}

func footnotes(n *html.Node) bool {
	switch attr(n, "role") {
	case "doc-endnotes", "doc-footnote":
		return true
	}
	return hasClass(n, footnoteClasses)
}

// noteReference reports whether a sup is the number of a note, linked to it.
func noteReference(n *html.Node) bool {
	const longest = 5
	for c := range n.Descendants() {
		if c.DataAtom == atom.A && strings.HasPrefix(attr(c, "href"), "#") {
			return len(textOf(n)) <= longest
		}
	}
	return false
}

func hasClass(n *html.Node, set map[string]bool) bool {
	for _, class := range strings.Fields(attr(n, "class")) {
		if set[class] {
			return true
		}
	}
	return false
}

// find is the first element of that name below n that is not dropped.
func (p *page) find(n *html.Node, name atom.Atom) *html.Node {
	for c := range n.Descendants() {
		if c.DataAtom == name && c.Type == html.ElementNode && !p.facts[c].drop {
			return c
		}
	}
	return nil
}

// title marks the heading that is the document's title: the one that says what
// the metadata says, wherever it stands on the page, else the first h1.
func (w *walker) title(main *html.Node, titles []string) {
	for _, title := range titles {
		for i := range w.blocks {
			if b := &w.blocks[i]; b.Kind == block.Heading && sameTitle(b.Text, title) {
				b.Title = true
				return
			}
		}
		for _, h := range w.page.doc.Find("h1").Nodes {
			if text := textOf(h); sameTitle(text, title) && !hidden(h) {
				w.blocks = append([]block.Block{{
					Kind: block.Heading, Level: 1, Title: true, Text: text,
					Evidence: []block.Evidence{block.FromMarkup}, Path: w.page.path(h),
				}}, w.blocks...)
				return
			}
		}
	}
	for i := range w.blocks {
		if b := &w.blocks[i]; b.Kind == block.Heading && b.Level == 1 {
			b.Title = true
			return
		}
	}
}

// sameTitle compares two titles by their letters and digits, case aside.
func sameTitle(a, b string) bool { return a != "" && letters(a) == letters(b) }

func letters(s string) string {
	var b strings.Builder
	for _, word := range strings.FieldsFunc(strings.ToLower(s), notWord) {
		b.WriteString(word)
		b.WriteByte(' ')
	}
	return b.String()
}

// A run is the inline text between two block boundaries, as it is collected.
type run struct {
	text         strings.Builder
	links        []placedLink
	bold, italic int // how many elements around set the text so
	pre          int
	letters      int // characters in all, and those set bold and italic
	boldLetters  int
	italicised   int
}

type placedLink struct {
	at   int // byte of the run's text
	link block.Link
}

// A part is a paragraph of a run: a run with empty lines in it has several.
type part struct {
	text  string
	links []block.Link
	style block.Style
}

func (r *run) add(text string) {
	if r.pre == 0 {
		text = strings.ReplaceAll(text, "\n", " ")
	}
	r.text.WriteString(text)
	size := len(strings.TrimSpace(text))
	r.letters += size
	if r.bold > 0 {
		r.boldLetters += size
	}
	if r.italic > 0 {
		r.italicised += size
	}
}

func (r *run) lineBreak() { r.text.WriteByte('\n') }

func (r *run) link(p *page, n *html.Node) {
	if u := p.resolve(attr(n, "href")); u != nil && hasAttr(n, "href") {
		r.links = append(r.links, placedLink{r.text.Len(), block.Link{
			Href: u.String(), Text: textOf(n), Rel: attr(n, "rel"), Type: attr(n, "type"), Main: true,
		}})
	}
}

// take ends the run. Empty lines part paragraphs, and lines that begin with a
// bullet or number are paragraphs of their own when there are two or more;
// joined runs stay one.
func (r *run) take(joined bool) []part {
	text, links := r.text.String(), r.links
	style := block.Style{
		Bold:   r.letters > 0 && r.boldLetters == r.letters,
		Italic: r.letters > 0 && r.italicised == r.letters,
	}
	*r = run{bold: r.bold, italic: r.italic, pre: r.pre}
	var parts []part
	for _, span := range paragraphs(text, joined) {
		p := part{text: record.Normalise(text[span.Start:span.End]), style: style}
		for _, l := range links {
			if l.at >= span.Start && l.at < span.End {
				p.links = append(p.links, l.link)
			}
		}
		if p.text != "" {
			parts = append(parts, p)
		}
	}
	return parts
}

// paragraphs cuts the text of a run at empty lines and before marked lines.
func paragraphs(text string, joined bool) []block.Span {
	if joined || !strings.Contains(text, "\n") {
		return []block.Span{{Start: 0, End: len(text)}}
	}
	marked := 0
	lines := strings.SplitAfter(text, "\n")
	for _, line := range lines {
		if _, ok := block.CutMark(strings.TrimLeft(line, " \t")); ok {
			marked++
		}
	}
	var spans []block.Span
	start, at := 0, 0
	end := func(next int) {
		if at > start {
			spans = append(spans, block.Span{Start: start, End: at})
		}
		start = next
	}
	for _, line := range lines {
		_, mark := block.CutMark(strings.TrimLeft(line, " \t"))
		switch {
		case strings.TrimSpace(line) == "":
			end(at + len(line))
		case mark && marked > 1:
			end(at)
		}
		at += len(line)
	}
	end(at)
	return spans
}

func notWord(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }
