package fetch

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"slices"
	"strings"
	"testing"
	"time"

	"code.dny.dev/ssrf"
	"go.uber.org/goleak"

	"assize/extractors/fault"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// site serves pages by path; those that are not there are 404.
func site(t *testing.T, pages map[string]http.HandlerFunc) *httptest.Server {
	t.Helper()
	mux := http.NewServeMux()
	for path, h := range pages {
		mux.HandleFunc(path, h)
	}
	s := httptest.NewServer(mux)
	t.Cleanup(s.Close)
	return s
}

func client(t *testing.T, o Options) *Client {
	t.Helper()
	o.AllowPrivate = true
	c := New(o)
	t.Cleanup(c.Close)
	return c
}

func text(s string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, s) }
}

func redirectTo(target string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, target, http.StatusFound) }
}

func TestFetch(t *testing.T) {
	var agent string
	s := site(t, map[string]http.HandlerFunc{
		"/page": func(w http.ResponseWriter, r *http.Request) {
			agent = r.UserAgent()
			w.Header().Set("ETag", `"1"`)
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			io.WriteString(w, "<p>findings")
		},
		"/old":   redirectTo("/older"),
		"/older": redirectTo("/page?utm_source=old#top"),
	})
	c := client(t, Options{Version: "1.2", Contact: "https://example.test/bot"})
	got, err := c.Fetch(t.Context(), Request{URL: s.URL + "/old"})
	if err != nil {
		t.Fatal(err)
	}
	if got.URL != s.URL+"/page" || !slices.Equal(got.Redirects, []string{s.URL + "/old", s.URL + "/older"}) {
		t.Errorf("URL %s by %v", got.URL, got.Redirects)
	}
	if string(got.Body) != "<p>findings" || got.ETag != `"1"` || got.ContentType != "text/html; charset=utf-8" || got.Status != 200 {
		t.Errorf("response %+v", got)
	}
	if want := "assize/1.2 (+https://example.test/bot)"; agent != want {
		t.Errorf("user agent %q, want %q", agent, want)
	}
}

