package pipeline

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"assize/extractors"
	"assize/extractors/block"
	"assize/extractors/fault"
	"assize/extractors/record"
	"assize/extractors/sites"
	"assize/pipeline/fetch"
	"assize/pipeline/store"
)

func TestMain(m *testing.M) {
	if dir := os.Getenv(childFolder); dir != "" {
		os.Exit(child(dir))
	}
	goleak.VerifyTestMain(m)
}

// reader is an extractor that knows just enough: lines that begin with "* " are
// findings, href attributes are links, and some words make it fail.
type reader struct{}

var href = regexp.MustCompile(`href="([^"]*)"`)

func (reader) Extract(_ context.Context, in extractors.Input) (extractors.Result, error) {
	text := string(in.Body)
	var err error
	switch {
	case strings.Contains(text, "PANIC"):
		panic("a parser's own")
	case strings.Contains(text, "BINARY"):
		return extractors.Result{}, fault.Newf(fault.Unsupported, "read "+in.URL.String(), "neither HTML nor PDF")
	case strings.Contains(text, "ENCRYPTED"):
		return extractors.Result{}, fault.Newf(fault.Encrypted, "read "+in.URL.String(), "a password is needed")
	case strings.Contains(text, "TRUNCATED"):
		err = fault.Newf(fault.Malformed, "read "+in.URL.String(), "it ends too soon")
	}
	hash := record.HashBytes(in.Body)
	doc := record.Document{
		Schema: record.KindDocument.Schema(), Kind: record.KindDocument, ID: record.DocumentID(in.URL.String(), hash), URL: in.URL.String(),
		Provenance: record.Provenance{Snapshot: hash, Method: record.MethodHTML},
	}
	var records []record.Record
	for line := range strings.Lines(text) {
		if finding, ok := strings.CutPrefix(line, "* "); ok {
			records = append(records, &record.Finding{
				Common:     record.Common{Text: strings.TrimSpace(finding)},
				Provenance: record.Provenance{Snapshot: hash, Open: in.URL.String()},
			})
		}
	}
	record.Identify(doc.ID, records)
	var links []record.Link
	for _, m := range href.FindAllStringSubmatch(text, -1) {
		if u, err := in.URL.Parse(m[1]); err == nil {
			links = append(links, record.Link{URL: u.String()})
		}
	}
	return extractors.Result{Document: doc, Records: records, Links: links, Doc: &block.Doc{Text: text}}, err
}

// A site is pages by path, with a log of what was asked for.
type site struct {
	*httptest.Server
	mu    sync.Mutex
	hits  []string
	pages map[string]string
}

// serve serves the pages. Each has an ETag, so that it need not be sent twice.
func serve(t testing.TB, pages map[string]string) *site {
	t.Helper()
	s := &site{pages: pages}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		defer s.mu.Unlock()
		if r.URL.Path != "/robots.txt" {
			s.hits = append(s.hits, r.URL.Path)
		}
		page, ok := s.pages[r.URL.Path]
		if !ok {
			http.NotFound(w, r)
			return
		}
		tag := `"` + string(record.HashBytes([]byte(page))) + `"`
		w.Header().Set("ETag", tag)
		if r.Header.Get("If-None-Match") == tag {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		io.WriteString(w, page)
	}))
	t.Cleanup(s.Close)
	return s
}

// asked returns the log, sorted, and begins a new one.
func (s *site) asked() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	hits := s.hits
	s.hits = nil
	slices.Sort(hits)
	return hits
}

func (s *site) host() string {
	u, _ := url.Parse(s.URL)
	return u.Host
}

// journal keeps the events.
type journal struct{ events []Event }

func (j *journal) Event(e Event) { j.events = append(j.events, e) }

// of lists the events of a kind, as "path code".
func (j *journal) of(kind EventKind) []string {
	var out []string
	for _, e := range j.events {
		if e.Kind == kind {
			u, _ := url.Parse(e.URL)
			out = append(out, strings.TrimSpace(filepath.Base(u.Path)+" "+string(e.Code)))
		}
	}
	slices.Sort(out)
	return out
}

// A world is a data folder with what a run needs.
type world struct {
	t testing.TB
	Deps
	journal *journal
}

