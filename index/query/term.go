package query

import (
	"strings"
	"unicode/utf8"
)

// word reads a word of free text; one of several parts, as self-harm, is a phrase.
func (p *parser) word(tok token) (Node, error) {
	if strings.Contains(tok.text, "~") {
		return nil, p.fail(tok.pos, "~ is not part of the query language")
	}
	t, err := p.textTerm(tok.pos, tok.text)
	if err != nil {
		return nil, err
	}
	return p.freeText(tok, t)
}

func (p *parser) phrase(tok token) (Node, error) {
	if strings.Contains(tok.text, "*") {
		p.note(tok.pos, "between quotation marks * has no meaning and was left out")
	}
	return p.freeText(tok, Term{Phrase, phrase(tok.text)})
}

// freeText counts a term, or leaves it out when there is no word in it.
func (p *parser) freeText(tok token, t Term) (Node, error) {
	if t.Text == "" {
		p.note(tok.pos, "“%s” is not a word and was left out", tok.text)
		return nil, nil
	}
	return t, p.count(tok.pos, t.Form)
}

// field reads a field and its values.
func (p *parser) field(tok token) (Node, error) {
	f, ok := Lookup(tok.text)
	if !ok {
		return nil, p.fail(tok.pos, "there is no field “%s”; did you mean “%s”?", tok.text, nearest(strings.ToLower(tok.text), fieldNames()))
	}
	if f.Type == Date {
		return p.dates(f, tok.values)
	}
	filter := Filter{Field: f.Name}
	for _, v := range tok.values {
		t, err := p.fieldTerm(f, v)
		if err != nil {
			return nil, err
		}
		if err := p.count(v.pos, t.Form); err != nil {
			return nil, err
		}
		filter.Any = append(filter.Any, t)
	}
	return filter, nil
}

func (p *parser) fieldTerm(f Field, v value) (t Term, err error) {
	switch {
	case f.Type != Text:
		t, err = p.wholeTerm(f, v)
	case v.quoted:
		t = Term{Phrase, phrase(v.text)}
	default:
		t, err = p.textTerm(v.pos, v.text)
	}
	if err == nil && t.Text == "" {
		err = p.fail(v.pos, "there is no word in “%s”", v.text)
	}
	return t, err
}

// textTerm makes a term of what was typed without quotation marks.
func (p *parser) textTerm(pos int, text string) (Term, error) {
	words := phrase(text)
	body, starred, err := p.star(pos, text)
	switch {
	case err != nil:
		return Term{}, err
	case !starred && strings.Contains(words, " "):
		return Term{Phrase, words}, nil
	case !starred:
		return Term{Plain, words}, nil
	}
	words = phrase(body)
	if strings.Contains(words, " ") || utf8.RuneCountInString(words) < minPrefix {
		return Term{}, p.fail(pos, "before * must stand one word of %d characters or more, without a hyphen", minPrefix)
	}
	return Term{Prefix, words}, nil
}

// wholeTerm makes a term of a value that is compared as a whole.
func (p *parser) wholeTerm(f Field, v value) (Term, error) {
	if !v.quoted {
		body, starred, err := p.star(v.pos, v.text)
		if err != nil {
			return Term{}, err
		}
		if text := f.Type.Value(body); starred {
			if utf8.RuneCountInString(text) < minPrefix {
				return Term{}, p.fail(v.pos, "before * must stand %d characters or more", minPrefix)
			}
			return Term{Prefix, text}, nil
		}
	}
	t := Term{Plain, f.Type.Value(v.text)}
	if f.Values == nil {
		return t, nil
	}
	for _, known := range f.Values {
		if t.Text == known {
			return t, nil
		}
	}
	return Term{}, p.fail(v.pos, "“%s” is none of the values of %s (%s); did you mean “%s”?",
		v.text, f.Name, strings.Join(f.Values, ", "), nearest(t.Text, f.Values))
}

// star takes the * from the end of what was typed.
func (p *parser) star(pos int, text string) (body string, starred bool, err error) {
	text = Fold(text)
	body, starred = strings.CutSuffix(text, "*")
	if strings.Contains(body, "*") {
		return "", false, p.fail(pos, "* can only stand at the end of a word")
	}
	return body, starred, nil
}

// count holds the query against the limits on clauses and prefixes.
func (p *parser) count(pos int, form Form) error {
	if p.clauses++; p.clauses > MaxClauses {
		return p.fail(pos, "too many words and values; the limit is %d", MaxClauses)
	}
	if form == Prefix {
		p.prefixes++
	}
	if p.prefixes > MaxPrefixes {
		return p.fail(pos, "too many words with *; the limit is %d", MaxPrefixes)
	}
	return nil
}
