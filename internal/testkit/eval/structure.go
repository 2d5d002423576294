package main

import (
	"bytes"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"assize/extractors/block"
)

// shortest is the least words of an element that counts as part of the true text.
const shortest = 3

// structures are the elements whose kind must survive.
var structures = []struct {
	name string
	kind block.Kind
}{{"list items kept", block.ListItem}, {"block quotes kept", block.Quote}, {"headings kept", block.Heading}}

// structureMeasures are, by kind, the shares of the true list items, block
// quotes and headings that became blocks of their kind. True is an element of
// the page whose words stand one after another in the labelled text, wherever
// on the page it stands: an item of a menu is one where it says what the text
// says.
func structureMeasures(name string, pages []*page) []measure {
	kept := map[block.Kind]*mean{}
	for _, s := range structures {
		kept[s.kind] = &mean{}
	}
	for _, p := range pages {
		have := p.blocks()
		truth := phrase(p.text)
		root, err := html.Parse(bytes.NewReader(p.body))
		if err != nil {
			continue
		}
		for n := range root.Descendants() {
			for _, part := range partsOf(n) {
				if strings.Count(part.text, " ") > shortest && strings.Contains(truth, part.text) {
					kept[part.kind].addIf(have[part.kind][part.text])
				}
			}
		}
	}
	var list []measure
	for _, s := range structures {
		list = append(list, kept[s.kind].measure(name+", "+s.name))
	}
	return list
}

// phrase is a text's words with a space before and behind each.
func phrase(text string) string { return " " + strings.Join(words(text), " ") + " " }

// blocks are the phrases of the page's blocks by kind. An item inside a block
// quote is a quotation too.
func (p *page) blocks() map[block.Kind]map[string]bool {
	have := map[block.Kind]map[string]bool{}
	for _, s := range structures {
		have[s.kind] = map[string]bool{}
	}
	if p.result.Doc == nil {
		return have
	}
	for i := range p.result.Doc.Blocks {
		b := &p.result.Doc.Blocks[i]
		if of := have[b.Kind]; of != nil {
			of[phrase(b.Text)] = true
		}
		if b.Quoted {
			have[block.Quote][phrase(b.Text)] = true
		}
	}
	return have
}

// A part is an element that should become a block of a kind.
type part struct {
	kind block.Kind
	text string // its phrase
}

func newPart(n *html.Node, kind block.Kind) part { return part{kind, phrase(ownText(n))} }

// partsOf lists what n should become: an item, a heading, or the paragraphs of
// a block quote, which is one paragraph itself when it has none.
func partsOf(n *html.Node) []part {
	switch n.DataAtom {
	case atom.Li:
		return []part{newPart(n, block.ListItem)}
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		return []part{newPart(n, block.Heading)}
	case atom.Blockquote:
		var list []part
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if c.DataAtom == atom.P {
				list = append(list, newPart(c, block.Quote))
			}
		}
		if len(list) == 0 {
			list = []part{newPart(n, block.Quote)}
		}
		return list
	}
	return nil
}

// ownText is the text below n without scripts and without nested lists.
func ownText(n *html.Node) string {
	var b strings.Builder
	var add func(*html.Node)
	add = func(n *html.Node) {
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			switch {
			case c.Type == html.TextNode:
				b.WriteString(c.Data)
			case c.DataAtom == atom.Ul, c.DataAtom == atom.Ol, c.DataAtom == atom.Script, c.DataAtom == atom.Style, c.DataAtom == atom.Noscript:
			case c.Type == html.ElementNode:
				if !inline[c.DataAtom] {
					b.WriteByte(' ')
				}
				add(c)
				if !inline[c.DataAtom] {
					b.WriteByte(' ')
				}
			}
		}
	}
	add(n)
	return b.String()
}

// inline elements do not part words.
var inline = map[atom.Atom]bool{
	atom.A: true, atom.Abbr: true, atom.B: true, atom.Cite: true, atom.Code: true, atom.Em: true, atom.Font: true, atom.I: true,
	atom.Mark: true, atom.S: true, atom.Small: true, atom.Span: true, atom.Strong: true, atom.Sub: true, atom.Sup: true, atom.U: true, atom.Wbr: true,
}
