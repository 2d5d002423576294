package discover

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"

	"assize/extractors/fault"
	"assize/extractors/sites"
)

var base = &url.URL{Scheme: "https", Host: "a.test", Path: "/lists/x"}

// lines prints what was found, one entry or list a line.
func lines(f Found) (out []string) {
	for _, e := range f.Entries {
		line := e.URL + " " + e.Title
		if !e.Modified.IsZero() {
			line += " " + e.Modified.UTC().Format("2006-01-02T15:04")
		}
		out = append(out, strings.Join(strings.Fields(line), " "))
	}
	for _, l := range f.Lists {
		line := string(l.Kind) + " " + l.URL
		if !l.Modified.IsZero() {
			line += " " + l.Modified.UTC().Format("2006-01-02T15:04")
		}
		out = append(out, line)
	}
	return out
}

func zipped(text string) string {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write([]byte(text)); err != nil {
		panic(err)
	}
	if err := w.Close(); err != nil {
		panic(err)
	}
	return b.String()
}

const urlset = `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc> https://a.test/one?a=1&amp;b=2 </loc><lastmod>2026-11-02T10:00:00+01:00</lastmod>
<image:image><image:loc>https://a.test/picture</image:loc></image:image><image:loc>https://a.test/stray</image:loc></url>
<url><loc><![CDATA[/two]]></loc><lastmod>2026-11</lastmod></url>
<url><loc>ftp://a.test/three</loc></url><url><lastmod>2026</lastmod></url></urlset>`

func TestRead(t *testing.T) {
	one := []string{"https://a.test/one?a=1&b=2 2026-11-02T09:00", "https://a.test/two 2026-11-01T00:00"}
	tests := []struct {
		name string
		kind Kind
		body string
		want []string
		code fault.Code
	}{
		{"a set", Sitemap, urlset, one, ""},
		{"a set, compressed", Sitemap, zipped(urlset), one, ""},
		{"prefixed", Sitemap, `<s:urlset><s:url><s:loc>/one</s:loc><x:loc>/no</x:loc></s:url></s:urlset>`, []string{"https://a.test/one"}, ""},
		{"an index", Sitemap, `<sitemapindex><sitemap><loc>/s1.xml.gz</loc><lastmod>2026-10-01</lastmod></sitemap></sitemapindex>`,
			[]string{"sitemap https://a.test/s1.xml.gz 2026-10-01T00:00"}, ""},
		{"text", Sitemap, "\uFEFFhttps://a.test/one\r\nnonsense\nhttps://a.test/two\n", []string{"https://a.test/one", "https://a.test/two"}, ""},
		{"cut off", Sitemap, urlset[:strings.Index(urlset, "ftp")], one, fault.Truncated},
		{"a page", Sitemap, "<html><body>Not found</body></html>", nil, fault.Malformed},
		{"text without addresses", Sitemap, "Not found", nil, fault.Malformed},
		{"too many", Sitemap, strings.Repeat("https://a.test/x\n", maxSitemapURLs+1), nil, fault.TooLarge},
		{"a bomb", Sitemap, zipped("<urlset>" + strings.Repeat(" ", maxSitemapBytes)), nil, fault.TooLarge},
		{"too deep", Sitemap, strings.Repeat("<urlset>", 200), nil, fault.Malformed},
		{"robots", Robots, "User-agent: *\r\nsitemap : /s.xml # ours\nSitemap: https://b.test/t.xml\nDisallow: /\n",
			[]string{"sitemap https://a.test/s.xml", "sitemap https://b.test/t.xml"}, ""},
		{"RSS", Feed, `<rss version="2.0"><channel><item><title>One &amp; all</title><link>/one</link><pubDate>Mon, 02 Nov 2026 10:00:00 +0100</pubDate>
			<enclosure url="/one.pdf" type="application/pdf" length="1"/></item></channel></rss>`,
			[]string{"https://a.test/one One & all 2026-11-02T09:00", "https://a.test/one.pdf One & all 2026-11-02T09:00"}, ""},
		{"Atom", Feed, `<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>One</title><link href="https://a.test/one"/><published>2026-10-02T10:00:00Z</published><updated>2026-11-02T10:00:00Z</updated></entry></feed>`,
			[]string{"https://a.test/one One 2026-11-02T10:00"}, ""},
		{"JSON feed", Feed, `{"version":"https://jsonfeed.org/version/1.1","title":"x","items":[{"id":"1","url":"https://a.test/one","title":"One","date_published":"2026-11-02T10:00:00Z"}]}`,
			[]string{"https://a.test/one One 2026-11-02T10:00"}, ""},
		{"no feed", Feed, `<html></html>`, nil, fault.Malformed},
		{"posts", WordPress, `[{"link":"https://a.test/one/","modified_gmt":"2026-11-02T10:00:00","title":{"rendered":"One &#8211; all"}},
			{"link":"https://a.test/att/","source_url":"https://a.test/up/r.pdf","mime_type":"application/pdf","title":{"rendered":"R"}},
			{"link":"https://a.test/att2/","source_url":"https://a.test/up/r.docx","mime_type":"application/msword","title":{"rendered":"R"}}]`,
			[]string{"https://a.test/one/ One – all 2026-11-02T10:00", "https://a.test/up/r.pdf R"}, ""},
		{"no posts", WordPress, `{"code":"rest_forbidden","message":"no","data":{"status":401}}`, nil, fault.Malformed},
		{"search", GovUK, `{"results":[{"title":"One","link":"/government/one","public_timestamp":"2026-11-02T10:00:00Z"}],"total":1}`,
			[]string{"https://a.test/government/one One 2026-11-02T10:00"}, ""},
		{"content", GovUK, `{"base_path":"/c","links":{"documents":[{"title":"One","base_path":"/one","public_updated_at":"2026-11-02T10:00:00Z"}],"organisations":[{"base_path":"/o"}],"children":7},
			"details":{"attachments":[{"title":"Report","url":"https://files.test/r.pdf"}]}}`,
			[]string{"https://a.test/one One 2026-11-02T10:00", "https://files.test/r.pdf Report"}, ""},
		{"neither", GovUK, `{"message":"not found"}`, nil, fault.Malformed},
		{"unknown", Listing, ``, nil, fault.Unsupported},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			found, err := Read(test.kind, base, []byte(test.body))
			if fault.CodeOf(err) != test.code {
				t.Errorf("error %v, want %q", err, test.code)
			}
			if got := lines(found); !slices.Equal(got, test.want) && test.code != fault.TooLarge {
				t.Errorf("got %q\nwant %q", got, test.want)
			}
		})
	}
}

