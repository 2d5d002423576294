package htmldoc

import (
	"net/url"
	"regexp"
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
	p.profiled(&c)
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
	for i, h := range p.doc.Find("h1").Nodes {
		if i < mostHeadings && !p.dropped(h) {
			c.add("title", textOf(h), "h1")
		}
	}
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

// The most candidates of one name, and the most h1s that are looked at.
const (
	mostValues   = 100
	mostHeadings = 20
)

// A collector keeps each candidate once.
type collector struct {
	list   []block.Property
	seen   map[block.Property]bool
	values map[string]int // how many of each name
}

func (c *collector) add(name, value, from string) {
	value = record.Normalise(html.UnescapeString(value)) // many are escaped twice
	if value == "" || len(value) > longestValue {
		return
	}
	property := block.Property{Name: name, Value: value, From: from}
	if c.seen == nil {
		c.seen, c.values = map[block.Property]bool{}, map[string]int{}
	}
	if !c.seen[property] && c.values[name] < mostValues {
		c.seen[property] = true
		c.values[name]++
		c.list = append(c.list, property)
	}
}

// metaNames says which property a meta tag's name (or property) gives.
var metaNames = map[string]string{
	"og:title": "title", "twitter:title": "title", "dc.title": "title", "dcterms.title": "title", "citation_title": "title", "parsely-title": "title", "sailthru.title": "title",
	"article:published_time": "published", "og:published_time": "published", "datepublished": "published", "date": "published", "dc.date": "published", "dc.date.issued": "published",
	"dcterms.issued": "published", "dcterms.date": "published", "dcterms.created": "published", "dc.date.created": "published", "citation_publication-date": "published", "parsely-pub-date": "published", "sailthru.date": "published",
	"publish-date": "published", "published": "published", "published-date": "published", "pubdate": "published", "publication-date": "published", "article.published": "published", "govuk:first-published-at": "published", "citation-date": "published", "cxenseparse:recs:publishtime": "published",
	"article:modified_time": "modified", "updated": "modified", "updated-date": "modified", "modified": "modified", "og:updated_time": "modified", "last-modified": "modified", "dcterms.modified": "modified", "dc.date.modified": "modified", "govuk:public-updated-at": "modified", "govuk:updated-at": "modified",
	"author": "author", "article:author": "author", "dc.creator": "author", "dcterms.creator": "author", "citation_author": "author", "parsely-author": "author", "sailthru.author": "author", "byl": "author", "article:author_name": "author",
	"og:site_name": "site", "application-name": "site", "dc.publisher": "publisher", "dcterms.publisher": "publisher", "citation_publisher": "publisher", "govuk:primary-publishing-organisation": "publisher",
	"description": "description", "og:description": "description", "dc.description": "description",
	"og:type": "type", "govuk:format": "type", "govuk:schema-name": "type", "dc.type": "type",
	"dc.language": "language", "dcterms.language": "language", "language": "language", "og:locale": "language",
	"dc.rights": "licence", "dcterms.rights": "licence", "og:url": "canonical",
}

// metaKey brings spellings of a meta tag's name together.
var metaKey = strings.NewReplacer("_date", "-date", " date", "-date")

func (p *page) metaTags(c *collector) {
	p.doc.Find("meta[content]").Each(func(_ int, m *goquery.Selection) {
		content := m.AttrOr("content", "")
		for _, attribute := range []string{"property", "name", "itemprop", "http-equiv"} {
			key, ok := m.Attr(attribute)
			name := metaNames[metaKey.Replace(strings.ToLower(key))]
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
// A date that the page has several times is one of each answer or comment.
func (p *page) microdata(c *collector) {
	for _, date := range []struct{ itemprop, name string }{{"datePublished", "published"}, {"dateModified", "modified"}} {
		if dates := p.doc.Find("[itemprop='" + date.itemprop + "']").Not("meta"); dates.Length() == 1 {
			c.add(date.name, stated(dates.Nodes[0]), "meta")
		}
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
	for i, n := range p.doc.Find("h1, time").Nodes {
		if i == mostExamined {
			break
		}
		switch {
		case n.DataAtom == atom.H1:
			seenTitle = true
		case p.outside(n):
		case seenTitle:
			after = append(after, n)
		default:
			before = append(before, n)
		}
	}
	list := append(after, before...)
	for _, n := range list[:min(most, len(list))] {
		c.add(dateName(attr(n, "class")), either(attr(n, "datetime"), textOf(n)), "time")
	}
}

// mostExamined bounds how many elements are looked at for one property.
const mostExamined = 500

// elsewhere are the elements whose times and names are of other pages. The
// footer of an article is part of it.
var elsewhere = atoms(atom.Nav, atom.Aside, atom.Footer)

func (p *page) outside(n *html.Node) bool {
	if around := ancestor(n, elsewhere); around != nil && !(around.DataAtom == atom.Footer && ancestor(around, articles) != nil) {
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

// visibleDates reads the dates that the page prints: "Published: 5 October
// 2017", whether label and date are one text or two, elements whose class says
// date, and short texts with a year close to the title.
func (p *page) visibleDates(c *collector) {
	const longest, most = 80, 5
	examined := 0
	r := dateReader{collector: c, sinceTitle: nearTitle, sinceEarly: nearTitle}
	title := atom.H1
	if p.doc.Find("h1").Length() == 0 {
		title = atom.H2
	}
	for n := range p.body.Descendants() {
		switch {
		case r.found >= most:
			return
		case n.DataAtom == title:
			r.title()
		case n.Type == html.ElementNode && n.DataAtom != atom.Time && examined < mostExamined && dateClass(n) && !p.outside(n):
			examined++
			if text := textOf(n); len(text) <= longest && hasDigit(text) {
				r.take(dateName(text), text)
			}
		case n.Type == html.TextNode && !skipped[n.Parent.DataAtom]:
			if text := record.Normalise(n.Data); len(text) > longest {
				r.label = ""
			} else if text != "" {
				r.text(text)
			}
		}
	}
}

// How many texts a date may stand behind the title, and before it.
const nearTitle, closeBefore = 25, 5

// A dateReader reads a page's texts in order and takes the dates.
type dateReader struct {
	*collector
	found                  int
	label                  string // what the last text announces: published, modified
	early                  string // a date before the title
	sinceTitle, sinceEarly int    // texts since then
}

func (r *dateReader) take(name, text string) {
	r.add(name, text, "text")
	r.found++
	r.label = ""
}

func (r *dateReader) title() {
	r.sinceTitle = 0
	if r.sinceEarly <= closeBefore {
		r.take(dateName(r.early), r.early)
		r.sinceEarly = nearTitle
	}
}

func (r *dateReader) text(text string) {
	r.sinceTitle++
	r.sinceEarly++
	name, rest := dateLabel(text)
	switch {
	case name != "" && hasDigit(rest):
		r.take(name, rest)
	case name != "" && rest == "":
		r.label = name
	case r.label != "" && hasDigit(text):
		r.take(r.label, text)
	case withYear.MatchString(text) && r.sinceTitle < nearTitle:
		r.take(dateName(text), text)
	case withYear.MatchString(text):
		r.early, r.sinceEarly, r.label = text, 0, ""
	default:
		r.label = ""
	}
}

// withYear matches a short text that gives a day and a year.
var withYear = regexp.MustCompile(`\b\d{1,2}\b.*\b(19|20)\d\d\b|\b(19|20)\d\d-\d\d-\d\d\b`)

// dateName says which date a text or class speaks of.
func dateName(text string) string {
	text = strings.ToLower(text)
	if (strings.Contains(text, "updated") || strings.Contains(text, "modified")) && !strings.Contains(text, "published") {
		return "modified"
	}
	return "published"
}

func hasDigit(s string) bool { return strings.ContainsAny(s, "0123456789") }

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
	const longest = 80
	selector := "a[rel~='author'], .author-name, .byline-name, .byline, .author, .post-author, .entry-author"
	for i, n := range p.doc.Find(selector).Nodes {
		if i == mostExamined {
			return
		}
		if text := textOf(n); len(text) <= longest && !p.outside(n) {
			c.add("author", text, "text")
		}
	}
}
