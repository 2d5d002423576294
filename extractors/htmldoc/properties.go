package htmldoc

import (
	"net/url"
	"strings"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"assize/extractors/block"
	"assize/extractors/record"
)

// longestValue bounds a metadata value, in bytes.
const longestValue = 2000

// properties collects everything that the page says about itself, surest
// places first; package meta chooses.
func (p *page) properties() []block.Property {
	var c collector
	p.linkedData(&c)
	p.metaTags(&c)
	p.microdata(&c)
	if lang, ok := p.doc.Find("html").Attr("lang"); ok {
		c.add("language", lang, "html")
	}
	if href, ok := p.doc.Find("link[rel~='canonical']").Attr("href"); ok {
		if u := p.resolve(href); u != nil && u.IsAbs() {
			c.add("canonical", u.String(), "html")
		}
	}
	p.doc.Find("h1").Each(func(_ int, h *goquery.Selection) {
		if !p.dropped(h.Nodes[0]) {
			c.add("title", textOf(h.Nodes[0]), "h1")
		}
	})
	c.add("title", textOf(first(p.doc.Find("head title, title"))), "title")
	p.times(&c)
	p.visibleDates(&c)
	p.bylines(&c)
	return c.list
}

func first(s *goquery.Selection) *html.Node {
	if len(s.Nodes) == 0 {
		return &html.Node{}
	}
	return s.Nodes[0]
}

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

// A collector keeps each candidate once.
type collector struct {
	list []block.Property
	seen map[block.Property]bool
}

func (c *collector) add(name, value, from string) {
	value = record.Normalise(value)
	if value == "" || len(value) > longestValue {
		return
	}
	property := block.Property{Name: name, Value: value, From: from}
	if c.seen == nil {
		c.seen = map[block.Property]bool{}
	}
	if !c.seen[property] {
		c.seen[property] = true
		c.list = append(c.list, property)
	}
}

// metaNames says which property a meta tag's name (or property) gives.
var metaNames = map[string]string{
	"og:title": "title", "twitter:title": "title", "dc.title": "title", "dcterms.title": "title", "citation_title": "title", "parsely-title": "title", "sailthru.title": "title",
	"article:published_time": "published", "og:published_time": "published", "datepublished": "published", "date": "published", "dc.date": "published", "dc.date.issued": "published",
	"dcterms.issued": "published", "dcterms.date": "published", "dcterms.created": "published", "dc.date.created": "published", "citation_publication_date": "published", "parsely-pub-date": "published", "sailthru.date": "published",
	"publish-date": "published", "publish_date": "published", "pubdate": "published", "publication_date": "published", "article.published": "published", "govuk:first-published-at": "published", "citation_date": "published", "cxenseparse:recs:publishtime": "published",
	"article:modified_time": "modified", "og:updated_time": "modified", "last-modified": "modified", "dcterms.modified": "modified", "dc.date.modified": "modified", "govuk:public-updated-at": "modified", "govuk:updated-at": "modified",
	"author": "author", "article:author": "author", "dc.creator": "author", "dcterms.creator": "author", "citation_author": "author", "parsely-author": "author", "sailthru.author": "author", "byl": "author", "article:author_name": "author",
	"og:site_name": "site", "application-name": "site", "dc.publisher": "publisher", "dcterms.publisher": "publisher", "citation_publisher": "publisher", "govuk:primary-publishing-organisation": "publisher",
	"description": "description", "og:description": "description", "dc.description": "description",
	"og:type": "type", "govuk:format": "type", "govuk:schema-name": "type", "dc.type": "type",
	"dc.language": "language", "dcterms.language": "language", "language": "language", "og:locale": "language",
	"dc.rights": "licence", "dcterms.rights": "licence", "og:url": "canonical",
}

func (p *page) metaTags(c *collector) {
	p.doc.Find("meta[content]").Each(func(_ int, m *goquery.Selection) {
		content := m.AttrOr("content", "")
		for _, attribute := range []string{"property", "name", "itemprop", "http-equiv"} {
			key, ok := m.Attr(attribute)
			name := metaNames[strings.ToLower(key)]
			if !ok || name == "" || name == "author" && isAddress(content) {
				continue
			}
			c.add(name, content, "meta")
		}
	})
}

func isAddress(s string) bool {
	u, err := url.Parse(strings.TrimSpace(s))
	return err == nil && u.Scheme != "" && u.Host != ""
}

// microdata reads schema.org's properties where they stand on visible elements.
func (p *page) microdata(c *collector) {
	for _, date := range []struct{ itemprop, name string }{{"datePublished", "published"}, {"dateModified", "modified"}} {
		node := first(p.doc.Find("[itemprop='" + date.itemprop + "']").Not("meta"))
		c.add(date.name, either(attr(node, "datetime"), attr(node, "content"), textOf(node)), "meta")
	}
	p.doc.Find("[itemprop='author'] [itemprop='name']").Each(func(_ int, s *goquery.Selection) {
		c.add("author", either(attr(s.Nodes[0], "content"), textOf(s.Nodes[0])), "meta")
	})
}

