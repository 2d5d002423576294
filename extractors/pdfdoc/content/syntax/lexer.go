package syntax

import "slices"

// Limits on one object; what lies beyond them is dropped.
const (
	maxDepth = 100     // arrays and dictionaries inside each other
	maxItems = 1 << 20 // elements of all that are open
)

// A Lexer reads objects from a byte slice.
type Lexer struct {
	src   []byte
	pos   int
	depth int
	stack []Object // elements of the arrays and dictionaries that are open
}

// NewLexer starts reading src at the offset.
func NewLexer(src []byte, offset int) *Lexer {
	return &Lexer{src: src, pos: min(max(offset, 0), len(src))}
}

// Offset is the place of the next unread byte.
func (l *Lexer) Offset() int { return l.pos }

// Seek moves to an offset of the input.
func (l *Lexer) Seek(offset int) { l.pos = min(max(offset, 0), len(l.src)) }

// Next reads one object; references ("12 0 R") are read inside arrays and
// dictionaries only. Stray closing brackets are skipped.
func (l *Lexer) Next() Object {
	for {
		o, closing := l.next()
		if closing == 0 {
			return o
		}
	}
}

// next reads one object or one closing bracket: ']' or '>'.
func (l *Lexer) next() (o Object, closing byte) {
	l.skipSpace()
	if l.pos >= len(l.src) {
		return Object{Kind: EOF}, 0
	}
	c := l.src[l.pos]
	switch {
	case c == '/':
		l.pos++
		return Object{Kind: Name, Bytes: l.name()}, 0
	case c == '(':
		l.pos++
		return Object{Kind: String, Bytes: l.literal()}, 0
	case c == '<':
		l.pos++
		if l.peek() == '<' {
			l.pos++
			return l.collect(Dict, '>'), 0
		}
		return Object{Kind: String, Bytes: l.hex()}, 0
	case c == '>':
		l.pos++
		if l.peek() == '>' {
			l.pos++
		}
		return Object{}, '>'
	case c == '[':
		l.pos++
		return l.collect(Array, ']'), 0
	case c == ']':
		l.pos++
		return Object{}, ']'
	case isDelimiter(c): // { } )
		l.pos++
		return Object{Kind: Keyword, Bytes: l.src[l.pos-1 : l.pos]}, 0
	}
	return l.word(), 0
}

// outside are the keywords that no array and no dictionary can hold: one that is
// not closed ends before them.
var outside = map[string]bool{"obj": true, "endobj": true, "stream": true, "endstream": true}

// collect reads the elements of an array or a dictionary up to its closing
// bracket.
func (l *Lexer) collect(kind Kind, end byte) Object {
	if l.depth >= maxDepth {
		return Object{}
	}
	l.depth++
	base := len(l.stack)
	for l.element(kind, end, base) {
	}
	items := l.stack[base:]
	if kind == Dict {
		items = pairs(items)
	}
	o := Object{Kind: kind, Items: slices.Clone(items)}
	l.stack = l.stack[:base]
	l.depth--
	return o
}

// element puts the next element on the stack; it returns false at the end.
func (l *Lexer) element(kind Kind, end byte, base int) bool {
	start := l.pos
	o, closing := l.next()
	switch {
	case closing == end || o.Kind == EOF:
		return false
	case closing != 0 && kind == Array: // ">>" closes the dictionary around an open array
		l.pos = start
		return false
	case closing != 0:
		return true
	case o.Kind == Keyword && outside[string(o.Bytes)]:
		l.pos = start
		return false
	case o.IsKeyword("null"):
		o = Object{}
	case o.IsKeyword("R"):
		if n := len(l.stack); n-base >= 2 && l.stack[n-1].Kind == Integer && l.stack[n-2].Kind == Integer {
			l.stack[n-2].Kind = Ref
			l.stack = l.stack[:n-1]
			return true
		}
	}
	if len(l.stack) < maxItems {
		l.stack = append(l.stack, o)
	}
	return true
}

// pairs drops what is not a name followed by a value.
func pairs(items []Object) []Object {
	out := items[:0]
	for i := 0; i < len(items); {
		if items[i].Kind != Name || i+1 >= len(items) {
			i++
			continue
		}
		out = append(out, items[i], items[i+1])
		i += 2
	}
	return out
}

func (l *Lexer) peek() byte {
	if l.pos < len(l.src) {
		return l.src[l.pos]
	}
	return 0
}

func (l *Lexer) skipSpace() {
	for l.pos < len(l.src) {
		c := l.src[l.pos]
		if c == '%' {
			for l.pos < len(l.src) && l.src[l.pos] != '\n' && l.src[l.pos] != '\r' {
				l.pos++
			}
			continue
		}
		if !IsSpace(c) {
			return
		}
		l.pos++
	}
}

func (l *Lexer) name() []byte {
	start, escaped := l.pos, false
	for l.pos < len(l.src) && isRegular(l.src[l.pos]) {
		escaped = escaped || l.src[l.pos] == '#'
		l.pos++
	}
	raw := l.src[start:l.pos]
	if !escaped {
		return raw
	}
	out := make([]byte, 0, len(raw))
	for i := 0; i < len(raw); i++ {
		if raw[i] == '#' && i+2 < len(raw) && unhex(raw[i+1]) >= 0 && unhex(raw[i+2]) >= 0 {
			out = append(out, byte(unhex(raw[i+1])<<4|unhex(raw[i+2])))
			i += 2
			continue
		}
		out = append(out, raw[i])
	}
	return out
}

