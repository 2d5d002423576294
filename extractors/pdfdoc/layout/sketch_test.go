package layout

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"assize/extractors/pdfdoc/content"
	"assize/extractors/pdfdoc/tags"
)

// Widths of the sketched type, in font sizes.
const (
	letterWidth = 0.5
	spaceWidth  = 0.25
	lineHeight  = 1.2
)

// sketch reads pages from a file of directives, one a line:
//
//	say X Y SIZE STYLE TEXT          one run of text, its baseline from X, Y
//	para X Y SIZE STYLE WIDTH TEXT   text wrapped to a width
//	rule X0 Y0 X1 Y1                 a filled rectangle
//	dot X Y SIZE                     a filled disc, from its lower left corner
//	page                             the next page
//	in TYPE                          what follows stands in an element of the structure tree, or in an Artifact
//	out                              the element ends
//
// STYLE is r for roman, b for bold, i for italic. The tree is nil where nothing
// stands in an element.
func sketch(t testing.TB, file string) ([]content.Page, *tags.Tree) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var pages []content.Page
	next := func() *content.Page {
		n := len(pages) + 1
		pages = append(pages, content.Page{Number: n, Label: strconv.Itoa(n), Width: 595, Height: 842})
		return &pages[n-1]
	}
	p := next()
	var elements []tags.Element
	var contents []tags.Content
	var open []int // elements, -1 for an artefact
	mark := func(from int) {
		if len(open) == 0 {
			return
		}
		e := open[len(open)-1]
		if e >= 0 {
			contents = append(contents, tags.Content{Page: p.Number - 1, MCID: len(contents), Element: e})
		}
		for i := from; i < len(p.Glyphs); i++ {
			if p.Glyphs[i].Artifact = e < 0; e >= 0 {
				p.Glyphs[i].MCID = len(contents) - 1
			}
		}
	}
	for n, row := range strings.Split(string(data), "\n") {
		verb, rest, _ := strings.Cut(row, " ")
		switch verb {
		case "", "#":
		case "page":
			p = next()
		case "say":
			v, text := numbers(t, rest, 3)
			style, text, _ := strings.Cut(text, " ")
			from := len(p.Glyphs)
			say(p, v[0], v[1], v[2], style, text)
			mark(from)
		case "para":
			v, text := numbers(t, rest, 3)
			style, text, _ := strings.Cut(text, " ")
			width, text := numbers(t, text, 1)
			from := len(p.Glyphs)
			wrap(p, v[0], v[1], v[2], style, width[0], text)
			mark(from)
		case "in":
			parent := -1
			if len(open) > 0 {
				parent = open[len(open)-1]
			}
			if open = append(open, -1); rest != "Artifact" {
				open[len(open)-1] = len(elements)
				elements = append(elements, tags.Element{Type: rest, Parent: parent, RowSpan: 1, ColSpan: 1})
			}
		case "out":
			open = open[:len(open)-1]
		case "rule":
			v, _ := numbers(t, rest, 4)
			p.Shapes = append(p.Shapes, content.Shape{X0: v[0], Y0: v[1], X1: v[2], Y1: v[3], Fill: true, Rect: true})
		case "dot":
			v, _ := numbers(t, rest, 3)
			p.Shapes = append(p.Shapes, content.Shape{X0: v[0], Y0: v[1], X1: v[0] + v[2], Y1: v[1] + v[2], Fill: true})
		default:
			t.Fatalf("%s:%d: unknown directive %q", file, n+1, verb)
		}
	}
	if elements == nil {
		return pages, nil
	}
	return pages, tags.New(elements, contents)
}

func numbers(t testing.TB, s string, n int) ([]float64, string) {
	t.Helper()
	out := make([]float64, n)
	for i := range out {
		var field string
		field, s, _ = strings.Cut(s, " ")
		if _, err := fmt.Sscan(field, &out[i]); err != nil {
			t.Fatalf("%q: %v", field, err)
		}
	}
	return out, s
}

func say(p *content.Page, x, y, size float64, style, text string) {
	for _, r := range text {
		width := letterWidth * size
		if r == ' ' {
			width = spaceWidth * size
		}
		p.Glyphs = append(p.Glyphs, content.Glyph{
			Text: string(r), X: x, Y: y, Advance: width, Size: size,
			Bold: style == "b", Italic: style == "i", MCID: -1,
		})
		x += width
	}
}

func wrap(p *content.Page, x, y, size float64, style string, width float64, text string) {
	line := ""
	for _, word := range strings.Fields(text) {
		longer := strings.TrimPrefix(line+" "+word, " ")
		if letters := float64(utf8.RuneCountInString(longer)); line != "" &&
			(letters*letterWidth-float64(strings.Count(longer, " "))*(letterWidth-spaceWidth))*size > width {
			say(p, x, y, size, style, line)
			y -= lineHeight * size
			longer = word
		}
		line = longer
	}
	say(p, x, y, size, style, line)
}
