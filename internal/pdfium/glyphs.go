package pdfium

import (
	"bytes"
	"math"

	"assize/extractors/pdfdoc/content"
	"assize/extractors/pdfdoc/content/font"
)

// maxPageGlyphs bounds the characters that are read of a page.
const maxPageGlyphs = 500_000

// A text is the text of one page.
type text struct {
	*document
	handle pointer
	place  placement
	faces  map[pointer]face
}

// A face is a font of the page. Widths are at size 1, as far as they were needed.
type face struct {
	name         string
	bold, italic bool
	widths       map[rune]float64
}

// A run is a text object: what its characters have in common.
type run struct {
	object pointer
	font   pointer
	scale  float64       // from text space to points, along the baseline
	glyph  content.Glyph // all but its text, place and advance
}

// glyphs are the characters that the page shows, without the spaces and line
// ends that PDFium puts between them. A character code that stands for several
// characters is one glyph.
func (d *document) glyphs(page pointer, place placement) (list []content.Glyph) {
	t := &text{document: d, handle: d.call("FPDFText_LoadPage", page), place: place, faces: map[pointer]face{}}
	if t.handle == 0 {
		return nil
	}
	var r run
	parts := false // the next character may be a further part of the last glyph
	for i := range uint64(min(max(0, t.number("FPDFText_CountChars", t.handle)), maxPageGlyphs)) {
		character := t.character(i)
		if t.failed != nil {
			return list
		}
		if character == generated {
			parts = false
			continue
		}
		if object := t.call("FPDFText_GetTextObject", t.handle, i); object != r.object || i == 0 {
			r = t.run(i, object)
			parts = false
		}
		g := r.glyph
		t.call("FPDFText_GetCharOrigin", t.handle, i, t.at(0, 8), t.at(1, 8))
		origin := t.doubles(2)
		g.X, g.Y = place.apply(origin[0], origin[1])
		if last := len(list) - 1; parts && list[last].X == g.X && list[last].Y == g.Y {
			list[last].Text += string(character)
			list[last].Advance += t.width(r, character)
			continue
		}
		g.Text, g.Advance = string(character), t.width(r, character)
		if parts = onPage(g, place); parts {
			list = append(list, g)
		}
	}
	t.call("FPDFText_ClosePage", t.handle)
	return list
}

// Characters that PDFium gives and that are none.
const (
	lineHyphen = 2  // a hyphen that parts a word at a line end
	generated  = -1 // our own mark of a space or line end that is not painted
	unknown    = '\uFFFD'
)

// character is what the character stands for.
func (t *text) character(i uint64) rune {
	r := rune(t.call("FPDFText_GetUnicode", t.handle, i))
	switch {
	case r == lineHyphen:
		return '-'
	case (r == ' ' || r == '\r' || r == '\n') && t.ok("FPDFText_IsGenerated", t.handle, i):
		return generated
	case r == 0 || t.number("FPDFText_HasUnicodeMapError", t.handle, i) == 1:
		return unknown
	}
	return r
}

// invisible are the render modes that paint nothing (ISO 32000-1, 9.3.6).
var invisible = map[int]bool{3: true, 7: true}

// run asks for what the text object of a character says.
func (t *text) run(i uint64, object pointer) run {
	size := math.Float64frombits(t.call("FPDFText_GetFontSize", t.handle, i))
	t.call("FPDFText_GetMatrix", t.handle, i, t.scratch)
	own := t.matrix()
	upright := own.times(t.place.matrix)
	r := run{
		object: object,
		font:   t.call("FPDFTextObj_GetFont", object),
		scale:  math.Abs(size) * math.Hypot(own.a, own.b),
		glyph: content.Glyph{
			Size:     math.Abs(size) * math.Hypot(own.c, own.d),
			Angle:    math.Atan2(upright.b, upright.a) * 180 / math.Pi,
			MCID:     t.number("FPDFPageObj_GetMarkedContentID", object),
			Artifact: t.artifact(object),
			Hidden:   invisible[t.number("FPDFTextObj_GetTextRenderMode", object)],
		},
	}
	if math.Abs(r.glyph.Angle) < 1e-3 {
		r.glyph.Angle = 0
	}
	if t.ok("FPDFText_GetFillColor", t.handle, i, t.at(0, 4), t.at(1, 4), t.at(2, 4), t.at(3, 4)) {
		r.glyph.Color = t.color()
	}
	f := t.face(i, r.font)
	r.glyph.Font, r.glyph.Bold, r.glyph.Italic = f.name, f.bold, f.italic
	return r
}

// color is what PDFium wrote to the scratch memory as red, green and blue.
func (m *module) color() uint32 {
	c := m.integers(3)
	return c[0]&0xff<<16 | c[1]&0xff<<8 | c[2]&0xff
}

// boldWeight is a weight that only bold faces have.
const boldWeight = 700

// face is the font of a character.
func (t *text) face(i uint64, handle pointer) face {
	if known, ok := t.faces[handle]; ok {
		return known
	}
	const room = scratchSize - 8
	length := t.number("FPDFText_GetFontInfo", t.handle, i, t.at(1, 8), room, t.scratch)
	flags := t.integers(1)[0]
	name, _, _ := bytes.Cut(t.bytes(t.at(1, 8), max(0, min(length, room))), []byte{0})
	f := face{name: font.PlainName(string(name)), widths: map[rune]float64{}}
	f.bold, f.italic = font.Style(f.name, int64(flags))
	f.bold = f.bold || t.number("FPDFText_GetFontWeight", t.handle, i) >= boldWeight
	t.faces[handle] = f
	return f
}

// width is the advance of a character in points.
func (t *text) width(r run, character rune) float64 {
	widths := t.faces[r.font].widths
	width, known := widths[character]
	if !known {
		size := uint64(math.Float32bits(1))
		if t.ok("FPDFFont_GetGlyphWidth", r.font, uint64(character), size, t.scratch) {
			width = t.floats(1)[0]
		}
		widths[character] = width
	}
	return width * r.scale
}

// artifact reports whether an object stands in /Artifact marked content.
func (t *text) artifact(object pointer) bool {
	for i := range uint64(max(0, t.number("FPDFPageObj_CountMarks", object))) {
		mark := t.call("FPDFPageObj_GetMark", object, i)
		if !t.ok("FPDFPageObjMark_GetName", mark, t.at(1, 8), scratchSize-8, t.scratch) {
			continue
		}
		if t.wide(t.at(1, 8), int(t.integers(1)[0])) == "Artifact" {
			return true
		}
	}
	return false
}

// onPage reports whether a glyph can be seen, by the rule of package content.
func onPage(g content.Glyph, place placement) bool {
	return -g.Size-g.Advance <= g.X && g.X <= place.width+g.Size && -g.Size <= g.Y && g.Y <= place.height+g.Size
}
