package tidy

import (
	"bytes"
	"context"
	"errors"

	"assize/extractors/pdfdoc/content/filter"
	"assize/extractors/pdfdoc/content/syntax"
)

// An entry says where an object stands: at an offset of the file, or inside an
// object stream.
type entry struct {
	offset int // in the file; for objects in streams, that of the stream where it is known
	stream int // the number of the object stream, 0 for none
}

// A file is the source while it is read.
type file struct {
	ctx      context.Context
	src      []byte
	password string
	entries  map[int]entry
	trailer  syntax.Object
	crypt    *crypt // nil where nothing is encrypted
	streams  map[int]objectStream
	scanned  map[int]entry // found by scan, on demand
	open     map[int]bool  // objects being read, against objects inside themselves
	decoded  int           // bytes
	read     int           // bytes, those read again included
	rebuilt  bool
}

// An objectStream is a decoded object stream (7.5.7): where its objects begin.
type objectStream struct {
	lexer   *syntax.Lexer
	offsets map[int]int
}

// resolve follows a reference, and a reference that it leads to, and so on.
func (f *file) resolve(o syntax.Object) syntax.Object {
	for range 16 {
		if o.Kind != syntax.Ref {
			return o
		}
		o = f.object(o.Int())
	}
	return syntax.Object{}
}

// object reads an indirect object, or Null where there is none; everything is
// Null once the context has ended.
func (f *file) object(n int) syntax.Object {
	e, ok := f.entries[n]
	if !ok || f.open[n] || f.ctx.Err() != nil {
		return syntax.Object{}
	}
	f.open[n] = true
	defer delete(f.open, n)
	if e.stream != 0 {
		return f.inStream(e.stream, n)
	}
	if o, ok := f.at(e.offset, n); ok {
		return o
	}
	if f.scanned == nil {
		f.scanned = scan(f.src)
	}
	if e, ok = f.scanned[n]; !ok {
		return syntax.Object{}
	}
	o, _ := f.at(e.offset, n)
	return o
}

// at reads "N G obj …" at an offset; ok is false when another thing stands there.
func (f *file) at(offset, n int) (o syntax.Object, ok bool) {
	if offset < 0 || offset >= len(f.src) || f.read > max(minRead, rereads*len(f.src)) {
		return o, false
	}
	lexer := syntax.NewLexer(f.src, offset)
	defer func() { f.read += lexer.Offset() - offset }()
	number, generation := lexer.Next(), lexer.Next()
	if number.Kind != syntax.Integer || number.Int() != n || !lexer.Next().IsKeyword("obj") {
		return o, false
	}
	o = f.value(lexer)
	if f.crypt != nil && !o.Get("Type").Is("XRef") {
		o = f.crypt.decrypt(o, n, generation.Int())
	}
	return o, true
}

// value reads the object behind "obj" in the file.
func (f *file) value(lexer *syntax.Lexer) syntax.Object {
	o := bare(lexer)
	if o.Kind == syntax.Dict && lexer.Next().IsKeyword("stream") {
		o.Kind, o.Bytes = syntax.Stream, f.streamData(o, lexer.Offset())
	}
	return o
}

// bare reads an object that is no stream; it may be a reference.
func bare(lexer *syntax.Lexer) syntax.Object {
	o := lexer.Next()
	after := lexer.Offset()
	switch o.Kind {
	case syntax.Keyword: // "endobj" straight away, or "null"
		return syntax.Object{}
	case syntax.Integer:
		if generation := lexer.Next(); generation.Kind == syntax.Integer && lexer.Next().IsKeyword("R") {
			return reference(o.Int())
		}
		lexer.Seek(after)
	}
	return o
}

// streamData finds the bytes between "stream" and "endstream". The length given
// is believed when "endstream" follows.
func (f *file) streamData(header syntax.Object, start int) []byte {
	rest := f.src[start:]
	switch {
	case bytes.HasPrefix(rest, []byte("\r\n")):
		rest = rest[2:]
	case len(rest) > 0 && (rest[0] == '\n' || rest[0] == '\r'):
		rest = rest[1:]
	}
	length := f.resolve(header.Get("Length")).Int()
	if 0 <= length && length <= len(rest) && header.Get("Length").Kind != syntax.Null {
		tail := bytes.TrimLeft(rest[length:min(length+32, len(rest))], "\r\n\t \x00")
		if bytes.HasPrefix(tail, []byte("endstream")) || bytes.HasPrefix(tail, []byte("endobj")) {
			return rest[:length]
		}
	}
	end := bytes.Index(rest, []byte("endstream"))
	if end < 0 {
		f.read += len(rest)
		end = bytes.Index(rest, []byte("endobj"))
	}
	if end < 0 {
		return rest
	}
	f.read += end
	data := bytes.TrimSuffix(rest[:end], []byte("\n"))
	return bytes.TrimSuffix(data, []byte("\r"))
}

// inStream reads object n from the object stream.
func (f *file) inStream(stream, n int) syntax.Object {
	s := f.objectStream(stream)
	at, ok := s.offsets[n]
	if !ok {
		return syntax.Object{}
	}
	s.lexer.Seek(at)
	return bare(s.lexer)
}

// objectStream decodes an object stream once. It must stand at the top level.
func (f *file) objectStream(n int) objectStream {
	if s, ok := f.streams[n]; ok {
		return s
	}
	if f.streams == nil {
		f.streams = map[int]objectStream{}
	}
	f.streams[n] = objectStream{} // for a stream that asks for itself
	if f.entries[n].stream != 0 {
		return objectStream{}
	}
	o := f.object(n)
	if o.Kind != syntax.Stream {
		return objectStream{}
	}
	first := f.resolve(o.Get("First")).Int()
	s := objectStream{lexer: syntax.NewLexer(f.decode(o), 0), offsets: map[int]int{}}
	for range min(f.resolve(o.Get("N")).Int(), maxObjects) {
		number, offset := s.lexer.Next(), s.lexer.Next()
		if number.Kind != syntax.Integer || offset.Kind != syntax.Integer {
			break
		}
		if _, again := s.offsets[number.Int()]; !again {
			s.offsets[number.Int()] = first + offset.Int()
		}
	}
	f.streams[n] = s
	return s
}

// decode applies a stream's filters within the limits; what cannot be decoded
// counts as empty.
func (f *file) decode(o syntax.Object) []byte {
	if f.decoded > maxDecoded {
		return nil
	}
	data, err := filter.Decode(o.Bytes, f.steps(o), maxStream)
	if errors.Is(err, filter.ErrImage) {
		return nil
	}
	f.decoded += len(data)
	return data
}
