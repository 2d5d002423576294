package pipeline

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"assize/extractors"
	"assize/extractors/fault"
	"assize/extractors/record"
	"assize/pipeline/store"
)

// whole is the extractor of the program, in this process.
type whole struct{}

func (whole) Extract(ctx context.Context, in extractors.Input) (extractors.Result, error) {
	return extractors.Extract(ctx, in)
}

// html is a page with a title, a menu and a main part.
func html(title, menu, main string) string {
	return fmt.Sprintf(`<!doctype html><html lang="en-GB"><title>%[1]s</title><nav>%[2]s</nav><main><h1>%[1]s</h1>%[3]s</main></html>`, title, menu, main)
}

const (
	reportTitle = "The work of the Wenlow wardens"
	reportMain  = `<p>Inspectors visited the wardens of Wenlow in spring, and found that they did much of their work well, but not all of it.</p>
		<h2>What we found</h2><ul><li>Wardens met each person in the first week, and asked about work, home and health.</li>
		<li>Plans were rarely reviewed after three months, and some had been copied from those of other people.</li></ul>
		<h2>Recommendations</h2><ol><li>The company should review each plan every three months and say what has changed.</li></ol>`
	reportPath = "/reports/wenlow/"
)

// wenlow is a site with one report, and a crawl of it.
func wenlow(t *testing.T) (*site, *world, Config) {
	s := serve(t, map[string]string{
		"/":        html("Wardens' Inspectorate", "", `<p>We inspect wardens, wherever they work in the north of the country.</p><p><a href="`+reportPath+`">The Wenlow wardens</a></p>`),
		reportPath: html(reportTitle, "", reportMain),
	})
	w := newWorld(t)
	w.Extractor = whole{}
	config := one(1, s.URL)
	if stats := w.run(config); stats.Documents != 2 || stats.Suspect != 0 {
		t.Fatalf("the first crawl: %+v", stats)
	}
	return s, w, config
}

