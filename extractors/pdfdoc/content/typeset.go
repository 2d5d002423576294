package content

import (
	"strings"

	"assize/extractors/pdfdoc/content/font"
	"assize/extractors/pdfdoc/content/syntax"

	"github.com/ledongthuc/pdf"
)

// Field flags (tables 226 and 228).
const (
	fieldMultiline = 1 << 12
	fieldPassword  = 1 << 13
)

// Type of an annotation without an appearance of its own, as readers choose it
// where the file does not: a size in points, and a margin and the distance of
// lines in units of it.
const (
	typeSize    = 12.0
	typeMargin  = 0.2
	typeLeading = 1.15
)

// longestNote is how many bytes are read of such a text.
const longestNote = 1 << 16

// typeset paints the text of a note or a form field that the file leaves to the
// reader to draw (12.5.6.6, 12.7.3.3).
func (m *machine) typeset(v pdf.Value, area [4]float64) {
	text, wrapped := unpainted(v)
	if text == "" {
		return
	}
	size := fieldSize(inField(v, "DA").RawString())
	if size <= 0 {
		size = min(typeSize, (area[3]-area[1])/typeLeading)
	}
	face := font.Load(pdf.Value{}, m.objects.data)
	m.state.font, m.state.size = face, size
	x, y := area[0]+typeMargin*size, area[3]-size
	if !wrapped {
		y = (area[1]+area[3])/2 - 0.35*size
	}
	for line := range strings.SplitSeq(text, "\n") {
		m.text = matrix{1, 0, 0, 1, x, y}
		for word := range strings.SplitAfterSeq(line, " ") {
			if wrapped && m.text[4] > x && m.text[4]+widthOf(face, word)*size > area[2] {
				y -= typeLeading * size
				m.text = matrix{1, 0, 0, 1, x, y}
			}
			for _, r := range word {
				width := widthOf(face, string(r))
				m.paint(string(r), width)
				m.move(width * size)
			}
		}
		y -= typeLeading * size
	}
}

// unpainted is the text that an annotation shows, and whether it runs over
// several lines.
func unpainted(v pdf.Value) (text string, wrapped bool) {
	switch v.Key("Subtype").Name() {
	case "FreeText":
		return shortText(v.Key("Contents")), true
	case "Widget":
		flags := inField(v, "Ff").Int64()
		kind := inField(v, "FT").Name()
		if value := inField(v, "V"); flags&fieldPassword == 0 && value.Kind() == pdf.String && (kind == "Tx" || kind == "Ch") {
			return shortText(value), flags&fieldMultiline != 0
		}
	}
	return "", false
}

func shortText(v pdf.Value) string {
	raw := v.RawString()
	return textString([]byte(raw[:min(len(raw), longestNote)]))
}

// inField is a key that a form field may leave to the fields above it (12.7.3.1).
func inField(v pdf.Value, key string) pdf.Value {
	for range maxNesting {
		if own := v.Key(key); own.Kind() != pdf.Null {
			return own
		}
		v = v.Key("Parent")
	}
	return pdf.Value{}
}

// fieldSize is the size that a default appearance string sets, 0 for none.
func fieldSize(appearance string) float64 {
	lexer := syntax.NewLexer([]byte(appearance), 0)
	var last float64
	for {
		switch o := lexer.Next(); {
		case o.Kind == syntax.EOF:
			return 0
		case o.IsKeyword("Tf"):
			return last
		default:
			last = o.Number
		}
	}
}

// widthOf measures in units of the size; characters beyond Latin are an average.
func widthOf(f *font.Font, text string) (width float64) {
	for _, r := range text {
		g, _, _ := f.Next([]byte{byte(min(r, 0xff))})
		width += g.Width
	}
	return width
}
