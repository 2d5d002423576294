package font

import (
	"bytes"
	"slices"
	"strings"

	"github.com/ledongthuc/pdf"
)

// A program is what an embedded font file says about its codes and glyphs.
type program struct {
	byCode  map[int]string // by the font's own encoding
	byGlyph map[int]string // by the glyph number
}

// maxGlyphs is how many glyphs a font may have (both formats count in 16 bits).
const maxGlyphs = 1 << 16

// loadProgram reads the embedded font file, whatever its kind is declared to be.
func loadProgram(descriptor pdf.Value, decode Decoder) program {
	for _, key := range []string{"FontFile", "FontFile2", "FontFile3"} {
		stream := descriptor.Key(key)
		if stream.Kind() != pdf.Stream {
			continue
		}
		data := decode(stream)
		switch {
		case bytes.HasPrefix(data, []byte("%!")):
			return program{byCode: type1Encoding(data)}
		case bytes.HasPrefix(data, []byte("OTTO")), bytes.HasPrefix(data, []byte{0, 1, 0, 0}), bytes.HasPrefix(data, []byte("true")):
			return parseSFNT(data)
		case len(data) > 4 && data[0] == 1:
			return parseCFF(data)
		}
	}
	return program{}
}

// cidTexts maps the glyph numbers of a composite font by its font program, nil
// where that tells nothing.
func cidTexts(descendant pdf.Value, decode Decoder) func(cid uint32) string {
	descriptor := descendant.Key("FontDescriptor")
	p := loadProgram(descriptor, decode)
	if len(p.byGlyph) == 0 {
		if isEmbedded(descriptor) || !hasMacintoshOrder(descendant.Key("BaseFont").Name()) {
			return nil
		}
		return windowsOrder
	}
	var toGlyph []byte
	if stream := descendant.Key("CIDToGIDMap"); stream.Kind() == pdf.Stream {
		toGlyph = decode(stream)
	}
	return func(cid uint32) string {
		glyph := int(cid)
		if i := 2 * glyph; toGlyph != nil {
			if i+1 >= len(toGlyph) {
				return ""
			}
			glyph = int(toGlyph[i])<<8 | int(toGlyph[i+1])
		}
		return p.byGlyph[glyph]
	}
}

func isEmbedded(descriptor pdf.Value) bool {
	return slices.ContainsFunc([]string{"FontFile", "FontFile2", "FontFile3"}, func(key string) bool {
		return descriptor.Key(key).Kind() == pdf.Stream
	})
}

// ordered are the families whose first glyphs stand in the order of the
// Macintosh character set ("post" format 1 of the OpenType specification). Files
// that name them by glyph number without embedding them can still be read.
var ordered = []string{
	"arial", "times", "courier", "verdana", "tahoma", "georgia", "trebuchet", "centurygothic", "bookantiqua", "garamond",
}

func hasMacintoshOrder(name string) bool {
	name = strings.ToLower(strings.ReplaceAll(PlainName(name), " ", ""))
	return slices.ContainsFunc(ordered, func(family string) bool { return strings.HasPrefix(name, family) })
}

// windowsOrder is the order of the glyphs in those families: that of the
// Macintosh, and Cyrillic far behind it.
func windowsOrder(glyph uint32) string {
	const cyrillic = 570
	if cyrillic <= glyph && glyph <= cyrillic+'я'-'А' {
		return string(rune('А' + glyph - cyrillic))
	}
	return macintoshOrder(glyph)
}

// type1Encoding reads the encoding vector in the clear part of a Type 1 font
// program: "dup 12 /fi put" (Adobe Type 1 Font Format, 2.2).
func type1Encoding(data []byte) map[int]string {
	clear, _, _ := bytes.Cut(data, []byte("eexec"))
	_, vector, found := bytes.Cut(clear, []byte("/Encoding"))
	if !found {
		return nil
	}
	texts := map[int]string{}
	fields := strings.Fields(strings.ReplaceAll(string(vector), "/", " /"))
	if len(fields) > 0 && fields[0] == "StandardEncoding" {
		for code, r := range standard {
			texts[code] = runeText(r)
		}
		return texts
	}
	for i := 0; i+3 < len(fields); i++ {
		if fields[i] == "def" || fields[i] == "readonly" {
			break
		}
		name, isName := strings.CutPrefix(fields[i+2], "/")
		if code, ok := smallNumber(fields[i+1]); ok && isName && fields[i] == "dup" {
			texts[code] = glyphText(name)
		}
	}
	return texts
}

// glyphText is the text of a glyph name inside a font program, where numbered
// names count too.
func glyphText(name string) string {
	if text := NameText(name); text != "" {
		return text
	}
	return numberedText(name, 10)
}
