package discover

import (
	"bytes"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/mmcdole/gofeed"

	"assize/extractors/fault"
	"assize/pipeline/fetch"
)

// TestGofeedData serves the feeds that gofeed is tested with and wants the
// titles, links and dates that it finds in them.
func TestGofeedData(t *testing.T) {
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/mmcdole/gofeed").Output()
	dir := filepath.Join(strings.TrimSpace(string(out)), "testdata")
	if _, missing := os.Stat(dir); err != nil || missing != nil {
		t.Skipf("the test data of gofeed is not in the module cache: %v", err)
	}
	server := httptest.NewServer(http.FileServer(http.Dir(dir)))
	defer server.Close()
	client := fetch.New(fetch.Options{AllowPrivate: true})
	defer client.Close()
	feeds, items := 0, 0
	err = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) != ".xml" && !strings.HasPrefix(d.Name(), "json1") {
			return err
		}
		name, err := filepath.Rel(dir, path)
		if err == nil {
			feeds++
			items += compare(t, client, server.URL, dir, name)
		}
		return err
	})
	if err != nil || feeds < 500 || items < 20 {
		t.Errorf("%d feeds and %d items with addresses were compared, %v", feeds, items, err)
	}
}

// compare holds what a feed gives over HTTP against what gofeed reads in its
// file, and counts the items that have an address.
func compare(t *testing.T, client *fetch.Client, server, dir, name string) (items int) {
	data, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	want, failure := gofeed.NewParser().Parse(bytes.NewReader(data))
	response, err := client.Fetch(t.Context(), fetch.Request{URL: server + "/" + filepath.ToSlash(name)})
	if fault.CodeOf(err) == fault.Empty && failure != nil {
		return 0
	}
	if err != nil {
		t.Fatal(err)
	}
	at, err := url.Parse(response.URL)
	if err != nil {
		t.Fatal(err)
	}
	found, err := Read(Feed, at, response.Body)
	if (err == nil) != (failure == nil) {
		t.Errorf("%s: %v, want %v", name, err, failure)
	}
	if failure != nil {
		return 0
	}
	got := slices.DeleteFunc(found.Entries, func(e Entry) bool { return strings.HasSuffix(e.URL, ".pdf") })
	for _, item := range want.Items {
		link := resolve(at, item.Link)
		if item.Link == "" || link == "" {
			continue
		}
		if len(got) == items {
			t.Errorf("%s: %q is missing", name, item.Link)
			break
		}
		date := item.UpdatedParsed
		if date == nil {
			date = item.PublishedParsed
		}
		e := got[items]
		items++
		if e.Title != item.Title || e.URL != link || date != nil && !date.Equal(e.Modified) || date == nil && !e.Modified.IsZero() {
			t.Errorf("%s: got %+v, want %+v", name, e, item)
		}
	}
	return items
}
