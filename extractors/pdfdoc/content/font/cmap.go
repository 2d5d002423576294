package font

import (
	"strings"
	"unicode/utf16"

	"assize/extractors/pdfdoc/content/syntax"
)

// Limits on one CMap.
const (
	maxMapped = 1 << 18 // codes listed one by one
	maxRanges = 4096    // ranges that are too wide to be listed code by code
	wideRange = 256
)

// A CMap maps character codes to text (ToUnicode) or to glyph numbers of a
// composite font (CID), as ISO 32000-1, 9.7.5 and 9.10.3, and Adobe Technical
// Note 5014 describe.
type CMap struct {
	Vertical bool
	spaces   []codespace
	text     map[uint32]string
	cids     map[uint32]uint32
	wide     []wide
	mapped   int // codes so far, those mapped again included
}

type codespace struct {
	low, high uint32
	length    int
}

type wide struct {
	low, high uint32
	text      []uint16 // of the first code; nil for a range of glyph numbers
	cid       uint32
}

// ParseCMap reads a CMap program; what it does not understand it passes over.
func ParseCMap(src []byte) *CMap {
	m := &CMap{text: map[uint32]string{}, cids: map[uint32]uint32{}}
	lexer := syntax.NewLexer(src, 0)
	var open section
	var operands []syntax.Object
	for m.mapped <= maxMapped {
		o := lexer.Next()
		switch {
		case o.Kind == syntax.EOF:
			return m
		case o.Kind == syntax.Keyword:
			if n := len(operands); o.IsKeyword("def") && n >= 2 && operands[n-2].Is("WMode") {
				m.Vertical = operands[n-1].Int() == 1
			}
			open, operands = sections[string(o.Bytes)], operands[:0]
			continue
		}
		operands = append(operands, o)
		if len(operands) == open.size {
			open.add(m, operands)
			operands = operands[:0]
		} else if len(operands) == 100 {
			operands = operands[:0]
		}
	}
	return m
}

// A section is a list of a CMap: entries of size objects each.
type section struct {
	size int
	add  func(*CMap, []syntax.Object)
}

// sections by the operators that begin them.
var sections = map[string]section{
	"begincodespacerange": {2, (*CMap).addSpace},
	"beginbfchar":         {2, func(m *CMap, o []syntax.Object) { m.addText(o[0], o[0], o[1]) }},
	"beginbfrange":        {3, func(m *CMap, o []syntax.Object) { m.addText(o[0], o[1], o[2]) }},
	"begincidchar":        {2, func(m *CMap, o []syntax.Object) { m.addCID(o[0], o[0], o[1]) }},
	"begincidrange":       {3, func(m *CMap, o []syntax.Object) { m.addCID(o[0], o[1], o[2]) }},
}

func (m *CMap) addSpace(o []syntax.Object) {
	if n := len(o[0].Bytes); 1 <= n && n <= 4 && len(m.spaces) < 100 {
		m.spaces = append(m.spaces, codespace{codeOf(o[0].Bytes), codeOf(o[1].Bytes), n})
	}
}

func (m *CMap) addText(from, to, target syntax.Object) {
	low, high := codeOf(from.Bytes), codeOf(to.Bytes)
	if from.Kind != syntax.String || high < low {
		return
	}
	switch target.Kind {
	case syntax.Array:
		for i, item := range target.Items {
			if code := low + uint32(i); code <= high && m.more() {
				m.text[code] = textOf(units(item))
			}
		}
	case syntax.String, syntax.Name:
		first := units(target)
		if high-low >= wideRange {
			m.addWide(wide{low: low, high: high, text: first})
			return
		}
		for code := low; code <= high && m.more(); code++ {
			m.text[code] = textOf(advance(first, code-low))
		}
	}
}

func (m *CMap) addCID(from, to, target syntax.Object) {
	low, high := codeOf(from.Bytes), codeOf(to.Bytes)
	if from.Kind != syntax.String || high < low || target.Kind != syntax.Integer {
		return
	}
	cid := uint32(target.Int())
	if high-low >= wideRange {
		m.addWide(wide{low: low, high: high, cid: cid})
		return
	}
	for code := low; code <= high && m.more(); code++ {
		m.cids[code] = cid + code - low
	}
}

// more counts a code and reports whether it may still be mapped.
func (m *CMap) more() bool {
	m.mapped++
	return m.mapped <= maxMapped
}

func (m *CMap) addWide(w wide) {
	if len(m.wide) < maxRanges {
		m.wide = append(m.wide, w)
	}
}

// Text is what the code stands for; ok is false for a code that is not mapped.
func (m *CMap) Text(code uint32) (text string, ok bool) {
	if text, ok = m.text[code]; ok {
		return text, true
	}
	for _, w := range m.wide {
		if w.text != nil && w.low <= code && code <= w.high {
			return textOf(advance(w.text, code-w.low)), true
		}
	}
	return "", false
}

// CID is the glyph number of the code.
func (m *CMap) CID(code uint32) uint32 {
	if cid, ok := m.cids[code]; ok {
		return cid
	}
	for _, w := range m.wide {
		if w.text == nil && w.low <= code && code <= w.high {
			return w.cid + code - w.low
		}
	}
	return 0
}

// Next reads one code from the string, 9.7.6.2: the shortest that lies in a code
// space range.
func (m *CMap) Next(s []byte) (code uint32, length int) {
	shortest := 4
	for _, space := range m.spaces {
		shortest = min(shortest, space.length)
		if len(s) >= space.length && space.holds(s[:space.length]) {
			return codeOf(s[:space.length]), space.length
		}
	}
	if len(m.spaces) == 0 {
		shortest = 2
	}
	shortest = min(shortest, len(s))
	return codeOf(s[:shortest]), shortest
}

// holds compares byte by byte: a code space is a box, not an interval.
func (c codespace) holds(s []byte) bool {
	for i, b := range s {
		shift := 8 * (c.length - 1 - i)
		if b < byte(c.low>>shift) || b > byte(c.high>>shift) {
			return false
		}
	}
	return true
}

func codeOf(b []byte) (code uint32) {
	for _, c := range b {
		code = code<<8 | uint32(c)
	}
	return code
}

// units reads the target of a mapping: UTF-16, a single byte, or a glyph name.
func units(o syntax.Object) []uint16 {
	if o.Kind == syntax.Name {
		return utf16.Encode([]rune(NameText(string(o.Bytes))))
	}
	if len(o.Bytes) == 1 {
		return []uint16{uint16(o.Bytes[0])}
	}
	var out []uint16
	for i := 0; i+1 < len(o.Bytes) && len(out) < 64; i += 2 {
		out = append(out, uint16(o.Bytes[i])<<8|uint16(o.Bytes[i+1]))
	}
	return out
}

// advance adds to the last character.
func advance(first []uint16, by uint32) []uint16 {
	if by == 0 || len(first) == 0 {
		return first
	}
	runes := utf16.Decode(first)
	runes[len(runes)-1] += rune(by)
	return utf16.Encode(runes)
}

func textOf(u []uint16) string {
	var text strings.Builder
	for _, r := range utf16.Decode(u) {
		if r >= 0x20 && r != 0x7f && r != 0xfeff {
			text.WriteString(runeText(r))
		}
	}
	return text.String()
}
