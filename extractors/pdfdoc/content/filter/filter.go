// Package filter decodes PDF stream filters (ISO 32000-1, 7.4). Decoders give
// what they could read together with the error that stopped them.
package filter

import (
	"bytes"
	"compress/flate"
	"errors"
	"fmt"
	"io"
)

// ErrTooLarge is returned with the bytes decoded so far when the limit is met.
var ErrTooLarge = errors.New("decoded stream over the size limit")

// ErrImage is returned for the filters that hold pictures.
var ErrImage = errors.New("image data")

// Params are the decode parameters that matter to text; zero values stand for
// the defaults of the specification.
type Params struct {
	Predictor, Colors, Bits, Columns int
	LateChange                       bool // LZW with /EarlyChange 0
}

// A Step is one filter of a stream.
type Step struct {
	Name   string // long or abbreviated
	Params Params
}

// decoders by filter name; the short ones are those of inline images (table 94).
var decoders = map[string]func([]byte, Params, int) ([]byte, error){
	"FlateDecode": inflate, "Fl": inflate,
	"LZWDecode": lzw, "LZW": lzw,
	"ASCII85Decode": ascii85, "A85": ascii85,
	"ASCIIHexDecode": asciiHex, "AHx": asciiHex,
	"RunLengthDecode": runLength, "RL": runLength,
	"Crypt":     func(b []byte, _ Params, _ int) ([]byte, error) { return b, nil },
	"DCTDecode": image, "DCT": image, "JPXDecode": image, "JBIG2Decode": image,
	"CCITTFaxDecode": image, "CCF": image,
}

// Decode runs the steps over data; no step's output may be over limit bytes.
func Decode(data []byte, steps []Step, limit int) ([]byte, error) {
	var first error
	for _, s := range steps {
		decode := decoders[s.Name]
		if decode == nil {
			return nil, fmt.Errorf("unknown filter %q", s.Name)
		}
		var err error
		data, err = decode(data, s.Params, limit)
		if first = errors.Join(first, err); errors.Is(err, ErrTooLarge) || errors.Is(err, ErrImage) {
			break
		}
	}
	return data, first
}

func image(b []byte, _ Params, _ int) ([]byte, error) { return nil, ErrImage }

// inflate skips the zlib header and ignores the checksum: both are often wrong
// in files that everybody opens.
func inflate(b []byte, p Params, limit int) ([]byte, error) {
	for len(b) > 0 && (b[0] == '\r' || b[0] == '\n') {
		b = b[1:]
	}
	if len(b) >= 2 && b[0]&0x0f == 8 {
		b = b[2:]
	}
	out, err := readAll(flate.NewReader(bytes.NewReader(b)), min(limit, usualRatio*len(b)), limit)
	if errors.Is(err, io.ErrUnexpectedEOF) && len(out) > 0 {
		err = nil // the data ends without a final block, yet nothing of it is lost
	}
	return unpredict(out, p), err
}

// usualRatio is how many times as long as its packed form a content stream is.
const usualRatio = 4

// readAll reads at most limit bytes; about as many as expected, mostly.
func readAll(r io.Reader, expected, limit int) ([]byte, error) {
	var out bytes.Buffer
	out.Grow(expected + bytes.MinRead)
	_, err := io.Copy(&out, io.LimitReader(r, int64(limit)+1))
	if out.Len() > limit {
		return out.Bytes()[:limit], ErrTooLarge
	}
	return out.Bytes(), err
}

func asciiHex(b []byte, _ Params, _ int) ([]byte, error) {
	out := make([]byte, 0, len(b)/2)
	high := -1
	for _, c := range b {
		digit := -1
		switch {
		case c == '>':
			if high >= 0 {
				out = append(out, byte(high<<4))
			}
			return out, nil
		case '0' <= c && c <= '9':
			digit = int(c - '0')
		case 'a' <= c|0x20 && c|0x20 <= 'f':
			digit = int(c|0x20-'a') + 10
		}
		switch {
		case digit < 0:
		case high < 0:
			high = digit
		default:
			out, high = append(out, byte(high<<4|digit)), -1
		}
	}
	if high >= 0 {
		out = append(out, byte(high<<4))
	}
	return out, nil
}

func ascii85(b []byte, _ Params, _ int) ([]byte, error) {
	out := make([]byte, 0, len(b)*4/5)
	b = bytes.TrimPrefix(bytes.TrimSpace(b), []byte("<~"))
	var group uint32
	n := 0
	for _, c := range b {
		switch {
		case c == 'z' && n == 0:
			out = append(out, 0, 0, 0, 0)
			continue
		case c == '~':
			return flush85(out, group, n), nil
		case c < '!' || c > 'u':
			continue
		}
		group = group*85 + uint32(c-'!')
		if n++; n == 5 {
			out = append(out, byte(group>>24), byte(group>>16), byte(group>>8), byte(group))
			group, n = 0, 0
		}
	}
	return flush85(out, group, n), nil
}

func flush85(out []byte, group uint32, n int) []byte {
	if n < 2 {
		return out
	}
	for i := n; i < 5; i++ {
		group = group*85 + 84
	}
	for i := 0; i < n-1; i++ {
		out = append(out, byte(group>>(24-8*i)))
	}
	return out
}

func runLength(b []byte, _ Params, limit int) ([]byte, error) {
	var out []byte
	for len(b) > 0 && b[0] != 128 {
		if len(out) > limit {
			return out[:limit], ErrTooLarge
		}
		n := int(b[0])
		if n < 128 {
			end := min(n+2, len(b))
			out = append(out, b[1:end]...)
			b = b[end:]
			continue
		}
		if len(b) < 2 {
			break
		}
		out = append(out, bytes.Repeat(b[1:2], 257-n)...)
		b = b[2:]
	}
	return out, nil
}
