package fetch

import (
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"testing"
	"time"

	"assize/extractors/fault"
	"assize/internal/testkit/faultserver"
	"assize/pipeline/frontier"
)

// TestFaultServer asks a server that misbehaves in every way it knows: each is a
// typed outcome within its limit, and memory does not grow by what the server
// would have it.
func TestFaultServer(t *testing.T) {
	want := map[string]fault.Code{
		"/bomb": fault.TooLarge, "/endless": fault.TooLarge, "/drip": fault.Timeout, "/too-short": fault.Network, "/chunks": fault.Network,
		"/no-http": fault.Network, "/silence": fault.Network, "/loop": fault.HTTPStatus, "/headers": fault.Network,
	}
	s := httptest.NewServer(faultserver.Handler())
	defer s.Close()
	c := client(t, Options{Timeout: 20 * time.Second})
	hurried := client(t, Options{Timeout: 200 * time.Millisecond})
	for path := range faultserver.Faults {
		by := c
		if want[path] == fault.Timeout {
			by = hurried
		}
		runtime.GC()
		before := resident(t)
		_, err := by.Fetch(t.Context(), Request{URL: s.URL + path})
		if fault.CodeOf(err) != want[path] || want[path] == "" {
			t.Errorf("%s: %v, want %q", path, err, want[path])
		}
		if grown := resident(t) - before; grown > 64<<20 {
			t.Errorf("%s: %d MiB more in memory", path, grown>>20)
		}
	}
}

// resident is the memory that the process has from the system, heap and garbage.
func resident(t *testing.T) int64 {
	t.Helper()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.Sys - m.HeapReleased)
}

// TestRefusedAddresses asks for private addresses in the ways of writing them that
// browsers know.
func TestRefusedAddresses(t *testing.T) {
	s := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { t.Errorf("%s was asked", r.Host) }))
	defer s.Close()
	_, port, _ := strings.Cut(strings.TrimPrefix(s.URL, "http://"), ":")
	c := New(Options{Timeout: time.Second})
	defer c.Close()
	for _, host := range []string{
		"127.0.0.1", "127.1", "0x7f.1", "0177.0.0.1", "2130706433", "0x7f000001", "127.0.0.1.", "１２７.0.0.1", "localhost", "0", "0.0.0.0",
		"[::1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[fe80::1]", "169.254.169.254", "10.0.0.1", "192.168.0.1", "172.16.0.1", "100.64.0.1",
	} {
		address, err := frontier.Canonical("http://" + host + ":" + port + "/")
		if err != nil {
			t.Errorf("%s: %v", host, err)
			continue
		}
		if _, err := c.Fetch(t.Context(), Request{URL: address}); fault.CodeOf(err) != fault.Private {
			t.Errorf("%s: %v, want %s", host, err, fault.Private)
		}
	}
}
