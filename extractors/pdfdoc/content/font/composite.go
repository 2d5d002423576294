package font

import (
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
	encoding  encodingCMap
	toUnicode *CMap
	program   func(cid uint32) string // the font program's own mapping, may be nil
	widths    map[uint32]float64
	standard  float64 // width of a glyph that is not listed
	known     map[uint32]Glyph
}

// An encodingCMap splits strings into codes and gives their glyph numbers.
type encodingCMap struct {
	Vertical bool
	embedded *CMap              // a CMap of the file; nil for a predefined one
	identity bool               // the code is the glyph number
	unicode  bool               // the code is UTF-16
	charset  xencoding.Encoding // the code is text of this character set
}

// charsets are the predefined CMaps that encode text, by the start of the name (table 118).
var charsets = []struct {
	prefix  string
	charset xencoding.Encoding
}{
	{"GBK2K", simplifiedchinese.GB18030}, {"GBK", simplifiedchinese.GBK}, {"GBpc-EUC", simplifiedchinese.GBK},
	{"GB-EUC", simplifiedchinese.GBK},
	{"B5pc", traditionalchinese.Big5}, {"ETen", traditionalchinese.Big5}, {"HKscs", traditionalchinese.Big5},
	{"83pv-RKSJ", japanese.ShiftJIS}, {"90ms-RKSJ", japanese.ShiftJIS}, {"90msp-RKSJ", japanese.ShiftJIS},
	{"90pv-RKSJ", japanese.ShiftJIS}, {"Add-RKSJ", japanese.ShiftJIS}, {"Ext-RKSJ", japanese.ShiftJIS},
	{"EUC-", japanese.EUCJP},
	{"KSC-EUC", korean.EUCKR}, {"KSCms-UHC", korean.EUCKR}, {"KSCpc-EUC", korean.EUCKR},
}

func loadComposite(v, descendant pdf.Value, toUnicode *CMap, decode Decoder) *composite {
	c := &composite{
		encoding:  loadEncodingCMap(v.Key("Encoding"), decode),
		toUnicode: toUnicode,
		standard:  1000,
		widths:    cidWidths(descendant.Key("W")),
		known:     map[uint32]Glyph{},
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
	name := v.Name()
	e := encodingCMap{Vertical: strings.HasSuffix(name, "-V") || name == "V"}
	for _, c := range charsets {
		if strings.HasPrefix(name, c.prefix) {
			e.charset = c.charset
			return e
		}
	}
	e.unicode = strings.Contains(name, "UCS2") || strings.Contains(name, "UTF16")
	e.identity = !e.unicode
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
	if g, ok := c.known[key]; ok {
		return g, length
	}
	cid := code
	if c.encoding.embedded != nil {
		cid = c.encoding.embedded.CID(code)
	}
	g := Glyph{Text: c.text(code, cid, s[:length]), Width: c.standard / 1000}
	if w, ok := c.widths[cid]; ok {
		g.Width = w / 1000
	}
	c.known[key] = g
	return g, length
}

func (c *composite) text(code, cid uint32, raw []byte) string {
	if c.toUnicode != nil {
		if text, ok := c.toUnicode.Text(code); ok && text != "" {
			return text
		}
	}
	text := ""
	switch {
	case c.encoding.unicode:
		text = utf16Text(raw)
	case c.encoding.charset != nil:
		decoded, err := c.encoding.charset.NewDecoder().Bytes(raw)
		if err == nil {
			text = string(decoded)
		}
	case c.program != nil:
		text = c.program(cid)
	}
	if text == "" {
		return Unknown
	}
	return text
}

// next splits off one code.
func (e *encodingCMap) next(s []byte) (code uint32, length int) {
	if e.embedded != nil {
		return e.embedded.Next(s)
	}
	length = min(2, len(s))
	switch {
	case e.charset != nil && s[0] < 0x80:
		length = 1
	case e.unicode && len(s) >= 4 && s[0]&0xfc == 0xd8:
		length = 4
	}
	return codeOf(s[:length]), length
}

func utf16Text(b []byte) string {
	var units []uint16
	for ; len(b) >= 2; b = b[2:] {
		units = append(units, uint16(b[0])<<8|uint16(b[1]))
	}
	return string(utf16.Decode(units))
}
