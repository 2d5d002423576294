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
	embedded := programTexts(descriptor, decode)
	base := baseEncoding(v, descriptor, name)
	differences := differenceNames(v.Key("Encoding").Key("Differences"))
	numbering := numberBase(differences)
	for code := range texts {
		texts[code] = Unknown
		if toUnicode != nil {
			if text, ok := toUnicode.Text(uint32(code)); ok && text != "" {
				texts[code] = text
				continue
			}
		}
		glyph, named := differences[code]
		candidates := []string{NameText(glyph), embedded.byName[glyph], numberedText(glyph, numbering)}
		if !named {
			candidates = []string{runeText(base[code]), embedded.byCode[code]}
			if embedded.preferred {
				candidates[0], candidates[1] = candidates[1], candidates[0]
			}
		}
		for _, text := range candidates {
			if text != "" {
				texts[code] = text
				break
			}
		}
	}
	return texts
}

// baseEncoding is what the codes mean before any differences; an all-zero table
// where only the font program can tell.
func baseEncoding(v, descriptor pdf.Value, name string) encoding {
	declared := v.Key("Encoding")
	if declared.Kind() == pdf.Dict {
		declared = declared.Key("BaseEncoding")
	}
	lower := strings.ToLower(name)
	switch {
	case strings.HasPrefix(lower, "wingdings"), strings.HasPrefix(lower, "webdings"):
		return privateUse()
	case strings.HasPrefix(lower, "zapfdingbats"):
		return dingbats
	case lower == "symbol" || strings.HasPrefix(lower, "symbol,") || strings.HasPrefix(lower, "symbolmt"):
		return symbol
	}
	if e := encodings[declared.Name()]; e != nil {
		return *e
	}
	if v.Key("Subtype").Name() == "TrueType" {
		return winAnsi
	}
	return standard
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
