package font

import (
	"encoding/binary"
	"testing"
)

func be16(values ...int) (out []byte) {
	for _, v := range values {
		out = binary.BigEndian.AppendUint16(out, uint16(v))
	}
	return out
}

// sfnt wraps tables into a TrueType file.
func sfnt(tables map[string][]byte) []byte {
	out := append([]byte{0, 1, 0, 0}, be16(len(tables), 0, 0, 0)...)
	at := 12 + 16*len(tables)
	var data []byte
	for name, table := range tables {
		out = append(out, name...)
		for _, v := range []int{0, at + len(data), len(table)} {
			out = binary.BigEndian.AppendUint32(out, uint32(v))
		}
		data = append(data, table...)
	}
	return append(out, data...)
}

func TestSFNT(t *testing.T) {
	// Two maps: Unicode A to C are glyphs 5 to 7 (format 4), symbol code 0xf041 is glyph 6 (format 6).
	segments := be16(4, 32, 0, 4, 0, 0, 0, 'C', 0xffff, 0, 'A', 0xffff, 5-'A', 1, 0, 0)
	trimmed := be16(6, 12, 0, 0xf041, 1, 6)
	cmap := be16(0, 2, 3, 1, 0, 20, 3, 0, 0, 20+len(segments))
	cmap = append(append(cmap, segments...), trimmed...)
	post := append(be16(2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 0, 4, 258), "\x06eacute"...)
	p := parseSFNT(sfnt(map[string][]byte{"cmap": cmap, "post": post}))
	if p.byGlyph[5] != "A" || p.byGlyph[7] != "C" || p.byGlyph[1] != "!" || p.byGlyph[2] != "é" {
		t.Errorf("glyphs %v", p.byGlyph)
	}
	if ordered := postNames(be16(1, 0)); ordered[3] != " " || ordered[97] != "~" || ordered[98] != "Ä" || ordered[225] != "ˇ" || ordered[257] != "đ" {
		t.Errorf("the order of the Macintosh is %v", ordered)
	}
	if p.byCode[0x41] != "B" {
		t.Errorf("codes %v", p.byCode)
	}
}

func TestType1Encoding(t *testing.T) {
	texts := type1Encoding([]byte("%!PS-AdobeFont\n/Encoding 256 array 0 1 255 {1 index exch /.notdef put} for\n" +
		"dup 12 /fi put\ndup 65/C0066 put\nreadonly def\ndup 66 /C put currentfile eexec dup 67 /D put"))
	if len(texts) != 2 || texts[12] != "fi" || texts[65] != "B" {
		t.Errorf("got %v", texts)
	}
}

func TestCFF(t *testing.T) {
	// Header, names, one top DICT (charset 40, encoding 47, CharStrings 52), no strings.
	data := []byte{1, 0, 4, 1,
		0, 1, 1, 1, 2, 'F',
		0, 1, 1, 1, 7, 139 + 40, 15, 139 + 47, 16, 139 + 52, 17,
		0, 0, 0, 0}
	for len(data) < 40 {
		data = append(data, 0)
	}
	data = append(data, 0, 0, 34, 0, 110, 0, 0)          // charset: A, ﬂ
	data = append(data, 0, 2, 7, 8, 0)                   // encoding: codes 7 and 8
	data = append(data, 0, 3, 1, 1, 2, 3, 4, 14, 14, 14) // three outlines
	p := parseCFF(data)
	if p.byGlyph[1] != "A" || p.byGlyph[2] != "fl" || p.byCode[7] != "A" || p.byCode[8] != "fl" {
		t.Errorf("glyphs %v, codes %v", p.byGlyph, p.byCode)
	}
}

func FuzzPrograms(f *testing.F) {
	f.Add(sfnt(map[string][]byte{"cmap": be16(0, 1, 3, 1, 0, 12, 4, 32, 0, 4)}))
	f.Add([]byte{1, 0, 4, 1, 0, 1, 1, 1, 2, 'F', 0, 1, 1, 1, 3, 139, 15})
	f.Add([]byte("/Encoding 1 array dup 1 /a put def"))
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, p := range []program{parseSFNT(data), parseCFF(data), {byCode: type1Encoding(data)}} {
			if len(p.byGlyph) > 2*maxGlyphs {
				t.Fatalf("%d glyphs", len(p.byGlyph))
			}
		}
	})
}
