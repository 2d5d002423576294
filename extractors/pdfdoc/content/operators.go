package content

import (
	"assize/extractors/pdfdoc/content/syntax"
)

// An operator is run with exactly as many operands as it says, the last ones
// that stand before it.
type operator struct {
	operands int // or anyCount
	run      func(*machine, []syntax.Object)
}

const anyCount = -1

// operators are those that bear on text and on what is painted around it
// (annex A). The rest, clipping and shading among them, is passed over.
var operators map[string]operator

func init() {
	operators = map[string]operator{
		"q": {0, func(m *machine, _ []syntax.Object) { m.save() }},
		"Q": {0, func(m *machine, _ []syntax.Object) { m.restore() }},
		"cm": {6, func(m *machine, o []syntax.Object) {
			m.state.ctm = matrixFrom(o).times(m.state.ctm)
		}},
		"Do": {1, func(m *machine, o []syntax.Object) { m.object(m.resource("XObject", o[0])) }},

		"BT": {0, func(m *machine, _ []syntax.Object) { m.text, m.line = identity, identity }},
		"Tc": {1, func(m *machine, o []syntax.Object) { m.state.charSpace = o[0].Number }},
		"Tw": {1, func(m *machine, o []syntax.Object) { m.state.wordSpace = o[0].Number }},
		"Tz": {1, func(m *machine, o []syntax.Object) { m.state.scale = o[0].Number / 100 }},
		"TL": {1, func(m *machine, o []syntax.Object) { m.state.leading = o[0].Number }},
		"Ts": {1, func(m *machine, o []syntax.Object) { m.state.rise = o[0].Number }},
		"Tr": {1, func(m *machine, o []syntax.Object) { m.state.render = o[0].Int() }},
		"Tf": {2, func(m *machine, o []syntax.Object) { m.setFont(string(o[0].Bytes), o[1].Number) }},
		"Td": {2, func(m *machine, o []syntax.Object) { m.setLine(o[0].Number, o[1].Number) }},
		"TD": {2, func(m *machine, o []syntax.Object) {
			m.state.leading = -o[1].Number
			m.setLine(o[0].Number, o[1].Number)
		}},
		"Tm": {6, func(m *machine, o []syntax.Object) {
			m.line = matrixFrom(o)
			m.text = m.line
		}},
		"T*": {0, func(m *machine, _ []syntax.Object) { m.setLine(0, -m.state.leading) }},
		"Tj": {1, func(m *machine, o []syntax.Object) { m.show(o[0].Bytes) }},
		"TJ": {1, func(m *machine, o []syntax.Object) { m.showAll(o[0].Items) }},
		"'": {1, func(m *machine, o []syntax.Object) {
			m.setLine(0, -m.state.leading)
			m.show(o[0].Bytes)
		}},
		"\"": {3, func(m *machine, o []syntax.Object) {
			m.state.wordSpace, m.state.charSpace = o[0].Number, o[1].Number
			m.setLine(0, -m.state.leading)
			m.show(o[2].Bytes)
		}},

		"BMC": {1, func(m *machine, o []syntax.Object) { m.begin(o[0], syntax.Object{}) }},
		"BDC": {2, func(m *machine, o []syntax.Object) { m.begin(o[0], o[1]) }},
		"EMC": {0, func(m *machine, _ []syntax.Object) { m.end() }},

		"m": {2, func(m *machine, o []syntax.Object) { m.moveTo(o[0].Number, o[1].Number) }},
		"l": {2, func(m *machine, o []syntax.Object) { m.lineTo(o[0].Number, o[1].Number) }},
		"c": {6, func(m *machine, o []syntax.Object) { m.curveTo(numbers(o)...) }},
		"v": {4, func(m *machine, o []syntax.Object) { m.curveTo(numbers(o)...) }},
		"y": {4, func(m *machine, o []syntax.Object) { m.curveTo(numbers(o)...) }},
		"re": {4, func(m *machine, o []syntax.Object) {
			m.rectangle(o[0].Number, o[1].Number, o[2].Number, o[3].Number)
		}},
		"n": {0, func(m *machine, _ []syntax.Object) { m.path = m.path[:0] }},

		"g": {1, func(m *machine, o []syntax.Object) { m.state.fillSpace, m.state.fill = byCount, byCount(numbers(o)) }},
		"G": {1, func(m *machine, o []syntax.Object) {
			m.state.strokeSpace, m.state.stroke = byCount, byCount(numbers(o))
		}},
		"rg": {3, func(m *machine, o []syntax.Object) { m.state.fillSpace, m.state.fill = byCount, byCount(numbers(o)) }},
		"RG": {3, func(m *machine, o []syntax.Object) {
			m.state.strokeSpace, m.state.stroke = byCount, byCount(numbers(o))
		}},
		"k": {4, func(m *machine, o []syntax.Object) { m.state.fillSpace, m.state.fill = byCount, byCount(numbers(o)) }},
		"K": {4, func(m *machine, o []syntax.Object) {
			m.state.strokeSpace, m.state.stroke = byCount, byCount(numbers(o))
		}},
		"cs":  {1, func(m *machine, o []syntax.Object) { m.state.fillSpace, m.state.fill = m.space(o[0]), 0 }},
		"sc":  {anyCount, (*machine).setFill},
		"scn": {anyCount, (*machine).setFill},
		"SC":  {anyCount, (*machine).setStroke},
		"SCN": {anyCount, (*machine).setStroke},
		"CS":  {1, func(m *machine, o []syntax.Object) { m.state.strokeSpace, m.state.stroke = m.space(o[0]), 0 }},
	}
	for _, painting := range []struct {
		names        []string
		fill, stroke bool
	}{
		{[]string{"f", "F", "f*"}, true, false},
		{[]string{"B", "B*", "b", "b*"}, true, true},
		{[]string{"S", "s"}, false, true},
	} {
		for _, name := range painting.names {
			operators[name] = operator{0, func(m *machine, _ []syntax.Object) { m.paintPath(painting.fill, painting.stroke) }}
		}
	}
}

func (m *machine) setFill(o []syntax.Object) {
	if components := numbers(o); len(components) > 0 {
		m.state.fill = m.state.fillSpace(components)
	}
}

func (m *machine) setStroke(o []syntax.Object) {
	if components := numbers(o); len(components) > 0 {
		m.state.stroke = m.state.strokeSpace(components)
	}
}

// space finds a colour space: a device space, or one of the resources.
func (m *machine) space(name syntax.Object) colorSpace {
	if space, ok := families[string(name.Bytes)]; ok {
		return space
	}
	return spaceOf(m.resource("ColorSpace", name))
}

// numbers are the operands that are numbers.
func numbers(o []syntax.Object) []float64 {
	out := make([]float64, 0, len(o))
	for _, v := range o {
		if v.IsNumber() {
			out = append(out, v.Number)
		}
	}
	return out
}

func matrixFrom(o []syntax.Object) (m matrix) {
	for i := range m {
		m[i] = o[i].Number
	}
	return m
}
