package layout

import (
	"fmt"
	"math"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"assize/extractors/block"
	"assize/extractors/pdfdoc/content"
	"assize/extractors/record"
	"assize/internal/testkit/golden"
)

func TestGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/*.page")
	if err != nil || len(files) == 0 {
		t.Fatalf("no sketches in testdata: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".page"), func(t *testing.T) {
			pages, tree := sketch(t, file)
			doc := Blocks(pages, tree)
			check(t, pages, doc)
			golden.Check(t, strings.TrimSuffix(file, ".page")+".golden", []byte(outline(doc)))
		})
	}
}

// outline prints the blocks for a reader, and then the artefact.
func outline(doc *block.Doc) string {
	var b strings.Builder
	for i := range doc.Blocks {
		x := &doc.Blocks[i]
		fmt.Fprintf(&b, "%-4s", x.Tag())
		for _, s := range x.Spans {
			fmt.Fprintf(&b, " p%d", s.Page)
		}
		if x.Title {
			b.WriteString(" title")
		}
		if x.Marker != "" {
			fmt.Fprintf(&b, " %q", x.Marker)
		}
		if x.Label != "" {
			fmt.Fprintf(&b, " label=%s", x.Label)
		}
		if x.Depth > 0 {
			fmt.Fprintf(&b, " depth=%d ordinal=%d", x.Depth, x.Ordinal)
		}
		if x.Row > 0 {
			fmt.Fprintf(&b, " row=%d col=%d", x.Row, x.Col)
		}
		if x.Header {
			b.WriteString(" header")
		}
		if !slices.Equal(x.Evidence, []block.Evidence{block.FromLayout}) {
			fmt.Fprintf(&b, " %v", x.Evidence)
		}
		if x.Group > 0 {
			fmt.Fprintf(&b, " group=%d", x.Group)
		}
		fmt.Fprintf(&b, "\n     %s\n", x.Text)
	}
	b.WriteString("\n--- artefact\n" + strings.ReplaceAll(doc.Text, "\f", "--- page\n"))
	return b.String()
}

// check holds a document against what must be true of every one.
func check(t *testing.T, pages []content.Page, doc *block.Doc) {
	t.Helper()
	if len(doc.Pages) != len(pages) {
		t.Errorf("%d pages became %d", len(pages), len(doc.Pages))
	}
	covered := map[int]bool{}
	for i := range doc.Blocks {
		b := &doc.Blocks[i]
		var parts []string
		end := 0
		for _, s := range b.Spans {
			page := doc.Pages[s.Page-1]
			if s.Start < end || s.End <= s.Start || s.Start < page.Start || s.End > page.End {
				t.Fatalf("%s %q: span [%d:%d] is empty, out of order or off its page [%d:%d]", b.Kind, b.Text, s.Start, s.End, page.Start, page.End)
			}
			if covered[s.Start] {
				t.Errorf("two blocks begin at byte %d", s.Start)
			}
			covered[s.Start] = true
			if len(s.Quads) == 0 {
				t.Errorf("%s %q has no quads", b.Kind, b.Text)
			}
			for _, q := range s.Quads {
				for _, v := range q {
					if math.IsNaN(v) || math.IsInf(v, 0) {
						t.Errorf("%s %q: quad %v", b.Kind, b.Text, q)
					}
				}
			}
			end = s.End
			parts = append(parts, doc.Text[s.Start:s.End])
		}
		if b.Text == "" || record.Join(parts) != b.Text || record.Normalise(b.Text) != b.Text {
			t.Errorf("%s: the spans say %q, the text %q", b.Kind, record.Join(parts), b.Text)
		}
		if evidence := fmt.Sprint(b.Evidence); evidence != "[layout]" && evidence != "[tagged]" && evidence != "[tagged layout]" {
			t.Errorf("%s %q: evidence %s", b.Kind, b.Text, evidence)
		}
	}
}

func TestNothingIsLost(t *testing.T) {
	files, _ := filepath.Glob("testdata/*.page")
	for _, file := range files {
		pages, tree := sketch(t, file)
		shown := map[rune]int{}
		for _, p := range pages {
			for _, g := range p.Glyphs {
				countLetters(shown, g.Text, 1)
			}
		}
		countLetters(shown, Blocks(pages, tree).Text, -1)
		for r, n := range shown {
			if n != 0 {
				t.Errorf("%s: %q is shown %d times more than written", file, r, n)
			}
		}
	}
}

func countLetters(counts map[rune]int, s string, step int) {
	for _, r := range s {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			counts[r] += step
		}
	}
}

func TestEmpty(t *testing.T) {
	for _, pages := range [][]content.Page{nil, {{Number: 1}}, {{Number: 1, Width: 595, Height: 842}, {Number: 2}}} {
		doc := Blocks(pages, nil)
		check(t, pages, doc)
		if len(doc.Blocks) != 0 {
			t.Errorf("blocks out of nothing: %v", doc.Blocks)
		}
	}
}

// A page whose text is set sideways is read as if it were upright; its quads
// still lie on the page.
func TestTurnedPage(t *testing.T) {
	upright, _ := sketch(t, "testdata/lists.page")
	turned, _ := sketch(t, "testdata/lists.page")
	p := &turned[0]
	for i := range p.Glyphs {
		g := &p.Glyphs[i]
		g.X, g.Y, g.Angle = p.Height-g.Y, g.X, 90
	}
	for i, s := range p.Shapes {
		p.Shapes[i].X0, p.Shapes[i].Y0, p.Shapes[i].X1, p.Shapes[i].Y1 = p.Height-s.Y1, s.X0, p.Height-s.Y0, s.X1
	}
	p.Width, p.Height = p.Height, p.Width
	want, got := Blocks(upright, nil), Blocks(turned, nil)
	if got.Text != want.Text {
		t.Errorf("got %q\nwant %q", got.Text, want.Text)
	}
	for i := range got.Blocks {
		a, b := want.Blocks[i].Spans[0].Quads[0], got.Blocks[i].Spans[0].Quads[0]
		for k := 0; k < 8; k += 2 {
			if x, y := 842-a[k+1], a[k]; math.Abs(x-b[k]) > 1e-6 || math.Abs(y-b[k+1]) > 1e-6 {
				t.Fatalf("corner %d of %q is at %v,%v, want %v,%v", k/2, got.Blocks[i].Text, b[k], b[k+1], x, y)
			}
		}
	}
}

func TestTiltedTextIsInNoBlock(t *testing.T) {
	pages, _ := sketch(t, "testdata/quotes.page")
	for i, r := range "DRAFT" {
		pages[0].Glyphs = append(pages[0].Glyphs, content.Glyph{
			Text: string(r), X: 200 + 20*float64(i), Y: 300 + 20*float64(i), Advance: 28, Size: 40, Angle: 45,
		})
	}
	doc := Blocks(pages, nil)
	check(t, pages, doc)
	if !strings.Contains(doc.Text, "DRAFT") {
		t.Error("the tilted text is not in the artefact")
	}
	for _, b := range doc.Blocks {
		if strings.Contains(b.Text, "DRAFT") {
			t.Errorf("a block holds it: %q", b.Text)
		}
	}
}

func TestQuads(t *testing.T) {
	p := content.Page{Number: 1, Width: 595, Height: 842}
	wrap(&p, 72, 500, 10, "r", 90, "one two three four five six seven")
	doc := Blocks([]content.Page{p}, nil)
	if len(doc.Blocks) != 1 || len(doc.Blocks[0].Spans) != 1 {
		t.Fatalf("got %+v", doc.Blocks)
	}
	quads := doc.Blocks[0].Spans[0].Quads
	if want := (block.Quad{72, 497.5, 154.5, 497.5, 154.5, 507.5, 72, 507.5}); len(quads) != 2 || quads[0] != want {
		t.Errorf("got %v, want first %v and one more", quads, want)
	}
}
