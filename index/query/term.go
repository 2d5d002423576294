package query

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// free reads a word or a phrase of free text; a word of several parts, as
// self-harm, is a phrase. It is left out when there is no word in it.
func (p *parser) free(pos int, v value) (Node, error) {
	t, err := p.textTerm(v)
	if err != nil {
		return nil, err
	}
	if t.Text == "" {
		p.note(pos, "“%s” is not a word and was left out", v.text)
		return nil, nil
	}
	return t, p.count(pos, t.Form)
}

// field reads a field and its values.
func (p *parser) field(tok token) (Node, error) {
	f, ok := Lookup(tok.text)
	if !ok {
		return nil, p.fail(tok.pos, "there is no field “%s”; did you mean “%s”?", tok.text, nearest(strings.ToLower(tok.text), fieldNames()))
	}
	switch f.Type {
	case Date:
		return p.dates(f, tok.values)
	case Setting:
		return nil, p.setting(tok, f)
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
	if f.Name == "exact" {
		return exactly(filter.Any), nil
	}
	return filter, nil
}

// exactly is what exact:WORD stands for: the phrase of that word.
func exactly(terms []Term) Node {
	var any Or
	for _, t := range terms {
		if t.Form == Plain {
			t.Form = Phrase
		}
		any = append(any, t)
	}
	if len(any) == 1 {
		return any[0]
	}
	return any
}

// spellings are other ways to write the value of a setting.
var spellings = map[string]string{"date": "newest", "-date": "oldest", "document": "report"}

// setting reads what says how to show what is found.
func (p *parser) setting(tok token, f Field) error {
	into := &p.query.Sort
	if f.Name == "group" {
		into = &p.query.Group
	}
	switch {
	case p.depth > 0 || p.negated > 0:
		return p.fail(tok.pos, "%s: is about the whole query; write it outside of brackets and without NOT", f.Name)
	case len(tok.values) > 1 || *into != "":
		return p.fail(tok.pos, "%s: can be given once, with one value", f.Name)
	}
	v := tok.values[0]
	typed := strings.ToLower(strings.TrimSpace(Fold(v.text)))
	if other, ok := spellings[typed]; ok {
		typed = other
	}
	value, err := p.known(f, v, typed)
	*into = value
	return err
}

func (p *parser) fieldTerm(f Field, v value) (t Term, err error) {
	if f.Type == Text {
		t, err = p.textTerm(v)
	} else {
		t, err = p.wholeTerm(f, v)
	}
	if err == nil && t.Text == "" {
		err = p.fail(v.pos, "there is no word in “%s”", v.text)
	}
	return t, err
}

// textTerm makes a term of words.
func (p *parser) textTerm(v value) (Term, error) {
	if v.quoted {
		return p.phraseTerm(v)
	}
	text := strings.TrimRight(Fold(v.text), "?") // at the end of a word it ends a question
	switch {
	case strings.Contains(text, "~"):
		return p.fuzzy(v.pos, text)
	case strings.ContainsAny(text, "*?"):
		return p.wildcard(v.pos, text)
	}
	words := phrase(text)
	if strings.Contains(words, " ") {
		return Term{Form: Phrase, Text: words}, nil
	}
	return Term{Form: Plain, Text: words}, nil
}

// phraseTerm makes a term of what stands between quotation marks.
func (p *parser) phraseTerm(v value) (Term, error) {
	if strings.Contains(v.text, "*") {
		p.note(v.pos, "between quotation marks * has no meaning and was left out")
	}
	t := Term{Form: Phrase, Text: phrase(v.text)}
	switch after := v.tilde.after; {
	case v.tilde.before && after != "":
		return t, p.fail(v.pos, "a phrase can have ~ before it or behind it, not both")
	case v.tilde.before:
		t.Form = Stemmed
	case after != "":
		within, err := strconv.Atoi(after[1:])
		if err != nil || within < 1 || within > MaxWithin {
			return t, p.fail(v.pos, "behind a phrase ~ takes a number of words from 1 to %d, as \"supply chain\"~5", MaxWithin)
		}
		if t.Form, t.Within = Near, within; !strings.Contains(t.Text, " ") {
			return t, p.fail(v.pos, "only two words or more can be near each other")
		}
	}
	return t, nil
}

// fuzzy makes a term of a word with ~ behind it.
func (p *parser) fuzzy(pos int, text string) (Term, error) {
	body, ok := strings.CutSuffix(text, "~")
	word := phrase(body)
	if !ok || strings.ContainsAny(body, "~*?") || strings.Contains(word, " ") || utf8.RuneCountInString(word) < minKnown {
		return Term{}, p.fail(pos, "~ stands behind one word of %d letters or more, or beside a phrase in quotation marks", minKnown)
	}
	return Term{Form: Fuzzy, Text: word}, nil
}

// wildcard makes a term of a word with * or ? in it.
func (p *parser) wildcard(pos int, text string) (Term, error) {
	body, starred := strings.CutSuffix(text, "*")
	if strings.Contains(body, "*") {
		return Term{}, p.fail(pos, "* can only stand at the end of a word")
	}
	parts := strings.Split(body, "?")
	for i, part := range parts {
		if parts[i] = phrase(part); strings.Contains(parts[i], " ") || parts[i] == "" && part != "" {
			return Term{}, p.oneWord(pos)
		}
	}
	known := strings.Join(parts, "")
	if utf8.RuneCountInString(known) < minKnown || parts[0] == "" {
		return Term{}, p.oneWord(pos)
	}
	if len(parts) == 1 {
		return Term{Form: Prefix, Text: known}, nil
	}
	t := Term{Form: Wildcard, Text: strings.Join(parts, "?")}
	if starred {
		t.Text += "*"
	}
	return t, nil
}

func (p *parser) oneWord(pos int) error {
	return p.fail(pos, "with * and ? must stand one word with %d known characters or more, the first of them known, without a hyphen", minKnown)
}

// wholeTerm makes a term of a value that is compared as a whole.
func (p *parser) wholeTerm(f Field, v value) (Term, error) {
	if v.tilde != (tilde{}) {
		return Term{}, p.fail(v.pos, "~ has no meaning in the field %s", f.Name)
	}
	if !v.quoted {
		body, starred := strings.CutSuffix(Fold(v.text), "*")
		if strings.Contains(body, "*") {
			return Term{}, p.fail(v.pos, "* can only stand at the end of a value")
		}
		if text := f.Type.Value(body); starred {
			if utf8.RuneCountInString(text) < minKnown {
				return Term{}, p.fail(v.pos, "before * must stand %d characters or more", minKnown)
			}
			return Term{Form: Prefix, Text: text}, nil
		}
	}
	value, err := p.known(f, v, f.Type.Value(v.text))
	return Term{Form: Plain, Text: value}, err
}

// known is a value of the field, which may have a closed list of them.
func (p *parser) known(f Field, v value, text string) (string, error) {
	if f.Values == nil || slices.Contains(f.Values, text) {
		return text, nil
	}
	return "", p.fail(v.pos, "“%s” is none of the values of %s (%s); did you mean “%s”?",
		v.text, f.Name, strings.Join(f.Values, ", "), nearest(text, f.Values))
}

// count holds the query against the limits on clauses and wildcards.
func (p *parser) count(pos int, form Form) error {
	if p.clauses++; p.clauses > MaxClauses {
		return p.fail(pos, "too many words and values; the limit is %d", MaxClauses)
	}
	if form >= Prefix {
		p.wildcards++
	}
	if p.wildcards > MaxWildcards {
		return p.fail(pos, "too many words with *, ? or ~; the limit is %d", MaxWildcards)
	}
	return nil
}
