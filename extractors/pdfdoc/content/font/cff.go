package font

import "strconv"

// parseCFF reads the charset and the encoding of a Compact Font Format program
// (Adobe Technical Note 5176). Fonts keyed by CID have no names to read.
func parseCFF(data []byte) program {
	v := view(data)
	_, at := v.index(v.u8(2)) // names of the fonts
	dicts, at := v.index(at)
	strings, _ := v.index(at)
	if len(dicts) == 0 {
		return program{}
	}
	top := dicts[0].dict()
	if _, keyed := top[cffROS]; keyed {
		return program{}
	}
	outlines, _ := v.index(top[cffCharStrings])
	p := program{byCode: map[int]string{}, byGlyph: map[int]string{}}
	ids := v.charset(top[cffCharset], len(outlines))
	for glyph, id := range ids {
		if text := stringText(id, strings); text != "" {
			p.byGlyph[glyph] = text
		}
	}
	switch offset := top[cffEncoding]; offset {
	case 0:
		for code, r := range standard {
			if r != 0 {
				p.byCode[code] = runeText(r)
			}
		}
	case 1: // the expert encoding: no letters
	default:
		v.encoding(offset, p, strings)
	}
	return p
}

// Operators of a top DICT (table 9); two-byte ones are 1200 and the second byte.
const (
	cffCharset     = 15
	cffEncoding    = 16
	cffCharStrings = 17
	cffROS         = 1230
)

// index reads an INDEX and returns its elements and the offset behind it.
func (v view) index(at int) (elements []view, end int) {
	count, size := v.u16(at), v.u8(at+2)
	if count == 0 || size < 1 || size > 4 {
		return nil, at + 2
	}
	offset := func(i int) (n int) {
		for j := range size {
			n = n<<8 | v.u8(at+3+i*size+j)
		}
		return n
	}
	base := at + 2 + (count+1)*size
	for i := range count {
		elements = append(elements, v.slice(base+offset(i), offset(i+1)-offset(i)))
	}
	return elements, base + offset(count)
}

// dict reads the last integer operand of each operator.
func (v view) dict() map[int]int {
	entries := map[int]int{}
	operand := 0
	for at := 0; at < len(v); at++ {
		switch b := v.u8(at); {
		case b == 12:
			at++
			entries[1200+v.u8(at)], operand = operand, 0
		case b <= 21:
			entries[b], operand = operand, 0
		case b == 28:
			operand = int(int16(v.u16(at + 1)))
			at += 2
		case b == 29:
			operand = int(int32(v.u32(at + 1)))
			at += 4
		case b == 30: // a real number ends in the nibble f
			for at++; at < len(v) && v.u8(at)&0x0f != 0x0f && v.u8(at)>>4 != 0x0f; at++ {
			}
		case b >= 32 && b <= 246:
			operand = b - 139
		case b >= 247 && b <= 250:
			at++
			operand = (b-247)*256 + v.u8(at) + 108
		case b >= 251 && b <= 254:
			at++
			operand = -(b-251)*256 - v.u8(at) - 108
		}
	}
	return entries
}

// charset gives the string number of each glyph; those below 3 are predefined.
func (v view) charset(offset, glyphs int) []int {
	ids := make([]int, 1, glyphs+1)
	if offset < 3 {
		for id := 1; id < glyphs; id++ {
			ids = append(ids, id) // ISOAdobe; the expert sets hold no letters
		}
		return ids
	}
	format := v.u8(offset)
	at := offset + 1
	for len(ids) < glyphs && at < len(v) {
		first, left := v.u16(at), 0
		at += 2
		switch format {
		case 1:
			left = v.u8(at)
			at++
		case 2:
			left = v.u16(at)
			at += 2
		}
		for i := 0; i <= left && len(ids) < glyphs; i++ {
			ids = append(ids, first+i)
		}
	}
	return ids
}

// encoding fills the codes of an embedded encoding into the program.
func (v view) encoding(offset int, p program, strings []view) {
	format, count := v.u8(offset), v.u8(offset+1)
	at := offset + 2
	glyph := 1
	for range count {
		first, left := v.u8(at), 0
		at++
		if format&0x7f == 1 {
			left = v.u8(at)
			at++
		}
		for i := 0; i <= left; i++ {
			p.byCode[first+i] = p.byGlyph[glyph]
			glyph++
		}
	}
	if format&0x80 == 0 {
		return
	}
	for i := range v.u8(at) {
		entry := at + 1 + 3*i
		p.byCode[v.u8(entry)] = stringText(v.u16(entry+1), strings)
	}
}

// stringText is the text of a glyph name by its string number.
func stringText(id int, strings []view) string {
	if id < len(standardStrings) {
		return runeText(standardStrings[id])
	}
	const spelledOut = 391 // the standard strings end here
	if i := id - spelledOut; 0 <= i && i < len(strings) {
		return glyphText(string(strings[i]))
	}
	return ""
}

// standardStrings are the characters of the first standard strings (appendix A);
// those of the expert sets, from number 229 on, by what they mean.
var standardStrings = []rune("\x00 !\"#$%&’()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_" +
	"‘abcdefghijklmnopqrstuvwxyz{|}~¡¢£⁄¥ƒ§¤'“«‹›ﬁﬂ–†‡·¶•‚„”»…‰¿`´ˆ˜¯˘˙¨˚¸˝˛ˇ—ÆªŁØŒºæıłøœß" +
	"¹¬µ™Ð½±Þ¼÷¦°þ¾²®−ð×³©ÁÂÄÀÅÃÇÉÊËÈÍÎÏÌÑÓÔÖÒÕŠÚÛÜÙÝŸŽáâäàåãçéêëèíîïìñóôöòõšúûüùýÿž" +
	"!˝$$&´()‥․0123456789,—.?ab¢deilmnorstﬀﬃﬄ()ˆ-`ABCDEFGHIJKLMNOPQRSTUVWXYZ")

// smallNumber reads a character code.
func smallNumber(s string) (int, bool) {
	n, err := strconv.Atoi(s)
	return n, err == nil && 0 <= n && n < 256
}
