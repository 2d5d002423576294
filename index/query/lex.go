package query

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A token is one piece of a query.
type token struct {
	kind   tokenKind
	pos    int     // where it begins, in bytes
	text   string  // of a word, as typed; of a field, its name
	values []value // of a field; of a phrase, itself
}

type tokenKind int

const (
	tokenEnd tokenKind = iota
	tokenOpen
	tokenClose
	tokenOr
	tokenAnd
	tokenNot
	tokenWord
	tokenPhrase
	tokenField
)

// A value is one of those behind a field's colon.
type value struct {
	pos    int
	text   string // as typed; of a phrase, what is between the marks
	quoted bool
	tilde  tilde
}

// A tilde is the ~ beside a phrase.
type tilde struct {
	before bool   // ~"in any form"
	after  string // "near each other"~5: what stands from the ~ to the next space
}

var operators = map[string]tokenKind{"OR": tokenOr, "|": tokenOr, "AND": tokenAnd, "NOT": tokenNot}

// A lexer cuts a query into tokens.
type lexer struct {
	src   string
	pos   int
	notes []Note
}

func (l *lexer) next() (token, error) {
	l.skip(isSpace)
	tok := token{pos: l.pos}
	r, size := l.peek()
	switch {
	case size == 0:
		return tok, nil
	case r == '(':
		tok.kind = tokenOpen
	case r == ')':
		tok.kind = tokenClose
	case l.atPhrase():
		tok.kind, tok.values = tokenPhrase, []value{l.phrase()}
		return tok, nil
	case isDash(r) && startsOperand(runeAt(l.src, l.pos+size)) && l.pos+size < len(l.src):
		tok.kind = tokenNot
	default:
		return l.word(tok)
	}
	l.pos += size
	return tok, nil
}

// word reads an operator, a field with its values, or a plain word.
func (l *lexer) word(tok token) (token, error) {
	if name, ok := l.fieldName(); ok {
		tok.kind, tok.text = tokenField, name
		var err error
		tok.values, err = l.values()
		return tok, err
	}
	tok.kind, tok.text = tokenWord, l.take(func(r rune) bool { return !endsWord(r) })
	if kind, ok := operators[Fold(tok.text)]; ok {
		tok.kind = kind
	}
	return tok, nil
}

// fieldName reads a name and its colon, when they stand next. An address, as
// https://example.org, is not a field.
func (l *lexer) fieldName() (string, bool) {
	rest := l.src[l.pos:]
	n := strings.IndexFunc(rest, func(r rune) bool { return !unicode.IsLetter(r) && r != '_' && !invisible(r) })
	if n <= 0 || rest[n] != ':' || strings.HasPrefix(rest[n:], "://") {
		return "", false
	}
	l.pos += n + 1
	return Fold(rest[:n]), true
}

// values reads what stands behind a field's colon: values with commas between.
func (l *lexer) values() ([]value, error) {
	var values []value
	for {
		v := value{pos: l.pos}
		r, _ := l.peek()
		switch {
		case l.atPhrase():
			v = l.phrase()
		case r == '(':
			return nil, l.fail(l.pos, "brackets cannot stand behind a field; write the values with commas between them, as kind:quote,finding")
		default:
			v.text = l.take(func(r rune) bool { return r != ',' && !endsWord(r) })
		}
		if strings.TrimSpace(Fold(v.text)) == "" {
			return nil, l.fail(v.pos, "a value is missing here; write it without a space before it, as kind:quote")
		}
		values = append(values, v)
		if r, _ := l.peek(); r != ',' {
			return values, nil
		}
		l.pos++
	}
}

// atPhrase reports whether a phrase begins here, with a ~ before it or without.
func (l *lexer) atPhrase() bool {
	r, size := l.peek()
	if r == '~' {
		r, size = utf8.DecodeRuneInString(l.src[l.pos+size:])
	}
	return size > 0 && isMark(r)
}

// phrase reads a phrase and the ~ before or behind it.
func (l *lexer) phrase() value {
	v := value{pos: l.pos, quoted: true}
	if r, size := l.peek(); r == '~' {
		v.tilde.before = true
		l.pos += size
	}
	v.text = l.quoted()
	if r, _ := l.peek(); r == '~' {
		v.tilde.after = l.take(func(r rune) bool { return r != ',' && !endsWord(r) })
	}
	return v
}

// quoted reads from an opening mark to the next one, or to the end of the query.
func (l *lexer) quoted() string {
	open := l.pos
	_, size := l.peek()
	l.pos += size
	text := l.take(func(r rune) bool { return !isMark(r) })
	if _, size := l.peek(); size > 0 {
		l.pos += size
	} else {
		l.note(open, "the quotation mark is not closed; everything behind it was read as the phrase")
	}
	return text
}

func (l *lexer) peek() (rune, int) { return utf8.DecodeRuneInString(l.src[l.pos:]) }

func (l *lexer) skip(while func(rune) bool) { l.take(while) }

func (l *lexer) take(while func(rune) bool) string {
	rest := l.src[l.pos:]
	n := strings.IndexFunc(rest, func(r rune) bool { return !while(r) })
	if n < 0 {
		n = len(rest)
	}
	l.pos += n
	return rest[:n]
}

func (l *lexer) note(pos int, format string, args ...any) {
	l.notes = append(l.notes, Note{l.column(pos), fmt.Sprintf(format, args...)})
}

func (l *lexer) fail(pos int, format string, args ...any) error {
	return &Error{l.column(pos), fmt.Sprintf(format, args...)}
}

func (l *lexer) column(pos int) int { return utf8.RuneCountInString(l.src[:pos]) + 1 }

func isSpace(r rune) bool       { return unicode.IsSpace(r) }
func isMark(r rune) bool        { return r == '"' || folds[r] == `"` }
func isDash(r rune) bool        { return r == '-' || folds[r] == "-" }
func endsWord(r rune) bool      { return isSpace(r) || isMark(r) || r == '(' || r == ')' }
func startsOperand(r rune) bool { return !isSpace(r) && r != ')' }
