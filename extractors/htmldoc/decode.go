package htmldoc

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding/charmap"

	"assize/extractors/block"
)

// decode turns a page's bytes into UTF-8. Bytes that are valid UTF-8 are taken
// as such whatever is declared, because hardly any other text is; the rest
// follows BOM, header, meta tag and guess in the order of the WHATWG Encoding
// Standard. Stray bytes in a page that calls itself UTF-8 are read as
// Windows-1252, which is where they come from.
func decode(body []byte, contentType string) (string, []block.Warning) {
	encoding, name, _ := charset.DetermineEncoding(body, contentType)
	wide := strings.HasPrefix(name, "utf-16")
	if !wide && utf8.Valid(body) {
		return undouble(strings.TrimPrefix(string(body), "\ufeff"))
	}
	if name != "utf-8" && (wide || !mostlyUTF8(body)) {
		if text, err := encoding.NewDecoder().Bytes(body); err == nil {
			return strings.TrimPrefix(string(text), "\ufeff"), nil
		}
	}
	return repair(body), []block.Warning{{Code: "encoding_repaired", Detail: "bytes that are not UTF-8 were read as Windows-1252"}}
}

// twice matches what may be a character of UTF-8 that was taken for Latin-1 and
// encoded again, and surelyTwice one with a control character (U+0080 to
// U+009F), which no text has.
var (
	twice       = regexp.MustCompile(`[\x{C2}-\x{F4}][\x{80}-\x{BF}]{1,3}`)
	surelyTwice = regexp.MustCompile(`[\x{C2}-\x{F4}][\x{80}-\x{BF}]{0,2}[\x{80}-\x{9F}]`)
)

// undouble repairs a text that was encoded twice.
func undouble(text string) (string, []block.Warning) {
	if !hasControls(text) || !surelyTwice.MatchString(text) {
		return text, nil
	}
	text = twice.ReplaceAllStringFunc(text, func(s string) string {
		var once []byte
		for _, r := range s {
			once = append(once, byte(r))
		}
		if r, size := utf8.DecodeRune(once); r != utf8.RuneError {
			return string(r) + string([]rune(s)[size:])
		}
		return s
	})
	return text, []block.Warning{{Code: "encoding_repaired", Detail: "characters that were encoded twice were read as meant"}}
}

// hasControls reports whether a text has a character from U+0080 to U+009F.
func hasControls(text string) bool {
	const lead = 0xc2 // the first of its two bytes
	for {
		i := strings.IndexByte(text, lead)
		if i < 0 || i+1 >= len(text) {
			return false
		}
		if text[i+1] < 0xa0 {
			return true
		}
		text = text[i+2:]
	}
}

// mostlyUTF8 reports whether more bytes above 127 belong to UTF-8 sequences
// than do not.
func mostlyUTF8(body []byte) bool {
	inside, stray := 0, 0
	for len(body) > 0 {
		r, size := utf8.DecodeRune(body)
		switch {
		case r == utf8.RuneError && size == 1:
			stray++
		case size > 1:
			inside += size
		}
		body = body[size:]
	}
	return inside > stray
}

// repair decodes UTF-8 and takes each byte that is not part of it for a
// Windows-1252 character.
func repair(body []byte) string {
	var b strings.Builder
	b.Grow(len(body) + len(body)/16)
	for len(body) > 0 {
		r, size := utf8.DecodeRune(body)
		if r == utf8.RuneError && size == 1 {
			r = charmap.Windows1252.DecodeByte(body[0])
		}
		b.WriteRune(r)
		body = body[size:]
	}
	return b.String()
}
