package font

import (
	"slices"
	"strings"
	"unicode/utf16"

	"github.com/ledongthuc/pdf"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"

	xencoding "golang.org/x/text/encoding"
)

// A composite is the Type 0 part of a font (9.7).
type composite struct {
	encoding   encodingCMap
	toUnicode  *CMap
	collection *collection             // nil for none that is known
	program    func(cid uint32) string // the font program's own mapping, may be nil
	widths     map[uint32]float64
	standard   float64 // width of a glyph that is not listed
	known      map[uint32]Glyph
}

// An encodingCMap splits strings into codes and gives their glyph numbers.
type encodingCMap struct {
	Vertical bool
	embedded *CMap   // a CMap of the file; nil for a predefined one
	unicode  bool    // the code is UTF-16
	charset  charset // the code is text of this character set
}

// A charset is a character set that predefined CMaps encode text in.
type charset struct {
	encoding xencoding.Encoding
	sevenBit bool // both bytes have lost their highest bit
}

// charsets by the name of the CMap without the writing mode (table 118); the
// rest of them is UTF-16, or glyph numbers.
var charsets = map[string]charset{
	"GB-EUC": {simplifiedchinese.GBK, false}, "GBpc-EUC": {simplifiedchinese.GBK, false}, "GB": {simplifiedchinese.GBK, true},
	"GBK-EUC": {simplifiedchinese.GBK, false}, "GBKp-EUC": {simplifiedchinese.GBK, false}, "GBK2K": {simplifiedchinese.GB18030, false},
	"B5pc": {traditionalchinese.Big5, false}, "HKscs-B5": {traditionalchinese.Big5, false},
	"ETen-B5": {traditionalchinese.Big5, false}, "ETenms-B5": {traditionalchinese.Big5, false},
	"83pv-RKSJ": {japanese.ShiftJIS, false}, "90ms-RKSJ": {japanese.ShiftJIS, false}, "90msp-RKSJ": {japanese.ShiftJIS, false},
	"90pv-RKSJ": {japanese.ShiftJIS, false}, "Add-RKSJ": {japanese.ShiftJIS, false}, "Ext-RKSJ": {japanese.ShiftJIS, false},
	"EUC": {japanese.EUCJP, false}, "": {japanese.EUCJP, true}, "Add": {japanese.EUCJP, true}, "Ext": {japanese.EUCJP, true},
	"KSC-EUC": {korean.EUCKR, false}, "KSCpc-EUC": {korean.EUCKR, false}, "KSC": {korean.EUCKR, true},
	"KSCms-UHC": {korean.EUCKR, false}, "KSCms-UHC-HW": {korean.EUCKR, false},
}

func loadComposite(v, descendant pdf.Value, toUnicode *CMap, decode Decoder) *composite {
	c := &composite{
		encoding:   loadEncodingCMap(v.Key("Encoding"), decode),
		toUnicode:  toUnicode,
		collection: collectionOf(descendant),
		standard:   1000,
		widths:     cidWidths(descendant.Key("W")),
		known:      map[uint32]Glyph{},
	}
	if w := descendant.Key("DW"); w.Kind() != pdf.Null {
		c.standard = w.Float64()
	}
	c.program = cidTexts(descendant, decode)
	return c
}

func loadEncodingCMap(v pdf.Value, decode Decoder) encodingCMap {
	if v.Kind() == pdf.Stream {
		m := ParseCMap(decode(v))
		if v.Key("WMode").Int64() == 1 {
			m.Vertical = true
		}
		return encodingCMap{embedded: m, Vertical: m.Vertical}
	}
	return predefined(v.Name())
}

// predefined is a CMap by its name (9.7.5.2).
func predefined(name string) encodingCMap {
	stem, vertical := strings.CutSuffix(name, "V")
	stem = strings.TrimSuffix(strings.TrimSuffix(stem, "H"), "-")
	e := encodingCMap{Vertical: vertical, unicode: strings.Contains(name, "UCS2") || strings.Contains(name, "UTF16")}
	if name != "" {
		e.charset = charsets[stem]
	}
	return e
}

