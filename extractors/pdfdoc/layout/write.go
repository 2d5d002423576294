package layout

import (
	"strings"

	"assize/extractors/block"
	"assize/extractors/record"
)

// write sets the artefact and the blocks.
func write(sheets []*sheet, m *measure) *block.Doc {
	w := writer{known: m.words}
	for _, s := range sheets {
		w.text.BeginPage(s.page.Label, s.page.Width, s.page.Height)
		w.plain(s.head)
		for _, n := range s.nodes {
			switch {
			case n.host == nil:
				w.node(s, n, 0)
			case n.place > 0:
				w.node(s, n.host, n.place)
			}
		}
		w.plain(s.foot)
		for _, t := range s.tilted {
			w.text.Break("\n")
			w.text.Write(t)
		}
	}
	doc := &block.Doc{}
	doc.Text, doc.Pages = w.text.Finish()
	for _, n := range w.order {
		if len(n.Spans) == 0 {
			continue
		}
		var parts []string
		for _, s := range n.Spans {
			parts = append(parts, doc.Text[s.Start:s.End])
		}
		n.Text = record.Join(parts)
		doc.Blocks = append(doc.Blocks, n.Block)
	}
	return doc
}

type writer struct {
	text  block.Builder
	known map[string]bool
	order []*node
	last  *node
}

// plain writes furniture, line by line.
func (w *writer) plain(ps []piece) {
	for _, l := range linesOf(ps) {
		w.text.Break("\n")
		w.text.Write(textOf(l.words))
	}
	w.last = nil
}

// node writes one part of a node: its marker, its text, and behind it the
// references to notes that stand in it.
func (w *writer) node(s *sheet, n *node, place int) {
	p := n.parts[place]
	w.text.Break(separator(w.last, n))
	w.last = n
	if place == 0 {
		w.order = append(w.order, n)
	}
	var refs []string
	before := ""
	for i := range p.lines {
		l := &p.lines[i]
		if l.marker.words > 0 {
			before += l.marker.text + " "
		}
		for _, word := range l.words[l.marker.words:] {
			if word.noteRef {
				refs = append(refs, word.text)
			}
		}
	}
	text := joined(p.lines, w.known)
	if text == "" {
		w.text.Write(strings.TrimSuffix(before, " ") + strings.Join(refs, " "))
		return
	}
	w.text.Write(before)
	span := w.text.Run(text)
	for i := range p.lines {
		if l := &p.lines[i]; len(l.body()) > 0 {
			body := l.body()
			span.Quads = append(span.Quads, s.frame.quad(
				body[0].x0, l.base-descent*l.size, l.x1, l.base+ascent*l.size))
		}
	}
	n.Spans = append(n.Spans, span)
	for _, r := range refs {
		w.text.Write(" " + r)
	}
}

// separator parts a node from the one before.
func separator(last, n *node) string {
	switch {
	case last != nil && last.Kind == block.Cell && n.Kind == block.Cell && last.table == n.table && last.Row == n.Row:
		return "\t"
	case last != nil && last.Kind == n.Kind && (n.Kind == block.Cell || n.Kind == block.ListItem):
		return "\n"
	}
	return "\n\n"
}
