package pipeline

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"assize/extractors/sites"
	"assize/pipeline/discover"
	"assize/pipeline/store"
)

// A library is a site that has lists of all kinds, each with a page of its own
// and one that all of them name. HOST in a page is the site itself.
type library struct {
	*httptest.Server
	mu          sync.Mutex
	hits        map[string]int
	conditional int // requests with validators
	pages       map[string]string
}

func newLibrary(t *testing.T) *library {
	page := "<html><body>* a finding\n</body></html>"
	l := &library{hits: map[string]int{}, pages: map[string]string{
		"/robots.txt": "Sitemap: HOST/maps/index.xml\n",
		"/reports": `<html><head><link rel="alternate" type="application/rss+xml" href='/feed.xml'><link rel="https://api.w.org/" href='HOST/wp-json/'></head>
			<p class=item><a href="/reports/listed">Listed</a></p><a rel=next href="/reports?page=2">Next</a></html>`,
		"/reports?page=2":         `<html><p class=item><a href="/reports/listed2">Listed</a></p></html>`,
		"/maps/index.xml":         `<sitemapindex><sitemap><loc>HOST/maps/new.xml</loc></sitemap><sitemap><loc>HOST/maps/old.xml</loc><lastmod>2019-01-01</lastmod></sitemap></sitemapindex>`,
		"/maps/new.xml":           `<urlset><url><loc>HOST/reports/mapped</loc></url><url><loc>HOST/reports/shared</loc></url><url><loc>HOST/about</loc></url><url><loc>HOST/reports/aged</loc><lastmod>2020-01-01</lastmod></url></urlset>`,
		"/maps/old.xml":           `<urlset><url><loc>HOST/reports/ancient</loc></url></urlset>`,
		"/feed.xml":               `<rss version="2.0"><channel><item><title>Fed</title><link>HOST/reports/fed</link></item><item><title>S</title><link>HOST/reports/shared?utm_source=feed#top</link></item></channel></rss>`,
		"/wp-json/wp/v2/posts":    `[{"link":"HOST/reports/posted","title":{"rendered":"Posted"}},{"link":"HOST/reports/shared","title":{"rendered":"S"}}]`,
		"/wp-json/wp/v2/pages":    `[]`,
		"/wp-json/wp/v2/media":    `[{"link":"HOST/att","source_url":"HOST/uploads/file.pdf","mime_type":"application/pdf","title":{"rendered":"F"}}]`,
		"/wp-json/wp/v2/types":    `{"leaflet":{"slug":"leaflet","rest_base":"leaflets"}}`,
		"/wp-json/wp/v2/leaflets": `[{"link":"HOST/reports/leaflet","title":{"rendered":"L"}}]`,
		"/api/content/reports":    `{"base_path":"/reports","links":{"documents":[{"title":"A","base_path":"/government/contained"},{"title":"S","base_path":"/reports/shared"}]}}`,
		"/uploads/file.pdf":       page,
	}}
	for _, name := range []string{"/reports/listed", "/reports/listed2", "/reports/mapped", "/reports/shared", "/reports/aged", "/reports/ancient", "/reports/fed",
		"/reports/posted", "/reports/leaflet", "/government/contained", "/about"} {
		l.pages[name] = strings.Replace(page, "a finding", name, 1)
	}
	l.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		l.mu.Lock()
		defer l.mu.Unlock()
		address := r.URL.Path
		if r.URL.RawQuery != "" && !strings.HasPrefix(address, "/wp-json/") {
			address += "?" + r.URL.RawQuery
		}
		page, ok := l.pages[address]
		if !ok {
			http.NotFound(w, r)
			return
		}
		l.hits[address]++
		w.Header().Set("ETag", `"1"`)
		if r.Header.Get("If-None-Match") != "" {
			l.conditional++
			w.WriteHeader(http.StatusNotModified)
			return
		}
		fmt.Fprint(w, strings.ReplaceAll(page, "HOST", l.URL))
	}))
	t.Cleanup(l.Close)
	return l
}

// documents are the pages that were asked for, sorted, and which more than once.
func (l *library) documents() (pages []string, twice []string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for address, n := range l.hits {
		if n > 1 && address != "/robots.txt" {
			twice = append(twice, address)
		}
		if strings.HasPrefix(address, "/reports/") || address == "/government/contained" || address == "/uploads/file.pdf" || address == "/about" {
			pages = append(pages, address)
		}
	}
	l.hits = map[string]int{}
	slices.Sort(pages)
	return pages, twice
}

