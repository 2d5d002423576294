package htmldoc

import (
	"cmp"
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// chromeElements never hold content, wherever they stand.
var chromeElements = atoms(atom.Nav, atom.Aside, atom.Form, atom.Footer, atom.Dialog, atom.Menu)

// chromeRoles are the ARIA roles of what stands around content.
var chromeRoles = map[string]bool{
	"navigation": true, "banner": true, "contentinfo": true, "complementary": true, "search": true, "dialog": true,
	"alertdialog": true, "menu": true, "menubar": true, "toolbar": true, "form": true, "tooltip": true,
}

// majority is the share of the page's prose from which on an element is never
// taken for chrome, whatever it is called.
const majority = 0.5

// enoughAlone is how much prose, in characters, must stand outside readers'
// comments for these to be dropped; with less, they are the content.
const enoughAlone = 400

// markChrome drops hidden elements and chrome, and measures again.
func (p *page) markChrome() {
	whole := p.facts[p.body]
	if whole == nil {
		return
	}
	p.markContents(p.body, p.headingTexts())
	p.mark(p.body, whole.prose)
	p.measure()
	if whole.prose > enoughAlone {
		p.markLinkFarms(p.body)
		p.measure()
	}
}

// markLinkFarms drops containers that hold hardly anything but links and no
// sentences: menus and teasers that no name gives away.
func (p *page) markLinkFarms(n *html.Node) {
	const fewest, density = 4, 0.75
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		f := p.facts[c]
		if f == nil || f.drop || f.text == 0 {
			continue
		}
		f.drop = !within(p.content, c) && container(c) && isBlock(c) && f.links >= fewest && float64(f.link) > density*float64(f.text) && f.prose*10 < f.text && !introduced(c)
		if f.drop {
			f.why = "links and no sentences"
			continue
		}
		p.markLinkFarms(c)
	}
}

// introduced reports whether the text before an element announces it.
func introduced(n *html.Node) bool {
	before := n.PrevSibling
	for before != nil && before.Type != html.ElementNode {
		before = before.PrevSibling
	}
	return before != nil && strings.HasSuffix(textOf(before), ":")
}

func (p *page) mark(n *html.Node, prose int) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type != html.ElementNode || skipped[c.DataAtom] {
			continue
		}
		f := p.facts[c]
		if !f.drop && !within(p.content, c) {
			big := prose > 0 && float64(f.prose) > majority*float64(prose)
			f.why = p.reason(c, big, prose-f.prose > enoughAlone)
			f.drop = f.why != ""
		}
		if !f.drop {
			p.mark(c, prose)
		}
	}
}

// reason is why an element is no content, or "". One that is big is kept, unless
// it is readers' comments and there is enough besides.
func (p *page) reason(n *html.Node, big, enough bool) string {
	if !big && hidden(n) {
		return "hidden"
	}
	if !big {
		if why := p.chrome(n); why != "" {
			return why
		}
	}
	if phrase := p.speaks(n, commentPhrases); enough && phrase != "" {
		return "comments: " + phrase
	}
	return ""
}

// hidden reports whether a browser does not show an element. A noscript is one:
// a page that is all script may keep its text there, but then it is too big to
// be dropped.
func hidden(n *html.Node) bool {
	if n.DataAtom == atom.Noscript || hasAttr(n, "hidden") && attr(n, "hidden") != "until-found" || strings.EqualFold(attr(n, "aria-hidden"), "true") {
		return true
	}
	style := strings.ToLower(strings.Join(strings.Fields(attr(n, "style")), ""))
	return strings.Contains(style, "display:none") || strings.Contains(style, "visibility:hidden")
}

var articles = atoms(atom.Article, atom.Main)

// chrome is why an element is taken for chrome, or "".
func (p *page) chrome(n *html.Node) string {
	role := attr(n, "role")
	switch {
	case n.DataAtom == atom.Footer && ancestor(n, quotations) != nil:
		return ""
	case n.DataAtom == atom.Button && (p.facts[n].headings > 0 || ancestor(n, headingElements) != nil):
		return "" // the button of an accordion is or has a heading
	case chromeElements[n.DataAtom], n.DataAtom == atom.Button, n.DataAtom == atom.Header && ancestor(n, articles) == nil:
		return "element " + n.Data
	case chromeRoles[role]:
		return "role " + role
	case isHeading(n) || n.DataAtom == atom.Article || n.DataAtom == atom.Main:
		return ""
	}
	if phrase := p.speaks(n, chromePhrases); phrase != "" {
		return "class or id: " + phrase
	}
	return ""
}

var quotations = atoms(atom.Blockquote, atom.Figure)

// speaks is the first of the phrases that a class or the id of an element holds,
// or "".
func (p *page) speaks(n *html.Node, phrases *phrases) string {
	return cmp.Or(p.named(attr(n, "class"), phrases), p.named(attr(n, "id"), phrases))
}

func (p *page) named(names string, phrases *phrases) string {
	const longest = 1024
	if names == "" || len(names) > longest {
		return ""
	}
	key := naming{names, phrases}
	answer, known := p.namings[key]
	if known {
		return answer
	}
	for _, name := range strings.Fields(names) {
		words := " " + splitWords(name) + " "
		if aboutOthers.MatchString(words) {
			continue
		}
		answer = cmp.Or(answer, phrases.first(words))
	}
	p.namings[key] = answer
	return answer
}

// aboutOthers matches a class that says what else there is, or is not, on the
// page: has-sidebar, no-footer.
var aboutOthers = regexp.MustCompile(`^ \^ (has|no|not|with|without) `)

// A naming is the question whether names hold one of a table's phrases.
type naming struct {
	names   string
	phrases *phrases
}

// splitWords cuts a class name into its lower-case words, "^ share post $" for
// "share-post", "share_post" and "sharePost".
func splitWords(name string) string {
	var b strings.Builder
	b.WriteString("^")
	inWord, lower := false, false
	for _, r := range name {
		letter := unicode.IsLetter(r) || unicode.IsDigit(r)
		if letter && (!inWord || lower && unicode.IsUpper(r)) {
			b.WriteByte(' ')
		}
		if letter {
			b.WriteRune(unicode.ToLower(r))
		}
		inWord, lower = letter, unicode.IsLower(r)
	}
	b.WriteString(" $")
	return b.String()
}
