package block

import "strings"

// A Builder writes the canonical artefact while a parser finds blocks, so that
// spans are right by construction. The zero value is ready.
type Builder struct {
	text  strings.Builder
	pages []Page
	page  int
}

// Write appends text that belongs to no block: markers, furniture, spacing.
func (b *Builder) Write(s string) { b.text.WriteString(s) }

// Run appends s and returns the span that it takes up.
func (b *Builder) Run(s string) Span {
	start := b.text.Len()
	b.text.WriteString(s)
	return Span{Page: b.page, Start: start, End: b.text.Len()}
}

// Break ends a block: the next one starts after the separator, unless the text
// (or the page) has only just begun.
func (b *Builder) Break(separator string) {
	if n := b.text.Len(); n > 0 && !b.atPageStart() {
		b.text.WriteString(separator)
	}
}

func (b *Builder) atPageStart() bool {
	return b.page > 0 && b.text.Len() == b.pages[b.page-1].Start
}

// BeginPage starts the next page; pages are parted by a form feed.
func (b *Builder) BeginPage(label string, width, height float64) {
	b.endPage()
	if b.page > 0 {
		b.text.WriteByte('\f')
	}
	b.page++
	b.pages = append(b.pages, Page{Label: label, Width: width, Height: height, Start: b.text.Len()})
}

func (b *Builder) endPage() {
	if b.page > 0 {
		b.text.WriteByte('\n')
		b.pages[b.page-1].End = b.text.Len()
	}
}

// Finish returns the artefact, ended by a newline, and its pages.
func (b *Builder) Finish() (string, []Page) {
	if b.page > 0 {
		b.endPage()
	} else if b.text.Len() > 0 {
		b.text.WriteByte('\n')
	}
	return b.text.String(), b.pages
}
