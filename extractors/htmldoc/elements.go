package htmldoc

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// skipped elements have no text that a reader sees in the page's flow.
var skipped = atoms(atom.Script, atom.Style, atom.Template, atom.Svg, atom.Iframe, atom.Object, atom.Embed,
	atom.Canvas, atom.Audio, atom.Video, atom.Map, atom.Head, atom.Title, atom.Input, atom.Select, atom.Textarea,
	atom.Datalist, atom.Progress, atom.Meter, atom.Noframes)

// blocks are the elements that begin on a new line (HTML, 15.3).
var blocks = atoms(atom.Address, atom.Article, atom.Aside, atom.Blockquote, atom.Body, atom.Caption, atom.Center, atom.Dd,
	atom.Details, atom.Dialog, atom.Dir, atom.Div, atom.Dl, atom.Dt, atom.Fieldset, atom.Figcaption, atom.Figure, atom.Footer,
	atom.Form, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Header, atom.Hgroup, atom.Hr, atom.Html, atom.Legend,
	atom.Li, atom.Main, atom.Menu, atom.Nav, atom.Ol, atom.P, atom.Pre, atom.Section, atom.Summary, atom.Table, atom.Tbody,
	atom.Td, atom.Tfoot, atom.Th, atom.Thead, atom.Tr, atom.Ul)

// isBlock reports whether an element begins on a new line. Custom elements
// (with a hyphen in the name) are containers in practice.
func isBlock(n *html.Node) bool {
	return blocks[n.DataAtom] || n.DataAtom == 0 && strings.Contains(n.Data, "-")
}

var headingLevels = map[atom.Atom]int{atom.H1: 1, atom.H2: 2, atom.H3: 3, atom.H4: 4, atom.H5: 5, atom.H6: 6}

var headingElements = atoms(atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6)

func isHeading(n *html.Node) bool { return headingElements[n.DataAtom] }

// ancestor is the nearest element above n with one of the names, or nil.
func ancestor(n *html.Node, names map[atom.Atom]bool) *html.Node {
	for n = n.Parent; n != nil; n = n.Parent {
		if names[n.DataAtom] {
			return n
		}
	}
	return nil
}
