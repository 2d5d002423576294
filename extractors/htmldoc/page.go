package htmldoc

import (
	"net/url"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"assize/extractors/record"
	"assize/extractors/sites"
)

// A page is one parsed HTML document and what is known of its elements.
type page struct {
	doc      *goquery.Document
	body     *html.Node
	url      *url.URL // the page's own address, may be nil
	base     *url.URL // what relative links are resolved against, may be nil
	facts    map[*html.Node]*fact
	namings  map[naming]string // answers of named
	known    *sites.Profile    // the profile of the page's site, or nil
	mismatch string            // why the page is not read by it, or ""
	profile  *sites.Profile    // nil where the general rules read the page
	content  *html.Node        // the main content by the profile, nil where the general rules find it
	chosen   string            // how the main content was found, for people
	contents []*html.Node      // the lists of contents
}

// A fact is what is known of one element. Sizes are in characters, white space
// collapsed, and leave out what is hidden or chrome.
type fact struct {
	nth      int    // its place among the siblings of the same name, from 1
	text     int    // all text
	link     int    // text inside links
	links    int    // number of links
	local    int    // number of links to places on the page itself
	prose    int    // text of runs that read like sentences
	drop     bool   // hidden or chrome: neither it nor what is in it is content
	why      string // the rule that dropped it
	headings int
}

func newPage(root *html.Node, address *url.URL) *page {
	p := &page{doc: goquery.NewDocumentFromNode(root), url: address, base: address, facts: map[*html.Node]*fact{}, namings: map[naming]string{}}
	p.body = root
	if body := p.doc.Find("body"); body.Length() > 0 {
		p.body = body.Nodes[0]
	}
	if address == nil || address.Scheme == "file" { // a saved page's links start from where it was saved from
		if href, ok := p.doc.Find("link[rel~='canonical']").Attr("href"); ok {
			if own := p.resolve(href); own != nil && strings.HasPrefix(own.Scheme, "http") {
				p.base = own
			}
		}
	}
	if href, ok := p.doc.Find("base[href]").First().Attr("href"); ok {
		if base := p.resolve(href); base != nil {
			p.base = base
		}
	}
	p.placeStreamed()
	p.number(root)
	return p
}

// number gives every element its place among its siblings.
func (p *page) number(n *html.Node) {
	counts := map[string]int{}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.ElementNode {
			counts[c.Data]++
			p.facts[c] = &fact{nth: counts[c.Data]}
			p.number(c)
		}
	}
}

// resolve is the absolute form of a link's target, nil where it has none on
// the web or on disk.
func (p *page) resolve(href string) *url.URL {
	const longest = 4096
	if len(href) > longest {
		return nil
	}
	u, err := url.Parse(strings.TrimSpace(href))
	if err != nil {
		return nil
	}
	if p.base != nil {
		u = p.base.ResolveReference(u)
	}
	switch u.Scheme {
	case "", "http", "https", "file":
		return u
	}
	return nil
}

// measure counts, for every element, the text below it, leaving out what is
// dropped. It can be called again when more has been dropped.
func (p *page) measure() {
	for _, f := range p.facts {
		f.text, f.link, f.links, f.local, f.prose, f.headings = 0, 0, 0, 0, 0, 0
	}
	m := meter{page: p}
	m.visit(p.body, false)
	m.flush(p.body)
}

// A meter walks the tree and keeps the run of inline text that it stands in.
type meter struct {
	page       *page
	text, link int
	stops      int // sentence ends and commas in the run
}

func (m *meter) visit(n *html.Node, linked bool) {
	f := m.page.facts[n]
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch c.Type {
		case html.TextNode:
			m.count(f, c.Data, linked)
		case html.ElementNode:
			m.element(f, c, linked)
		}
	}
}

func (m *meter) element(parent *fact, n *html.Node, linked bool) {
	if skipped[n.DataAtom] || m.page.facts[n].drop {
		return
	}
	block := isBlock(n)
	if block {
		m.flush(n.Parent)
	}
	m.visit(n, linked || n.DataAtom == atom.A)
	if block {
		m.flush(n)
	}
	f := m.page.facts[n]
	if n.DataAtom == atom.A {
		f.links++
		if m.page.isLocal(n) {
			f.local++
		}
	}
	if isHeading(n) {
		f.headings++
	}
	if parent != nil {
		parent.text += f.text
		parent.link += f.link
		parent.links += f.links
		parent.local += f.local
		parent.prose += f.prose
		parent.headings += f.headings
	}
}

