package content

import (
	"fmt"
	"strings"
	"testing"

	"assize/extractors/fault"
)

// Notes and fields that the file does not draw show their text all the same.
func TestTypeset(t *testing.T) {
	const note, field = "/Annots[<</Subtype/FreeText/Rect[10 40 80 90]", "/Annots[<</Subtype/Widget/Rect[10 40 80 60]"
	for _, test := range []struct {
		name, annotation, want string
		lines                  int
	}{
		{"a note", note + "/Contents(A note)/DA(/Helv 10 Tf 0 g)>>]", "A note", 1},
		{"a note that wraps", note + "/Contents(A note of so many words)/DA(/Helv 10 Tf)>>]", "A note of so many words", 2},
		{"a note in paragraphs", note + "/Contents(A\\rnote)>>]", "Anote", 2},
		{"a field", field + "/FT/Tx/V(Smith)>>]", "Smith", 1},
		{"a field of its parent", field + "/Parent<</FT/Ch/V<FEFF03B103B2>>>>>]", "αβ", 1},
		{"a password", field + "/FT/Tx/Ff 8192/V(Smith)>>]", "", 0},
		{"a button", field + "/FT/Btn/V(Smith)>>]", "", 0},
		{"a field drawn as empty", field + "/FT/Tx/V(Smith)/AP<</N<<>>>>>>]", "", 0},
	} {
		t.Run(test.name, func(t *testing.T) {
			found := glyphs(t, "", "", test.annotation)
			if got := textOf(found); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
			lines := map[float64]bool{}
			for _, g := range found {
				lines[g.Y] = true
				if g.X < 10 || g.X+g.Advance > 80 || g.Y < 40 || g.Y > 90 {
					t.Errorf("%q stands at %.0f, %.0f, outside of its box", g.Text, g.X, g.Y)
				}
			}
			if len(lines) != test.lines {
				t.Errorf("%d lines, want %d", len(lines), test.lines)
			}
		})
	}
}

// A file may have ten thousand annotations show one long text.
func TestTypesetLimit(t *testing.T) {
	b := &builder{}
	text := b.add("(" + strings.Repeat("a", 2*longestNote) + ")")
	note := fmt.Sprintf("<</Subtype/FreeText/Rect[10 40 80 90]/Contents %d 0 R>>", text)
	page := b.add("<</Type/Page/MediaBox[0 0 200 100]/Annots[" + strings.Repeat(note, 100) + "]>>")
	pages := b.add(fmt.Sprintf("<</Type/Pages/Kids[%d 0 R]/Count 1>>", page))
	d := read(t, b.bytes(b.add(fmt.Sprintf("<</Type/Catalog/Pages %d 0 R>>", pages)), ""))
	if p := d.Pages[0]; fault.CodeOf(p.Err) != fault.TooLarge {
		t.Errorf("%d glyphs and the error %v", len(p.Glyphs), p.Err)
	}
}
