package tesseract

import (
	"context"
	"image"
	"math"
	"os"
	"strings"
	"testing"
	"time"
	"unicode"

	"assize/extractors/fault"
	"assize/extractors/pdfdoc/content"
	"assize/internal/pdfium"
)

// reader skips the test where the program is not installed.
func reader(t *testing.T) *Reader {
	t.Helper()
	r, err := Find()
	if err != nil {
		t.Skip(err)
	}
	return r
}

// A page that is painted and read again has its words, and lines of one size.
func TestRead(t *testing.T) {
	r := reader(t)
	body, err := os.ReadFile("../../testdata/site/prisons/stannick-moor.pdf")
	if err != nil {
		t.Fatal(err)
	}
	const page, dpi = 2, 200
	engine := pdfium.New(pdfium.CacheDir())
	defer engine.Close()
	picture, err := engine.Render(t.Context(), body, "", page, dpi)
	if err != nil {
		t.Fatal(err)
	}
	glyphs, confidence, err := r.Read(t.Context(), picture, dpi)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := content.Read(t.Context(), body, content.Options{})
	if err != nil {
		t.Fatal(err)
	}
	printed := doc.Pages[page-1].Glyphs
	if f := wordF1(wordsOf(glyphs), wordsOf(printed)); f < .98 {
		t.Errorf("word F1 %.3f", f)
	}
	if confidence < .8 || confidence > 1 {
		t.Errorf("confidence %.3f", confidence)
	}
	right, away := 0, 0
	for _, g := range glyphs {
		near := func(p content.Glyph) bool {
			return p.Text == g.Text && math.Abs(p.X-g.X) < p.Size && math.Abs(p.Y-g.Y) < p.Size/4
		}
		partner := -1
		for i, p := range printed {
			if near(p) {
				partner = i
			}
		}
		switch {
		case partner < 0:
			away++
		case math.Abs(printed[partner].Size-g.Size) < .15*printed[partner].Size:
			right++
		}
	}
	if n := len(glyphs); away > n/20 || right < n*8/10 {
		t.Errorf("of %d glyphs %d have no partner at their place, %d one of their size", n, away, right)
	}
}

func TestReadNothing(t *testing.T) {
	r := reader(t)
	white := image.NewGray(image.Rect(0, 0, 300, 200))
	for i := range white.Pix {
		white.Pix[i] = 255
	}
	if glyphs, confidence, err := r.Read(t.Context(), white, 100); len(glyphs) > 0 || confidence != 0 || err != nil {
		t.Errorf("%v, %g, %v", glyphs, confidence, err)
	}
}

func TestReadStops(t *testing.T) {
	r := reader(t)
	ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
	defer cancel()
	if _, _, err := r.Read(ctx, image.NewGray(image.Rect(0, 0, 3000, 3000)), 300); fault.CodeOf(err) != fault.Timeout {
		t.Errorf("error %v", err)
	}
}

func TestProgramFailures(t *testing.T) {
	white := image.NewGray(image.Rect(0, 0, 10, 10))
	for path, code := range map[string]fault.Code{"/nowhere/tesseract": fault.NotFound, "/bin/false": fault.Panic} {
		if _, _, err := (&Reader{path}).Read(t.Context(), white, 100); fault.CodeOf(err) != code {
			t.Errorf("%s: %v", path, err)
		}
	}
	t.Setenv("PATH", t.TempDir())
	if _, err := Find(); fault.CodeOf(err) != fault.NotFound || !strings.Contains(err.Error(), "apt-get install tesseract-ocr") {
		t.Errorf("error %v", err)
	}
}

const twoLines = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n" +
	"4\t1\t1\t1\t1\t0\t100\t100\t400\t30\t-1\t\n" +
	"5\t1\t1\t1\t1\t1\t100\t100\t90\t28\t96.5\tHad\n" +
	"5\t1\t1\t1\t1\t2\t200\t108\t60\t28\t90\tgo\n" +
	"5\t1\t1\t1\t2\t1\t100\t150\t90\t20\t80\tnor\n" +
	"5\t1\t1\t1\t2\t2\t200\t150\t90\t20\t-1\tlow\n" +
	"5\t1\t1\t1\t2\t3\tfar\t150\t90\t20\t50\tout\n"

func TestSet(t *testing.T) {
	lines := parse([]byte(twoLines))
	if len(lines) != 2 || len(lines[0]) != 2 || len(lines[1]) != 1 {
		t.Fatalf("lines %v", lines)
	}
	glyphs, confidence := set(lines, 1000, 72)
	var text strings.Builder
	for _, g := range glyphs {
		text.WriteString(g.Text)
		if g.Size != glyphs[0].Size {
			t.Errorf("%q has size %g, the first %g", g.Text, g.Size, glyphs[0].Size)
		}
	}
	if text.String() != "Had gonor" {
		t.Errorf("text %q", text.String())
	}
	if want := (3*.965 + 2*.9 + 3*.8) / 8; math.Abs(confidence-want) > 1e-9 {
		t.Errorf("confidence %g, want %g", confidence, want)
	}
	if a := glyphs[1]; a.X != 130 || a.Advance != 30 || math.Abs(a.Y-872) > 1 || a.MCID != -1 {
		t.Errorf("%+v", a)
	}
	if space := glyphs[3]; space.Text != " " || space.X != 190 || space.Advance != 10 {
		t.Errorf("%+v", space)
	}
}

// Whatever the output says, the glyphs have finite places on a page of bounded
// size, and one character each.
func FuzzParse(f *testing.F) {
	f.Add([]byte(twoLines))
	f.Add([]byte("5\t1\t1\t1\t1\t1\t0\t0\t1048576\t1\tNaN\tx\n5\t\t\t\t\t\t9\t9\t9\t9\t0\t\xff"))
	f.Fuzz(func(t *testing.T, tsv []byte) {
		glyphs, confidence := set(parse(tsv), 1000, 200)
		if !(confidence >= 0 && confidence <= 1) {
			t.Errorf("confidence %g", confidence)
		}
		for _, g := range glyphs {
			if !(g.Size > 0 && g.Size < maxSide) || !(g.Advance > 0) || math.Abs(g.X) > maxSide || math.Abs(g.Y) > 4*maxSide || len([]rune(g.Text)) != 1 {
				t.Errorf("%+v", g)
			}
		}
	})
}

// wordsOf cuts at gaps, changes of the line, and what is no letter or digit.
func wordsOf(glyphs []content.Glyph) []string {
	var text strings.Builder
	var last content.Glyph
	for _, g := range glyphs {
		if math.Abs(g.Y-last.Y) > g.Size/2 || g.X-last.X-last.Advance > .2*g.Size {
			text.WriteByte(' ')
		}
		text.WriteString(g.Text)
		last = g
	}
	return strings.FieldsFunc(text.String(), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

func wordF1(got, want []string) float64 {
	bag := map[string]int{}
	for _, w := range want {
		bag[w]++
	}
	common := 0
	for _, w := range got {
		if bag[w] > 0 {
			bag[w]--
			common++
		}
	}
	return 2 * float64(common) / float64(len(got)+len(want))
}
