package tidy

import (
	"bytes"
	"errors"

	"assize/extractors/pdfdoc/content/syntax"
)

var errTable = errors.New("unusable cross-reference table")

// readTables follows the chain of cross-reference sections from the end of the
// file (7.5.4, 7.5.8). What a newer section says stands.
func (f *file) readTables() error {
	f.entries = map[int]entry{}
	i := bytes.LastIndex(f.src, []byte("startxref"))
	if i < 0 {
		return errTable
	}
	next := syntax.NewLexer(f.src, i+len("startxref")).Next()
	free := map[int]bool{}
	for visited := map[int]bool{}; next.Kind == syntax.Integer && !visited[next.Int()]; {
		visited[next.Int()] = true
		trailer, err := f.readSection(next.Int(), free)
		if err != nil {
			return err
		}
		if f.trailer.Kind != syntax.Dict {
			f.trailer = trailer
		}
		next = trailer.Get("Prev")
	}
	if len(f.entries) == 0 {
		return errTable
	}
	return nil
}

// readSection reads a table or a stream and returns its trailer dictionary.
func (f *file) readSection(offset int, free map[int]bool) (syntax.Object, error) {
	if offset < 0 || offset >= len(f.src) {
		return syntax.Object{}, errTable
	}
	lexer := syntax.NewLexer(f.src, offset)
	if !lexer.Next().IsKeyword("xref") {
		return f.readStream(offset, free)
	}
	type row struct {
		number, offset int
		free           bool
	}
	var rows []row
	for {
		first := lexer.Next()
		if first.IsKeyword("trailer") {
			break
		}
		count := lexer.Next()
		if first.Kind != syntax.Integer || count.Kind != syntax.Integer {
			return syntax.Object{}, errTable
		}
		for i := range count.Int() {
			at, generation, state := lexer.Next(), lexer.Next(), lexer.Next()
			if at.Kind != syntax.Integer || generation.Kind != syntax.Integer || state.Kind != syntax.Keyword {
				return syntax.Object{}, errTable
			}
			rows = append(rows, row{first.Int() + i, at.Int(), !state.IsKeyword("n")})
		}
	}
	trailer := lexer.Next()
	if trailer.Kind != syntax.Dict {
		return syntax.Object{}, errTable
	}
	if hybrid := trailer.Get("XRefStm"); hybrid.Kind == syntax.Integer {
		// The table hides as free what the stream describes (7.5.8.4). A stream
		// that cannot be read leaves the table as it is.
		_, _ = f.readStream(hybrid.Int(), free)
	}
	for _, r := range rows {
		if err := f.add(r.number, entry{offset: r.offset}, r.free, free); err != nil {
			return syntax.Object{}, err
		}
	}
	return trailer, nil
}

// add records an entry unless a newer section has spoken of the object.
func (f *file) add(number int, e entry, isFree bool, free map[int]bool) error {
	if _, known := f.entries[number]; known || free[number] || number <= 0 {
		return nil
	}
	if len(f.entries)+len(free) >= min(maxObjects, 64+2*len(f.src)) {
		return errTable
	}
	if isFree {
		free[number] = true
	} else {
		f.entries[number] = e
	}
	return nil
}

// readStream reads a cross-reference stream (7.5.8).
func (f *file) readStream(offset int, free map[int]bool) (syntax.Object, error) {
	lexer := syntax.NewLexer(f.src, offset)
	number, generation := lexer.Next(), lexer.Next()
	if number.Kind != syntax.Integer || generation.Kind != syntax.Integer || !lexer.Next().IsKeyword("obj") {
		return syntax.Object{}, errTable
	}
	o := f.value(lexer)
	if o.Kind != syntax.Stream || !o.Get("Type").Is("XRef") {
		return syntax.Object{}, errTable
	}
	var widths [3]int
	row := 0
	for i, w := range o.Get("W").Items {
		if i < len(widths) && 0 <= w.Int() && w.Int() <= 8 {
			widths[i] = w.Int()
			row += w.Int()
		}
	}
	if row == 0 {
		return syntax.Object{}, errTable
	}
	index := o.Get("Index").Items
	if len(index) < 2 {
		index = []syntax.Object{{Kind: syntax.Integer}, o.Get("Size")}
	}
	data := f.decode(o)
	for ; len(index) >= 2; index = index[2:] {
		for i := range index[1].Int() {
			if len(data) < row {
				break
			}
			kind := 1
			if widths[0] > 0 {
				kind = bigEndian(data[:widths[0]])
			}
			second := bigEndian(data[widths[0] : widths[0]+widths[1]])
			data = data[row:]
			e := entry{offset: second}
			if kind == 2 {
				e = entry{stream: second}
			}
			if kind > 2 {
				continue
			}
			if err := f.add(index[0].Int()+i, e, kind == 0, free); err != nil {
				return syntax.Object{}, err
			}
		}
	}
	o.Kind = syntax.Dict
	return o, nil
}

func bigEndian(b []byte) int {
	n := 0
	for _, c := range b {
		n = n<<8 | int(c)
	}
	return n
}
