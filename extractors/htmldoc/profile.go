package htmldoc

import (
	"fmt"
	"net/url"
	"strings"

	"golang.org/x/net/html"

	"assize/extractors/sites"
)

// recognise finds the page's profile, drops what that drops and finds its
// content, which is all of the page where whole is set. A page that stands on
// the profile's host and is not as the profile expects is a mismatch; the
// general rules read it.
func (p *page) recognise(set *sites.Set, whole bool) {
	if set == nil {
		set = sites.Embedded()
	}
	if whole {
		p.content, p.chosen = p.body, "all of it"
	}
	root := p.doc.Nodes[0]
	profile := set.Match(p.address(), root)
	if profile == nil {
		return
	}
	p.known = profile
	if !whole {
		content, selector := p.contentOf(profile)
		if content == nil {
			if len(profile.Hosts) > 0 {
				p.mismatch = fmt.Sprintf("profile %s expects: %s But no content was found by %s", profile.Name, profile.Expects, strings.Join(texts(profile.Content), ", "))
			}
			return
		}
		p.content, p.chosen = content, "profile "+profile.Name+": "+selector
	}
	p.profile = profile
	for _, s := range profile.Drop {
		for _, n := range s.All(root) {
			if f := p.facts[n]; !within(p.content, n) {
				f.drop, f.why = true, "profile "+profile.Name+": "+s.Text
			}
		}
	}
	p.measure()
}

// address is the page's own address: for a saved page the one that it names.
func (p *page) address() *url.URL {
	if p.url != nil && p.url.Scheme != "file" {
		return p.url
	}
	if href, ok := p.doc.Find("link[rel~='canonical']").Attr("href"); ok {
		return p.resolve(href)
	}
	return p.url
}

// contentOf is the element with most sentences that the first of the profile's
// content selectors finds, if it has enough of the page's, and that selector.
func (p *page) contentOf(profile *sites.Profile) (*html.Node, string) {
	enough := 5 // at least a fifth of the page's sentences
	if len(profile.Hosts) == 0 {
		enough = 3 // a third, as the signs of a system say little about a page
	}
	for _, s := range profile.Content {
		var best *html.Node
		for _, n := range s.All(p.body) {
			if best == nil || p.facts[n].prose > p.facts[best].prose {
				best = n
			}
		}
		if best != nil && p.facts[best].text > 0 && p.facts[best].prose*enough >= p.facts[p.body].prose {
			return best, s.Text
		}
	}
	return nil, ""
}

// dateRung is the rung of the date ladder for what the profile finds: the first
// for a publisher's, while a system's goes behind what the page declares.
func (p *page) dateRung() string {
	if len(p.profile.Hosts) == 0 {
		return "time"
	}
	return "profile"
}

func texts(selectors []sites.Selector) []string {
	list := make([]string, len(selectors))
	for i, s := range selectors {
		list[i] = s.Text
	}
	return list
}

// stated is a date as an element states it.
func stated(n *html.Node) string {
	return either(attr(n, "datetime"), attr(n, "content"), textOf(n))
}

// profiled reads what the page's profile says where to find.
func (p *page) profiled(c *collector) {
	const from = "profile"
	root := p.doc.Nodes[0]
	if p.known != nil { // whose site it is does not depend on the page's shape
		c.add("publisher", p.known.Publisher, from)
		c.add("scale", p.known.Scale, from)
	}
	if p.profile == nil {
		return
	}
	c.add("profile", p.profile.Name, from)
	if n, _ := sites.First(root, p.profile.Title); n != nil {
		c.add("title", textOf(n), from)
	}
	if n, _ := sites.First(root, p.profile.Date); n != nil {
		c.add("published", stated(n), p.dateRung())
	}
	for _, s := range p.profile.Reports {
		for _, n := range s.All(root) {
			if u := p.resolve(attr(n, "href")); u != nil && attr(n, "href") != "" {
				c.add("report", u.String(), from)
			}
		}
	}
}
