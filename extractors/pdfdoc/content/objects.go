package content

import (
	"errors"
	"io"

	"assize/extractors/fault"
	"assize/extractors/pdfdoc/content/filter"
	"assize/extractors/pdfdoc/content/font"
	"assize/extractors/pdfdoc/content/tidy"

	"github.com/ledongthuc/pdf"
)

// Limits on the streams of one document, bytes after decoding.
const (
	maxStream  = 64 << 20
	maxDecoded = 512 << 20
)

// objects is the object graph of a tidy file, with what is read from it more
// than once.
type objects struct {
	layers  *layers
	fonts   map[string]*font.Font // by the printed font dictionary
	decoded int                   // bytes so far
	glyphs  int                   // shown so far, on all pages
}

// data decodes a stream. It gives what it can: a broken end of a stream does not
// take its beginning away.
func (o *objects) data(v pdf.Value) []byte {
	raw, err := io.ReadAll(v.Reader())
	if err != nil || o.decoded > maxDecoded {
		return nil
	}
	out, err := filter.Decode(raw, steps(v), maxStream)
	if errors.Is(err, filter.ErrImage) {
		return nil
	}
	o.decoded += len(out)
	return out
}

func steps(v pdf.Value) []filter.Step {
	names, parms := v.Key(tidy.RawFilter), v.Key(tidy.RawParms)
	if names.Kind() == pdf.Name {
		if parms.Kind() == pdf.Array {
			parms = parms.Index(0)
		}
		return []filter.Step{step(names, parms)}
	}
	list := make([]filter.Step, 0, names.Len())
	for i := range names.Len() {
		list = append(list, step(names.Index(i), parms.Index(i)))
	}
	return list
}

func step(name, parms pdf.Value) filter.Step {
	number := func(key string) int { return int(parms.Key(key).Int64()) }
	early := parms.Key("EarlyChange")
	return filter.Step{Name: name.Name(), Params: filter.Params{
		Predictor: number("Predictor"), Colors: number("Colors"),
		Bits: number("BitsPerComponent"), Columns: number("Columns"),
		LateChange: early.Kind() == pdf.Integer && early.Int64() == 0,
	}}
}

// font loads a font once: dictionaries that print alike, down to the numbers of
// the objects they refer to, are one font.
func (o *objects) font(v pdf.Value) *font.Font {
	key := v.String()
	f, ok := o.fonts[key]
	if !ok {
		f = font.Load(v, o.data)
		o.fonts[key] = f
	}
	return f
}

// guard runs a step of the object library and turns its panics into an error:
// the library reports what it cannot read by panicking.
func guard(op string, step func()) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fault.Newf(fault.Panic, op, "%v", r)
		}
	}()
	step()
	return nil
}
