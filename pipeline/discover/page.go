package discover

import (
	"bytes"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/charset"

	"assize/extractors/sites"
)

// apiGovUK is what a profile calls GOV.UK's APIs.
const apiGovUK = "govuk"

// Start are the lists that a site has in places that are known without looking:
// those of its API, if its profile names one, and its sitemaps.
func Start(seed *url.URL, profile *sites.Profile) []List {
	var lists []List
	if profile != nil && profile.API == apiGovUK {
		lists = govukLists(seed)
	}
	root := url.URL{Scheme: seed.Scheme, Host: seed.Host}
	return append(lists,
		List{Kind: Robots, URL: root.JoinPath("robots.txt").String()},
		List{Kind: Sitemap, URL: root.JoinPath("sitemap.xml").String()})
}

// Page is what the HTML of a page leads to beside its links: the feeds and the
// API that it announces, and by its profile, the items of a listing and its next
// page. The next page has Kind Listing. First is for a page that a crawl begins
// with: its next page is what the page itself says, too.
func Page(base *url.URL, contentType string, body []byte, profile *sites.Profile, first bool) Found {
	var found Found
	r, err := charset.NewReader(bytes.NewReader(body), contentType)
	if err != nil {
		return found
	}
	root, err := html.Parse(r)
	if err != nil {
		return found
	}
	base = baseOf(root, base)
	if profile != nil {
		for _, n := range all(root, profile.Listing.Items) {
			found.add(base, attribute(n, "href"), strings.Join(strings.Fields(textOf(n)), " "), moment(""))
		}
		for _, n := range all(root, profile.Listing.Next) {
			found.list(base, Listing, attribute(n, "href"), moment(""))
		}
	}
	for n := range root.Descendants() {
		if n.Type != html.ElementNode || n.Data != "link" && n.Data != "a" {
			continue
		}
		relations := strings.Fields(strings.ToLower(attribute(n, "rel")))
		switch {
		case !first:
		case n.Data == "link" && slices.Contains(relations, "alternate") && feedTypes[mediaType(attribute(n, "type"))]:
			found.list(base, Feed, attribute(n, "href"), moment(""))
		case n.Data == "link" && slices.Contains(relations, "https://api.w.org/"):
			if api, err := url.Parse(resolve(base, attribute(n, "href"))); err == nil && api.Host != "" {
				found.Lists = append(found.Lists, wordPressLists(api)...)
			}
		case slices.Contains(relations, "next"):
			found.list(base, Listing, attribute(n, "href"), moment(""))
		}
	}
	return found
}

// feedTypes are the media types under which pages announce feeds.
var feedTypes = map[string]bool{
	"application/rss+xml": true, "application/atom+xml": true, "application/feed+json": true, "application/rdf+xml": true,
}

func mediaType(value string) string {
	kind, _, _ := strings.Cut(value, ";")
	return strings.ToLower(strings.TrimSpace(kind))
}

// baseOf is the address that the page's references count from.
func baseOf(root *html.Node, address *url.URL) *url.URL {
	for n := range root.Descendants() {
		if n.Type == html.ElementNode && n.Data == "base" && attribute(n, "href") != "" {
			if u, err := address.Parse(attribute(n, "href")); err == nil && u.Host != "" {
				return u
			}
			break
		}
	}
	return address
}

func all(root *html.Node, selectors []sites.Selector) []*html.Node {
	var nodes []*html.Node
	for _, s := range selectors {
		nodes = append(nodes, s.All(root)...)
	}
	return nodes
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Namespace == "" && a.Key == name {
			return strings.TrimSpace(a.Val)
		}
	}
	return ""
}

func textOf(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return b.String()
}

// Sniff is the kind of a body that is itself a list, "" for what is none.
func Sniff(body []byte) Kind {
	head := body[:min(len(body), 1024)]
	for _, sign := range []struct {
		text string
		kind Kind
	}{
		{"<urlset", Sitemap}, {"<sitemapindex", Sitemap}, {"<rss", Feed}, {"<feed", Feed}, {"<rdf:RDF", Feed}, {"https://jsonfeed.org/version/", Feed},
	} {
		if bytes.Contains(head, []byte(sign.text)) && !bytes.Contains(bytes.ToLower(head), []byte("<html")) {
			return sign.kind
		}
	}
	return ""
}
