// Package textdoc reads plain text into blocks. The artefact is the decoded
// input unchanged, so that offsets fall in the input itself. What the lines
// mean is read from their shape: empty lines, indents, marks, and how the
// document wraps its lines.
package textdoc

import (
	"bytes"
	"context"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding/unicode"

	"assize/extractors/block"
	"assize/extractors/fault"
)

// Options say what is known about a text besides its bytes.
type Options struct {
	ContentType string // as the server declares it, or ""; its charset is used where the bytes are not UTF-8
}

// Parse reads a text. Errors are fault.Empty when there is no text,
// fault.Malformed when the bytes are not text, and fault.Timeout or
// fault.Cancelled when ctx ends first.
func Parse(ctx context.Context, body []byte, opts Options) (*block.Doc, error) {
	const op = "parse text"
	doc := &block.Doc{Method: "text"}
	text, err := decode(body, opts.ContentType)
	if err != nil {
		return doc, fault.New(fault.Malformed, op, err)
	}
	if strings.IndexByte(text, 0) >= 0 {
		return doc, fault.Newf(fault.Malformed, op, "the bytes are not text")
	}
	doc.Text = text
	r := newReader(text)
	for i := range r.lines {
		if i%1024 == 0 && ctx.Err() != nil {
			break
		}
		r.line(i)
	}
	r.end()
	doc.Blocks = r.blocks
	headings(doc.Blocks, r.shapes)
	doc.Outline()
	if ctx.Err() != nil {
		return doc, fault.Interrupted(ctx, op)
	}
	if len(doc.Blocks) == 0 {
		return doc, fault.Newf(fault.Empty, op, "there is no text")
	}
	return doc, nil
}

// decode turns the bytes into UTF-8: by byte order mark, as they are where they
// are UTF-8, else in the declared character set, which is Windows-1252 where
// none is declared.
func decode(body []byte, contentType string) (string, error) {
	if bytes.HasPrefix(body, []byte{0xfe, 0xff}) || bytes.HasPrefix(body, []byte{0xff, 0xfe}) {
		text, err := unicode.UTF16(unicode.BigEndian, unicode.ExpectBOM).NewDecoder().Bytes(body)
		return string(text), err
	}
	if utf8.Valid(body) {
		return strings.TrimPrefix(string(body), "\ufeff"), nil
	}
	encoding, name, _ := charset.DetermineEncoding(body, contentType)
	if name == "utf-8" {
		encoding, _ = charset.Lookup("windows-1252")
	}
	text, err := encoding.NewDecoder().Bytes(body)
	return string(text), err
}