func newWorld(t testing.TB) *world {
	t.Helper()
	dir := t.TempDir()
	if err := store.Init(dir); err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(t.Context(), dir, store.Write)
	if err != nil {
		t.Fatal(err)
	}
	client := fetch.New(fetch.Options{AllowPrivate: true})
	t.Cleanup(func() {
		client.Close()
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return &world{t: t, Deps: Deps{Store: s, Fetcher: client, Extractor: reader{}}}
}

// run runs to the end, which must be a good one.
func (w *world) run(c Config) Stats {
	w.t.Helper()
	w.journal = &journal{}
	w.Observer = w.journal
	stats, err := Run(w.t.Context(), c, w.Deps)
	if err != nil {
		w.t.Fatal(err)
	}
	return stats
}

// rows prints the store: everything but the sequence numbers.
func rows(t testing.TB, s *store.Store) []string {
	t.Helper()
	var out []string
	for row, err := range s.Rows(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, fmt.Sprintf("%s %d %s", row.ID, row.Place, row.JSON))
	}
	return out
}

func one(depth int, seeds ...string) Config {
	return Config{Sources: []Source{{Name: "test", Seeds: seeds, Depth: depth}}}
}

func TestCrawl(t *testing.T) {
	other := serve(t, map[string]string{"/x": "* elsewhere\n", "/report.pdf": "* off host\n"})
	files := serve(t, map[string]string{"/report.pdf": "* named host\n"})
	s := serve(t, map[string]string{
		"/robots.txt": "user-agent: *\ndisallow: /private\n",
		"/":           `<a href="/a#top"> <a href="/b?utm_source=x"> <a href="/private"> <a href="/gone"> <a href="/logo.png"> <a href="mailto:x@y.test">`,
		"/a":          "* one\n* two\n" + `<a href="/"> <a href="/a/deep"> <a href="` + other.URL + `/x"> <a href="` + other.URL + `/report.pdf"> <a href="` + files.URL + `/report.pdf">`,
		"/b":          `BINARY`,
		"/a/deep":     `* three <a href="/a/deeper">` + "\n",
		"/a/deeper":   "* too deep\n",
	})
	w := newWorld(t)
	config := one(2, s.URL)
	config.Sources[0].Hosts = []string{files.host()}
	stats := w.run(config)
	if got, want := s.asked(), []string{"/", "/a", "/a/deep", "/b", "/gone"}; !slices.Equal(got, want) {
		t.Errorf("asked for %v, want %v", got, want)
	}
	if got := other.asked(); got != nil {
		t.Errorf("asked another host for %v", got)
	}
	if got := files.asked(); !slices.Equal(got, []string{"/report.pdf"}) {
		t.Errorf("asked the named host for %v", got)
	}
	got := fmt.Sprint(stats.Documents, stats.Records, stats.Failed, stats.Failures, stats.Skipped, stats.Unchanged, stats.Interrupted)
	if want := "4 map[finding:4] 1 map[not_found:1] 2 0 false"; got != want {
		t.Errorf("stats %s, want %s", got, want)
	}
	if got := w.journal.of(Skipped); !slices.Equal(got, []string{"b unsupported", "private robots"}) {
		t.Errorf("skipped %v", got)
	}
	before := rows(t, w.Store)
	seq, err := w.Store.LastSeq(t.Context())
	if err != nil {
		t.Fatal(err)
	}

	stats = w.run(config)
	if stats.Documents != 0 || stats.Unchanged != 4 || stats.Bytes > 100 {
		t.Errorf("again: %+v, want 4 unchanged and only the pages that failed read", stats)
	}
	if again, err := w.Store.LastSeq(t.Context()); err != nil || again != seq {
		t.Errorf("the sequence went from %d to %d: %v", seq, again, err)
	}
	if after := rows(t, w.Store); !slices.Equal(before, after) {
		t.Error("the second crawl changed the store")
	}
	s.asked()

	s.pages["/a/deep"] = "* three\n* four\n"
	if stats = w.run(config); stats.Documents != 1 || stats.Unchanged != 3 {
		t.Errorf("one page changed: %+v", stats)
	}
	if after := rows(t, w.Store); len(after) != len(before)+1 {
		t.Errorf("%d rows, want %d", len(after), len(before)+1)
	}
	set, err := sites.Embedded().With(sites.File{Name: "a.yaml", Text: "expects: Ours.\nhosts: [a.example]\ncontent: [main]"})
	if err != nil {
		t.Fatal(err)
	}
	config.Sites = set
	if stats = w.run(config); stats.Documents != 4 || stats.Unchanged != 0 {
		t.Errorf("with another profile: %+v, want all read again", stats)
	}
	if stats = w.run(config); stats.Documents != 0 || stats.Unchanged != 4 {
		t.Errorf("with the same profile: %+v, want 4 unchanged", stats)
	}
	config.Version = 99
	if stats = w.run(config); stats.Documents != 4 || stats.Unchanged != 0 {
		t.Errorf("new extractors: %+v, want all read again", stats)
	}
}

func TestSeedThatLeadsNowhere(t *testing.T) {
	s := serve(t, map[string]string{"/robots.txt": "user-agent: *\ndisallow: /private\n", "/private": "x", "/binary": "BINARY"})
	w := newWorld(t)
	none := filepath.Join(t.TempDir(), "none.pdf")
	stats := w.run(one(1, s.URL+"/private", s.URL+"/binary", s.URL+"/404", none, "ftp://a.test/", "http://"))
	want := []string{"404 not_found", "binary unsupported", "none.pdf not_found", "private robots", ". malformed", "/ unsupported"}
	slices.Sort(want)
	if got := w.journal.of(Failed); !slices.Equal(got, want) || stats.Failed != len(want) {
		t.Errorf("failed %q, want %q", got, want)
	}
	st, err := w.Store.Status(t.Context())
	if err != nil || len(st.Failed) != len(want) || st.LastRun.State != store.Finished || st.LastRun.Pages[store.Failed] != len(want) || st.Queued != 0 {
		t.Errorf("status %+v, %v", st, err)
	}
}

func TestFailuresStayWithTheirDocument(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"good.txt": "* one\n", "panic.txt": "PANIC", "encrypted.pdf": "ENCRYPTED", "truncated.pdf": "* two\nTRUNCATED", "empty.html": "",
	} {
		write(t, filepath.Join(dir, name), text)
	}
	w := newWorld(t)
	stats := w.run(one(0, dir))
	if got, want := w.journal.of(Failed), []string{"empty.html empty", "encrypted.pdf encrypted", "panic.txt parser_panic"}; !slices.Equal(got, want) {
		t.Errorf("failed %q, want %q", got, want)
	}
	if got, want := w.journal.of(EventKind(store.Stored)), []string{"good.txt", "truncated.pdf malformed"}; !slices.Equal(got, want) {
		t.Errorf("stored %q, want %q", got, want)
	}
	if stats.Documents != 2 || stats.Partial != 1 || stats.Failed != 3 {
		t.Errorf("stats %+v", stats)
	}
	flagged := slices.ContainsFunc(rows(t, w.Store), func(s string) bool { return strings.Contains(s, `"flags":["partial"]`) })
	if !flagged {
		t.Error("the partial document has no flag")
	}
	if stats = w.run(one(0, dir)); stats.Unchanged != 2 || stats.Failed != 3 {
		t.Errorf("again: %+v, want the failures told again", stats)
	}
}

