package tidy

import (
	"bytes"
	"cmp"
	"maps"
	"slices"

	"assize/extractors/pdfdoc/content/syntax"
)

// rebuild finds the objects of a file without a usable table: by their headers.
func (f *file) rebuild() error {
	f.rebuilt, f.crypt, f.streams = true, nil, nil
	f.entries = scan(f.src)
	f.scanned = f.entries
	f.trailer = f.findTrailer()
	if err := f.unlock(); err != nil {
		return err
	}
	f.listObjectStreams()
	if f.resolve(f.trailer.Get("Root")).Kind != syntax.Dict {
		f.trailer = f.withCatalog()
	}
	return nil
}

// inOrder lists the objects as they follow each other in the file.
func (f *file) inOrder() []int {
	numbers := slices.Collect(maps.Keys(f.entries))
	slices.SortFunc(numbers, func(a, b int) int {
		return cmp.Or(cmp.Compare(f.entries[a].offset, f.entries[b].offset), cmp.Compare(a, b))
	})
	return numbers
}

// scan finds every "N G obj"; the last one of a number counts.
func scan(src []byte) map[int]entry {
	found := map[int]entry{}
	word := []byte("obj")
	for at := 0; len(found) < maxObjects; {
		i := bytes.Index(src[at:], word)
		if i < 0 {
			break
		}
		end := at + i
		at = end + len(word)
		if number, start, ok := header(src, end); ok {
			found[number] = entry{offset: start}
		}
	}
	return found
}

// header reads the two numbers before "obj", backwards.
func header(src []byte, end int) (number, start int, ok bool) {
	_, rest := lastInteger(src[:end])
	if rest < 0 {
		return 0, 0, false
	}
	number, start = lastInteger(src[:rest])
	return number, start, start >= 0 && number > 0
}

// lastInteger reads the digits at the end of b, white space after them skipped;
// start is -1 where there are none.
func lastInteger(b []byte) (value, start int) {
	end := len(b)
	for end > 0 && syntax.IsSpace(b[end-1]) {
		end--
	}
	start = end
	for start > 0 && '0' <= b[start-1] && b[start-1] <= '9' && end-start < 10 {
		start--
	}
	if start == end {
		return 0, -1
	}
	for _, c := range b[start:end] {
		value = value*10 + int(c-'0')
	}
	return value, start
}

// trailerKeys are what a trailer is read for.
var trailerKeys = []string{"Root", "Info", "Encrypt", "ID"}

// findTrailer merges all trailer dictionaries, cross-reference streams among
// them; the last word counts.
func (f *file) findTrailer() syntax.Object {
	merged := syntax.Object{Kind: syntax.Dict}
	merge := func(o syntax.Object) {
		for _, key := range trailerKeys {
			if value := o.Get(key); value.Kind != syntax.Null {
				merged.Items = append([]syntax.Object{name(key), value}, merged.Items...)
			}
		}
	}
	for _, n := range f.inOrder() {
		if o := f.object(n); o.Get("Type").Is("XRef") {
			merge(o)
		}
	}
	for at := 0; ; {
		i := bytes.Index(f.src[at:], []byte("trailer"))
		if i < 0 {
			return merged
		}
		at += i + len("trailer")
		merge(syntax.NewLexer(f.src, at).Next())
	}
}

// withCatalog is the trailer with the last catalogue of the file as its root.
func (f *file) withCatalog() syntax.Object {
	for _, n := range slices.Backward(f.inOrder()) {
		if f.object(n).Get("Type").Is("Catalog") {
			return dict(append([]syntax.Object{name("Root"), reference(n)}, f.trailer.Items...)...)
		}
	}
	return f.trailer
}

// listObjectStreams adds the objects inside object streams to a rebuilt table.
// Where an object stands in both ways, what is further down the file counts.
func (f *file) listObjectStreams() {
	for _, n := range f.inOrder() {
		holder := f.entries[n]
		if holder.stream != 0 || !f.object(n).Get("Type").Is("ObjStm") {
			continue
		}
		for number := range f.objectStream(n).offsets {
			old, ok := f.entries[number]
			if number > 0 && (ok && old.offset < holder.offset || !ok && len(f.entries) < maxObjects) {
				f.entries[number] = entry{offset: holder.offset, stream: n}
			}
		}
	}
}
