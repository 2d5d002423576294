// Package syntax reads and writes PDF objects (ISO 32000-1, 7.2 and 7.3). It is
// lenient: whatever the bytes are, a Lexer moves on and ends.
package syntax

import (
	"math"
	"strconv"
)

// Kind is the type of an object.
type Kind uint8

// The kinds. EOF stands for the end of the input, and Keyword for a bare word:
// an operator of a content stream, or "obj", "endobj" and the like in a file.
const (
	Null Kind = iota
	Bool
	Integer
	Real
	String
	Name
	Array
	Dict
	Stream
	Ref
	Keyword
	EOF
)

// An Object is one PDF object. Bytes may alias the input.
type Object struct {
	Kind   Kind
	Number float64  // Integer, Real; Ref: the object number, generations do not matter; Bool: 0 or 1
	Bytes  []byte   // String, Name (without the slash), Keyword; Stream: the raw data
	Items  []Object // Array: the elements; Dict, Stream: keys and values in turn
}

// Get is the value of a key of a dictionary or a stream, or Null.
func (o Object) Get(key string) Object {
	if o.Kind != Dict && o.Kind != Stream {
		return Object{}
	}
	for i := 0; i+1 < len(o.Items); i += 2 {
		if string(o.Items[i].Bytes) == key {
			return o.Items[i+1]
		}
	}
	return Object{}
}

// Is reports whether the object is the given name.
func (o Object) Is(name string) bool { return o.Kind == Name && string(o.Bytes) == name }

// IsKeyword reports whether the object is the given keyword.
func (o Object) IsKeyword(word string) bool { return o.Kind == Keyword && string(o.Bytes) == word }

// IsNumber reports whether the object is an integer or a real.
func (o Object) IsNumber() bool { return o.Kind == Integer || o.Kind == Real }

// Int is the number as an int, 0 for anything else or out of range.
func (o Object) Int() int {
	if (o.Kind != Integer && o.Kind != Real && o.Kind != Ref) || math.Abs(o.Number) > 1<<53 {
		return 0
	}
	return int(o.Number)
}

// Append writes the object to dst. References go through renumber, which
// returns 0 for an object that does not exist: null is written in its place.
// Streams are written by their dictionary alone.
func (o Object) Append(dst []byte, renumber func(int) int) []byte {
	switch o.Kind {
	case Bool:
		return strconv.AppendBool(dst, o.Number != 0)
	case Integer:
		return strconv.AppendInt(dst, int64(o.Int()), 10)
	case Real:
		return appendReal(dst, o.Number)
	case String:
		dst = append(dst, '<')
		for _, c := range o.Bytes {
			dst = append(dst, hexDigits[c>>4], hexDigits[c&15])
		}
		return append(dst, '>')
	case Name:
		return appendName(dst, o.Bytes)
	case Ref:
		n := renumber(o.Int())
		if n == 0 {
			return append(dst, "null"...)
		}
		return append(strconv.AppendInt(dst, int64(n), 10), " 0 R"...)
	case Array:
		dst = append(dst, '[')
		for i, item := range o.Items {
			if i > 0 {
				dst = append(dst, ' ')
			}
			dst = item.Append(dst, renumber)
		}
		return append(dst, ']')
	case Dict, Stream:
		dst = append(dst, "<<"...)
		for i := 0; i+1 < len(o.Items); i += 2 {
			dst = append(o.Items[i].Append(dst, renumber), ' ')
			dst = append(o.Items[i+1].Append(dst, renumber), '\n')
		}
		return append(dst, ">>"...)
	}
	return append(dst, "null"...)
}

const hexDigits = "0123456789abcdef"

// appendReal keeps to digits and a dot: PDF has no exponents.
func appendReal(dst []byte, f float64) []byte {
	if math.IsNaN(f) || math.Abs(f) > 1e15 {
		return append(dst, "0.0"...)
	}
	start := len(dst)
	dst = strconv.AppendFloat(dst, f, 'f', -1, 64)
	for _, c := range dst[start:] {
		if c == '.' {
			return dst
		}
	}
	return append(dst, ".0"...)
}

func appendName(dst, name []byte) []byte {
	dst = append(dst, '/')
	for _, c := range name {
		if c > '~' || c <= ' ' || c == '#' || isDelimiter(c) {
			dst = append(dst, '#', hexDigits[c>>4], hexDigits[c&15])
		} else {
			dst = append(dst, c)
		}
	}
	return dst
}
