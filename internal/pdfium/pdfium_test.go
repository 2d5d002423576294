package pdfium

import (
	"bytes"
	"context"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"assize/extractors/fault"
	"assize/extractors/pdfdoc/content"
	"assize/pipeline/isolate"
)

// engine is one for all tests: compiling takes seconds.
var engine *Engine

// envWorker makes the test binary a worker, as the program's own are.
const (
	envWorker = "PDFIUM_TEST_WORKER"
	envCache  = "PDFIUM_TEST_CACHE"
)

func TestMain(m *testing.M) {
	if os.Getenv(envWorker) != "" {
		engine = New(os.Getenv(envCache))
		if err := isolate.Worker(context.Background(), os.Stdin, os.Stdout, work); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	engine = New(CacheDir())
	code := m.Run()
	engine.Close()
	os.Exit(code)
}

// file is a PDF file of one page with these entries and this content stream.
func file(page, stream string) []byte {
	return fmt.Appendf(nil, "%%PDF-1.5\n1 0 obj <</Type/Catalog/Pages 2 0 R/PageLabels<</Nums[0<</S/r/St 4>>]>>>> endobj\n"+
		"2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj\n"+
		"3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]%s/Contents 4 0 R/Resources<<"+
		"/Font<</F 5 0 R/B 6 0 R>>/XObject<</Form 7 0 R/Im 8 0 R>>>>>> endobj\n"+
		"4 0 obj <</Length %d>>\nstream\n%s\nendstream endobj\n"+
		"5 0 obj <</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>> endobj\n"+
		"6 0 obj <</Type/Font/Subtype/Type1/BaseFont/ABCDEF+Helvetica-BoldOblique/Encoding/WinAnsiEncoding>> endobj\n"+
		"7 0 obj <</Type/XObject/Subtype/Form/BBox[0 0 100 100]/Matrix[2 0 0 2 10 20]/Length 20>>\nstream\n1 0 0 rg 5 5 3 3 re f\nendstream endobj\n"+
		"8 0 obj <</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Length 1>>\nstream\nA\nendstream endobj\n"+
		"trailer <</Root 1 0 R>>\n%%%%EOF", page, len(stream), stream)
}

const everything = `BT /F 12 Tf 50 700 Td (Plain text, two words.) Tj 0 0 1 rg 0 -20 Td /B 20 Tf 3 Tr (Hidden) Tj 0 Tr ( bold blue) Tj ET
/P <</MCID 7>> BDC BT 0 g /F 10 Tf 120 Tz 1 0 0 1 50 600 Tm [(wi) -40 (de)] TJ ET EMC
/Artifact BMC BT /F 8 Tf 100 Tz 0 1 -1 0 30 300 Tm (upwards) Tj ET EMC
q 1 0 0 RG 2 w 100 100 m 300 100 l S Q 0 1 0 rg 50 50 20 10 re f
q 40 0 0 30 200 400 cm /Im Do Q /Form Do`

// What PDFium reads is what package content reads, wherever the page lies. The
// order of text that is not upright is PDFium's own.
func TestReadAgrees(t *testing.T) {
	for _, page := range []string{"", "/Rotate 90", "/Rotate 180/CropBox[10 20 500 790]", "/Rotate 270"} {
		body := file(page, everything)
		got, err := engine.Read(t.Context(), body, "", nil)
		if err != nil {
			t.Fatal(err)
		}
		want, err := content.Read(t.Context(), body, content.Options{})
		if err != nil {
			t.Fatal(err)
		}
		same(t, page, got[0], want.Pages[0])
		if page == "" && shown(got[0]) != shown(want.Pages[0]) {
			t.Errorf("text %q, want %q", shown(got[0]), shown(want.Pages[0]))
		}
	}
}

func same(t *testing.T, name string, got, want content.Page) {
	t.Helper()
	if got.Number != want.Number || got.Label != want.Label || !near(got.Width, want.Width) || !near(got.Height, want.Height) {
		t.Errorf("%s: page %d %q of %g by %g, want %d %q of %g by %g", name,
			got.Number, got.Label, got.Width, got.Height, want.Number, want.Label, want.Width, want.Height)
	}
	if len(got.Glyphs) != len(want.Glyphs) || len(got.Shapes) != len(want.Shapes) || len(got.Images) != len(want.Images) {
		t.Fatalf("%s: %d glyphs, %d shapes, %d images, want %d, %d, %d", name,
			len(got.Glyphs), len(got.Shapes), len(got.Images), len(want.Glyphs), len(want.Shapes), len(want.Images))
	}
	for _, w := range want.Glyphs {
		i := slices.IndexFunc(got.Glyphs, func(g content.Glyph) bool {
			return g.Text == w.Text && near(g.X, w.X) && near(g.Y, w.Y) && near(g.Size, w.Size) && near(g.Advance, w.Advance) && near(g.Angle, w.Angle)
		})
		if i < 0 {
			t.Errorf("%s: %+v is missing", name, w)
			continue
		}
		g := got.Glyphs[i]
		g.X, g.Y, g.Size, g.Advance, g.Angle = w.X, w.Y, w.Size, w.Advance, w.Angle
		if g != w {
			t.Errorf("%s: glyph %d is %+v, want %+v", name, i, g, w)
		}
	}
	for i, w := range want.Shapes {
		s := got.Shapes[i]
		if !near(s.X0, w.X0) || !near(s.Y0, w.Y0) || !near(s.X1, w.X1) || !near(s.Y1, w.Y1) ||
			s.Fill != w.Fill || s.Stroke != w.Stroke || s.Color != w.Color || s.Rect != w.Rect {
			t.Errorf("%s: shape %d is %+v, want %+v", name, i, s, w)
		}
	}
	for i, w := range want.Images {
		if b := got.Images[i]; !near(b.X0, w.X0) || !near(b.Y0, w.Y0) || !near(b.X1, w.X1) || !near(b.Y1, w.Y1) {
			t.Errorf("%s: image %d at %+v, want %+v", name, i, b, w)
		}
	}
}

func shown(p content.Page) string {
	var text strings.Builder
	for _, g := range p.Glyphs {
		text.WriteString(g.Text)
	}
	return text.String()
}

func near(a, b float64) bool { return math.Abs(a-b) < .5 }

// The documents of testdata have the same characters in the same styles by both
// engines. PDFium leaves out spaces at line ends, has its own order, and does not
// follow the one range of 65,536 codes that the fonts called utf8… are mapped by.
func TestReadDocuments(t *testing.T) {
	type style struct {
		text, font string
		page, size int
		color      uint32
		bold       bool
		mcid       int
	}
	styles := func(pages []content.Page) map[style]int {
		bag := map[style]int{}
		for _, p := range pages {
			for _, g := range p.Glyphs {
				if strings.TrimSpace(g.Text) != "" && !(strings.HasPrefix(g.Font, "utf8") && g.Text > "~") {
					bag[style{g.Text, g.Font, p.Number, int(math.Round(g.Size * 10)), g.Color, g.Bold, g.MCID}]++
				}
			}
		}
		return bag
	}
	names, err := filepath.Glob("../../testdata/site/*/*.pdf")
	if err != nil || len(names) == 0 {
		t.Fatal("no documents", err)
	}
	for _, name := range names {
		body, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		pages, err := engine.Read(t.Context(), body, "", nil)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		doc, err := content.Read(t.Context(), body, content.Options{})
		if err != nil {
			t.Fatal(err)
		}
		got, want := styles(pages), styles(doc.Pages)
		for s, n := range want {
			if got[s] != n {
				t.Errorf("%s: %+v %d times, want %d", name, s, got[s], n)
			}
			delete(got, s)
		}
		if len(got) > 0 {
			t.Errorf("%s: not wanted %+v", name, got)
		}
	}
}

func TestText(t *testing.T) {
	text, err := engine.Text(t.Context(), file("", "BT /F 12 Tf 50 700 Td (One) Tj 60 0 Td (line) Tj -60 -20 Td (Another) Tj ET"), "")
	if want := "One line\r\nAnother\f"; err != nil || text != want {
		t.Errorf("%q, %v, want %q", text, err, want)
	}
}

func TestReadSomePages(t *testing.T) {
	body, err := os.ReadFile("../../testdata/site/prisons/stannick-moor.pdf")
	if err != nil {
		t.Fatal(err)
	}
	pages, err := engine.Read(t.Context(), body, "", []int{3, 1, 99})
	if err != nil || len(pages) != 3 {
		t.Fatalf("%d pages, %v", len(pages), err)
	}
	if pages[0].Number != 3 || len(pages[0].Glyphs) == 0 || pages[1].Number != 1 || len(pages[1].Glyphs) == 0 {
		t.Errorf("pages %d and %d", pages[0].Number, pages[1].Number)
	}
	if fault.CodeOf(pages[2].Err) != fault.Malformed {
		t.Errorf("page 99: %v", pages[2].Err)
	}
}

func TestReadFailures(t *testing.T) {
	encrypted, err := os.ReadFile("../../extractors/pdfdoc/content/testdata/user-aes-256.pdf")
	if err != nil {
		t.Fatal(err)
	}
	late, cancel := context.WithTimeout(t.Context(), time.Nanosecond)
	defer cancel()
	stopped, stop := context.WithCancel(t.Context())
	stop()
	for _, test := range []struct {
		name string
		ctx  context.Context
		body []byte
		code fault.Code
	}{
		{"empty", t.Context(), nil, fault.Empty},
		{"no PDF", t.Context(), []byte("<html>Not found</html>"), fault.Malformed},
		{"locked", t.Context(), encrypted, fault.Encrypted},
		{"too large", t.Context(), make([]byte, maxBody+1), fault.TooLarge},
		{"late", late, file("", "q Q"), fault.Timeout},
		{"stopped", stopped, file("", "q Q"), fault.Cancelled},
	} {
		if pages, err := engine.Read(test.ctx, test.body, "", nil); len(pages) > 0 || fault.CodeOf(err) != test.code {
			t.Errorf("%s: %d pages, %v", test.name, len(pages), err)
		}
	}
	if pages, err := engine.Read(t.Context(), file("", "q Q"), "", nil); err != nil || len(pages) != 1 {
		t.Errorf("after the failures: %d pages, %v", len(pages), err)
	}
}

// A page whose content never ends is stopped by the context inside the module.
func TestReadStops(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer cancel()
	if _, err := engine.Read(t.Context(), file("", "q Q"), "", nil); err != nil { // compiled by now
		t.Fatal(err)
	}
	endless := file("", strings.Repeat("BT /F 1 Tf (word word word word word word word) Tj ET\n", 400_000))
	if _, err := engine.Read(ctx, endless, "", nil); fault.CodeOf(err) != fault.Timeout {
		t.Errorf("error %v", err)
	}
}

func TestPassword(t *testing.T) {
	body, err := os.ReadFile("../../extractors/pdfdoc/content/testdata/user-aes-256.pdf")
	if err != nil {
		t.Fatal(err)
	}
	for password, opens := range map[string]bool{"user": true, "wrong": false} {
		if _, err := engine.Read(t.Context(), body, password, nil); (err == nil) != opens {
			t.Errorf("%s: %v", password, err)
		}
	}
}

func TestRender(t *testing.T) {
	picture, err := engine.Render(t.Context(), file("/Rotate 90", "0 0 100 200 re f"), "", 1, 36)
	if err != nil {
		t.Fatal(err)
	}
	if b := picture.Bounds(); b.Dx() != 400 || b.Dy() != 300 {
		t.Fatalf("%v", b)
	}
	for _, p := range []struct {
		x, y  int
		black bool
	}{{5, 5, true}, {95, 45, true}, {105, 5, false}, {5, 55, false}, {399, 299, false}} {
		if got := picture.GrayAt(p.x, p.y).Y; (got < 128) != p.black {
			t.Errorf("at %d, %d: %d", p.x, p.y, got)
		}
	}
	if _, err := engine.Render(t.Context(), file("", "q Q"), "", 1, 1e6); fault.CodeOf(err) != fault.TooLarge {
		t.Errorf("huge: %v", err)
	}
	if _, err := engine.Render(t.Context(), file("", "q Q"), "", 2, 72); fault.CodeOf(err) != fault.Malformed {
		t.Errorf("no such page: %v", err)
	}
}

// Damaged files give pages or a typed error, and leave the engine in order.
func FuzzRead(f *testing.F) {
	whole := file("", everything)
	f.Add(whole)
	f.Add(whole[:len(whole)/2])
	f.Add(bytes.ReplaceAll(whole, []byte("/Kids[3 0 R]"), []byte("/Kids[2 0 R]")))
	f.Fuzz(func(t *testing.T, body []byte) {
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
		defer cancel()
		pages, err := engine.Read(ctx, body, "", nil)
		if err != nil && fault.CodeOf(err) == "" {
			t.Errorf("untyped error %v", err)
		}
		if err == nil && len(pages) == 0 {
			t.Error("no pages and no error")
		}
	})
}
