package content

import (
	"bytes"
	"strings"
	"unicode/utf16"
)

// pdfDoc are the codes of PDFDocEncoding that differ from ISO 8859-1 (D.2).
var pdfDoc = func() map[byte]rune {
	table := map[byte]rune{0xa0: '€'}
	for i, r := range []rune("˘ˇˆ˙˝˛˚˜") {
		table[byte(0x18+i)] = r
	}
	for i, r := range []rune("•†‡…—–ƒ⁄‹›−‰„“”‘’‚™ﬁﬂŁŒŠŸŽıłœšž") {
		table[byte(0x80+i)] = r
	}
	return table
}()

// textString decodes a text string (7.9.2.2): UTF-16 or UTF-8 with a byte order
// mark, else PDFDocEncoding. Lines end in line feeds; other control characters are
// dropped.
func textString(b []byte) string {
	var text strings.Builder
	write := func(r rune) {
		if r == '\r' {
			r = '\n'
		}
		if r >= ' ' && r != 0x7f || r == '\n' || r == '\t' {
			text.WriteRune(r)
		}
	}
	switch {
	case bytes.HasPrefix(b, []byte{0xfe, 0xff}):
		writeUTF16(b[2:], 0, write)
	case bytes.HasPrefix(b, []byte{0xff, 0xfe}):
		writeUTF16(b[2:], 1, write)
	case bytes.HasPrefix(b, []byte{0xef, 0xbb, 0xbf}):
		for _, r := range string(b[3:]) {
			write(r)
		}
	default:
		for _, c := range b {
			r, special := pdfDoc[c]
			if !special {
				r = rune(c)
			}
			write(r)
		}
	}
	return text.String()
}

// writeUTF16 decodes units whose high byte is at the given place; the language
// escapes between U+001B characters are passed over.
func writeUTF16(b []byte, high int, write func(rune)) {
	var units []uint16
	escaped := false
	for ; len(b) >= 2; b = b[2:] {
		unit := uint16(b[high])<<8 | uint16(b[1-high])
		if unit == 0x1b {
			escaped = !escaped
			continue
		}
		if !escaped {
			units = append(units, unit)
		}
	}
	for _, r := range utf16.Decode(units) {
		write(r)
	}
}
