package meta

import (
	"cmp"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"assize/extractors/block"
	"assize/extractors/record"
)

// fileTitle is what programs write where a title should be.
var fileTitle = regexp.MustCompile(`(?i)^(microsoft \w+ - |untitled|document\d*$|slide 1$|powerpoint presentation$|layout \d|template|title$)|\.(docx?|pdf|indd|rtf|pptx?|qxp|xlsx?)$|^[\w-]*_[\w-]*$`)

// title is what the page or file says, without the name of the site; for files
// the heading that the layout sets as the title goes first.
func (f *finder) title() string {
	if f.doc.Method != "html" {
		if t := heading(f.doc); t != "" {
			return t
		}
	}
	for _, p := range f.values("title", "profile") {
		return p.Value
	}
	if t := f.printedTitle(); t != "" {
		return t
	}
	candidates := slices.Concat(f.values("title", "json-ld", "meta"), f.headings(), f.values("title", "title", "pdf-xmp", "pdf-info"))
	if len(f.headings()) > 1 { // of which none is the page's own
		candidates = slices.Concat(f.values("title", "json-ld", "meta", "title"), f.headings())
	}
	rest := ""
	for _, p := range candidates {
		t := f.cutSite(p.Value)
		switch {
		case t == "" || fileTitle.MatchString(t):
		case f.isSite(t) || p.From != "h1" && !f.borneOut(t):
			rest = cmp.Or(rest, t)
		default:
			return f.ofHome(f.whole(t))
		}
	}
	return cmp.Or(rest, heading(f.doc))
}

// borneOut reports whether the <title>, if there is one, has a word of what
// another place declares.
func (f *finder) borneOut(t string) bool {
	titles := f.values("title", "title")
	return len(titles) == 0 || shared(t, titles[0].Value) > 0
}

// whole is the title in full where t is one that was cut off, with dots or
// within brackets.
func (f *finder) whole(t string) string {
	stem := strings.TrimRight(t, ".… ")
	if !strings.HasSuffix(t, "…") && !strings.HasSuffix(t, "...") && strings.Count(t, "(") <= strings.Count(t, ")") {
		return t
	}
	for _, p := range f.values("title", "json-ld", "meta", "h1", "title") {
		if full := f.cutSite(p.Value); len(full) > len(t) && strings.HasPrefix(full, stem) {
			return full
		}
	}
	return t
}

// homeTitles are titles of a site's first page, which is called after the site.
var homeTitles = shape(`^(home|home ?page|index|welcome|shop)$`)

func (f *finder) ofHome(t string) string {
	if site := f.first("site"); site != "" && homeTitles.MatchString(t) {
		return site
	}
	return t
}

// headings are the page's h1s but for the site's name.
func (f *finder) headings() []block.Property {
	return slices.DeleteFunc(f.values("title", "h1"), func(p block.Property) bool { return f.endsTitle(p.Value) })
}

// endsTitle reports whether the declared title is more than a word, a separator
// and then the given text, which is so the site's name.
func (f *finder) endsTitle(text string) bool {
	for _, p := range f.values("title", "title") {
		cuts := titleSeparator.FindAllStringIndex(p.Value, -1)
		if len(cuts) > 0 && p.Value[cuts[len(cuts)-1][1]:] == text && wordCount(p.Value[:cuts[0][0]]) > 1 {
			return true
		}
	}
	return false
}

// printedTitle is the page's h1 when it is the only one and has half of its
// words, or half of theirs, in common with what the page declares as its title:
// a declared title may be shortened or dressed up for search engines.
func (f *finder) printedTitle() string {
	headings := f.headings()
	if len(headings) != 1 || wordCount(headings[0].Value) < 2 {
		return ""
	}
	h := headings[0].Value
	for _, p := range f.values("title", "json-ld", "meta", "title") {
		if 2*shared(h, p.Value) >= min(wordCount(h), wordCount(p.Value)) {
			return f.cutLabel(f.cutSite(h))
		}
	}
	return ""
}

