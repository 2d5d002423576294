package content

import (
	"fmt"
	"math"
	"strings"
	"testing"
)

func TestText(t *testing.T) {
	for _, test := range []struct{ name, stream, want string }{
		{"plain", "BT /F1 10 Tf (Hi \\(there\\)) Tj ET", "Hi (there)"},
		{"octal and line continuation", "BT /F1 10 Tf (\\101\\\nB\\243) Tj ET", "AB£"},
		{"adjustments", "BT /F1 10 Tf [(A) -500 (B) 120 (C)] TJ ET", "ABC"},
		{"next line operators", "BT /F1 10 Tf 12 TL 0 50 Td (a) ' 1 2 (b) \" T* (c) Tj ET", "abc"},
		{"differences", "BT /F2 10 Tf (ABCD\\310E) Tj ET", "fi—Tha•E"},
		{"two-byte codes", "BT /F3 10 Tf <00100011001200030020002100FF> Tj ET", "ABC fi😀\uFFFD"},
		{"odd last byte", "BT /F3 10 Tf <001000> Tj ET", "A\uFFFD"},
		{"restored font", "/F1 10 Tf q /F2 10 Tf BT (A) Tj ET Q BT (A) Tj ET", "fiA"},
		{"too many Q", "Q Q Q BT /F1 10 Tf (A) Tj ET Q Q", "A"},
		{"too many q", strings.Repeat("q ", 20_000) + "BT /F1 10 Tf (A) Tj ET", "A"},
		{"no font", "BT (A) Tj /F9 10 Tf (B) Tj ET", "B"},
		{"too few operands", "BT /F1 10 Tf Td Tm 1 cm (A) Tj Tj TJ ET", "A"},
		{"unknown operators", "BX 1 2 foo EX BT /F1 10 Tf (A) Tj ET", "A"},
		{"marks unbalanced", "EMC /P <</MCID 1>> BDC BT /F1 10 Tf (A) Tj ET EMC EMC", "A"},
		{"inline image", "q BI /W 2 /H 2 /BPC 8 /CS /G ID (\x00 EI\xff\x01 ) Tj EI Q BT /F1 10 Tf (A) Tj ET", "A"},
		{"inline image without end", "BT /F1 10 Tf (A) Tj ET BI ID xxxx", "A"},
		{"unclosed string", "BT /F1 10 Tf (A) Tj (B", "A"},
		{"unclosed array", "BT /F1 10 Tf (A) Tj [(B) 1", "A"},
		{"actual text", "/Span <</ActualText (fin)>> BDC BT /F1 10 Tf (\\245\\246) Tj ET EMC", "fin"},
		{"actual text, one for one", "/Span <</ActualText <FEFF03B103B2>>> BDC BT /F1 10 Tf (ab) Tj ET EMC", "αβ"},
		{"actual text, nothing", "BT /F1 10 Tf (a) Tj /Span <</ActualText ()>> BDC (-) Tj EMC (b) Tj ET", "ab"},
		{"actual text on two lines", "/Span <</ActualText (x)>> BDC BT /F1 10 Tf 0 50 Td (a) Tj 0 -20 Td (b) Tj ET EMC", "ab"},
		{"off the page", "BT /F1 10 Tf 500 50 Td (A) Tj -490 0 Td (B) Tj ET", "B"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := textOf(glyphs(t, test.stream, "", "")); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

// Places are worked out by hand from the widths of Helvetica (A 667, B 667, space 278).
func TestPlaces(t *testing.T) {
	for _, test := range []struct {
		name, stream, entries string
		want                  Glyph // of the last glyph: X, Y, Advance, Size, Angle
	}{
		{"advance", "BT /F1 10 Tf 20 30 Td (AB) Tj ET", "", Glyph{X: 26.67, Y: 30, Advance: 6.67, Size: 10}},
		{"adjustment", "BT /F1 10 Tf [(A) -1000 (B)] TJ ET", "", Glyph{X: 16.67, Advance: 6.67, Size: 10}},
		{"spacing", "BT /F1 10 Tf 1 Tc 2 Tw (A B) Tj ET", "", Glyph{X: 6.67 + 1 + 2.78 + 1 + 2, Advance: 6.67, Size: 10}},
		{"no word spacing in two-byte codes", "BT /F3 10 Tf 5 Tw <00030010> Tj ET", "", Glyph{X: 5, Advance: 7, Size: 10}},
		{"widths of two-byte codes", "BT /F3 10 Tf <0010001100120003> Tj ET", "", Glyph{X: 24, Advance: 5, Size: 10}},
		{"horizontal scale", "BT /F1 10 Tf 50 Tz (AB) Tj ET", "", Glyph{X: 3.335, Advance: 3.335, Size: 10}},
		{"rise", "BT /F1 10 Tf 4 Ts (A) Tj ET", "", Glyph{Y: 4, Advance: 6.67, Size: 10}},
		{"text matrix", "BT /F1 1 Tf 12 0 0 12 5 6 Tm (A) Tj ET", "", Glyph{X: 5, Y: 6, Advance: 8.004, Size: 12}},
		{"page matrix", "2 0 0 2 10 10 cm BT /F1 10 Tf 1 2 Td (A) Tj ET", "", Glyph{X: 12, Y: 14, Advance: 13.34, Size: 20}},
		{"line matrix", "BT /F1 10 Tf 0 50 Td (A) Tj 5 -20 TD T* (A) Tj ET", "", Glyph{X: 5, Y: 10, Advance: 6.67, Size: 10}},
		{"turned text", "BT /F1 10 Tf 0 1 -1 0 50 20 Tm (AB) Tj ET", "", Glyph{X: 50, Y: 26.67, Advance: 6.67, Size: 10, Angle: 90}},
		{"page turned by 90", "BT /F1 10 Tf 0 1 -1 0 50 20 Tm (A) Tj ET", "/Rotate 90", Glyph{X: 20, Y: 150, Advance: 6.67, Size: 10}},
		{"page turned by 180", "BT /F1 10 Tf 50 20 Td (A) Tj ET", "/Rotate 180", Glyph{X: 150, Y: 80, Advance: 6.67, Size: 10, Angle: 180}},
		{"page turned by -90", "BT /F1 10 Tf 50 20 Td (A) Tj ET", "/Rotate -90", Glyph{X: 80, Y: 50, Advance: 6.67, Size: 10, Angle: 90}},
		{"crop box", "BT /F1 10 Tf 50 20 Td (A) Tj ET", "/CropBox[40 10 150 90]", Glyph{X: 10, Y: 10, Advance: 6.67, Size: 10}},
		{"user unit", "BT /F1 10 Tf 50 20 Td (A) Tj ET", "/UserUnit 2", Glyph{X: 100, Y: 40, Advance: 13.34, Size: 20}},
	} {
		t.Run(test.name, func(t *testing.T) {
			all := glyphs(t, test.stream, "", test.entries)
			got := all[len(all)-1]
			for _, v := range [][2]float64{
				{got.X, test.want.X}, {got.Y, test.want.Y}, {got.Advance, test.want.Advance},
				{got.Size, test.want.Size}, {got.Angle, test.want.Angle},
			} {
				if math.Abs(v[0]-v[1]) > 1e-6 {
					t.Fatalf("got %+v, want %+v", got, test.want)
				}
			}
		})
	}
}

func TestGlyphProperties(t *testing.T) {
	all := glyphs(t, "/Artifact BMC BT /F1 10 Tf 1 0 0 rg (a) Tj ET EMC "+
		"/P <</MCID 7>> BDC BT 0 0 0 1 k 3 Tr (b) Tj 0 Tr /Deep /Named BDC /F2 10 Tf 0.5 g (E) Tj EMC ET EMC "+
		"/Tint cs 1 scn BT (E) Tj ET",
		"/Properties<</Named<</MCID 8>>>>/ColorSpace<</Tint[/Separation/Spot/DeviceGray<<>>]>>", "")
	want := []struct {
		font     string
		color    uint32
		mcid     int
		bold     bool
		artifact bool
		hidden   bool
	}{
		{"Helvetica", 0xff0000, -1, false, true, false},
		{"Helvetica", 0x000000, 7, false, false, true},
		{"Times-BoldItalic", 0x808080, 8, true, false, false},
		{"Times-BoldItalic", 0x000000, -1, true, false, false},
	}
	if len(all) != len(want) {
		t.Fatalf("%d glyphs, want %d", len(all), len(want))
	}
	for i, w := range want {
		g := all[i]
		if g.Font != w.font || g.Color != w.color || g.MCID != w.mcid || g.Bold != w.bold || g.Italic != w.bold ||
			g.Artifact != w.artifact || g.Hidden != w.hidden {
			t.Errorf("glyph %d: got %+v, want %+v", i, g, w)
		}
	}
}

func TestForms(t *testing.T) {
	b := &builder{}
	fonts := b.fonts()
	own := b.stream("/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Matrix[1 0 0 1 30 40]/Resources<<"+fonts+">>",
		"Q /F2 8 Tf /P BMC BT (A) Tj ET")
	self := len(b.objects) + 1
	b.stream(fmt.Sprintf("/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</Self %d 0 R>>>>", self), "/Self Do /Self Do")
	contents := b.stream("", "q 1 0 0 1 5 5 cm /F1 10 Tf /Own Do BT (A) Tj ET Q /Self Do /None Do")
	pages := len(b.objects) + 2
	b.add(fmt.Sprintf("<</Type/Page/Parent %d 0 R/MediaBox[0 0 200 100]/Resources<<%s/XObject<</Own %d 0 R/Self %d 0 R>>>>/Contents %d 0 R>>",
		pages, fonts, own, self, contents))
	b.add(fmt.Sprintf("<</Type/Pages/Kids[%d 0 R]/Count 1>>", pages-1))
	p := read(t, b.bytes(b.add(fmt.Sprintf("<</Type/Catalog/Pages %d 0 R>>", pages)), "")).Pages[0]
	if p.Err != nil || textOf(p.Glyphs) != "fiA" {
		t.Fatalf("got %q, error %v", textOf(p.Glyphs), p.Err)
	}
	if g := p.Glyphs[0]; g.X != 35 || g.Y != 45 || g.Size != 8 {
		t.Errorf("inside the form: %+v", g)
	}
	if g := p.Glyphs[1]; g.X != 5 || g.Y != 5 || g.Size != 10 {
		t.Errorf("behind the form: %+v", g)
	}
}

func TestShapes(t *testing.T) {
	p := read(t, onePage("1 0 0 rg 10 20 30 4 re f  0 0 1 RG 5 5 m 60 5 l S "+
		"10 10 m 12 10 13 12 10 14 c f  70 20 9 9 re B  1 1 5 5 re W n  900 900 5 5 re f "+
		"q 20 0 0 10 50 60 cm /Im Do Q", "/XObject<</Im<</Subtype/Image>>>>", "")).Pages[0]
	want := []Shape{
		{X0: 10, Y0: 20, X1: 40, Y1: 24, Fill: true, Color: 0xff0000, Rect: true},
		{X0: 5, Y0: 5, X1: 60, Y1: 5, Stroke: true, Color: 0x0000ff, Rect: true},
		{X0: 10, Y0: 10, X1: 13, Y1: 14, Fill: true, Color: 0xff0000},
		{X0: 70, Y0: 20, X1: 79, Y1: 29, Fill: true, Stroke: true, Color: 0xff0000, Rect: true},
	}
	if len(p.Shapes) != len(want) {
		t.Fatalf("got %+v", p.Shapes)
	}
	for i := range want {
		if p.Shapes[i] != want[i] {
			t.Errorf("shape %d: got %+v, want %+v", i, p.Shapes[i], want[i])
		}
	}
	if len(p.Images) != 1 || p.Images[0] != (Box{50, 60, 70, 70}) {
		t.Errorf("images %v", p.Images)
	}
}

func FuzzContent(f *testing.F) {
	f.Add("q BT /F1 10 Tf [(A) -500 (B)] TJ ET Q Q")
	f.Add("/Span <</ActualText (x)>> BDC BT /F3 9 Tf <00100020> Tj ET EMC BI /W 1 ID x EI 1 0 0 rg 0 0 9 9 re f*")
	f.Add("/F1 1 Tf 1e9 0 0 1 .. - cm -.-5 Td << [ ( ] > >> \" ' d0")
	f.Fuzz(func(t *testing.T, stream string) {
		d, err := Read(t.Context(), onePage(stream, "", ""), Options{})
		if err != nil {
			t.Fatal(err)
		}
		for _, g := range d.Pages[0].Glyphs {
			if g.Text == "" || !finite(g.X, g.Y, g.Size, g.Advance) {
				t.Fatalf("glyph %+v", g)
			}
		}
	})
}