func write(t testing.TB, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestFolders(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"a.html": `* a <a href="b.txt"> <a href="http://127.0.0.1:1/">`, "sub/b.TXT": "* b", "sub/page.aspx": "<!DOCTYPE html>* c", "sub/report": "%PDF-1.7 * d",
		"sub/notes": "* e", "data.json": "{}", "code.go": "package x", "blob": "\x00\x01\x02", ".hidden.txt": "* x", ".git/c.txt": "* x",
	} {
		write(t, filepath.Join(dir, name), text)
	}
	if err := os.Symlink(dir, filepath.Join(dir, "sub", "loop")); err != nil {
		t.Skipf("no symbolic links: %v", err)
	}
	if err := os.Symlink(filepath.Join(dir, "data.json"), filepath.Join(dir, "linked.txt")); err != nil {
		t.Fatal(err)
	}
	w := newWorld(t)
	w.run(one(3, dir, filepath.Join(dir, "code.go"), dir))
	want := []string{"a.html", "b.TXT", "code.go", "linked.txt", "notes", "page.aspx", "report"}
	if got := w.journal.of(EventKind(store.Stored)); !slices.Equal(got, want) {
		t.Errorf("stored %q, want %q", got, want)
	}
}

func TestFolderWithoutPermission(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("root may read every folder")
	}
	dir := t.TempDir()
	write(t, filepath.Join(dir, "shut", "a.txt"), "* a")
	write(t, filepath.Join(dir, "b.txt"), "* b")
	shut := filepath.Join(dir, "shut")
	if err := os.Chmod(shut, 0); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.Chmod(shut, 0o755) })
	w := newWorld(t)
	if stats := w.run(one(0, dir)); stats.Documents != 1 || stats.Failures[fault.Denied] != 1 {
		t.Errorf("stats %+v", stats)
	}
}

