package frontier

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestWebPlatformCases holds Canonical against the cases of the URL Standard's own
// suite (web-platform-tests, url/resources/urltestdata.json) that are about http
// and https. The module that parses URLs carries it.
func TestWebPlatformCases(t *testing.T) {
	dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/nlnwa/whatwg-url").Output()
	if err != nil {
		t.Skipf("the module of the URL cases is not there: %v", err)
	}
	data, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(dir)), "testdata", "urltestdata.json"))
	if err != nil {
		t.Skipf("the URL cases are not there: %v", err)
	}
	var lines []json.RawMessage
	if err := json.Unmarshal(data, &lines); err != nil {
		t.Fatal(err)
	}
	read, refused := 0, 0
	for _, line := range lines {
		var c struct {
			Input, Base, Href, Protocol string
			Failure                     bool
		}
		if json.Unmarshal(line, &c) != nil { // a comment
			continue
		}
		input := c.Input
		if c.Base != "" && c.Base != "about:blank" {
			input, err = Resolve(c.Base, c.Input)
			if web := c.Protocol == "http:" || c.Protocol == "https:"; (err == nil) != web {
				t.Errorf("%q on %q: %v, want an error: %v", c.Input, c.Base, err, !web)
			}
			if err != nil {
				if c.Failure {
					refused++
				}
				continue
			}
		}
		got, err := Canonical(input)
		switch web := c.Protocol == "http:" || c.Protocol == "https:"; {
		case c.Failure && err == nil:
			t.Errorf("Canonical(%q) = %q, want an error", input, got)
		case c.Failure:
			refused++
		case web && (err != nil || got != withoutExtras(c.Href)):
			t.Errorf("Canonical(%q) = %q, %v; want %q", input, got, err, withoutExtras(c.Href))
		case web:
			read++
		}
	}
	t.Logf("%d addresses read, %d refused", read, refused)
	if read < 200 || refused < 100 {
		t.Errorf("%d addresses read and %d refused are too few for the suite", read, refused)
	}
}

// withoutExtras takes from an href of the suite what a canonical URL leaves out:
// the fragment, credentials and an empty query.
func withoutExtras(href string) string {
	href, _, _ = strings.Cut(href, "#")
	scheme, rest, _ := strings.Cut(href, "://")
	authority, path, _ := strings.Cut(rest, "/")
	authority = authority[strings.LastIndex(authority, "@")+1:]
	return scheme + "://" + authority + "/" + strings.TrimSuffix(path, "?")
}