func (l *library) config(t *testing.T, since time.Time) Config {
	t.Helper()
	set, err := sites.Embedded().With(sites.File{Name: "library.yaml", Text: "expects: lists\nhosts: [127.0.0.1]\ncontent: [body]\napi: govuk\nlisting:\n  items: [.item a]\n"})
	if err != nil {
		t.Fatal(err)
	}
	c := one(1, l.URL+"/reports")
	c.Sites = set
	c.Sources[0].Discover, c.Sources[0].Since = discover.Kinds, since
	return c
}

func TestListsOfAllKinds(t *testing.T) {
	l := newLibrary(t)
	w := newWorld(t)
	stats := w.run(l.config(t, time.Time{}))
	pages, twice := l.documents()
	want := []string{"/government/contained", "/reports/aged", "/reports/ancient", "/reports/fed", "/reports/leaflet", "/reports/listed", "/reports/listed2",
		"/reports/mapped", "/reports/posted", "/reports/shared", "/uploads/file.pdf"}
	if !slices.Equal(pages, want) || twice != nil {
		t.Errorf("asked for %q\nwant      %q\ntwice     %q", pages, want, twice)
	}
	if stats.Failed != 0 || stats.Documents != len(want)+2 {
		t.Errorf("%+v", stats)
	}
	lists, err := w.Store.Lists(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, list := range lists {
		path, _, _ := strings.Cut(strings.TrimPrefix(list.URL, l.URL), "?")
		got = append(got, fmt.Sprintf("%s %s %d/%d %s", list.Kind, path, list.Taken, list.Entries, list.Code))
	}
	for _, line := range []string{"govuk /api/content/reports 2/2 ", "sitemap /sitemap.xml 0/0 not_found", "sitemap /maps/new.xml 3/4 ", "feed /feed.xml 2/2 ",
		"wordpress /wp-json/wp/v2/posts 2/2 ", "wordpress /wp-json/wp/v2/media 1/1 ", "listing /reports 1/1 ", "robots /robots.txt 0/0 "} {
		if !slices.Contains(got, line) {
			t.Errorf("no %q in %q", line, got)
		}
	}

	// the second time, whatever is there is asked for with a condition, and
	// leads to the same pages
	before := rows(t, w.Store)
	again := w.run(l.config(t, time.Time{}))
	asked := 0
	for address, n := range l.hits {
		if address != "/robots.txt" {
			asked += n
		}
	}
	if pages, _ := l.documents(); !slices.Equal(pages, want) {
		t.Errorf("the second time: %q", pages)
	}
	if l.conditional != asked+1 || again.Unchanged != len(want)+2 || !slices.Equal(rows(t, w.Store), before) {
		t.Errorf("%d of %d requests were conditional; %+v", l.conditional, asked+1, again)
	}
}

func TestSince(t *testing.T) {
	l := newLibrary(t)
	w := newWorld(t)
	w.run(l.config(t, time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)))
	if pages, _ := l.documents(); slices.Contains(pages, "/reports/aged") || slices.Contains(pages, "/reports/ancient") || !slices.Contains(pages, "/reports/mapped") {
		t.Errorf("asked for %q", pages)
	}
}

func TestSurvey(t *testing.T) {
	l := newLibrary(t)
	w := newWorld(t)
	config := l.config(t, time.Time{})
	config.Survey = true
	stats := w.run(config)
	if pages, _ := l.documents(); pages != nil {
		t.Errorf("asked for %q", pages)
	}
	var got []string
	for _, task := range stats.Waiting {
		got = append(got, strings.TrimPrefix(task.URL, l.URL))
	}
	slices.Sort(got)
	if len(got) != 11 || got[0] != "/government/contained" || stats.Waiting[0].Via == "" {
		t.Errorf("waiting are %q", got)
	}
}

// TestSeedIsAList crawls a sitemap that was given as the address to begin with.
func TestSeedIsAList(t *testing.T) {
	l := newLibrary(t)
	w := newWorld(t)
	config := one(1, l.URL+"/maps/new.xml")
	config.Sources[0].Paths = []string{"/reports/"}
	stats := w.run(config)
	if stats.Documents != 3 || stats.Failed != 0 {
		t.Errorf("%+v", stats)
	}
	lists, err := w.Store.Lists(t.Context())
	if err != nil || len(lists) != 1 || lists[0] != (store.List{Source: "test", Kind: "sitemap", URL: l.URL + "/maps/new.xml", Entries: 4, Taken: 3}) {
		t.Errorf("lists %+v, %v", lists, err)
	}
}
