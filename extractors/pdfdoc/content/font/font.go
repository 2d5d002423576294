// Package font says what the codes of a PDF font stand for and how wide they
// are (ISO 32000-1, 9.5 to 9.10).
package font

import (
	"strings"

	"github.com/ledongthuc/pdf"
)

// Unknown is the text of a code that nothing maps.
const Unknown = "\uFFFD"

// A Glyph is one code of a font.
type Glyph struct {
	Text  string
	Width float64 // in text space at size 1
}

// A Font decodes the strings that are shown with it.
type Font struct {
	Name     string // base font name without the subset tag
	Bold     bool
	Italic   bool
	Vertical bool
	Height   float64 // of the em in text space at size 1; 1 but for Type 3

	simple    *[256]Glyph
	composite *composite
}

// A Decoder returns the decoded data of a stream, what can be had of it.
type Decoder func(pdf.Value) []byte

// Load reads a font dictionary. It always returns a font, if need be one that
// maps nothing.
func Load(v pdf.Value, decode Decoder) *Font {
	f := &Font{Height: 1}
	var toUnicode *CMap
	switch unicode := v.Key("ToUnicode"); {
	case unicode.Kind() == pdf.Stream:
		toUnicode = ParseCMap(decode(unicode))
	case strings.HasPrefix(unicode.Name(), "Identity-"):
		toUnicode = &CMap{wide: []wide{{high: 0xffff, text: []uint16{0}}}}
	}
	base, descriptor := v.Key("BaseFont").Name(), v.Key("FontDescriptor")
	if v.Key("Subtype").Name() == "Type0" {
		descendant := v.Key("DescendantFonts").Index(0)
		descriptor = descendant.Key("FontDescriptor")
		f.composite = loadComposite(v, descendant, toUnicode, decode)
		f.Vertical = f.composite.encoding.Vertical
	}
	f.Name = PlainName(base)
	f.Bold, f.Italic = style(f.Name, descriptor)
	if f.composite == nil {
		f.simple = f.loadSimple(v, descriptor, toUnicode, decode)
	}
	return f
}

// Next decodes the first code of a non-empty string. Space is true for the
// single-byte code 32, to which word spacing applies (9.3.3).
func (f *Font) Next(s []byte) (g Glyph, length int, space bool) {
	if f.simple != nil {
		return f.simple[s[0]], 1, s[0] == ' '
	}
	g, length = f.composite.next(s)
	return g, length, length == 1 && s[0] == ' '
}

// PlainName cuts the subset tag: six letters and a plus sign (9.6.4).
func PlainName(name string) string {
	if len(name) > 7 && name[6] == '+' {
		return name[7:]
	}
	return name
}

// Font descriptor flags (table 123).
const (
	flagSymbolic    = 1 << 2
	flagNonsymbolic = 1 << 5
	flagItalic      = 1 << 6
	flagForceBold   = 1 << 18
)

var (
	boldWords   = []string{"bold", "black", "heavy", "demi"}
	italicWords = []string{"italic", "oblique", "kursiv"}
)

// heavyStem is a stem, in thousandths of the em, that only bold faces have.
const heavyStem = 140

func style(name string, descriptor pdf.Value) (bold, italic bool) {
	bold, italic = Style(name, descriptor.Key("Flags").Int64())
	bold = bold || descriptor.Key("FontWeight").Float64() >= 600 || descriptor.Key("StemV").Float64() >= heavyStem
	return bold, italic || descriptor.Key("ItalicAngle").Float64() != 0
}

// Style is what a plain name and the flags of the descriptor say of a font.
func Style(name string, flags int64) (bold, italic bool) {
	lower := strings.ToLower(name)
	bold = containsAny(lower, boldWords) || flags&flagForceBold != 0
	italic = containsAny(lower, italicWords) || strings.HasSuffix(name, "-It") || flags&flagItalic != 0
	return bold, italic
}

func containsAny(s string, words []string) bool {
	for _, w := range words {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}
