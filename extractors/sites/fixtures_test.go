package sites_test

import (
	"bytes"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"assize/extractors"
	"assize/extractors/block"
	"assize/extractors/ratings"
	"assize/extractors/record"
	"assize/extractors/sites"
	"assize/extractors/vocab"
	"assize/internal/testkit/golden"
)

// TestFixtures reads a page of our own for each profile, in the shape that it
// expects. The page's first line is a comment with its address.
func TestFixtures(t *testing.T) {
	for _, p := range sites.Embedded().Profiles {
		t.Run(p.Name, func(t *testing.T) {
			got, result := explained(t, fixture(t, p))
			golden.Check(t, filepath.Join("testdata", p.Name+".golden"), got)
			if e := result.Doc.Explanation; e.Profile != p.Name || e.Mismatch != "" {
				t.Errorf("the page is not read by its profile:\n%s", got)
			}
		})
	}
}

// attributes are those that profiles recognise a page's parts by.
var attributes = regexp.MustCompile(` (class|id)="[^"]*"`)

// TestBrokenShapes reads the same pages without their classes and ids, as after a
// relaunch of the site: the general rules read them, and that is said.
func TestBrokenShapes(t *testing.T) {
	for _, p := range sites.Embedded().Profiles {
		if len(p.Hosts) == 0 {
			continue // a system is recognised by its shape alone
		}
		t.Run(p.Name, func(t *testing.T) {
			got, result := explained(t, attributes.ReplaceAll(fixture(t, p), nil))
			if !slices.Contains(result.Document.Flags, "profile_mismatch") || !strings.HasPrefix(result.Doc.Explanation.Mismatch, "profile "+p.Name+" expects: ") {
				t.Errorf("no mismatch is said:\n%s", got)
			}
			if len(result.Doc.Blocks) < 4 || result.Document.Title == "" || result.Document.Publisher != p.Publisher {
				t.Errorf("the general rules read little:\n%s", got)
			}
			if p.Scale != "" && !slices.Contains(result.Doc.Properties, block.Property{Name: "scale", Value: p.Scale, From: "profile"}) {
				t.Errorf("the publisher's scale %s is lost", p.Scale)
			}
		})
	}
}

func fixture(t *testing.T, p *sites.Profile) []byte {
	t.Helper()
	body, err := os.ReadFile(filepath.Join("testdata", p.Name+".html"))
	if err != nil {
		t.Fatal(err)
	}
	return body
}

// explained is what a page is read as, and why.
func explained(t *testing.T, body []byte) ([]byte, extractors.Result) {
	t.Helper()
	comment, _, _ := strings.Cut(string(body), " -->")
	address, err := url.Parse(strings.TrimPrefix(comment, "<!-- "))
	if err != nil {
		t.Fatal(err)
	}
	result, err := extractors.Extract(t.Context(), extractors.Input{URL: address, Body: body, Explain: true})
	if err != nil {
		t.Fatal(err)
	}
	d, e := &result.Document, result.Doc.Explanation
	published := ""
	if d.Published != nil {
		published = d.Published.Value
	}
	var out bytes.Buffer
	fmt.Fprintf(&out, "profile %s\ncontent %s\ntitle %s\npublished %s\npublisher %s\n", e.Profile, e.Content, d.Title, published, d.Publisher)
	for _, link := range d.Links {
		fmt.Fprintf(&out, "%s %s\n", link.Rel, link.URL)
	}
	for _, expected := range e.Expected {
		fmt.Fprintf(&out, "expects %s by %q: %s\n", expected.Part, expected.By, expected.Found)
	}
	for _, note := range result.Notes {
		fmt.Fprintf(&out, "note %s: %s\n", note.Code, note.Message)
	}
	fmt.Fprintln(&out)
	if err := result.Doc.WriteItems(&out); err != nil {
		t.Fatal(err)
	}
	fmt.Fprintln(&out)
	for _, r := range result.Records {
		fmt.Fprintf(&out, "%s by %s: %s\n", r.Head().Kind, r.Head().Rule, r.Head().Text)
	}
	for _, left := range e.Left {
		fmt.Fprintf(&out, "\nleft %s\n  because %s\n", left.Text, left.Reason)
	}
	return out.Bytes(), result
}

// TestSections holds the phrases of the profiles to what a profile is for: each
// says something that the common vocabulary does not.
func TestSections(t *testing.T) {
	for _, p := range sites.Embedded().Profiles {
		own := p.Sections.Headings()
		for _, row := range own[:len(own)-len(vocab.Headings)] {
			phrase := strings.TrimPrefix(row.Phrase, "=")
			if got := own.Heading(phrase); got != row {
				t.Errorf("%s: %q is read as %+v", p.Name, phrase, got)
			}
			if got := vocab.Headings.Heading(phrase); got.Duty == row.Duty && got.Sort == row.Sort {
				t.Errorf("%s: the common vocabulary has %q", p.Name, phrase)
			}
		}
	}
}

// TestSectionsSteer reads one page with and without the headings of its profile.
func TestSectionsSteer(t *testing.T) {
	const page = `<title>Wenlow</title><h1>Wenlow</h1><div class="publication-content"><p>We inspected the force in spring, and again in autumn.</p>
		<h2>Innovative practice</h2><ul><li>The force lends bicycles to its victims.</li></ul></div>`
	for address, want := range map[string]string{
		"https://hmicfrs.justiceinspectorates.gov.uk/wenlow/": "findings-section strength",
		"https://wenlow.example/":                             "",
	} {
		u, err := url.Parse(address)
		if err != nil {
			t.Fatal(err)
		}
		result, err := extractors.Extract(t.Context(), extractors.Input{URL: u, Body: []byte(page)})
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, r := range result.Records {
			if f, ok := r.(*record.Finding); ok {
				got = f.Rule + " " + string(f.Polarity)
			}
		}
		if got != want {
			t.Errorf("%s: %q, want %q", address, got, want)
		}
	}
}

// TestScales holds the scales of the profiles to those that ratings are read on.
func TestScales(t *testing.T) {
	for _, p := range sites.Embedded().Profiles {
		if p.Scale != "" && !slices.ContainsFunc(ratings.Scales, func(s *ratings.Scale) bool { return s.ID == p.Scale }) {
			t.Errorf("%s: scale %q is not known", p.Name, p.Scale)
		}
	}
}

// TestMismatch says what was looked for and not found.
func TestMismatch(t *testing.T) {
	const page = `<!-- https://www.justiceinspectorates.gov.uk/hmiprobation/a/ --><title>Wenlow</title><h1>Wenlow wardens</h1>
		<time datetime="2017-10-05">5 October</time><div class="new-shape"><p>Inspectors visited the wardens in spring, and found that they did much well.</p></div>`
	text, _ := explained(t, []byte(page))
	got := string(text)
	for _, want := range []string{`expects content by ""`, "note profile_mismatch: profile hmi-probation-2017", ".entry-content", "P\tInspectors visited"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
}
