package layout

import (
	"encoding/binary"
	"math"
	"math/rand/v2"
	"testing"

	"assize/extractors/pdfdoc/content"
	"assize/extractors/pdfdoc/tags"
)

// texts are what a fuzzed glyph may stand for: letters, marks, and everything
// that white space and normalisation treat in their own way.
var texts = []string{
	"a", "B", "7", ".", "-", "–", "•", "■", "\uf06e", "\uf0b7", "(", ")", "o", "1", "2.", "iv.", " ", "\u00a0", "\t", "\n", "\f",
	"\u00ad", "\u200b", "\u2060", "fi", "ﬁ", "¹", "é", "e\u0301", "\uFFFD", "", "\x00", "\xff", "א", "“", "”", "word", "two words", "*",
}

// types are the structure types of a fuzzed tree.
var types = []string{"P", "H", "H2", "L", "LI", "Lbl", "LBody", "Table", "TR", "TD", "TH", "Note", "Caption", "TOCI", "BlockQuote", "Figure", "Span", "Sect", "Odd"}

// treeFrom reads a structure tree out of arbitrary bytes, two for an element: its
// type, and how far up its parent is. Each element has one content a page.
func treeFrom(data []byte) *tags.Tree {
	var elements []tags.Element
	var contents []tags.Content
	for i := 0; i+1 < len(data) && i < 2*mcids; i += 2 {
		n := len(elements)
		elements = append(elements, tags.Element{
			Type: types[int(data[i])%len(types)], Parent: max(-1, n-1-int(data[i+1]%8)), RowSpan: 1 + int(data[i+1]>>6), ColSpan: 1 + int(data[i+1]>>4&3),
		})
		for page := range 20 {
			contents = append(contents, tags.Content{Page: page, MCID: n, Element: n})
		}
	}
	return tags.New(elements, contents)
}

// mcids is how many marked-content sequences a fuzzed page has.
const mcids = 64

// pagesFrom reads pages out of arbitrary bytes, eight for a glyph or a shape.
func pagesFrom(data []byte) []content.Page {
	pages := []content.Page{{Number: 1, Width: 595, Height: 842}}
	for ; len(data) >= 8; data = data[8:] {
		p := &pages[len(pages)-1]
		at := func(i int) float64 { return float64(binary.LittleEndian.Uint16(data[i:])) / 80 }
		switch kind := data[7]; {
		case kind == 255 && len(pages) < 20:
			pages = append(pages, content.Page{Number: len(pages) + 1, Width: 595, Height: 842})
		case kind == 254:
			p.Glyphs = append(p.Glyphs, content.Glyph{Text: texts[int(data[6])%len(texts)], X: math.Inf(1), Y: math.NaN(), Size: -at(0), Advance: math.NaN()})
		case kind > 240:
			p.Shapes = append(p.Shapes, content.Shape{X0: at(0), Y0: at(2), X1: at(0) + float64(data[4])*2, Y1: at(2) + float64(data[5])/8, Fill: kind%2 == 0, Rect: kind%3 == 0})
		default:
			p.Glyphs = append(p.Glyphs, content.Glyph{
				Text: texts[int(data[6])%len(texts)], X: at(0), Y: math.Round(at(2)/6) * 6, Size: float64(4 + data[4]%24), Advance: float64(data[5] % 12),
				MCID: int(data[1]) % mcids, Artifact: data[1] == 255,
				Bold: kind&1 > 0, Italic: kind&2 > 0, Angle: float64(kind&0xC) * 22.5 * float64(count(kind&0xF0 == 0)),
			})
		}
	}
	return pages
}

func FuzzBlocks(f *testing.F) {
	f.Add([]byte("12345678"), []byte(nil))
	f.Add([]byte("The bytes of a sentence are a page of glyphs in odd places, and some shapes."), []byte("and of elements"))
	noise := rand.New(rand.NewPCG(1, 2))
	for range 4 {
		seed := make([]byte, 4000)
		for i := range seed {
			seed[i] = byte(noise.Uint32())
		}
		f.Add(seed, seed[:2*mcids])
	}
	f.Fuzz(func(t *testing.T, data, shape []byte) {
		pages, tree := pagesFrom(data), treeFrom(shape)
		doc := Blocks(pages, tree)
		check(t, pages, doc)
		if again := Blocks(pages, tree); again.Text != doc.Text || len(again.Blocks) != len(doc.Blocks) {
			t.Error("the same pages were laid out in two ways")
		}
	})
}

// hostile pages hold 100,000 glyphs each, set so that a careless loop over pairs
// would show.
var hostile = map[string]func(i int) content.Glyph{
	"one row": func(i int) content.Glyph {
		return content.Glyph{Text: "a", X: float64(i), Y: 400, Size: 10, Advance: 5}
	},
	"one column": func(i int) content.Glyph { return content.Glyph{Text: "a", X: 72, Y: float64(i), Size: 10, Advance: 5} },
	"one place":  func(int) content.Glyph { return content.Glyph{Text: "a", X: 72, Y: 72, Size: 10, Advance: 5} },
	"diagonal": func(i int) content.Glyph {
		return content.Glyph{Text: "a", X: float64(i), Y: float64(i), Size: 10, Advance: 5}
	},
	"far apart": func(i int) content.Glyph {
		return content.Glyph{Text: "a", X: float64(i%300) * 30, Y: float64(i/300) * 12, Size: 10, Advance: 5}
	},
	"superscript": func(i int) content.Glyph {
		return content.Glyph{Text: "1", X: float64(i % 500), Y: float64(i/500) * 0.9, Size: float64(4 + i%9), Advance: 3}
	},
	"markers": func(i int) content.Glyph {
		return content.Glyph{Text: "–", X: float64(i%2) * 40, Y: float64(i/2) * 12, Size: 10, Advance: 5}
	},
}

func hostilePage(glyph func(int) content.Glyph) []content.Page {
	p := content.Page{Number: 1, Width: 595, Height: 842}
	for i := range 100_000 {
		p.Glyphs = append(p.Glyphs, glyph(i))
		if i%40 == 0 {
			x, y := float64(i%590), float64(i/60)
			p.Shapes = append(p.Shapes,
				content.Shape{X0: x, Y0: y, X1: x + 3, Y1: y + 3, Fill: true},
				content.Shape{X0: 0, Y0: y, X1: 595, Y1: y + 0.5, Fill: true, Rect: true},
				content.Shape{X0: x, Y0: 0, X1: x + 0.5, Y1: 842, Fill: true, Rect: true})
		}
	}
	return []content.Page{p}
}

func TestHostilePages(t *testing.T) {
	for name, glyph := range hostile {
		t.Run(name, func(t *testing.T) {
			pages := hostilePage(glyph)
			check(t, pages, Blocks(pages, nil))
		})
	}
}

// BenchmarkReport lays out a report of 100 pages.
func BenchmarkReport(b *testing.B) {
	var pages []content.Page
	for len(pages) < 100 {
		for _, file := range []string{"report", "columns", "lists", "quotes"} {
			more, _ := sketch(b, "testdata/"+file+".page")
			pages = append(pages, more...)
		}
	}
	for b.Loop() {
		Blocks(pages, nil)
	}
}
