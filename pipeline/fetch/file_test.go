package fetch

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"assize/extractors/fault"
)

func TestFiles(t *testing.T) {
	dir := t.TempDir()
	write := func(name string, size int) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(strings.Repeat("x", size)), 0o644); err != nil {
			t.Fatal(err)
		}
		return path
	}
	c := client(t, Options{MaxBody: 100})
	for path, want := range map[string]fault.Code{
		write("a report #1 100%?.txt", 5): "",
		write("limit.txt", 100):           "",
		write("large.txt", 101):           fault.TooLarge,
		write("empty.txt", 0):             fault.Empty,
		dir:                               fault.Unsupported,
		filepath.Join(dir, "none.txt"):    fault.NotFound,
	} {
		address, err := FileURL(path)
		if err != nil {
			t.Fatal(err)
		}
		if back, err := FilePath(address); err != nil || back != path {
			t.Errorf("%s is %s and back %s, %v", path, address, back, err)
		}
		got, err := c.Fetch(t.Context(), Request{URL: address})
		if fault.CodeOf(err) != want || (err != nil) != (want != "") {
			t.Errorf("%s: %v, want %q", path, err, want)
		}
		if err != nil && !strings.Contains(err.Error(), path) {
			t.Errorf("the message does not name the path: %v", err)
		}
		if err == nil && len(got.Body) == 0 {
			t.Errorf("%s: no body", path)
		}
	}
}

func TestDeniedFile(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("root may read every file")
	}
	path := filepath.Join(t.TempDir(), "a.txt")
	if err := os.WriteFile(path, []byte("x"), 0); err != nil {
		t.Fatal(err)
	}
	address, err := FileURL(path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := client(t, Options{}).Fetch(t.Context(), Request{URL: address}); fault.CodeOf(err) != fault.Denied {
		t.Errorf("%v, want %s", err, fault.Denied)
	}
}
