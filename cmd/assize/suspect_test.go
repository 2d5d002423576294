package main

import (
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
)

// TestSuspectIsNamed crawls a report that a consent wall takes the place of: crawl
// and status say so, and the report can still be found.
func TestSuspectIsNamed(t *testing.T) {
	var walled atomic.Bool
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		switch {
		case r.URL.Path != "/report":
			http.NotFound(w, r)
		case walled.Load():
			io.WriteString(w, `<title>Before you continue</title><main><h1>Before you continue</h1><p>We and our partners use cookies. Accept all cookies to read on.</p></main>`)
		default:
			io.WriteString(w, `<title>Wenlow wardens</title><main><h1>Wenlow wardens</h1><p>Inspectors visited the wardens of Wenlow in spring, and found that they did much of their work well.</p>
				<h2>What we found</h2><ul><li>Wardens met each person in the first week and asked about home.</li><li>Plans were rarely reviewed after three months by anybody at all.</li></ul></main>`)
		}
	}))
	t.Cleanup(site.Close)
	data := filepath.Join(t.TempDir(), "store")
	crawl := []string{"crawl", site.URL + "/report", "--data", data, "--allow-private", "--contact", "t@example.org"}
	finish(t, 0, crawl...)
	walled.Store(true)

	out, said := finish(t, 0, crawl...)
	if want := `suspect: ` + site.URL + `/report held "Wenlow wardens" and now answers with a consent wall`; !strings.Contains(said, want) {
		t.Errorf("crawl said %q, want %q", said, want)
	}
	if !strings.Contains(out, "suspect\t1 that answer") {
		t.Errorf("crawl summed up:\n%s", out)
	}
	if out, _ := finish(t, 0, "status", "--data", data); !strings.Contains(out, "\nsuspect\t"+site.URL+`/report held "Wenlow wardens"`) {
		t.Errorf("status:\n%s", out)
	}
	if out, _ := finish(t, 0, "search", "kind:finding", "--data", data); !strings.Contains(out, "Plans were rarely reviewed") {
		t.Errorf("search found:\n%s", out)
	}
	if out, _ := finish(t, 0, "export", "--data", data); !strings.Contains(out, `"flags":["not_a_report"]`) {
		t.Errorf("export:\n%s", out)
	}
}
