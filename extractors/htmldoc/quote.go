package htmldoc

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"

	"assize/extractors/block"
	"assize/extractors/record"
)

// A quote is one block quote while it is walked.
type quote struct {
	node  *html.Node
	group int
	cite  string
}

// blockquote walks a block quote: each paragraph is a Quote, and all have one
// group. One that holds most of the page's prose only indents it.
func (w *walker) blockquote(n *html.Node, f *frame) {
	if float64(w.page.facts[n].prose) > majority*float64(w.page.facts[w.page.body].prose) && !w.page.small() {
		w.enclose(n, f)
		return
	}
	w.flush(f)
	w.groups++
	q := &quote{node: n, group: w.groups}
	g := f.within(n, block.Block{Kind: block.Quote})
	g.quote, g.depth = q, 0
	first := len(w.blocks)
	w.flow(n, g)
	q.lastLine(&w.run)
	w.flush(g)
	w.blocks = q.credit(w.blocks, first)
}

// small reports whether there is too little prose to tell content by its share.
func (p *page) small() bool {
	const little = 1500
	return p.facts[p.body].prose < little
}

func (q *quote) addCite(text string) {
	if text != "" {
		q.cite = cutDash(text)
	}
}

// takesCite reports whether a cite element names the quote's source and not a
// work inside a sentence: it stands at the quote's end or alone on its line.
func (q *quote) takesCite(cite *html.Node) bool {
	const most = 16 // empty siblings are looked past
	for n := cite; n != q.node && n != nil; n = n.Parent {
		seen := 0
		for s := n.NextSibling; s != nil; s = s.NextSibling {
			if seen++; seen > most || s.Type == html.TextNode && record.Normalise(s.Data) != "" || s.Type == html.ElementNode && textOf(s) != "" {
				return false
			}
		}
	}
	q.addCite(textOf(cite))
	return true
}

// lastLine moves a "— Name, role" line at the end of the run into the cite.
func (q *quote) lastLine(r *run) {
	text := strings.TrimRight(r.text.String(), " \t\n\u00a0")
	line := strings.LastIndexByte(text, '\n') + 1
	if line > 0 && q.cite == "" && isCredit(text[line:]) {
		q.cite = cutDash(text[line:])
		r.text.Reset()
		r.text.WriteString(text[:line])
	}
}

// credit sets the cite on the quote's blocks, which begin at first, and takes
// away a last block that is only the credit.
func (q *quote) credit(blocks []block.Block, first int) []block.Block {
	if last := len(blocks) - 1; last > first && q.cite == "" && isCredit(blocks[last].Text) {
		q.cite = cutDash(blocks[last].Text)
		blocks = blocks[:last]
	}
	for i := first; i < len(blocks); i++ {
		blocks[i].Cite = q.cite
	}
	return blocks
}

const dashes = "—–―-~"

// isCredit reports whether a line names who is quoted: a dash and a few words.
func isCredit(line string) bool {
	const mostWords = 16
	line = record.Normalise(line)
	r, _ := utf8.DecodeRuneInString(line)
	return strings.ContainsRune(dashes, r) && len(strings.Fields(line)) <= mostWords && cutDash(line) != ""
}

func cutDash(line string) string {
	return strings.TrimLeft(record.Normalise(line), dashes+" ")
}
