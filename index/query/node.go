package query

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// A Query is what was typed: what to find and how to show it.
type Query struct {
	Where Node
	Sort  string // one of the values of the field sort, "" for none given
	Group string // one of the values of the field group, "" for none given
}

// String writes the query in canonical form.
func (q Query) String() string {
	var parts []string
	for _, part := range []string{q.Where.String(), setting("sort", q.Sort), setting("group", q.Group)} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	if _, ok := q.Where.(Or); ok && len(parts) > 1 {
		parts[0] = "(" + parts[0] + ")"
	}
	return strings.Join(parts, " ")
}

func setting(name, value string) string {
	if value == "" {
		return ""
	}
	return name + ":" + value
}

// A Node is what to find or a part of it: And, Or, Not, Term, Filter or Dates.
type Node interface {
	// String writes the node in canonical form.
	String() string
	node()
}

// And matches what all of its parts match; the empty And matches everything.
type And []Node

// Or matches what any of its parts matches; it has two or more.
type Or []Node

// Not matches what its part does not match.
type Not struct{ Node Node }

// A Term is text to be found.
type Term struct {
	Form   Form
	Text   string // words as Words gives them, one space between them; in a Filter on a field that is not Text, the value
	Within int    // of Near: how many words the match may span beyond those of the term
}

// Form is how the text of a term is to be found.
type Form int

// The forms.
const (
	Plain    Form = iota // one word in any of its English forms, or the whole value of a field
	Phrase               // exactly these words, next to each other
	Stemmed              // these words in any of their English forms, next to each other
	Near                 // exactly these words in any order, near to each other
	Prefix               // a word, or a value, that begins so
	Wildcard             // a word with ? for any one character, and perhaps * at its end for any more
	Fuzzy                // a word that Edits changes at most make of the given one
)

// Edits is how many changes a fuzzy term allows: one, or two in a word of eight
// letters or more.
func (t Term) Edits() int {
	if utf8.RuneCountInString(t.Text) >= 8 {
		return 2
	}
	return 1
}

// A Filter matches records of which the named field has any of the values.
type Filter struct {
	Field string // a Name of Fields
	Any   []Term
}

// Dates matches records dated within any of the periods.
type Dates []Period

// A Period is a range of dates, each 2017, 2017-10 or 2017-10-05, both ends
// included: From begins with its first day, To ends with its last. An empty end
// is open. A single date has From equal to To.
type Period struct{ From, To string }

func (And) node()    {}
func (Or) node()     {}
func (Not) node()    {}
func (Term) node()   {}
func (Filter) node() {}
func (Dates) node()  {}

func (n And) String() string {
	parts := make([]string, len(n))
	for i, part := range n {
		parts[i] = part.String()
		if _, ok := part.(Or); ok {
			parts[i] = "(" + parts[i] + ")"
		}
	}
	return strings.Join(parts, " ")
}

func (n Or) String() string {
	parts := make([]string, len(n))
	for i, part := range n {
		parts[i] = part.String()
	}
	return strings.Join(parts, " OR ")
}

func (n Not) String() string {
	switch n.Node.(type) {
	case And, Or:
		return "-(" + n.Node.String() + ")"
	}
	return "-" + n.Node.String()
}

func (t Term) String() string {
	switch t.Form {
	case Phrase:
		return `"` + t.Text + `"`
	case Stemmed:
		return `~"` + t.Text + `"`
	case Near:
		return fmt.Sprintf(`"%s"~%d`, t.Text, t.Within)
	case Prefix:
		return t.Text + "*"
	case Fuzzy:
		return t.Text + "~"
	}
	if t.Form == Plain && !bare(t.Text) {
		return `"` + t.Text + `"`
	}
	return t.Text
}

// bare reports whether a value can be written without quotation marks.
func bare(text string) bool { return text != "" && !strings.ContainsAny(text, ` ,()*`) }

func (n Filter) String() string {
	values := make([]string, len(n.Any))
	for i, t := range n.Any {
		values[i] = t.String()
	}
	return n.Field + ":" + strings.Join(values, ",")
}

func (n Dates) String() string {
	periods := make([]string, len(n))
	for i, p := range n {
		periods[i] = p.String()
	}
	return "date:" + strings.Join(periods, ",")
}

func (p Period) String() string {
	switch {
	case p.From == p.To:
		return p.From
	case p.From == "":
		return "<=" + p.To
	case p.To == "":
		return ">=" + p.From
	}
	return p.From + ".." + p.To
}

// Terms calls yield for each term of the free text that n asks for, those
// below a Not left out.
func Terms(n Node, yield func(Term)) {
	switch n := n.(type) {
	case And:
		for _, part := range n {
			Terms(part, yield)
		}
	case Or:
		for _, part := range n {
			Terms(part, yield)
		}
	case Term:
		yield(n)
	}
}

// Replace is n with each term of its free text, those below a Not among them,
// replaced by what with makes of it.
func Replace(n Node, with func(Term) Term) Node {
	switch n := n.(type) {
	case And:
		parts := make(And, len(n))
		for i, part := range n {
			parts[i] = Replace(part, with)
		}
		return parts
	case Or:
		parts := make(Or, len(n))
		for i, part := range n {
			parts[i] = Replace(part, with)
		}
		return parts
	case Not:
		return Not{Replace(n.Node, with)}
	case Term:
		return with(n)
	}
	return n
}
