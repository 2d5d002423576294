package htmldoc

import (
	"context"
	"slices"

	"golang.org/x/net/html"

	"assize/extractors/block"
)

// An Explanation says what decided on each text of a page.
type Explanation struct {
	Doc     *block.Doc
	Profile string     // the profile that read the page, "" for the general rules
	Chosen  string     // how the main content was found
	Left    []Decision // what is not in Doc, in document order; texts left out for what they say come last
}

// A Decision is why a text of the page is no block.
type Decision struct {
	Path   string // as in block.Block
	Text   string // its beginning
	Reason string
}

// Explain reads a page as Parse does, and says why.
func Explain(ctx context.Context, body []byte, opts Options) (*Explanation, error) {
	doc, w, err := read(ctx, body, opts)
	e := &Explanation{Doc: doc}
	if w == nil {
		return e, err
	}
	if w.page.profile != nil {
		e.Profile = w.page.profile.Name
	}
	e.Chosen = w.page.chosen
	e.leave(w, w.page.body)
	e.Left = append(e.Left, w.lines...)
	return e, err
}

// isTitle reports whether a text is the title, which is a block wherever it
// stands.
func (e *Explanation) isTitle(text string) bool {
	return slices.ContainsFunc(e.Doc.Blocks, func(b block.Block) bool { return b.Title && b.Text == text })
}

// leave lists the elements below n that were left out, outermost ones only.
func (e *Explanation) leave(w *walker, n *html.Node) {
	const mostText = 80
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		f := w.page.facts[c]
		if f == nil || skipped[c.DataAtom] {
			continue
		}
		reason := f.why
		if !f.drop && !within(c, w.main) && !within(w.main, c) {
			reason = "outside the main content"
		}
		if reason == "" {
			e.leave(w, c)
			continue
		}
		if text := []rune(textOf(c)); len(text) > 0 && !e.isTitle(string(text)) {
			e.Left = append(e.Left, Decision{w.page.path(c), string(text[:min(len(text), mostText)]), reason})
		}
	}
}
