package htmldoc

import (
	"bytes"
	"context"
	"io"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// parseTree parses a page. The parser refuses tags that are nested deeper than
// 512; such a page is flattened and parsed again.
func parseTree(ctx context.Context, text string) (root *html.Node, flattened bool, err error) {
	root, err = parse(&guarded{ctx, strings.NewReader(text)})
	if err == nil || ctx.Err() != nil {
		return root, false, err
	}
	flat, err := flatten(ctx, text)
	if err != nil {
		return nil, true, err
	}
	root, err = parse(&guarded{ctx, bytes.NewReader(flat)})
	return root, true, err
}

// parse reads noscript elements as a browser without scripts does.
func parse(r io.Reader) (*html.Node, error) {
	return html.ParseWithOptions(r, html.ParseOptionEnableScripting(false))
}

// What is read of one page at most: a tree takes a few hundred bytes for each tag
// and each attribute, and formatting tags are multiplied by the parser.
const (
	mostTags       = 400_000
	mostAttributes = 200_000
)

// cutTags is text up to the tag that is one too many, with blanks for what follows
// in a tag the attribute that is. An equals sign between "<" and ">" stands for an
// attribute.
func cutTags(text string) (string, bool) {
	tags, attributes := 0, 0
	inTag := false
	var blanked []byte // a copy, when it is needed
	end := len(text)
scan:
	for i := 0; i < len(text); i++ {
		switch {
		case text[i] == '>':
			inTag = false
		case text[i] == '<':
			if tags, inTag = tags+1, true; tags > mostTags {
				end = i
				break scan
			}
		case text[i] == '=' && inTag:
			if attributes++; attributes > mostAttributes {
				if blanked == nil {
					blanked = []byte(text)
				}
				for ; i < len(text) && text[i] != '>'; i++ {
					blanked[i] = ' '
				}
				inTag = false
			}
		}
	}
	if blanked != nil {
		return string(blanked[:end]), true
	}
	return text[:end], end < len(text)
}

// guarded is a reader that ends when its context does, which is how a parser
// that takes no context is stopped.
type guarded struct {
	ctx context.Context
	r   io.Reader
}

func (g *guarded) Read(p []byte) (int, error) {
	if err := g.ctx.Err(); err != nil {
		return 0, err
	}
	return g.r.Read(p)
}

// unnested elements take part in no nesting of their own: void elements, and
// those whose end tag is implied by their next of kin or their parent's end.
var unnested = atoms(atom.Area, atom.Base, atom.Br, atom.Col, atom.Embed, atom.Hr, atom.Img, atom.Input, atom.Link, atom.Meta,
	atom.Param, atom.Source, atom.Track, atom.Wbr, atom.P, atom.Li, atom.Td, atom.Th, atom.Tr, atom.Tbody, atom.Thead, atom.Tfoot,
	atom.Dt, atom.Dd, atom.Option, atom.Optgroup, atom.Html, atom.Head, atom.Body)

// formatting elements are opened again after each block that they cross
// (HTML, 13.2.4.3), so they can nest without end where no tag does.
var formatting = atoms(atom.B, atom.Big, atom.Code, atom.Em, atom.Font, atom.I, atom.Nobr, atom.S, atom.Small, atom.Strike,
	atom.Strong, atom.Tt, atom.U)

// flatten rewrites a page without formatting tags and without the tags that
// stand deeper than a hundred others; the text stays.
func flatten(ctx context.Context, text string) ([]byte, error) {
	const deepest = 100
	var (
		out  bytes.Buffer
		open []atom.Atom // 0 for an element that the atom table does not know
	)
	z := html.NewTokenizer(&guarded{ctx, strings.NewReader(text)})
	for {
		kind := z.Next()
		raw := z.Raw()
		switch kind {
		case html.ErrorToken:
			if z.Err() == io.EOF {
				return out.Bytes(), nil
			}
			return nil, z.Err()
		case html.StartTagToken:
			name := tagAtom(z)
			if formatting[name] {
				continue
			}
			if !unnested[name] {
				open = append(open, name)
				if len(open) > deepest {
					continue
				}
			}
		case html.EndTagToken:
			name := tagAtom(z)
			if formatting[name] {
				continue
			}
			if !unnested[name] {
				depth := len(open)
				if open = closeTag(open, name); len(open) == depth || len(open) >= deepest {
					continue
				}
			}
		}
		out.Write(raw)
	}
}

func tagAtom(z *html.Tokenizer) atom.Atom {
	name, _ := z.TagName()
	return atom.Lookup(name)
}

// closeTag pops the innermost open element of that name and all inside it. Only
// the last few are searched, so that stray end tags cost little.
func closeTag(open []atom.Atom, name atom.Atom) []atom.Atom {
	const window = 16
	for i := len(open) - 1; i >= 0 && i >= len(open)-window; i-- {
		if open[i] == name {
			return open[:i]
		}
	}
	return open
}

func atoms(list ...atom.Atom) map[atom.Atom]bool {
	set := make(map[atom.Atom]bool, len(list))
	for _, a := range list {
		set[a] = true
	}
	return set
}