// titleLabel is what may stand before a title and is none of it: a date, or one
// word and a colon.
var titleLabel = shape(`^(?:` + dayPattern + ` ` + monthPattern + `|` + monthPattern + ` ` + dayPattern + `),? ` + yearPattern + `\W+|^\w+:\s+`)

// cutLabel takes a label off an h1 where the page declares the title without it.
func (f *finder) cutLabel(h string) string {
	at := titleLabel.FindStringIndex(h)
	if at == nil {
		return h
	}
	for _, p := range f.values("title", "json-ld", "meta", "title") {
		if strings.HasPrefix(p.Value, h[at[1]:]) {
			return h[at[1]:]
		}
	}
	return h
}

// shared is how many of a's words are words of b.
func shared(a, b string) int {
	words := map[string]bool{}
	for _, w := range strings.Fields(b) {
		words[letters(w)] = true
	}
	n := 0
	for _, w := range strings.Fields(a) {
		if l := letters(w); l != "" && words[l] {
			n++
		}
	}
	return n
}

// subtitle is the heading straight after the title on a file's title page.
func (f *finder) subtitle() string {
	for i := range f.doc.Blocks {
		if !f.doc.Blocks[i].Title || f.doc.Method == "html" || i+1 == len(f.doc.Blocks) {
			continue
		}
		if next := &f.doc.Blocks[i+1]; next.Kind == block.Heading && next.Page() == f.doc.Blocks[i].Page() {
			return next.Text
		}
	}
	return ""
}

// heading is the text of the document's title heading, or of its first one.
func heading(doc *block.Doc) string {
	first := ""
	for i := range doc.Blocks {
		b := &doc.Blocks[i]
		if b.Kind == block.Heading && b.Title {
			return b.Text
		}
		if b.Kind == block.Heading && first == "" {
			first = b.Text
		}
	}
	return first
}

var titleSeparator = regexp.MustCompile(`\s+[|–—·»«:•/-]+\s+|\s*\|\s*|\s*::\s*`)

// cutSite takes the site's name off a title, at its end or its beginning: a
// part that is the site's own name, or what a page's h1 leaves over.
func (f *finder) cutSite(title string) string {
	title = record.Normalise(title)
	cuts := titleSeparator.FindAllStringIndex(title, -1)
	for _, h := range f.headings() {
		many := wordCount(h.Value) > 1
		if h.Value != title && many && (strings.HasPrefix(title, h.Value+" ") || strings.HasSuffix(title, " "+h.Value)) || len(cuts) > 0 && title[:cuts[0][0]] == h.Value {
			return h.Value
		}
	}
	if len(cuts) == 0 {
		return title
	}
	last := cuts[len(cuts)-1]
	if f.isSite(title[last[1]:]) {
		return f.cutSite(title[:last[0]])
	}
	if f.isSite(title[:cuts[0][0]]) {
		return f.cutSite(title[cuts[0][1]:])
	}
	if first, _, bars := strings.Cut(title, " | "); bars && wordCount(first) > 1 {
		return first // a bar parts a title from what it stands on, not from more of it
	}
	if crumbs := strings.Split(title, " / "); len(crumbs) > 2 && wordCount(crumbs[0]) > 1 {
		return crumbs[0]
	}
	return title
}

// isSite reports whether a part of a title is the site's name: as the page
// gives it, or as its host spells it.
func (f *finder) isSite(part string) bool {
	name := letters(part)
	if name == "" {
		return true
	}
	for _, p := range f.doc.Properties {
		if (p.Name == "site" || p.Name == "publisher" || p.From == "h1" && f.endsTitle(part)) && letters(p.Value) == name {
			return true
		}
	}
	host := ""
	if u, err := url.Parse(f.src.URL); err == nil {
		host = letters(u.Hostname())
	}
	const shortest = 4
	return len(name) >= shortest && strings.Contains(host, name)
}

// letters is the lower-case letters and digits of s and nothing between them.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

func wordCount(s string) int { return len(strings.Fields(s)) }