func TestReadWhole(t *testing.T) {
	found, _ := Read(Sitemap, base, []byte(strings.Repeat("https://a.test/x\n", maxSitemapURLs+1)))
	if len(found.Entries) != maxSitemapURLs {
		t.Errorf("%d addresses of a text that is too long", len(found.Entries))
	}
}

func TestWordPressPages(t *testing.T) {
	root, _ := url.Parse("https://a.test/blog/wp-json/")
	lists := wordPressLists(root)
	first, _ := url.Parse(lists[2].URL)
	full := "[" + strings.TrimSuffix(strings.Repeat(`{"link":"/p"},`, wordPressPage), ",") + "]"
	found, err := Read(WordPress, first, []byte(full))
	if err != nil || len(found.Lists) != 1 || !strings.Contains(found.Lists[0].URL, "/blog/wp-json/wp/v2/posts?") || !strings.Contains(found.Lists[0].URL, "&page=2&") {
		t.Errorf("after %s comes %v, %v", first, found.Lists, err)
	}
	plain, _ := url.Parse("https://a.test/?rest_route=/")
	types, _ := url.Parse(wordPressLists(plain)[3].URL)
	found, err = Read(WordPress, types, []byte(`{"post":{"slug":"post","rest_base":"posts"},"report":{"slug":"report","rest_base":"reports"},"wp_block":{"slug":"wp_block","rest_base":"blocks"}}`))
	if err != nil || len(found.Lists) != 1 || !strings.Contains(found.Lists[0].URL, "rest_route=%2Fwp%2Fv2%2Freports") {
		t.Errorf("types of %s: %v, %v", types, found.Lists, err)
	}
}