func either(values ...string) string {
	for _, v := range values {
		if v != "" {
			return v
		}
	}
	return ""
}

// times reads the time elements, the nearest behind the title first. Those in
// lists of other pages' teasers come too late to matter.
func (p *page) times(c *collector) {
	const most = 5
	seenTitle := p.doc.Find("h1").Length() == 0
	var before, after []*html.Node
	p.doc.Find("h1, time").Each(func(_ int, s *goquery.Selection) {
		n := s.Nodes[0]
		switch {
		case n.DataAtom == atom.H1:
			seenTitle = true
		case p.outside(n):
		case seenTitle:
			after = append(after, n)
		default:
			before = append(before, n)
		}
	})
	list := append(after, before...)
	for _, n := range list[:min(most, len(list))] {
		name := "published"
		if class := splitWords(attr(n, "class")); strings.Contains(class, " updated ") || strings.Contains(class, " modified ") {
			name = "modified"
		}
		c.add(name, either(attr(n, "datetime"), textOf(n)), "time")
	}
}

// elsewhere are the elements whose times and names are of other pages.
var elsewhere = atoms(atom.Nav, atom.Aside, atom.Footer)

func (p *page) outside(n *html.Node) bool {
	if ancestor(n, elsewhere) != nil {
		return true
	}
	for ; n != nil; n = n.Parent {
		if words := splitWords(attr(n, "class") + " " + attr(n, "id")); strings.Contains(words, " comments ") ||
			strings.Contains(words, " comment ") || strings.Contains(words, " related ") {
			return true
		}
	}
	return false
}

// dateLabels are what is printed before a page's date.
var dateLabels = []struct{ label, name string }{
	{"published", "published"}, {"first published", "published"}, {"date published", "published"}, {"publication date", "published"},
	{"date of publication", "published"}, {"published date", "published"}, {"published on", "published"}, {"posted", "published"}, {"posted on", "published"}, {"date", "published"},
	{"updated", "modified"}, {"last updated", "modified"}, {"date updated", "modified"}, {"modified", "modified"}, {"last modified", "modified"},
}

// dateClasses are the words of classes that mark a printed date.
var dateClasses = []string{" post date ", " entry date ", " published ", " publish date ", " article date ", " pub date ", " date published ", " publication date ", " posted on ", " dateline ", "^ date $", " timestamp "}

// visibleDates reads "Published: 5 October 2017", whether the label and the
// date are one text or a dt and dd, and elements whose class says date.
func (p *page) visibleDates(c *collector) {
	const longest, most = 80, 5
	found, label := 0, ""
	for n := range p.body.Descendants() {
		if found >= most {
			return
		}
		if n.Type == html.ElementNode && n.DataAtom != atom.Time && dateClass(n) && !p.outside(n) {
			if text := textOf(n); len(text) <= longest && strings.ContainsAny(text, "0123456789") {
				c.add("published", text, "text")
				found++
			}
		}
		if n.Type != html.TextNode || skipped[n.Parent.DataAtom] {
			continue
		}
		text := record.Normalise(n.Data)
		if text == "" || len(text) > longest {
			label = ""
			continue
		}
		name, rest := dateLabel(text)
		switch {
		case name != "" && rest != "" && strings.ContainsAny(rest, "0123456789"):
			c.add(name, rest, "text")
			found++
			label = ""
		case name != "" && rest == "":
			label = name
		case label != "" && strings.ContainsAny(text, "0123456789"):
			c.add(label, text, "text")
			found++
			label = ""
		default:
			label = ""
		}
	}
}

// dateLabel cuts a date's label off a text and says which date it labels.
func dateLabel(text string) (name, rest string) {
	lower := strings.ToLower(text)
	size := 0
	for _, l := range dateLabels {
		if strings.HasPrefix(lower, l.label) && len(l.label) > size && (len(lower) == len(l.label) || strings.ContainsRune(" :", rune(lower[len(l.label)]))) {
			name, size = l.name, len(l.label)
		}
	}
	if name == "" {
		return "", ""
	}
	return name, strings.TrimLeft(text[size:], " :")
}

func dateClass(n *html.Node) bool {
	class := attr(n, "class")
	if class == "" || len(class) > longestValue {
		return false
	}
	for _, name := range strings.Fields(class) {
		words := splitWords(name)
		for _, phrase := range dateClasses {
			if strings.Contains(words, phrase) {
				return true
			}
		}
	}
	return false
}

// bylines reads the author's name where the page prints it.
func (p *page) bylines(c *collector) {
	p.doc.Find("a[rel~='author'], .author-name, .byline-name, .byline, .author, .post-author, .entry-author").Each(func(_ int, s *goquery.Selection) {
		const longest = 80
		text := strings.TrimSpace(strings.TrimPrefix(strings.TrimPrefix(textOf(s.Nodes[0]), "By "), "by "))
		if len(text) <= longest && !p.outside(s.Nodes[0]) {
			c.add("author", text, "text")
		}
	})
}
