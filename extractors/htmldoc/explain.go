package htmldoc

import (
	"cmp"

	"golang.org/x/net/html"

	"assize/extractors/block"
	"assize/extractors/sites"
)

// explain says what decided on each text of the page that the walker read into
// doc.
func (w *walker) explain(doc *block.Doc) *block.Explanation {
	e := &block.Explanation{Content: w.page.chosen, Mismatch: w.page.mismatch}
	if w.page.known != nil {
		e.Profile = w.page.known.Name
		if w.page.content != w.page.body {
			e.Expected = w.page.expected(w.page.known)
		}
	}
	titles := map[string]bool{}
	for i := range doc.Blocks {
		b := &doc.Blocks[i]
		reason := w.page.chosen
		if b.Title {
			titles[b.Text], reason = true, "the title"
		}
		e.Kept = append(e.Kept, block.Decision{Path: b.Path, Text: beginning(b.Text), Reason: reason})
	}
	e.Left = append(w.left(w.page.body, titles), w.lines...)
	return e
}

// expected is what the page has of what its profile describes.
func (p *page) expected(profile *sites.Profile) []block.Expectation {
	part := func(name string, selectors []sites.Selector, value func(*html.Node) string) block.Expectation {
		e := block.Expectation{Part: name, Selectors: texts(selectors)}
		if n, by := sites.First(p.doc.Nodes[0], selectors); n != nil {
			e.By, e.Found = by, beginning(value(n))
		}
		return e
	}
	content := block.Expectation{Part: "content", Selectors: texts(profile.Content)}
	if n, by := p.contentOf(profile); n != nil {
		content.By, content.Found = by, beginning(textOf(n))
	}
	list := []block.Expectation{content}
	for _, e := range []block.Expectation{
		part("title", profile.Title, textOf),
		part("date", profile.Date, stated),
		part("reports", profile.Reports, func(n *html.Node) string { return cmp.Or(textOf(n), attr(n, "href")) }),
	} {
		if len(e.Selectors) > 0 {
			list = append(list, e)
		}
	}
	return list
}

// left lists the elements below n that were left out, outermost ones only. A
// title is a block wherever it stands.
func (w *walker) left(n *html.Node, titles map[string]bool) (list []block.Decision) {
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
			list = append(list, w.left(c, titles)...)
			continue
		}
		if text := textOf(c); text != "" && !titles[text] {
			list = append(list, block.Decision{Path: w.page.path(c), Text: beginning(text), Reason: reason})
		}
	}
	return list
}

// beginning is as much of a text as an explanation shows.
func beginning(text string) string {
	const most = 80
	if points := []rune(text); len(points) > most {
		return string(points[:most-1]) + "…"
	}
	return text
}
