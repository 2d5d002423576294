package font

import (
	"math"
	"strings"

	"github.com/ledongthuc/pdf"
)

// loadSimple tabulates the 256 codes of a Type 1, TrueType or Type 3 font.
func (f *Font) loadSimple(v, descriptor pdf.Value, toUnicode *CMap, decode Decoder) *[256]Glyph {
	var table [256]Glyph
	scale := 0.001
	if v.Key("Subtype").Name() == "Type3" {
		scale = f.type3Scale(v)
	}
	widths := simpleWidths(v, descriptor, f.Name)
	texts := simpleTexts(v, descriptor, f.Name, toUnicode, decode)
	for code := range table {
		table[code] = Glyph{Text: texts[code], Width: widths[code] * scale}
	}
	return &table
}

// type3Scale is the width of one unit of glyph space; it sets the height of the
// em too, which a Type 3 font shows only by its bounding box.
func (f *Font) type3Scale(v pdf.Value) float64 {
	matrix, box := v.Key("FontMatrix"), v.Key("FontBBox")
	if matrix.Len() != 6 {
		return 0.001
	}
	vertical := math.Hypot(matrix.Index(2).Float64(), matrix.Index(3).Float64())
	height := math.Abs(box.Index(3).Float64()-box.Index(1).Float64()) * vertical
	if math.Abs(vertical-0.001) > 1e-9 && height > 0 {
		f.Height = height
	}
	return math.Hypot(matrix.Index(0).Float64(), matrix.Index(1).Float64())
}

func simpleWidths(v, descriptor pdf.Value, name string) (widths [256]float64) {
	list, first := v.Key("Widths"), v.Key("FirstChar").Int64()
	if list.Len() == 0 {
		return coreWidths(name)
	}
	missing := descriptor.Key("MissingWidth").Float64()
	for code := range widths {
		widths[code] = missing
		if i := int64(code) - first; 0 <= i && i < int64(list.Len()) {
			widths[code] = list.Index(int(i)).Float64()
		}
	}
	return widths
}

// simpleTexts maps each code: by the ToUnicode map, then by the font's encoding
// (9.6.6), then by the font program.
func simpleTexts(v, descriptor pdf.Value, name string, toUnicode *CMap, decode Decoder) (texts [256]string) {
	embedded := loadProgram(descriptor, decode)
	base, declared := baseEncoding(v, descriptor, name)
	differences := differenceNames(v.Key("Encoding").Key("Differences"))
	numbering := numberBase(differences)
	for code := range texts {
		var candidates []string
		if toUnicode != nil {
			text, _ := toUnicode.Text(uint32(code))
			candidates = append(candidates, text)
		}
		if glyph, named := differences[code]; named {
			candidates = append(candidates, NameText(glyph), numberedText(glyph, numbering))
		} else if declared {
			candidates = append(candidates, runeText(base[code]), embedded.byCode[code])
		} else {
			candidates = append(candidates, embedded.byCode[code], runeText(base[code]))
		}
		texts[code] = firstText(candidates)
	}
	return texts
}

func firstText(candidates []string) string {
	for _, text := range candidates {
		if text != "" {
			return text
		}
	}
	return Unknown
}

// baseEncoding is what the codes mean before any differences. Declared is false
// where the file leaves it to the font program, and the encoding is a guess.
func baseEncoding(v, descriptor pdf.Value, name string) (e encoding, declared bool) {
	encoding := v.Key("Encoding")
	if encoding.Kind() == pdf.Dict {
		encoding = encoding.Key("BaseEncoding")
	}
	lower := strings.ToLower(name)
	switch {
	case strings.HasPrefix(lower, "wingdings"), strings.HasPrefix(lower, "webdings"):
		return privateUse(), true
	case strings.HasPrefix(lower, "zapfdingbats"):
		return dingbats, true
	case lower == "symbol" || strings.HasPrefix(lower, "symbol,") || strings.HasPrefix(lower, "symbolmt"):
		return symbol, true
	}
	trueType := v.Key("Subtype").Name() == "TrueType"
	flags := descriptor.Key("Flags").Int64()
	if e := encodings[encoding.Name()]; e != nil {
		return *e, !trueType || flags&flagSymbolic == 0
	}
	if trueType && flags&flagNonsymbolic == 0 {
		return winAnsi, false
	}
	return standard, false
}

// privateUse is how Windows numbers the glyphs of its symbol fonts.
func privateUse() (e encoding) {
	for code := 0x21; code < 256; code++ {
		e[code] = rune(0xf000 + code)
	}
	e[' '] = ' '
	return e
}

func differenceNames(list pdf.Value) map[int]string {
	names := map[int]string{}
	code := 0
	for i := range list.Len() {
		switch item := list.Index(i); item.Kind() {
		case pdf.Integer:
			code = int(item.Int64())
		case pdf.Name:
			if 0 <= code && code < 256 {
				names[code] = item.Name()
			}
			code++
		}
	}
	return names
}

// numberBase guesses how numbered glyph names are written: in hexadecimal when
// one of them holds a hexadecimal digit.
func numberBase(names map[int]string) int {
	for _, name := range names {
		if len(name) == 3 && strings.ContainsAny(name[1:], "ABCDEFabcdef") && strings.ContainsAny(name[1:], "0123456789") {
			return 16
		}
	}
	return 10
}
