// Package sites holds what is known of the websites of publishers, as data: one
// file of profiles/ for each kind of page (how it is recognised, where its
// content, title and date stand, what it calls its sections), and
// publishers.yaml, which says whose site is whose.
//
// A profile is written from what is known of a site, not from its pages of
// today. So it says what it expects, and a page that is not so is read by the
// general rules and reported: see package htmldoc.
package sites

import (
	"net/url"
	"strings"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"
)

// A Profile describes one kind of page of one publisher, or of one system that
// makes pages.
type Profile struct {
	Name      string     `yaml:"-"`         // the file's name without its ending
	Publisher string     `yaml:"publisher"` // "" for a system
	Expects   string     `yaml:"expects"`   // one line for people: what the page looks like
	Hosts     []string   `yaml:"hosts"`     // host, or host/path that addresses begin with
	Signs     []Selector `yaml:"signs"`     // a profile without hosts is recognised by any of these
	Content   []Selector `yaml:"content"`   // the main content, the first that has enough text
	Title     []Selector `yaml:"title"`
	Date      []Selector `yaml:"date"`    // of publication
	Reports   []Selector `yaml:"reports"` // links to the report that the page is about
	Drop      []Selector `yaml:"drop"`
	Sections  Sections   `yaml:"sections"`
	Scale     string     `yaml:"scale"` // of its ratings, as package ratings names it
}

// Sections are the headings that a publisher uses, by what stands below them.
type Sections struct {
	Findings        []string `yaml:"findings"`
	Topics          []string `yaml:"topics"`
	Recommendations []string `yaml:"recommendations"`
	Apparatus       []string `yaml:"apparatus"`
}

// A Selector is a CSS selector, checked when its file is read.
type Selector struct {
	Text  string
	match cascadia.SelectorGroup
}

// All lists the elements below root that match, in document order.
func (s Selector) All(root *html.Node) []*html.Node { return cascadia.QueryAll(root, s.match) }

// First is the first element that one of the selectors, tried in order, matches
// below root, and that selector's text.
func First(root *html.Node, selectors []Selector) (*html.Node, string) {
	for _, s := range selectors {
		if n := cascadia.Query(root, s.match); n != nil {
			return n, s.Text
		}
	}
	return nil, ""
}

// A Publisher is a body that publishes reports, its sites beside those of its
// profiles, and the words that its title pages carry.
type Publisher struct {
	Name  string   `yaml:"name"`
	Hosts []string `yaml:"hosts"`
	Words []string `yaml:"words"`
}

// A Set is profiles and publishers. It does not change once made.
type Set struct {
	Profiles   []*Profile // by name
	Publishers []Publisher
	added      []File
}

// Match is the profile for a page: that of the longest host and path that its
// address lies on, else the first without hosts whose signs it shows, else nil.
func (s *Set) Match(address *url.URL, root *html.Node) *Profile {
	var best *Profile
	longest := 0
	for _, p := range s.Profiles {
		for _, host := range p.Hosts {
			if on(address, host) && len(host) > longest {
				best, longest = p, len(host)
			}
		}
	}
	if best != nil {
		return best
	}
	for _, p := range s.Profiles {
		if n, _ := First(root, p.Signs); len(p.Hosts) == 0 && n != nil {
			return p
		}
	}
	return nil
}

// PublisherOf is the name of the publisher whose site an address lies on, or "".
func (s *Set) PublisherOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	name, longest := "", 0
	take := func(publisher string, hosts []string) {
		for _, host := range hosts {
			if on(u, host) && len(host) > longest {
				name, longest = publisher, len(host)
			}
		}
	}
	for _, p := range s.Profiles {
		take(p.Publisher, p.Hosts)
	}
	for _, p := range s.Publishers {
		take(p.Name, p.Hosts)
	}
	return name
}

// on reports whether an address lies on a site, given as host or host/path, or
// on a subdomain of it.
func on(address *url.URL, site string) bool {
	if address == nil || address.Host == "" {
		return false
	}
	host, path, _ := strings.Cut(site, "/")
	name := strings.ToLower(address.Hostname())
	if name != host && !strings.HasSuffix(name, "."+host) {
		return false
	}
	return path == "" || strings.HasPrefix(strings.ToLower(address.Path)+"/", "/"+path+"/")
}