func TestGovUKPages(t *testing.T) {
	for page, want := range map[string]string{
		"https://www.gov.uk/government/organisations/hmip/about":                      "/api/search.json?count=200&fields=link%2Ctitle%2Cpublic_timestamp&filter_organisations=hmip&order=-public_timestamp&start=0",
		"https://www.gov.uk/search/all?keywords=wardens&organisations%5B%5D=a&page=3": "/api/search.json?count=200&fields=link%2Ctitle%2Cpublic_timestamp&filter_organisations=a&order=-public_timestamp&q=wardens&start=0",
		"https://www.gov.uk/government/collections/reports/":                          "/api/content/government/collections/reports",
	} {
		u, _ := url.Parse(page)
		got := govukLists(u)
		if len(got) != 1 || got[0].URL != "https://www.gov.uk"+want {
			t.Errorf("%s: %v, want %s", page, got, want)
		}
	}
	at, _ := url.Parse("https://www.gov.uk/api/search.json?start=0&count=2")
	found, err := Read(GovUK, at, []byte(`{"results":[{"link":"/a"},{"link":"/b"}],"total":3}`))
	if err != nil || len(found.Lists) != 1 || !strings.HasSuffix(found.Lists[0].URL, "start=2") {
		t.Errorf("the next page is %v, %v", found.Lists, err)
	}
}

func TestPage(t *testing.T) {
	set, err := sites.Embedded().With(sites.File{Name: "w.yaml", Text: "expects: x\nhosts: [a.test]\ncontent: [main]\nlisting:\n  items: [.item a]\n  next: [a.more]\n"})
	if err != nil {
		t.Fatal(err)
	}
	body := []byte(`<base href="/deep/"><link rel="alternate" type="application/rss+xml; charset=utf-8" href="feed"><link rel=alternate type=text/html hreflang=cy href=cy>
		<link rel="https://api.w.org/" href="https://a.test/wp-json/"><a rel="nofollow next" href="?page=2">on</a><p class=item><a href="one">The
		<b>first</b></a></p><a class=more href="?offset=20">more</a>`)
	found := Page(base, "text/html; charset=utf-8", body, set.At(base), true)
	want := []string{"https://a.test/deep/one The first", "listing https://a.test/deep/?offset=20", "feed https://a.test/deep/feed"}
	got := lines(found)
	if !slices.Equal(got[:3], want) || len(got) != 3+4+1 || got[7] != "listing https://a.test/deep/?page=2" {
		t.Errorf("got %q", got)
	}
	if got := lines(Page(base, "", body, set.At(base), false)); !slices.Equal(got, want[:2]) {
		t.Errorf("later in the crawl: %q", got)
	}
}

func TestSniff(t *testing.T) {
	for body, want := range map[string]Kind{
		urlset: Sitemap, "<?xml version='1.0'?><rss version='2.0'>": Feed, "<!doctype html><html>&lt;rss <rss": "", "text": "", `{"version": "https://jsonfeed.org/version/1"}`: Feed,
	} {
		if got := Sniff([]byte(body)); got != want {
			t.Errorf("%.30q: %q, want %q", body, got, want)
		}
	}
}

// FuzzRead wants of every kind of list: no panic that escapes, a classified
// fault, and web addresses alone.
func FuzzRead(f *testing.F) {
	for i, seed := range []string{urlset, "https://a.test/\n", "Sitemap: /x", "<rss><channel><item><link>x</link>", `[{"link":"/p","title":{"rendered":"t"}}]`, `{"results":[{"link":"/a"}],"total":3}`} {
		f.Add(i%len(Kinds), []byte(seed))
	}
	at, _ := url.Parse("https://a.test/wp-json/wp/v2/posts?page=1&start=0")
	f.Fuzz(func(t *testing.T, kind int, body []byte) {
		k := Kinds[uint(kind)%uint(len(Kinds))]
		found, err := Read(k, at, body)
		if err != nil && (fault.CodeOf(err) == "" || fault.CodeOf(err) == fault.Panic) {
			t.Errorf("not classified: %v", err)
		}
		page := Page(at, "", body, nil, true)
		for _, e := range slices.Concat(found.Entries, page.Entries) {
			if err := web(e.URL); err != nil {
				t.Error(err)
			}
		}
		for _, l := range slices.Concat(found.Lists, page.Lists) {
			if err := web(l.URL); err != nil {
				t.Error(err)
			}
		}
	})
}

func web(address string) error {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return fmt.Errorf("%q is no web address (%v)", address, err)
	}
	return nil
}
