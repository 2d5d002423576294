// Package tidy rewrites a PDF file so that a strict and trusting reader can
// take it: every object stands at the top level in plain syntax, references
// lead to objects that exist, lengths are right, nothing is encrypted, one
// classic cross-reference table describes it all. Pictures lose their data.
//
// It does what the object library does not: damaged and truncated files, hybrid
// references, cross-reference streams of any filter, PDF 2.0, AES-256; and it
// keeps from the library what would end the process: endless chains of tables,
// absurd sizes, object streams inside themselves.
package tidy

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"slices"

	"assize/extractors/fault"
	"assize/extractors/pdfdoc/content/filter"
	"assize/extractors/pdfdoc/content/syntax"
)

// Limits on what one file may hold.
const (
	maxObjects = 1_000_000
	maxStream  = 64 << 20  // one decoded object or cross-reference stream, bytes
	maxDecoded = 256 << 20 // all of them together
	minRead    = 32 << 20  // source bytes that may be read, those read again included;
	rereads    = 8         // or the whole of it so many times: objects without an end overlap
)

// RawFilter and RawParms are the keys that a stream's /Filter and /DecodeParms
// stand under in the tidy file: the library panics on filters that it does not
// know, and hands the raw data out where it sees none.
const (
	RawFilter = "RawFilter"
	RawParms  = "RawParms"
)

const op = "read PDF objects"

// A Result is a tidy file.
type Result struct {
	Bytes     []byte
	Encrypted bool // the source was encrypted and a password, or none, opened it
	Rebuilt   bool // the source's cross-reference table was unusable
	root      syntax.Object
	offsets   []int // where the value of each object begins, 0 for one that does not exist
}

// Catalog is the document catalogue (7.7.2).
func (r *Result) Catalog() syntax.Object { return r.Resolve(r.root) }

// Resolve follows a reference. Of a stream it gives the dictionary alone.
func (r *Result) Resolve(o syntax.Object) syntax.Object {
	if o.Kind != syntax.Ref {
		return o
	}
	n := o.Int()
	if n < 0 || n >= len(r.offsets) || r.offsets[n] == 0 {
		return syntax.Object{}
	}
	return syntax.NewLexer(r.Bytes, r.offsets[n]).Next()
}

// File rewrites body. Errors are of type *fault.Error: Encrypted when neither
// the empty nor the given password opens it, Malformed when nothing is found,
// TooLarge when it unfolds beyond the limits, Timeout or Cancelled when ctx ends
// first.
func File(ctx context.Context, body []byte, password string) (*Result, error) {
	if i := bytes.Index(body[:min(len(body), 1024)], []byte("%PDF")); i > 0 {
		body = body[i:]
	}
	f := &file{ctx: ctx, src: body, password: password, open: map[int]bool{}}
	err := f.openTables()
	var out *Result
	if err == nil {
		out, err = f.write()
	}
	switch {
	case ctx.Err() != nil:
		return nil, fault.Interrupted(ctx, op)
	case err != nil:
		return nil, err
	case len(f.entries) == 0:
		return nil, fault.Newf(fault.Malformed, op, "no PDF objects in %d bytes", len(body))
	}
	out.Encrypted, out.Rebuilt = f.crypt != nil, f.rebuilt
	return out, nil
}

// openTables reads the cross-reference tables, or makes one where they lead to
// no pages.
func (f *file) openTables() error {
	if f.readTables() == nil {
		if err := f.unlock(); err != nil {
			return err
		}
		if f.hasPages() {
			return nil
		}
	}
	return f.rebuild()
}

// unlock prepares decryption where the trailer asks for it.
func (f *file) unlock() (err error) {
	f.crypt = nil
	if encrypt := f.resolve(f.trailer.Get("Encrypt")); encrypt.Kind == syntax.Dict {
		f.crypt, err = newCrypt(encrypt, f.resolve(f.trailer.Get("ID")), f.password)
		f.streams = nil // what was read so far was read as it stood
	}
	return err
}

// hasPages reports whether the catalogue and the root of the page tree resolve.
func (f *file) hasPages() bool {
	return f.resolve(f.resolve(f.trailer.Get("Root")).Get("Pages")).Kind == syntax.Dict
}