func (m *meter) count(f *fact, text string, linked bool) {
	text = record.Normalise(text)
	if text == "" {
		return
	}
	size := utf8.RuneCountInString(text)
	m.text += size
	m.stops += strings.Count(text, ". ") + strings.Count(text, ", ")
	if strings.HasSuffix(text, ".") || strings.HasSuffix(text, ",") {
		m.stops++
	}
	if linked {
		m.link += size
	}
	if f == nil {
		return
	}
	f.text += size
	if linked {
		f.link += size
	}
}

// flush ends the run, which belongs to the element n, and counts it as prose
// when it is long enough to be a sentence, is one, and is not mostly links.
func (m *meter) flush(n *html.Node) {
	const sentence, paragraph = 40, 100
	prose := m.text >= paragraph || m.text >= sentence && m.stops > 0
	if f := m.page.facts[n]; f != nil && prose && m.link*2 < m.text {
		f.prose += m.text - m.link
	}
	m.text, m.link, m.stops = 0, 0, 0
}

// path is where a node stands, as a CSS selector from the nearest element with
// an id, or from the root, cut to the last steps where it is very long.
func (p *page) path(n *html.Node) string {
	const most = 24
	var steps []string
	for ; n != nil && n.Type == html.ElementNode && len(steps) < most; n = n.Parent {
		if id := attr(n, "id"); id != "" && len(id) <= 64 && !strings.ContainsAny(id, " \"\\>") {
			steps = append(steps, `[id="`+id+`"]`)
			break
		}
		step := n.Data
		if nth := p.facts[n].nth; nth > 1 || nextOfKind(n) {
			step += ":nth-of-type(" + strconv.Itoa(nth) + ")"
		}
		steps = append(steps, step)
	}
	var b strings.Builder
	for i := len(steps) - 1; i >= 0; i-- {
		b.WriteString(steps[i])
		if i > 0 {
			b.WriteString(" > ")
		}
	}
	return b.String()
}

// nextOfKind reports whether one of the next few siblings has n's name.
func nextOfKind(n *html.Node) bool {
	const window = 8
	s := n.NextSibling
	for i := 0; s != nil && i < window; i, s = i+1, s.NextSibling {
		if s.Type == html.ElementNode && s.Data == n.Data {
			return true
		}
	}
	return false
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name && a.Namespace == "" {
			return a.Val
		}
	}
	return ""
}

func hasAttr(n *html.Node, name string) bool {
	for _, a := range n.Attr {
		if a.Key == name && a.Namespace == "" {
			return true
		}
	}
	return false
}

// longestText bounds textOf, in bytes of source text: it is for links, titles
// and captions, which are short, and is asked for on nested elements.
const longestText = 16 << 10

// textOf is the text below n, on one line.
func textOf(n *html.Node) string {
	var b strings.Builder
	appendText(&b, n)
	return record.Normalise(b.String())
}

func appendText(b *strings.Builder, n *html.Node) {
	for c := n.FirstChild; c != nil && b.Len() < longestText; c = c.NextSibling {
		switch {
		case c.Type == html.TextNode:
			b.WriteString(c.Data)
		case c.Type == html.ElementNode && !skipped[c.DataAtom]:
			if isBlock(c) || c.DataAtom == atom.Br {
				b.WriteByte(' ')
			}
			appendText(b, c)
			if isBlock(c) {
				b.WriteByte(' ')
			}
		}
	}
}

// find is the first element of that name below n that is not dropped, looked
// for among the first few thousand.
func (p *page) find(n *html.Node, name atom.Atom) *html.Node {
	const most = 4000
	visited := 0
	for c := range n.Descendants() {
		if visited++; visited > most {
			return nil
		}
		if c.DataAtom == name && c.Type == html.ElementNode && !p.facts[c].drop {
			return c
		}
	}
	return nil
}
