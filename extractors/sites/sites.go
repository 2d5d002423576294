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

	"assize/extractors/vocab"
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
	Scale     string     `yaml:"scale"`   // of its ratings, as package ratings names it
	API       string     `yaml:"api"`     // that lists what the site publishes: "govuk", or ""
	Files     []string   `yaml:"files"`   // other hosts that the publisher keeps its PDFs on
	Listing   Listing    `yaml:"listing"` // how the pages are laid out that list documents
}

// A Listing says what on a page of links leads to documents.
type Listing struct {
	Items []Selector `yaml:"items"` // links to documents
	Next  []Selector `yaml:"next"`  // the link to the next page of the listing
}

// Sections are phrases of headings that this publisher uses as nobody else does,
// by what stands below them. They go before the vocabulary that all have in
// common, vocab.Headings, whose form they have.
type Sections struct {
	Findings        []string `yaml:"findings"`
	Strengths       []string `yaml:"strengths"`  // findings of what is done well
	Weaknesses      []string `yaml:"weaknesses"` // findings of what is not
	Topics          []string `yaml:"topics"`     // findings where the document is a report
	Recommendations []string `yaml:"recommendations"`
	Apparatus       []string `yaml:"apparatus"` // no records stand here
}

// Headings is the vocabulary of the publisher.
func (s Sections) Headings() vocab.Sections {
	var list vocab.Sections
	add := func(phrases []string, duty vocab.Duty, sort string) {
		for _, phrase := range phrases {
			word, whole := strings.CutPrefix(phrase, "=")
			word = strings.TrimSpace(vocab.Key(word))
			if whole {
				word = "=" + word
			}
			list = append(list, vocab.Heading{Phrase: word, Duty: duty, Sort: sort})
		}
	}
	add(s.Findings, vocab.Findings, "")
	add(s.Strengths, vocab.Findings, "strength")
	add(s.Weaknesses, vocab.Findings, "weakness")
	add(s.Topics, vocab.Topic, "")
	add(s.Recommendations, vocab.Recommendations, "recommendation")
	add(s.Apparatus, vocab.Apparatus, "")
	return append(list, vocab.Headings...)
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
	if p := s.At(address); p != nil {
		return p
	}
	for _, p := range s.Profiles {
		if n, _ := First(root, p.Signs); len(p.Hosts) == 0 && n != nil {
			return p
		}
	}
	return nil
}

// At is the profile of the longest host and path that an address lies on, or nil.
func (s *Set) At(address *url.URL) *Profile {
	var best *Profile
	longest := 0
	for _, p := range s.Profiles {
		for _, host := range p.Hosts {
			if on(address, host) && len(host) > longest {
				best, longest = p, len(host)
			}
		}
	}
	return best
}

// HeadingsAt is the vocabulary for what an address leads to, be it a page or a
// file.
func (s *Set) HeadingsAt(address string) vocab.Sections {
	u, err := url.Parse(address)
	if err != nil {
		return vocab.Headings
	}
	if p := s.At(u); p != nil {
		return p.Sections.Headings()
	}
	return vocab.Headings
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
