package htmldoc

import (
	"slices"
	"strings"
	"unicode"

	"assize/extractors/block"
)

// title marks the heading that is the document's title: the one that says what
// the metadata says, wherever it stands on the page, else the first h1.
func (w *walker) title(titles []string) {
	headings := w.page.doc.Find("h1").Nodes
	for _, title := range titles {
		for i := range w.blocks {
			if b := &w.blocks[i]; b.Kind == block.Heading && sameTitle(b.Text, title) {
				b.Title = true
				return
			}
		}
		for _, h := range headings[:min(len(headings), mostHeadings)] {
			if text := textOf(h); sameTitle(text, title) && !hidden(h) {
				w.blocks = append([]block.Block{{
					Kind: block.Heading, Level: 1, Title: true, Text: text,
					Evidence: []block.Evidence{block.FromMarkup}, Path: w.page.path(h),
				}}, w.blocks...)
				return
			}
		}
	}
	for i := range w.blocks {
		if b := &w.blocks[i]; b.Kind == block.Heading && b.Level == 1 {
			b.Title = true
			return
		}
	}
}

// beforeTitle puts what stands in the main element before the title, such as
// rubrics and tickers, beside the text, when it is the smaller part of it.
func (w *walker) beforeTitle() {
	title := slices.IndexFunc(w.blocks, func(b block.Block) bool { return b.Title })
	before, after := 0, 0
	for i := range w.blocks {
		switch b := &w.blocks[i]; {
		case b.Beside:
		case i < title:
			before += len(b.Text)
		default:
			after += len(b.Text)
		}
	}
	const smaller = 12
	if title < 0 || before*smaller > after {
		return
	}
	for i := range w.blocks[:title] {
		w.blocks[i].Beside = true
	}
}

// sameTitle compares two titles by their letters and digits, case aside.
func sameTitle(a, b string) bool { return a != "" && letters(a) == letters(b) }

func letters(s string) string {
	var b strings.Builder
	for _, word := range strings.FieldsFunc(strings.ToLower(s), notWord) {
		b.WriteString(word)
		b.WriteByte(' ')
	}
	return b.String()
}

func notWord(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }

// titles are the candidates for the page's title, surest first. The parts of a
// <title> that separators cut off are candidates too.
func titles(properties []block.Property) []string {
	var list, parts []string
	for _, p := range properties {
		if p.Name != "title" {
			continue
		}
		if p.From != "h1" {
			list = append(list, p.Value)
		}
		for _, separator := range []string{" | ", " - ", " – ", " — ", " :: ", " » ", " · ", ": "} {
			if strings.Contains(p.Value, separator) && p.From != "h1" {
				parts = append(parts, strings.Split(p.Value, separator)...)
			}
		}
	}
	return append(list, parts...)
}