// write prints every object, renumbered densely in the order of the old numbers.
func (f *file) write() (*Result, error) {
	numbers := slices.Sorted(maps.Keys(f.entries))
	renumbered := make(map[int]int, len(numbers))
	for i, n := range numbers {
		renumbered[n] = i + 1
	}
	renumber := func(n int) int { return renumbered[n] }
	root := f.trailer.Get("Root")
	if !f.hasPages() {
		root = f.pageList(numbers)
	}
	out := append(make([]byte, 0, len(f.src)), "%PDF-1.7\n"...)
	offsets := make([]int, len(numbers)+1)
	table := fmt.Appendf(nil, "xref\n0 %d\n%s", len(numbers)+1, freeEntry)
	for i, n := range numbers {
		o := f.resolve(reference(n))
		if o.Kind == syntax.Null || isContainer(o) {
			table = append(table, freeEntry...)
			continue
		}
		table = fmt.Appendf(table, "%010d 00000 n \n", len(out))
		out = fmt.Appendf(out, "%d 0 obj\n", i+1)
		offsets[i+1] = len(out)
		out = append(appendObject(out, o, renumber), "\nendobj\n"...)
		if len(out) > maxDecoded+len(f.src) {
			return nil, fault.Newf(fault.TooLarge, op, "the file unfolds to more than %d bytes", maxDecoded)
		}
	}
	start := len(out)
	trailer := dict(name("Size"), integer(len(numbers)+1), name("Root"), root, name("Info"), f.trailer.Get("Info"))
	out = append(append(out, table...), "trailer\n"...)
	out = trailer.Append(out, renumber)
	if root.Kind == syntax.Ref {
		root = reference(renumber(root.Int()))
	}
	return &Result{Bytes: fmt.Appendf(out, "\nstartxref\n%d\n%%%%EOF\n", start), root: root, offsets: offsets}, nil
}

// freeEntry is the table's row for an object that does not exist.
const freeEntry = "0000000000 65535 f \n"

// isContainer reports the streams whose content stands elsewhere in the tidy file.
func isContainer(o syntax.Object) bool {
	return o.Kind == syntax.Stream && (o.Get("Type").Is("ObjStm") || o.Get("Type").Is("XRef"))
}

func appendObject(out []byte, o syntax.Object, renumber func(int) int) []byte {
	if o.Kind != syntax.Stream {
		return o.Append(out, renumber)
	}
	data := o.Bytes
	if o.Get("Subtype").Is("Image") {
		data = nil
	}
	header := syntax.Object{Kind: syntax.Dict}
	for i := 0; i+1 < len(o.Items); i += 2 {
		key, value := o.Items[i], o.Items[i+1]
		switch string(key.Bytes) {
		case "Length":
			continue
		case "Filter":
			key = name(RawFilter)
		case "DecodeParms":
			key = name(RawParms)
		}
		header.Items = append(header.Items, key, value)
	}
	header.Items = append(header.Items, name("Length"), integer(len(data)))
	out = header.Append(out, renumber)
	out = append(out, "\nstream\n"...)
	out = append(out, data...)
	return append(out, "\nendstream"...)
}

func name(s string) syntax.Object { return syntax.Object{Kind: syntax.Name, Bytes: []byte(s)} }

func integer(n int) syntax.Object { return syntax.Object{Kind: syntax.Integer, Number: float64(n)} }

func reference(n int) syntax.Object { return syntax.Object{Kind: syntax.Ref, Number: float64(n)} }

func dict(items ...syntax.Object) syntax.Object {
	return syntax.Object{Kind: syntax.Dict, Items: items}
}

// pageList makes a catalogue of all page objects that are left, for a file that
// lost its own.
func (f *file) pageList(numbers []int) syntax.Object {
	kids := syntax.Object{Kind: syntax.Array}
	for _, n := range numbers {
		if o := f.object(n); o.Kind == syntax.Dict && o.Get("Type").Is("Page") {
			kids.Items = append(kids.Items, reference(n))
		}
	}
	pages := dict(name("Type"), name("Pages"), name("Kids"), kids)
	return dict(name("Type"), name("Catalog"), name("Pages"), pages)
}

// steps reads the filters of a stream that stands in this file.
func (f *file) steps(o syntax.Object) []filter.Step {
	list := func(o syntax.Object) []syntax.Object {
		if o = f.resolve(o); o.Kind == syntax.Array {
			return o.Items
		}
		return []syntax.Object{o}
	}
	names, parms := list(o.Get("Filter")), list(o.Get("DecodeParms"))
	var steps []filter.Step
	for i, n := range names {
		if n = f.resolve(n); n.Kind != syntax.Name {
			continue
		}
		s := filter.Step{Name: string(n.Bytes)}
		if i < len(parms) {
			p := f.resolve(parms[i])
			s.Params = filter.Params{
				Predictor: p.Get("Predictor").Int(), Colors: p.Get("Colors").Int(),
				Bits: p.Get("BitsPerComponent").Int(), Columns: p.Get("Columns").Int(),
				LateChange: p.Get("EarlyChange").IsNumber() && p.Get("EarlyChange").Int() == 0,
			}
		}
		steps = append(steps, s)
	}
	return steps
}
