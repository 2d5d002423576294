package pdfdoc

import (
	"bytes"
	"image"
	"image/color"
	encode "image/png"
	"strings"
	"testing"

	"assize/extractors/fault"
	"assize/extractors/pdfdoc/content"
)

// png is a small grey picture.
func png(t *testing.T) []byte {
	t.Helper()
	img := image.NewGray(image.Rect(0, 0, 4, 4))
	img.SetGray(1, 1, color.Gray{200})
	var out bytes.Buffer
	if err := encode.Encode(&out, img); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestDefect(t *testing.T) {
	prose := strings.Repeat("Wardens met every child within a day. ", 20)
	spread := func(text string) []content.Glyph {
		glyphs := line(text)
		for i := range glyphs {
			glyphs[i].X *= 3
		}
		return glyphs
	}
	outline := make([]content.Shape, 400)
	for name, test := range map[string]struct {
		page content.Page
		says string
	}{
		"prose":                   {content.Page{Glyphs: line(prose)}, ""},
		"blank":                   {content.Page{}, ""},
		"bullets for private use": {content.Page{Glyphs: line(strings.Repeat("\uf0b7 Wardens met every child. ", 20))}, ""},
		"a formula":               {content.Page{Glyphs: line(prose + "x y z u v w")}, ""},
		"no word of an alphabet":  {content.Page{Glyphs: spread("視察官は全ての子供と面会した視察官は全ての子供と面会した")}, ""},
		"a rule":                  {content.Page{Shapes: []content.Shape{{Rect: true}}}, ""},
		"unknown characters":      {content.Page{Glyphs: line("W\uFFFDrdens m\uFFFDt every child")}, "10% of its characters"},
		"control characters":      {content.Page{Glyphs: line("\x01\x02\x03\x04")}, "100% of its characters"},
		"torn words":              {content.Page{Glyphs: spread("Wardens met every child within a day")}, "of its words are single letters"},
		"text off the page":       {content.Page{Glyphs: line("Wardens"), Outside: 100}, "of its characters lie off the page"},
		"a picture":               {content.Page{Images: []content.Box{{X0: 0, Y0: 0, X1: 300, Y1: 400}}}, "1 images, 0 shapes and no text"},
		"a logo":                  {content.Page{Images: []content.Box{{X0: 0, Y0: 0, X1: 60, Y1: 60}}}, ""},
		"outlines of letters":     {content.Page{Shapes: outline}, "400 shapes and no text"},
		"an error":                {content.Page{Glyphs: line(prose), Err: fault.Newf(fault.Panic, "read page 1", "index out of range")}, "index out of range"},
	} {
		test.page.Width, test.page.Height = 595, 842
		got := defect(&test.page)
		if (got == "") != (test.says == "") || !strings.Contains(got, test.says) {
			t.Errorf("%s: %q, want %q", name, got, test.says)
		}
	}
}

func TestBetter(t *testing.T) {
	page := func(text string, err error) *content.Page { return &content.Page{Glyphs: line(text), Err: err} }
	failed := fault.Newf(fault.Panic, "read page 1", "no")
	for _, test := range []struct {
		name       string
		other, own *content.Page
		want       bool
	}{
		{"the same", page("Hello", nil), page("Hello", nil), false},
		{"more", page("Hello there", nil), page("Hello", nil), true},
		{"whole words", page("Hello there", nil), page("H e l l o t h e r e", nil), true},
		{"no less, and no error", page("", nil), page("", failed), true},
		{"unknown characters", page("\uFFFD\uFFFD\uFFFD", nil), page("He", nil), false},
	} {
		if got := better(test.other, test.own); got != test.want {
			t.Errorf("%s: %v", test.name, got)
		}
	}
}
