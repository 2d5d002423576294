package record

import (
	"errors"
	"fmt"
)

// An Artefact is the text that a document's records were read from, indexed by
// Unicode code point.
type Artefact struct {
	text   string
	starts []int // the byte that each code point starts at, and the text's length
}

// NewArtefact indexes a text artefact.
func NewArtefact(text string) *Artefact {
	a := &Artefact{text: text, starts: make([]int, 0, len(text)+1)}
	for i := range text {
		a.starts = append(a.starts, i)
	}
	a.starts = append(a.starts, len(text))
	return a
}

// Len is the number of code points.
func (a *Artefact) Len() int { return len(a.starts) - 1 }

// Slice is the text from code point start to end, end excluded. Both are moved
// into the text where they lie outside.
func (a *Artefact) Slice(start, end int) string {
	start = min(max(start, 0), a.Len())
	end = min(max(end, start), a.Len())
	return a.text[a.starts[start]:a.starts[end]]
}

// Check holds a record against the text artefact that it was read from: its
// spans lie inside the text and in order, what they cover, normalised, is the
// record's text, and the selector's exact text is too. It returns every breach.
func Check(r Record, artefact string) error { return NewArtefact(artefact).Check(r) }

// Check is the function Check, for many records of one document.
func (a *Artefact) Check(r Record) error {
	var breaches []error
	head, prov := r.Head(), r.Trace()
	breach := func(format string, args ...any) {
		breaches = append(breaches, fmt.Errorf("%s %s: "+format, append([]any{head.Kind, head.ID}, args...)...))
	}
	if head.ID == "" || head.Document == "" {
		breach("no id")
	}
	if Normalise(head.Text) == "" {
		breach("no text")
	}
	if len(prov.Spans) == 0 {
		breach("no span")
	}
	var parts []string
	end := 0
	for i, s := range prov.Spans {
		if s.Start < end || s.End <= s.Start || s.End > a.Len() {
			breach("span %d [%d:%d] is empty, out of order or outside the text of %d code points", i, s.Start, s.End, a.Len())
			return errors.Join(breaches...)
		}
		end = s.End
		parts = append(parts, a.Slice(s.Start, s.End))
	}
	if got, want := Join(parts), Normalise(head.Text); got != want {
		breach("the spans say %q, the text says %q", got, want)
	}
	if got, want := Normalise(prov.Selector.Exact), Normalise(head.Text); got != want {
		breach("the selector says %q, the text says %q", got, want)
	}
	for _, field := range emptyFields(r) {
		if head.Missing[field] == "" {
			breach("%s is empty without a reason", field)
		}
	}
	return errors.Join(breaches...)
}

// emptyFields lists the fields that must not be empty without a reason, and are.
func emptyFields(r Record) []string {
	var fields []string
	need := func(name, value string) {
		if value == "" {
			fields = append(fields, name)
		}
	}
	switch r := r.(type) {
	case *Quote:
		need("speaker", r.Speaker.Name)
	case *Rating:
		need("value", r.Value)
	case *Recommendation:
		need("number", r.Number)
	}
	return fields
}

// Check reports each field of the document that is empty without a reason.
func (d *Document) Check() error {
	var breaches []error
	need := func(name string, empty bool) {
		if empty && d.Missing[name] == "" {
			breaches = append(breaches, fmt.Errorf("document %s: %s is empty without a reason", d.ID, name))
		}
	}
	need("title", d.Title == "")
	need("published", d.Published == nil)
	need("publisher", d.Publisher == "")
	need("language", d.Language == "")
	need("authors", len(d.Authors) == 0)
	need("canonical_url", d.CanonicalURL == "")
	return errors.Join(breaches...)
}
