package font

import (
	"encoding/binary"
	"unicode/utf8"
)

// A view reads big-endian numbers; outside of its bytes everything is 0.
type view []byte

func (v view) u8(at int) int {
	if at < 0 || at >= len(v) {
		return 0
	}
	return int(v[at])
}

func (v view) u16(at int) int {
	if at < 0 || at+2 > len(v) {
		return 0
	}
	return int(binary.BigEndian.Uint16(v[at:]))
}

func (v view) u32(at int) int {
	if at < 0 || at+4 > len(v) {
		return 0
	}
	return int(binary.BigEndian.Uint32(v[at:]))
}

// slice is the part [start, start+length), as much of it as there is.
func (v view) slice(start, length int) view {
	if start < 0 || start > len(v) || length < 0 {
		return nil
	}
	return v[start:min(start+length, len(v))]
}

// parseSFNT reads the character maps and glyph names of a TrueType or OpenType
// font (OpenType specification: cmap, post).
func parseSFNT(data []byte) program {
	v := view(data)
	tables := map[string]view{}
	for i := range min(v.u16(4), 64) {
		at := 12 + 16*i
		tables[string(v.slice(at, 4))] = v.slice(v.u32(at+8), v.u32(at+12))
	}
	p := program{byCode: map[int]string{}, byGlyph: postNames(tables["post"])}
	if cff := tables["CFF "]; cff != nil {
		p.byGlyph = parseCFF(cff).byGlyph
	}
	cmap := tables["cmap"]
	var codes map[int]int // of the symbol or Macintosh map
	for i := range min(cmap.u16(2), 64) {
		at := 4 + 8*i
		platform, encoding := cmap.u16(at), cmap.u16(at+2)
		mapped := charMap(cmap.slice(cmap.u32(at+4), len(cmap)))
		switch {
		case platform == 0 || platform == 3 && (encoding == 1 || encoding == 10):
			for r, glyph := range mapped {
				if old := p.byGlyph[glyph]; r >= ' ' && utf8.ValidRune(rune(r)) && (old == "" || better(rune(r), old)) {
					p.byGlyph[glyph] = runeText(rune(r))
				}
			}
		case platform == 1 && codes == nil, platform == 3 && encoding == 0:
			codes = mapped
		}
	}
	for code, glyph := range codes {
		if text := p.byGlyph[glyph]; text != "" {
			p.byCode[code&0xff] = text
		}
	}
	return p
}

// better prefers, of the characters that share a glyph, the common one: the
// lower, and any to one of the private use area.
func better(r rune, old string) bool {
	was, _ := utf8.DecodeRuneInString(old)
	return r < was && r != 0xa0 && r != 0xad
}

// charMap reads one subtable: character to glyph.
func charMap(v view) map[int]int {
	switch v.u16(0) {
	case 0:
		return byteMap(v)
	case 4:
		return segmentMap(v)
	case 6:
		mapped := map[int]int{}
		for i := range v.u16(8) {
			mapped[v.u16(6)+i] = v.u16(10 + 2*i)
		}
		return mapped
	case 12:
		return groupMap(v)
	}
	return nil
}

func byteMap(v view) map[int]int {
	mapped := map[int]int{}
	for code := range 256 {
		if glyph := v.u8(6 + code); glyph != 0 {
			mapped[code] = glyph
		}
	}
	return mapped
}

func segmentMap(v view) map[int]int {
	mapped := map[int]int{}
	size := v.u16(6) &^ 1 // twice the number of segments
	ends, starts, deltas, offsets := 14, 16+size, 16+2*size, 16+3*size
	codes := 0 // overlapping segments are read as often as they overlap
	for i := 0; i < size; i += 2 {
		start, end := v.u16(starts+i), v.u16(ends+i)
		for code := start; code <= end && code < 0xffff && codes < maxGlyphs; code++ {
			codes++
			glyph := code
			if offset := v.u16(offsets + i); offset != 0 {
				if glyph = v.u16(offsets + i + offset + 2*(code-start)); glyph == 0 {
					continue
				}
			}
			if glyph = (glyph + v.u16(deltas+i)) & 0xffff; glyph != 0 {
				mapped[code] = glyph
			}
		}
	}
	return mapped
}

func groupMap(v view) map[int]int {
	mapped := map[int]int{}
	codes := 0
	for i := range min(v.u32(12), maxGlyphs) {
		at := 16 + 12*i
		start, end, glyph := v.u32(at), v.u32(at+4), v.u32(at+8)
		for code := start; code <= end && codes < maxGlyphs; code++ {
			codes++
			mapped[code] = glyph + code - start
		}
	}
	return mapped
}

// macintosh is how many glyphs have a place in the order of the Macintosh.
const macintosh = 258

// macintoshOrder is the text of a glyph in that order ("post" format 1 of the
// OpenType specification): ASCII, the rest of Mac Roman, and what it lacks.
func macintoshOrder(glyph uint32) string {
	const (
		ascii    = 3
		macUpper = ascii + '~' - ' ' + 1
		beyond   = macUpper + 0x80
	)
	switch {
	case glyph < ascii || glyph >= macintosh:
		return ""
	case glyph < macUpper:
		return string(rune(' ' + glyph - ascii))
	case glyph < beyond:
		return runeText(macRoman[0x80+glyph-macUpper])
	}
	return string([]rune("ŁłŠšŽž¦ÐðÝýÞþ−×¹²³½¼¾₣ĞğİŞşĆćČčđ")[glyph-beyond])
}

// postNames reads the glyph names of a "post" table of formats 1 and 2.
func postNames(v view) map[int]string {
	texts := map[int]string{}
	switch v.u32(0) {
	case 0x10000:
		for glyph := range macintosh {
			if text := macintoshOrder(uint32(glyph)); text != "" {
				texts[glyph] = text
			}
		}
		return texts
	case 0x20000:
	default:
		return texts
	}
	count := v.u16(32)
	var names []string
	for at := 34 + 2*count; at < len(v); at += 1 + v.u8(at) {
		names = append(names, string(v.slice(at+1, v.u8(at))))
	}
	for glyph := range count {
		index := v.u16(34 + 2*glyph)
		text := macintoshOrder(uint32(index))
		if i := index - macintosh; 0 <= i && i < len(names) {
			text = NameText(names[i])
		}
		if text != "" {
			texts[glyph] = text
		}
	}
	return texts
}