// held is the report as the store has it, and the number of its records.
func (w *world) held(t *testing.T, address string) (*store.Page, *record.Document, int) {
	t.Helper()
	page, err := w.Store.Page(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	document, err := w.Store.Document(t.Context(), page.Document)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for row, err := range w.Store.Rows(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		if row.Document == document.ID && row.Place > 0 {
			n++
		}
	}
	return page, document, n
}

func TestSuspectPageReplacesNothing(t *testing.T) {
	for _, test := range []struct {
		name, page string
		code       fault.Code
	}{
		{"consent wall", html("We value your privacy", "", "<p>We and our partners use cookies to make this site work and to see how it is used.</p><p>Accept all cookies, or manage your choices.</p>"), fault.NotAReport},
		{"soft 404", html("Page not found", "", "<p>The page that you were looking for could not be found. It may have been moved.</p>"), fault.NotAReport},
		{"login", html("Sign in", "", "<p>Please sign in to read this page of the inspectorate.</p>"), fault.NotAReport},
		{"listing", html("Archives: Reports", "", "<ul><li>Harrenby wardens</li><li>12 May 2024</li><li>Stannick Moor</li><li>3 May 2024</li><li>Old Wenlow</li><li>1 May 2024</li><li>The leavers</li><li>Next page</li></ul>"), fault.SoftRedirect},
		{"another document", html("A speech by the Chief Inspector", "", "<p>It is a pleasure to be in Harrenby today, where I began my working life as a clerk of the court.</p><p>The town has changed a good deal since, and so have those who keep watch over it.</p>"), fault.SoftRedirect},
	} {
		t.Run(test.name, func(t *testing.T) {
			s, w, config := wenlow(t)
			_, before, records := w.held(t, s.URL+reportPath)
			good := s.pages[reportPath]

			s.pages[reportPath] = test.page
			stats := w.run(config)
			if stats.Suspect != 1 || stats.Documents != 0 || stats.Failed != 0 || len(w.journal.of(Suspect)) != 1 {
				t.Errorf("stats %+v, suspect %v", stats, w.journal.of(Suspect))
			}
			page, document, n := w.held(t, s.URL+reportPath)
			if page.Outcome != store.Suspect || page.Code != test.code || !strings.Contains(page.Message, `held "`+reportTitle+`"`) {
				t.Errorf("page %s %s: %s", page.Outcome, page.Code, page.Message)
			}
			if document.ID != before.ID || document.Title != reportTitle || n != records || !slices.Equal(document.Flags, []string{string(test.code)}) {
				t.Errorf("the report is now %q, %d of %d records, flags %v", document.Title, n, records, document.Flags)
			}
			if status, err := w.Store.Status(t.Context()); err != nil || len(status.Suspect) != 1 || status.Suspect[0].URL != s.URL+reportPath {
				t.Errorf("status names %v, %v", status.Suspect, err)
			}

			seq, _ := w.Store.LastSeq(t.Context())
			if stats := w.run(config); stats.Suspect != 1 {
				t.Errorf("again: %+v", stats)
			}
			if again, err := w.Store.LastSeq(t.Context()); err != nil || again != seq {
				t.Errorf("the same suspect page moved the sequence from %d to %d, %v", seq, again, err)
			}

			s.pages[reportPath] = good
			if stats := w.run(config); stats.Suspect != 0 || stats.Documents != 1 {
				t.Errorf("the report is back: %+v", stats)
			}
			if page, document, n := w.held(t, s.URL+reportPath); page.Outcome != store.Stored || page.Code != "" || len(document.Flags) != 0 || n != records {
				t.Errorf("the report is back: page %s %s, flags %v, %d records", page.Outcome, page.Code, document.Flags, n)
			}
		})
	}
}

func TestEditedPageIsNoSuspect(t *testing.T) {
	menu := "<ul>" + strings.Repeat(`<li><a href="/elsewhere">Elsewhere on this site</a></li>`, 20) + "</ul>"
	for name, page := range map[string]string{
		"edited":      html(reportTitle, "", strings.Replace(reportMain, "every three months", "every six months", 1)),
		"date line":   html(reportTitle, "", "<p>Updated 4 May 2025</p>"+reportMain),
		"navigation":  html(reportTitle, menu, reportMain),
		"retitled":    html("Wenlow: an inspection", "", reportMain),
		"new section": html(reportTitle, "", reportMain+"<h2>Our response</h2><p>The company has told us that it agrees, and what it will do by when.</p>"),
		"banner":      html(reportTitle, "", `<div class="cookie-banner"><p>We use cookies on this site. Accept all cookies</p></div>`+reportMain),
	} {
		t.Run(name, func(t *testing.T) {
			s, w, config := wenlow(t)
			s.pages[reportPath] = page
			if stats := w.run(config); stats.Suspect != 0 || stats.Documents != 1 {
				t.Errorf("stats %+v", stats)
			}
			if page, document, _ := w.held(t, s.URL+reportPath); page.Outcome != store.Stored || page.Code != "" || len(document.Flags) != 0 {
				t.Errorf("page %s %s %s, flags %v", page.Outcome, page.Code, page.Message, document.Flags)
			}
		})
	}
}

// An address that redirects to another page keeps its document.
func TestRedirectElsewhere(t *testing.T) {
	s, w, config := wenlow(t)
	_, before, _ := w.held(t, s.URL+reportPath)
	target := html("Archives: Reports", "", "<ul><li>Harrenby wardens</li><li>12 May 2024</li><li>Stannick Moor</li><li>3 May 2024</li><li>Old Wenlow</li><li>1 May 2024</li><li>The leavers</li><li>Next page</li></ul>")
	s.pages["/archives/"] = target
	inner := s.Config.Handler
	s.Config.Handler = http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		if r.URL.Path == reportPath {
			http.Redirect(rw, r, "/archives/", http.StatusMovedPermanently)
			return
		}
		inner.ServeHTTP(rw, r)
	})
	if stats := w.run(config); stats.Suspect != 1 {
		t.Errorf("stats %+v", stats)
	}
	page, document, _ := w.held(t, s.URL+reportPath)
	if document.ID != before.ID || page.Code != fault.SoftRedirect || !slices.Contains(document.Flags, "soft_redirect") {
		t.Errorf("page %+v holds %q, flags %v", page, document.Title, document.Flags)
	}
}

// What a link promised is all there is to compare with at the first visit.
func TestPromiseOfALink(t *testing.T) {
	s := serve(t, map[string]string{
		"/":  html("Wardens' Inspectorate", "", `<p>We inspect wardens, wherever they work in the north.</p><p><a href="/a">Brackmere Castle prison</a> and <a href="/b">Harrenby wardens</a></p>`),
		"/a": html("Page not found", "", "<p>The page that you were looking for could not be found. It may have been moved.</p>"),
		"/b": html("Harrenby", "", "<p>Inspectors visited the wardens of Harrenby in autumn, and found that they worked well.</p>"),
	})
	w := newWorld(t)
	w.Extractor = whole{}
	if stats := w.run(one(1, s.URL)); stats.Documents != 3 || stats.Suspect != 1 {
		t.Errorf("stats %+v", stats)
	}
	page, document, _ := w.held(t, s.URL+"/a")
	if page.Outcome != store.Stored || page.Code != fault.NotAReport || !slices.Contains(document.Flags, "not_a_report") {
		t.Errorf("page %s %s %s, flags %v", page.Outcome, page.Code, page.Message, document.Flags)
	}

	// Where no document was, the right one comes in without question.
	s.pages["/a"] = html("Brackmere Castle", "", reportMain)
	if stats := w.run(one(1, s.URL)); stats.Documents != 1 || stats.Suspect != 0 {
		t.Errorf("again: %+v", stats)
	}
}
