package record

import (
	"errors"
	"fmt"
	"unicode/utf8"
)

// Check holds a record against the text artefact that it was read from: its
// spans lie inside the text and in order, what they cover, normalised, is the
// record's text, and the selector's exact text is too. It returns every breach.
func Check(r Record, artefact string) error {
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
	points := utf8.RuneCountInString(artefact)
	var parts []string
	end := 0
	for i, s := range prov.Spans {
		if s.Start < end || s.End <= s.Start || s.End > points {
			breach("span %d [%d:%d] is empty, out of order or outside the text of %d code points", i, s.Start, s.End, points)
			return errors.Join(breaches...)
		}
		end = s.End
		parts = append(parts, slicePoints(artefact, s.Start, s.End))
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

// slicePoints is artefact[start:end] counted in code points.
func slicePoints(s string, start, end int) string {
	n, from, to := 0, len(s), len(s)
	for i := range s {
		if n == start {
			from = i
		}
		if n == end {
			to = i
			break
		}
		n++
	}
	return s[from:to]
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
