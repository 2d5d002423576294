package query

import (
	"fmt"
	"unicode/utf8"
)

// Limits of a query.
const (
	MaxBytes     = 512
	MaxClauses   = 32 // words, phrases and values
	MaxWildcards = 8  // words and values with *, ? or ~
	MaxDepth     = 16 // brackets within brackets
	MaxWithin    = 50 // words between those of a phrase with ~
	minKnown     = 3  // characters that are none of * and ?
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
func Parse(s string) (Query, []Note, error) {
	p := &parser{lexer: lexer{src: s}}
	if len(s) > MaxBytes {
		return Query{}, nil, p.tooLong()
	}
	if !utf8.ValidString(s) {
		return Query{}, nil, p.fail(0, "this is not UTF-8 text")
	}
	err := p.read()
	if err == nil && len(p.query.String()) > MaxBytes {
		err = p.tooLong()
	}
	if err != nil {
		return Query{}, nil, err
	}
	return p.query, p.notes, nil
}

// A parser builds the tree; tok is the token that is next.
type parser struct {
	lexer
	query                     Query
	tok                       token
	clauses, wildcards, depth int
	negated                   int // how many NOT the parser is below
}

func (p *parser) tooLong() error {
	return p.fail(len(p.src), "the query is too long; the limit is %d bytes", MaxBytes)
}

func (p *parser) advance() (err error) {
	p.tok, err = p.next()
	return err
}

func (p *parser) read() error {
	if err := p.advance(); err != nil {
		return err
	}
	p.query.Where = And{}
	if p.tok.kind == tokenEnd {
		return nil
	}
	n, err := p.or()
	switch {
	case err != nil:
		return err
	case p.tok.kind == tokenClose:
		return p.fail(p.tok.pos, "this bracket closes none; put ( before, or leave it out")
	case n != nil:
		p.query.Where = n
	case p.query.Sort == "" && p.query.Group == "":
		return p.fail(0, "there is no word to search for")
	}
	return nil
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
	p.negated++
	n, err := p.not()
	p.negated--
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
		n, err = p.free(tok.pos, tok.values[0])
	default:
		n, err = p.free(tok.pos, value{pos: tok.pos, text: tok.text})
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
