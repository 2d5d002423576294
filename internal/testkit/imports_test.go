// Package testkit_test holds the checks on the house itself.
package testkit_test

import (
	"os/exec"
	"path"
	"strings"
	"testing"
)

// rules say which packages may import which. The first rule whose package
// pattern matches decides; a pattern ending in /... takes in what lies below.
// Standard packages are free unless denied.
var rules = []struct {
	packages string
	allow    []string // module packages and outside modules that may be imported
	deny     []string // standard packages that may not
}{
	{packages: "assize/extractors/record"},
	{packages: "assize/extractors/block"},
	{packages: "assize/extractors/fault"},
	{packages: "assize/index/query"},
	{packages: "assize/extractors/vocab"},
	{packages: "assize/extractors/sites", allow: []string{"assize/extractors/vocab", "github.com/andybalholm/cascadia", "github.com/goccy/go-yaml/...", "golang.org/x/net/html/..."}},
	{
		packages: "assize/extractors/...",
		allow:    []string{"assize/extractors/...", "github.com/PuerkitoBio/goquery", "github.com/andybalholm/cascadia", "github.com/ledongthuc/pdf", "golang.org/x/net/html/...", "golang.org/x/text/..."},
		deny:     []string{"net", "net/http", "os", "os/exec", "database/sql", "math/rand", "math/rand/v2"},
	},
	{packages: "assize/index/...", allow: []string{"assize/extractors/record", "assize/extractors/fault", "assize/index/...", "github.com/blevesearch/...", "go.etcd.io/bbolt/...", "github.com/gofrs/flock"}},
	{packages: "assize/pipeline/...", allow: []string{
		"assize/pipeline/...", "assize/extractors/...", "golang.org/x/...", "modernc.org/sqlite/...", "github.com/klauspost/compress/...",
		"github.com/gofrs/flock", "code.dny.dev/ssrf", "github.com/nlnwa/whatwg-url/...", "github.com/mmcdole/gofeed/...", "github.com/adhocore/gronx/...",
	}},
	{packages: "assize/testdata"},
	{packages: "assize/internal/pdfium", allow: []string{
		"assize/extractors/fault", "assize/extractors/pdfdoc/content/...", "assize/pipeline/isolate/meter", "github.com/klippa-app/go-pdfium/...", "github.com/tetratelabs/wazero/...",
	}},
	{packages: "assize/internal/tesseract", allow: []string{"assize/extractors/fault", "assize/extractors/pdfdoc/content"}},
	{packages: "assize/internal/export", allow: []string{"assize/extractors/record", "assize/pipeline/store", "assize/internal/testkit/...", "github.com/gofrs/flock"}},
	{packages: "assize/internal/saved", allow: []string{"assize/extractors/record", "assize/index/...", "modernc.org/sqlite"}},
	{packages: "assize/internal/...", allow: []string{
		"assize/testdata", "assize/internal/...", "assize/pipeline/...", "assize/extractors/...", "assize/index/...", "github.com/goccy/go-yaml/...",
		"github.com/go-pdf/fpdf", "github.com/santhosh-tekuri/jsonschema/v6", "golang.org/x/...",
	}},
	{packages: "assize/cmd/...", allow: []string{
		"assize/testdata", "assize/internal/...", "assize/pipeline/...", "assize/extractors/...", "assize/index/...", "github.com/spf13/cobra", "github.com/spf13/pflag", "golang.org/x/...",
	}},
}

func TestImportsRunOneWay(t *testing.T) {
	out, err := exec.Command("go", "list", "-f", `{{.ImportPath}} {{join .Imports " "}}`, "assize/...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	seen := 0
	for line := range strings.Lines(string(out)) {
		fields := strings.Fields(line)
		seen++
		for _, imported := range fields[1:] {
			if reason := verdict(fields[0], imported); reason != "" {
				t.Errorf("%s imports %s: %s", fields[0], imported, reason)
			}
		}
	}
	if seen < 15 {
		t.Errorf("go list named %d packages only", seen)
	}
}

func verdict(importer, imported string) string {
	for _, rule := range rules {
		if !matches(rule.packages, importer) {
			continue
		}
		if standard(imported) {
			if matchesAny(rule.deny, imported) {
				return "not in pure code"
			}
			return ""
		}
		if !matchesAny(rule.allow, imported) {
			return "the arrow runs the wrong way, or the dependency is not allowed here"
		}
		return ""
	}
	return "no rule for this package"
}

func matchesAny(patterns []string, name string) bool {
	for _, p := range patterns {
		if matches(p, name) {
			return true
		}
	}
	return false
}

func matches(pattern, name string) bool {
	if base, below := strings.CutSuffix(pattern, "/..."); below {
		return name == base || strings.HasPrefix(name, base+"/")
	}
	return path.Clean(pattern) == name
}

func standard(name string) bool {
	first, _, _ := strings.Cut(name, "/")
	return first != "assize" && !strings.Contains(first, ".")
}
