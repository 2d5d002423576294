// Package discover finds the addresses of a site's documents in the lists that
// the site keeps: GOV.UK's search and content API, sitemaps, feeds, WordPress'
// REST API, and the pages of a listing. It takes the bytes of a list and gives
// its entries, and further lists that it leads to; fetching them is the
// pipeline's work.
package discover

import (
	"fmt"
	"net/url"
	"time"

	"assize/extractors/fault"
)

// A Kind is what sort of list it is.
type Kind string

// The kinds, in the order in which they are asked for.
const (
	GovUK     Kind = "govuk"     // search and content API, JSON
	Robots    Kind = "robots"    // robots.txt, which names sitemaps (RFC 9309, 2.2.4)
	Sitemap   Kind = "sitemap"   // sitemaps.org, protocol 0.9: XML, index or text, gzip too
	Feed      Kind = "feed"      // RSS, Atom, JSON Feed
	WordPress Kind = "wordpress" // wp-json, WordPress' REST API
	Listing   Kind = "listing"   // pages of links, with pagination
)

// Kinds are all kinds, in order.
var Kinds = []Kind{GovUK, Robots, Sitemap, Feed, WordPress, Listing}

// Wide says whether lists of the kind are of a whole site, and not made for
// the page that they were found from.
func (k Kind) Wide() bool { return k == Sitemap || k == WordPress }

// MaxSteps is how far a chain of lists goes: sitemaps in sitemaps, and the
// pages of all others.
func (k Kind) MaxSteps() int {
	if k == Sitemap {
		return 3
	}
	return 500
}

// A List is a list that can be fetched.
type List struct {
	Kind     Kind
	URL      string
	Modified time.Time // zero when it is not known
}

// An Entry is one address that a list names.
type Entry struct {
	URL      string
	Title    string
	Modified time.Time // changed or else published; zero when the list does not say
}

// Found is what a list, or a page, leads to.
type Found struct {
	Entries []Entry
	Lists   []List
}

// readers read the lists that are no pages.
var readers = map[Kind]func(base *url.URL, body []byte) (Found, error){
	GovUK:     readGovUK,
	Robots:    readRobots,
	Sitemap:   readSitemap,
	Feed:      readFeed,
	WordPress: readWordPress,
}

// Read reads a list that came from base. What was found before a fault is
// returned with it; the fault is a *fault.Error, and a panic of a parser is
// one, too.
func Read(kind Kind, base *url.URL, body []byte) (found Found, err error) {
	op := fmt.Sprintf("read the %s %s", kind, base)
	defer func() {
		if p := recover(); p != nil {
			found, err = Found{}, fault.Newf(fault.Panic, op, "the parser failed: %v", p)
		}
	}()
	read, known := readers[kind]
	if !known {
		return Found{}, fault.Newf(fault.Unsupported, op, "there is no such kind of list")
	}
	found, err = read(base, body)
	if err != nil && fault.CodeOf(err) == "" {
		err = fault.New(fault.Malformed, op, err)
	}
	return found, err
}

// resolve is the web address that a reference means on base, "" for none.
func resolve(base *url.URL, reference string) string {
	u, err := base.Parse(reference)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return ""
	}
	return u.String()
}

// add adds an entry when its reference is a web address.
func (f *Found) add(base *url.URL, reference, title string, modified time.Time) {
	if address := resolve(base, reference); reference != "" && address != "" {
		f.Entries = append(f.Entries, Entry{address, title, modified})
	}
}

// list adds a list when its reference is a web address.
func (f *Found) list(base *url.URL, kind Kind, reference string, modified time.Time) {
	if address := resolve(base, reference); reference != "" && address != "" {
		f.Lists = append(f.Lists, List{kind, address, modified})
	}
}

// moments are the forms of W3C's profile of ISO 8601 (NOTE-datetime), and those
// that WordPress and GOV.UK write.
var moments = []string{
	time.RFC3339Nano, "2006-01-02T15:04Z07:00", "2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02 15:04:05", time.DateOnly, "2006-01", "2006",
}

// moment reads a date or time, in UTC where no zone stands; zero when it is none.
func moment(text string) time.Time {
	for _, layout := range moments {
		if t, err := time.Parse(layout, text); err == nil {
			return t
		}
	}
	return time.Time{}
}