func TestFilesFollowTheirContent(t *testing.T) {
	dir := t.TempDir()
	a, b := filepath.Join(dir, "a.txt"), filepath.Join(dir, "b.txt")
	write(t, a, "* same")
	write(t, b, "* same")
	w := newWorld(t)
	w.run(one(0, dir))
	if got := rows(t, w.Store); len(got) != 2 || !strings.Contains(got[0], "a.txt") {
		t.Errorf("same bytes twice: %q", got)
	}
	write(t, a, "* edited")
	stats := w.run(one(0, dir))
	fresh := newWorld(t)
	fresh.run(one(0, dir))
	if got, want := rows(t, w.Store), rows(t, fresh.Store); !slices.Equal(got, want) {
		t.Errorf("after the edit:\n%s\nwant, as from nothing,\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if stats.Documents != 2 {
		t.Errorf("%d documents were read again, want the edited one and the heir of the old", stats.Documents)
	}
}

// TestShorterWay has a page found first by a long way that is at its limit, and
// then by a short one.
func TestShorterWay(t *testing.T) {
	s := serve(t, map[string]string{
		"/long":  `<a href="/x">`,
		"/x":     `<a href="/y">`,
		"/y":     `<a href="/z">`,
		"/z":     `* end`,
		"/short": `<a href="/y">`,
	})
	w := newWorld(t)
	// The first seed's pages are fetched before the second seed's.
	w.run(one(2, s.URL+"/long"))
	s.asked()
	order := &inOrder{inner: w.Fetcher, last: s.URL + "/short"}
	w.Fetcher = order
	w.run(one(2, s.URL+"/long", s.URL+"/short"))
	if got, want := s.asked(), []string{"/long", "/short", "/x", "/y", "/z"}; !slices.Equal(got, want) {
		t.Errorf("asked for %q, want %q", got, want)
	}
}

// inOrder answers that the last URL is busy until it is asked for the third
// time, so that it comes last.
type inOrder struct {
	inner Fetcher
	last  string
	asked int
}

func (o *inOrder) Fetch(ctx context.Context, r fetch.Request) (*fetch.Response, error) {
	if r.URL == o.last {
		if o.asked++; o.asked < 3 {
			return &fetch.Response{URL: r.URL, Status: 503, RetryAfter: time.Millisecond}, fault.Newf(fault.HTTPStatus, "fetch "+r.URL, "busy")
		}
	}
	return o.inner.Fetch(ctx, r)
}

func TestMaxDocs(t *testing.T) {
	pages := map[string]string{"/": ""}
	for i := range 30 {
		pages["/"] += fmt.Sprintf(`<a href="/%d">`, i)
		pages[fmt.Sprintf("/%d", i)] = fmt.Sprintf("* %d", i)
	}
	s := serve(t, pages)
	w := newWorld(t)
	config := one(1, s.URL)
	config.Sources[0].MaxDocs = 10
	if stats := w.run(config); stats.Documents != 10 || len(s.asked()) != 10 {
		t.Errorf("%d documents, want 10", stats.Documents)
	}
	if stats := w.run(config); stats.Documents != 0 || stats.Unchanged != 10 {
		t.Errorf("again: %+v, want the same 10", stats)
	}
}

func TestTwoSourcesShareAPage(t *testing.T) {
	s := serve(t, map[string]string{"/": `<a href="/a">`, "/a": `<a href="/b">`, "/b": "* b"})
	w := newWorld(t)
	config := one(1, s.URL)
	config.Sources = append(config.Sources, Source{Name: "second", Seeds: []string{s.URL + "/a"}, Depth: 1})
	stats := w.run(config)
	if got, want := s.asked(), []string{"/", "/a", "/b"}; !slices.Equal(got, want) {
		t.Errorf("asked for %q, want %q", got, want)
	}
	if stats.Documents != 3 || stats.Unchanged != 1 {
		t.Errorf("stats %+v", stats)
	}
}

func TestConfigErrors(t *testing.T) {
	w := newWorld(t)
	for name, config := range map[string]Config{
		"same name": {Sources: []Source{{Name: "a", Seeds: []string{"x"}}, {Name: "a", Seeds: []string{"y"}}}},
		"no seed":   {Sources: []Source{{Name: "a"}}},
		"negative":  {Sources: []Source{{Name: "a", Seeds: []string{"x"}, Depth: -1}}},
	} {
		if _, err := Run(t.Context(), config, w.Deps); !errors.Is(err, ErrConfig) {
			t.Errorf("%s: %v, want ErrConfig", name, err)
		}
	}
}
