package layout

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"assize/extractors/pdfdoc/content"
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
//
// STYLE is r for roman, b for bold, i for italic.
func sketch(t testing.TB, file string) []content.Page {
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
	for n, row := range strings.Split(string(data), "\n") {
		verb, rest, _ := strings.Cut(row, " ")
		switch verb {
		case "", "#":
		case "page":
			p = next()
		case "say":
			v, text := numbers(t, rest, 3)
			style, text, _ := strings.Cut(text, " ")
			say(p, v[0], v[1], v[2], style, text)
		case "para":
			v, text := numbers(t, rest, 3)
			style, text, _ := strings.Cut(text, " ")
			width, text := numbers(t, text, 1)
			wrap(p, v[0], v[1], v[2], style, width[0], text)
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
	return pages
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