// maxWidths bounds how many widths one font may list.
const maxWidths = 1 << 18

// cidWidths reads the W array (9.7.4.3): "first [w …]" or "first last w".
func cidWidths(w pdf.Value) map[uint32]float64 {
	widths := map[uint32]float64{}
	listed := 0
	for i := 0; i+1 < w.Len(); {
		first, second := w.Index(i).Int64(), w.Index(i+1)
		if second.Kind() == pdf.Array {
			for j := range second.Len() {
				widths[uint32(first+int64(j))] = second.Index(j).Float64()
			}
			i += 2
			continue
		}
		width := w.Index(i + 2).Float64()
		for cid := first; cid <= second.Int64() && listed < maxWidths; cid++ {
			listed++
			widths[uint32(cid)] = width
		}
		i += 3
	}
	return widths
}

func (c *composite) next(s []byte) (Glyph, int) {
	code, length := c.encoding.next(s)
	key := code | uint32(length)<<28
	g, ok := c.known[key]
	if !ok {
		g = c.glyph(code, s[:length])
		c.known[key] = g
	}
	return g, length
}

func (c *composite) glyph(code uint32, raw []byte) Glyph {
	cids := []uint32{code}
	encoded, isText := c.encoding.text(raw)
	switch {
	case isText:
		cids = c.collection.numbers(encoded)
	case c.encoding.embedded != nil:
		cids[0] = c.encoding.embedded.CID(code)
	}
	g := Glyph{Text: c.text(code, encoded, cids), Width: c.standard / 1000}
	for _, cid := range cids {
		if w, ok := c.widths[cid]; ok {
			g.Width = w / 1000
			break
		}
	}
	return g
}

// text is what a code stands for (9.10.2): what it encodes is its text already,
// or its glyph number has one.
func (c *composite) text(code uint32, encoded string, cids []uint32) string {
	candidates := []string{"", encoded}
	if c.toUnicode != nil {
		candidates[0], _ = c.toUnicode.Text(code)
	}
	for _, cid := range cids {
		candidates = append(candidates, c.collection.text(cid))
		if c.program != nil {
			candidates = append(candidates, c.program(cid))
		}
	}
	return firstText(candidates)
}

// text decodes a code that is text; ok is false for one that is a glyph number
// or has a CMap of its own.
func (e *encodingCMap) text(raw []byte) (text string, ok bool) {
	switch {
	case e.unicode:
		return utf16Text(raw), true
	case e.charset.encoding == nil:
		return "", false
	}
	if e.charset.sevenBit {
		raw = slices.Clone(raw)
		for i := range raw {
			raw[i] |= 0x80
		}
	}
	decoded, err := e.charset.encoding.NewDecoder().Bytes(raw)
	if err != nil || strings.Contains(string(decoded), Unknown) {
		return "", true
	}
	return string(decoded), true
}

// next splits off one code.
func (e *encodingCMap) next(s []byte) (code uint32, length int) {
	if e.embedded != nil {
		return e.embedded.Next(s)
	}
	length = 2
	switch {
	case e.charset.encoding != nil:
		length = e.charset.length(s)
	case e.unicode && s[0]&0xfc == 0xd8:
		length = 4
	}
	length = min(length, len(s))
	return codeOf(s[:length]), length
}

// length is how many bytes the first code takes up. Shift-JIS has katakana of one
// byte among the first bytes of two, and GB 18030 has codes of four.
func (c charset) length(s []byte) int {
	switch {
	case c.sevenBit:
		return 2
	case s[0] < 0x80, c.encoding == japanese.ShiftJIS && 0xa0 <= s[0] && s[0] <= 0xdf:
		return 1
	case c.encoding == simplifiedchinese.GB18030 && len(s) > 1 && '0' <= s[1] && s[1] <= '9':
		return 4
	}
	return 2
}

func utf16Text(b []byte) string {
	var units []uint16
	for ; len(b) >= 2; b = b[2:] {
		units = append(units, uint16(b[0])<<8|uint16(b[1]))
	}
	return string(utf16.Decode(units))
}