func TestNotModified(t *testing.T) {
	s := site(t, map[string]http.HandlerFunc{"/page": func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("If-None-Match") == `"1"` && r.Header.Get("If-Modified-Since") == "yesterday" {
			w.WriteHeader(http.StatusNotModified)
		}
	}})
	got, err := client(t, Options{}).Fetch(t.Context(), Request{URL: s.URL + "/page", ETag: `"1"`, LastModified: "yesterday"})
	if err != nil || !got.NotModified || got.Body != nil {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestFaults(t *testing.T) {
	bomb := new(bytes.Buffer)
	z := gzip.NewWriter(bomb)
	z.Write(make([]byte, 8<<20))
	z.Close()
	s := site(t, map[string]http.HandlerFunc{
		"/robots.txt": text("user-agent: *\ndisallow: /private\n"),
		"/private":    text("secret"),
		"/to-private": redirectTo("/private"),
		"/loop":       redirectTo("/loop"),
		"/to-file":    redirectTo("file:///etc/passwd"),
		"/403":        func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(403) },
		"/410":        func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(410) },
		"/500":        func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(500) },
		"/empty":      func(http.ResponseWriter, *http.Request) {},
		"/large":      func(w http.ResponseWriter, _ *http.Request) { w.Write(make([]byte, 2<<20)) },
		"/bomb": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			w.Write(bomb.Bytes())
		},
		"/short": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "100")
			io.WriteString(w, "less")
		},
		"/slow-head": func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() },
		"/slow-body": func(w http.ResponseWriter, r *http.Request) {
			io.WriteString(w, "begin")
			w.(http.Flusher).Flush()
			<-r.Context().Done()
		},
	})
	c := client(t, Options{MaxBody: 1 << 20, HeaderTimeout: 200 * time.Millisecond, Timeout: 400 * time.Millisecond})
	for path, want := range map[string]fault.Code{
		"/private": fault.Robots, "/to-private": fault.Robots, "/loop": fault.HTTPStatus, "/to-file": fault.Network,
		"/403": fault.Denied, "/404": fault.NotFound, "/410": fault.NotFound, "/500": fault.HTTPStatus, "/empty": fault.Empty,
		"/large": fault.TooLarge, "/bomb": fault.TooLarge, "/short": fault.Network,
		"/slow-head": fault.Timeout, "/slow-body": fault.Timeout,
	} {
		got, err := c.Fetch(t.Context(), Request{URL: s.URL + path})
		if fault.CodeOf(err) != want {
			t.Errorf("%s: %v, want %s", path, err, want)
			continue
		}
		if !strings.Contains(err.Error(), s.URL) {
			t.Errorf("%s: the message does not name the address: %v", path, err)
		}
		if got == nil || len(got.Body) > 1<<20 {
			t.Errorf("%s: response %v", path, got)
		}
	}
	for _, address := range []string{"gopher://a.test/", "http://a.test/%zz"} {
		if _, err := c.Fetch(t.Context(), Request{URL: address}); fault.CodeOf(err) == "" {
			t.Errorf("%s: %v, want a fault", address, err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := c.Fetch(ctx, Request{URL: s.URL + "/empty"}); fault.CodeOf(err) != fault.Cancelled {
		t.Errorf("cancelled: %v", err)
	}
	s.Close()
	if _, err := c.Fetch(t.Context(), Request{URL: s.URL + "/empty"}); fault.CodeOf(err) != fault.Network {
		t.Errorf("nobody there: %v", err)
	}
}

func TestPrivateAddresses(t *testing.T) {
	hidden := false
	target := site(t, map[string]http.HandlerFunc{"/": func(http.ResponseWriter, *http.Request) { hidden = true }})
	c := New(Options{})
	defer c.Close()
	if _, err := c.Fetch(t.Context(), Request{URL: target.URL}); fault.CodeOf(err) != fault.Private {
		t.Errorf("loopback: %v, want %s", err, fault.Private)
	}

	// Here 127.0.0.2 is public and 127.0.0.1 is not.
	listener, err := net.Listen("tcp", "127.0.0.2:0")
	if err != nil {
		t.Skipf("no second loopback address: %v", err)
	}
	public := httptest.NewUnstartedServer(redirectTo(target.URL))
	public.Listener.Close()
	public.Listener = listener
	public.Start()
	defer public.Close()
	guard := ssrf.New(ssrf.WithAnyPort(), ssrf.WithAllowedV4Prefixes(netip.MustParsePrefix("127.0.0.2/32")))
	c = newClient(Options{}, guard.Safe)
	defer c.Close()
	if _, err := c.Fetch(t.Context(), Request{URL: public.URL}); fault.CodeOf(err) != fault.Private {
		t.Errorf("redirect to loopback: %v, want %s", err, fault.Private)
	}
	if hidden {
		t.Error("a private address was asked")
	}
}

func TestRobotsUnreachable(t *testing.T) {
	s := site(t, map[string]http.HandlerFunc{
		"/robots.txt": func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(503) },
		"/page":       func(http.ResponseWriter, *http.Request) { t.Error("the page was fetched") },
	})
	if _, err := client(t, Options{}).Fetch(t.Context(), Request{URL: s.URL + "/page"}); fault.CodeOf(err) != fault.Robots {
		t.Errorf("%v, want %s", err, fault.Robots)
	}
}

// A tally is a pace that counts.
type tally struct {
	turns, open int
	delay       time.Duration
}

func (p *tally) Turn(context.Context, string) (func(time.Duration) error, error) {
	p.turns++
	p.open++
	return func(time.Duration) error { p.open--; return nil }, nil
}

func (p *tally) Delay(_ context.Context, _ string, delay time.Duration) error {
	p.delay = max(p.delay, delay)
	return nil
}

func TestRobotsByRedirect(t *testing.T) {
	for hops, want := range map[int]fault.Code{5: fault.Robots, 6: ""} {
		pages := map[string]http.HandlerFunc{
			"/robots.txt":             redirectTo("/r1"),
			fmt.Sprintf("/r%d", hops): text("user-agent: assize\ndisallow: /\ncrawl-delay: 3"),
			"/page":                   text("page"),
		}
		for i := 1; i < hops; i++ {
			pages[fmt.Sprintf("/r%d", i)] = redirectTo(fmt.Sprintf("/r%d", i+1))
		}
		pace := &tally{}
		_, err := client(t, Options{}).Fetch(t.Context(), Request{URL: site(t, pages).URL + "/page", Pace: pace})
		if fault.CodeOf(err) != want {
			t.Errorf("%d redirects: %v, want %q", hops, err, want)
		}
		if want != "" && pace.delay != 3*time.Second {
			t.Errorf("crawl delay %v", pace.delay)
		}
		if want != "" && pace.turns != 6 || want == "" && pace.turns != 7 || pace.open != 0 {
			t.Errorf("%d redirects: %d turns, %d without an end", hops, pace.turns, pace.open)
		}
	}
}

func TestRetryAfter(t *testing.T) {
	now := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	for value, want := range map[string]time.Duration{
		"":                              0,
		"soon":                          0,
		"120":                           2 * time.Minute,
		"-5":                            0,
		"99999999":                      24 * time.Hour,
		"Mon, 23 Nov 2026 12:01:00 GMT": time.Minute,
		"Mon, 23 Nov 2026 11:00:00 GMT": 0,
	} {
		if got := retryAfter(value, now); got != want {
			t.Errorf("Retry-After %q: %v, want %v", value, got, want)
		}
	}
	s := site(t, map[string]http.HandlerFunc{"/page": func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", "7")
		w.WriteHeader(429)
	}})
	got, err := client(t, Options{}).Fetch(t.Context(), Request{URL: s.URL + "/page"})
	if fault.CodeOf(err) != fault.HTTPStatus || got.Status != 429 || got.RetryAfter != 7*time.Second {
		t.Errorf("%+v, %v", got, err)
	}
}
