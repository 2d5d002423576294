package content

import (
	"math"
	"strings"
	"unicode/utf8"

	"assize/extractors/pdfdoc/content/syntax"

	"github.com/ledongthuc/pdf"
)

// A mark is an open marked-content sequence (14.6).
type mark struct {
	mcid     int
	form     int // as Glyph.Form
	artifact bool
	off      bool    // of a layer that is switched off: nothing inside is painted
	actual   *string // replacement text (14.9.4)
	first    int     // index of the first glyph inside
}

// maxMarks bounds the stack of open sequences.
const maxMarks = 10_000

// begin opens a sequence, which inherits what it does not say itself. The
// properties are a dictionary, or the name of one among the resources.
func (m *machine) begin(tag, properties syntax.Object) {
	next := mark{mcid: -1, first: len(m.page.Glyphs)}
	if n := len(m.marks); n > 0 {
		next.mcid, next.form = m.marks[n-1].mcid, m.marks[n-1].form
		next.artifact, next.off = m.marks[n-1].artifact, m.marks[n-1].off
	}
	next.artifact = next.artifact || tag.Is("Artifact")
	next.off = next.off || tag.Is("OC") && m.switchedOff(string(properties.Bytes))
	id, actual := properties.Get("MCID"), properties.Get("ActualText")
	if properties.Kind == syntax.Name {
		named := m.resource("Properties", properties)
		if v := named.Key("MCID"); v.Kind() == pdf.Integer {
			id = syntax.Object{Kind: syntax.Integer, Number: float64(v.Int64())}
		}
		if v := named.Key("ActualText"); v.Kind() == pdf.String {
			actual = syntax.Object{Kind: syntax.String, Bytes: []byte(v.RawString())}
		}
	}
	if id.Kind == syntax.Integer {
		next.mcid, next.form = id.Int(), m.ids
	}
	if actual.Kind == syntax.String {
		text := textString(actual.Bytes)
		next.actual = &text
	}
	if len(m.marks) < maxMarks {
		m.marks = append(m.marks, next)
	}
}

// off reports whether what is painted now belongs to a layer that is switched off.
func (m *machine) off() bool {
	n := len(m.marks)
	return n > 0 && m.marks[n-1].off
}

func (m *machine) end() {
	n := len(m.marks)
	if n <= m.marksFloor {
		return
	}
	closed := m.marks[n-1]
	m.marks = m.marks[:n-1]
	if closed.actual != nil && closed.first < len(m.page.Glyphs) {
		m.page.Glyphs = append(m.page.Glyphs[:closed.first], replaced(m.page.Glyphs[closed.first:], *closed.actual)...)
	}
}

// replaced gives the glyphs the text that stands for all of them: one character
// each where the numbers agree, else one glyph in the place of all. Glyphs on
// several lines keep their own text, or they would lose their places.
func replaced(glyphs []Glyph, text string) []Glyph {
	first, last := glyphs[0], glyphs[len(glyphs)-1]
	if math.Abs(first.Y-last.Y) > first.Size || first.Angle != last.Angle {
		return glyphs
	}
	if utf8.RuneCountInString(text) == len(glyphs) {
		i := 0
		for _, r := range text {
			glyphs[i].Text = string(r)
			i++
		}
		return glyphs
	}
	if strings.TrimSpace(text) == "" {
		return nil
	}
	first.Text = text
	first.Advance = math.Hypot(last.X-first.X, last.Y-first.Y) + last.Advance
	return []Glyph{first}
}
