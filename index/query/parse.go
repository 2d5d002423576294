package query

import (
	"fmt"
	"unicode/utf8"
)

// Limits of a query.
const (
	MaxBytes    = 512
	MaxClauses  = 32 // words, phrases and values
	MaxPrefixes = 8  // words and values with *
	MaxDepth    = 16 // brackets within brackets
	minPrefix   = 3  // characters before *
)

// An Error says what cannot be understood, and where.
type Error struct {
	Column  int // from 1, in characters
	Message string
}

func (e *Error) Error() string { return fmt.Sprintf("query, character %d: %s", e.Column, e.Message) }

// A Note tells of something that was repaired or left out.
type Note struct {
	Column  int // from 1, in characters
	Message string
}

func (n Note) String() string { return fmt.Sprintf("query, character %d: %s", n.Column, n.Message) }

// Parse reads a query. Its error, if any, is an *Error.
func Parse(s string) (Node, []Note, error) {
	p := &parser{lexer: lexer{src: s}}
	if len(s) > MaxBytes {
		return nil, nil, p.tooLong()
	}
	if !utf8.ValidString(s) {
		return nil, nil, p.fail(0, "this is not UTF-8 text")
	}
	n, err := p.query()
	if err != nil {
		return nil, nil, err
	}
	if len(n.String()) > MaxBytes {
		return nil, nil, p.tooLong()
	}
	return n, p.notes, nil
}

// A parser builds the tree; tok is the token that is next.
type parser struct {
	lexer
	tok                      token
	clauses, prefixes, depth int
}

func (p *parser) tooLong() error {
	return p.fail(len(p.src), "the query is too long; the limit is %d bytes", MaxBytes)
}

func (p *parser) advance() (err error) {
	p.tok, err = p.next()
	return err
}

func (p *parser) query() (Node, error) {
	if err := p.advance(); err != nil {
		return nil, err
	}
	if p.tok.kind == tokenEnd {
		return And{}, nil
	}
	n, err := p.or()
	switch {
	case err != nil:
		return nil, err
	case p.tok.kind == tokenClose:
		return nil, p.fail(p.tok.pos, "this bracket closes none; put ( before, or leave it out")
	case n == nil:
		return nil, p.fail(0, "there is no word to search for")
	}
	return n, nil
}

// or, and, not and operand return a nil Node when all that they read was left
// out.

func (p *parser) or() (Node, error) {
	var parts Or
	for {
		n, err := p.and()
		if err != nil {
			return nil, err
		}
		if inner, ok := n.(Or); ok {
			parts = append(parts, inner...)
		} else if n != nil {
			parts = append(parts, n)
		}
		if p.tok.kind != tokenOr {
			break
		}
		if err := p.operator("OR"); err != nil {
			return nil, err
		}
	}
	switch len(parts) {
	case 0:
		return nil, nil
	case 1:
		return parts[0], nil
	}
	return parts, nil
}

func (p *parser) and() (Node, error) {
	if p.tok.kind == tokenOr || p.tok.kind == tokenAnd {
		return nil, p.fail(p.tok.pos, "something must stand before %s; to search for the word itself, write it in small letters", p.tok.text)
	}
	var parts And
	for p.tok.kind != tokenEnd && p.tok.kind != tokenClose && p.tok.kind != tokenOr {
		if p.tok.kind == tokenAnd {
			if err := p.operator("AND"); err != nil {
				return nil, err
			}
		}
		n, err := p.not()
		if err != nil {
			return nil, err
		}
		if inner, ok := n.(And); ok {
			parts = append(parts, inner...)
		} else if n != nil {
			parts = append(parts, n)
		}
	}
	switch len(parts) {
	case 0:
		return nil, nil
	case 1:
		return parts[0], nil
	}
	return parts, nil
}

// operator steps over an operator, behind which something must stand.
func (p *parser) operator(name string) error {
	pos := p.tok.pos
	if err := p.advance(); err != nil {
		return err
	}
	switch p.tok.kind {
	case tokenEnd, tokenClose, tokenOr, tokenAnd:
		return p.fail(pos, "something must stand behind %s; to search for the word itself, write it in small letters", name)
	}
	return nil
}

func (p *parser) not() (Node, error) {
	if p.tok.kind != tokenNot {
		return p.operand()
	}
	if err := p.operator("NOT"); err != nil {
		return nil, err
	}
	n, err := p.not()
	if err != nil || n == nil {
		return nil, err
	}
	if twice, ok := n.(Not); ok {
		return twice.Node, nil
	}
	return Not{n}, nil
}

func (p *parser) operand() (n Node, err error) {
	tok := p.tok
	if tok.kind == tokenOpen {
		return p.group()
	}
	switch tok.kind {
	case tokenField:
		n, err = p.field(tok)
	case tokenPhrase:
		n, err = p.phrase(tok)
	default:
		n, err = p.word(tok)
	}
	if err != nil {
		return nil, err
	}
	return n, p.advance()
}

func (p *parser) group() (Node, error) {
	open := p.tok.pos
	if p.depth++; p.depth > MaxDepth {
		return nil, p.fail(open, "too many brackets within brackets; the limit is %d", MaxDepth)
	}
	if err := p.advance(); err != nil {
		return nil, err
	}
	n, err := p.or()
	if err != nil {
		return nil, err
	}
	if p.tok.kind != tokenClose {
		return nil, p.fail(open, "this bracket is not closed")
	}
	p.depth--
	return n, p.advance()
}
