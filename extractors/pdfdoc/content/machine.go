package content

import (
	"context"

	"assize/extractors/fault"
	"assize/extractors/pdfdoc/content/font"
	"assize/extractors/pdfdoc/content/syntax"

	"github.com/ledongthuc/pdf"
)

// Limits on one page.
const (
	maxOperators = 5_000_000
	maxNesting   = 12  // forms inside forms
	objectCost   = 100 // an external object counts as so many operators
)

// A machine runs the content streams of one page.
type machine struct {
	ctx       context.Context
	objects   *objects
	page      *Page
	resources pdf.Value
	state     state
	saved     []state
	text      matrix // Tm
	line      matrix // Tlm
	path      []subpath
	marks     []mark
	operators int
	nextLook  int // at the context, when so many operators have run
	nesting   int
	ids       int // whose marked-content identifiers these are, as Glyph.Form
	failure   error
	// A form sees neither the states nor the marks of those who call it.
	savedFloor, marksFloor int
	fonts                  map[string]*font.Font // of the current resources, by name
	hidden                 map[string]bool       // whether a property list of theirs is a layer that is off
}

// run executes one content stream (7.8.2).
func (m *machine) run(src []byte) {
	lexer := syntax.NewLexer(src, 0)
	operands := make([]syntax.Object, 0, 16)
	for m.failure == nil {
		o := lexer.Next()
		switch {
		case o.Kind == syntax.EOF:
			return
		case o.Kind != syntax.Keyword:
			if len(operands) < 64 {
				operands = append(operands, o)
			}
			continue
		case o.IsKeyword("BI"):
			m.inlineImage(lexer, src)
		default:
			m.execute(string(o.Bytes), operands)
		}
		operands = operands[:0]
		m.count()
	}
}

// count keeps the limits; it looks at the context now and then.
func (m *machine) count() {
	m.operators++
	if m.operators > maxOperators {
		m.failure = fault.Newf(fault.TooLarge, "read page", "more than %d operators", maxOperators)
	}
	if m.operators >= m.nextLook {
		m.nextLook = m.operators + 1000
		if m.ctx.Err() != nil {
			m.failure = fault.Interrupted(m.ctx, "read page")
		}
	}
}

// execute runs one operator that has enough operands; the last ones count.
func (m *machine) execute(operator string, operands []syntax.Object) {
	entry, ok := operators[operator]
	if !ok || len(operands) < entry.operands {
		return
	}
	if entry.operands > 0 {
		operands = operands[len(operands)-entry.operands:]
	}
	entry.run(m, operands)
}

// inlineImage passes over an inline image (8.9.7). Its data ends at an EI that
// stands alone and is followed by something like operators.
func (m *machine) inlineImage(lexer *syntax.Lexer, src []byte) {
	for {
		o := lexer.Next()
		if o.Kind == syntax.EOF {
			return
		}
		if o.IsKeyword("ID") {
			break
		}
	}
	m.image()
	for at := lexer.Offset() + 1; at+1 < len(src); at++ {
		if src[at] == 'E' && src[at+1] == 'I' && syntax.IsSpace(src[at-1]) && plausible(src[at+2:]) {
			lexer.Seek(at + 2)
			return
		}
	}
	lexer.Seek(len(src))
}

// plausible reports whether content goes on after an inline image: white space,
// then printable characters for as far as it matters.
func plausible(rest []byte) bool {
	if len(rest) > 0 && !syntax.IsSpace(rest[0]) {
		return false
	}
	for _, c := range rest[:min(len(rest), 12)] {
		if c > '~' || c < ' ' && !syntax.IsSpace(c) {
			return false
		}
	}
	return true
}

// image records the unit square that images are painted in.
func (m *machine) image() {
	b := m.state.ctm.box(0, 0, 1, 1)
	if !m.off() && finite(b.X0, b.Y0, b.X1, b.Y1) && m.touchesPage(b) && len(m.page.Images) < maxShapes {
		m.page.Images = append(m.page.Images, b)
	}
}

// object paints an external object (8.8): an image, or a form with everything
// of its own.
func (m *machine) object(v pdf.Value) {
	m.operators += objectCost
	if m.off() || m.objects.layers.hide(m.reference(v, "OC")) {
		return
	}
	switch v.Key("Subtype").Name() {
	case "Image":
		m.image()
	case "Form":
		m.form(v, identity)
	}
}

// form runs a form XObject (8.10) under one more transformation.
func (m *machine) form(v pdf.Value, place matrix) {
	if m.nesting >= maxNesting {
		return
	}
	m.nesting++
	outer := *m
	m.savedFloor, m.marksFloor = len(m.saved), len(m.marks)
	m.state.ctm = matrixOf(v.Key("Matrix")).times(place).times(m.state.ctm)
	if own := v.Key("Resources"); own.Kind() == pdf.Dict {
		m.setResources(own)
	}
	if key := v.Key("StructParents"); key.Kind() == pdf.Integer {
		m.ids = int(key.Int64()) + 1
	}
	m.path = nil
	m.run(m.objects.data(v))
	for len(m.marks) > m.marksFloor {
		m.end()
	}
	outer.operators, outer.nextLook, outer.failure, outer.nesting = m.operators, m.nextLook, m.failure, m.nesting-1
	*m = outer
}

func (m *machine) setResources(v pdf.Value) {
	m.resources, m.fonts, m.hidden = v, map[string]*font.Font{}, map[string]bool{}
}

// resource looks a name up in a category of the current resources.
func (m *machine) resource(category string, name syntax.Object) pdf.Value {
	return m.resources.Key(category).Key(string(name.Bytes))
}

func (m *machine) setFont(name string, size float64) {
	m.state.size = size
	f, ok := m.fonts[name]
	if !ok {
		f = m.objects.font(m.resources.Key("Font").Key(name))
		m.fonts[name] = f
	}
	m.state.font = f
}

// matrixOf reads an array of six numbers; anything else is the identity.
func matrixOf(v pdf.Value) matrix {
	if v.Len() != 6 {
		return identity
	}
	var m matrix
	for i := range m {
		m[i] = v.Index(i).Float64()
	}
	return m
}
