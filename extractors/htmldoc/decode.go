package htmldoc

import (
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
		return strings.TrimPrefix(string(body), "\ufeff"), nil
	}
	if name != "utf-8" && (wide || !mostlyUTF8(body)) {
		if text, err := encoding.NewDecoder().Bytes(body); err == nil {
			return strings.TrimPrefix(string(text), "\ufeff"), nil
		}
	}
	return repair(body), []block.Warning{{Code: "encoding_repaired", Detail: "bytes that are not UTF-8 were read as Windows-1252"}}
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