func (l *Lexer) hex() []byte {
	var out []byte
	high := -1
	for l.pos < len(l.src) {
		c := l.src[l.pos]
		l.pos++
		if c == '>' {
			break
		}
		digit := unhex(c)
		if digit < 0 {
			continue
		}
		if high < 0 {
			high = digit
			continue
		}
		out = append(out, byte(high<<4|digit))
		high = -1
	}
	if high >= 0 {
		out = append(out, byte(high<<4))
	}
	return out
}

// literal reads a string after its opening parenthesis (7.3.4.2).
func (l *Lexer) literal() []byte {
	start, depth := l.pos, 1
	for l.pos < len(l.src) { // the common case: nothing to decode
		switch l.src[l.pos] {
		case '\\', '\r':
			return l.decodeLiteral(start, depth)
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				l.pos++
				return l.src[start : l.pos-1]
			}
		}
		l.pos++
	}
	return l.src[start:]
}

// escapes are the characters after a backslash that stand for another one.
var escapes = map[byte]byte{'n': '\n', 'r': '\r', 't': '\t', 'b': '\b', 'f': '\f'}

func (l *Lexer) decodeLiteral(start, depth int) []byte {
	out := append([]byte(nil), l.src[start:l.pos]...)
	for l.pos < len(l.src) {
		c := l.src[l.pos]
		l.pos++
		switch c {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return out
			}
		case '\r':
			l.skipNewline()
			c = '\n'
		case '\\':
			out = l.escape(out)
			continue
		}
		out = append(out, c)
	}
	return out
}

func (l *Lexer) escape(out []byte) []byte {
	if l.pos >= len(l.src) {
		return out
	}
	c := l.src[l.pos]
	l.pos++
	switch {
	case c == '\r':
		l.skipNewline()
		return out
	case c == '\n':
		return out
	case '0' <= c && c <= '7':
		value := int(c - '0')
		for i := 0; i < 2 && '0' <= l.peek() && l.peek() <= '7'; i++ {
			value = value<<3 | int(l.peek()-'0')
			l.pos++
		}
		return append(out, byte(value))
	}
	if plain, ok := escapes[c]; ok {
		c = plain
	}
	return append(out, c)
}

// skipNewline skips the line feed of a carriage return and line feed.
func (l *Lexer) skipNewline() {
	if l.peek() == '\n' {
		l.pos++
	}
}

// word reads a number, a boolean or a keyword.
func (l *Lexer) word() Object {
	start := l.pos
	for l.pos < len(l.src) && isRegular(l.src[l.pos]) {
		l.pos++
	}
	raw := l.src[start:l.pos]
	if o, ok := number(raw); ok {
		return o
	}
	switch string(raw) {
	case "true":
		return Object{Kind: Bool, Number: 1}
	case "false":
		return Object{Kind: Bool}
	}
	return Object{Kind: Keyword, Bytes: raw}
}

// number reads digits with signs and a dot. Doubled signs, and what follows a
// second dot or a later sign, are ignored, as other readers do.
func number(raw []byte) (Object, bool) {
	var value, fraction float64 = 0, 1
	digits, dot, negative := 0, false, false
	for i, c := range raw {
		switch {
		case '0' <= c && c <= '9':
			digits++
			value = value*10 + float64(c-'0')
			if dot {
				fraction *= 10
			}
		case c == '.' && !dot:
			dot = true
		case (c == '-' || c == '+') && digits == 0 && !dot:
			negative = negative || c == '-'
		case (c == '-' || c == '.') && i > 0:
			if !plainTail(raw[i:]) {
				return Object{}, false
			}
			return signed(value/fraction, negative, dot), digits > 0
		default:
			return Object{}, false
		}
	}
	return signed(value/fraction, negative, dot), digits > 0 || dot
}

func signed(value float64, negative, dot bool) Object {
	if negative {
		value = -value
	}
	if dot || value > 1<<53 || value < -1<<53 {
		return Object{Kind: Real, Number: value}
	}
	return Object{Kind: Integer, Number: value}
}

func plainTail(raw []byte) bool {
	for _, c := range raw {
		if (c < '0' || c > '9') && c != '-' && c != '.' {
			return false
		}
	}
	return true
}

func unhex(c byte) int {
	switch {
	case '0' <= c && c <= '9':
		return int(c - '0')
	case 'a' <= c && c <= 'f':
		return int(c-'a') + 10
	case 'A' <= c && c <= 'F':
		return int(c-'A') + 10
	}
	return -1
}

// IsSpace reports a white-space character (7.2.2).
func IsSpace(c byte) bool {
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0
}

func isDelimiter(c byte) bool {
	switch c {
	case '(', ')', '<', '>', '[', ']', '{', '}', '/', '%':
		return true
	}
	return false
}

func isRegular(c byte) bool { return !IsSpace(c) && !isDelimiter(c) }
