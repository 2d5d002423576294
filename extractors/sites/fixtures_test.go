package sites_test

import (
	"bytes"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"assize/extractors/htmldoc"
	"assize/extractors/meta"
	"assize/extractors/ratings"
	"assize/extractors/record"
	"assize/extractors/sites"
	"assize/extractors/vocab"
	"assize/internal/testkit/golden"
)

// TestFixtures reads a page of our own for each profile. The page's first line
// is a comment with its address.
func TestFixtures(t *testing.T) {
	for _, p := range sites.Embedded().Profiles {
		t.Run(p.Name, func(t *testing.T) {
			body, err := os.ReadFile(filepath.Join("testdata", p.Name+".html"))
			if err != nil {
				t.Fatal(err)
			}
			got := explained(t, body)
			golden.Check(t, filepath.Join("testdata", p.Name+".golden"), got)
			if !bytes.HasPrefix(got, []byte("profile "+p.Name+"\n")) {
				t.Errorf("the page is not read by its profile:\n%s", got)
			}
		})
	}
}

// explained is what a page is read as, and why.
func explained(t *testing.T, body []byte) []byte {
	t.Helper()
	comment, _, _ := strings.Cut(string(body), " -->")
	address, err := url.Parse(strings.TrimPrefix(comment, "<!-- "))
	if err != nil {
		t.Fatal(err)
	}
	doc, err := htmldoc.Parse(t.Context(), body, htmldoc.Options{URL: address, Explain: true})
	if err != nil {
		t.Fatal(err)
	}
	e := doc.Explanation
	d := meta.Document(doc, meta.Source{URL: address.String()})
	var out bytes.Buffer
	fmt.Fprintf(&out, "profile %s\nchosen %s\ntitle %s\npublished %s\npublisher %s\n", e.Profile, e.Content, d.Title, d.Published.Value, d.Publisher)
	for _, link := range d.Links {
		if link.Rel == record.RelReport {
			fmt.Fprintf(&out, "report %s\n", link.URL)
		}
	}
	for _, expected := range e.Expected {
		fmt.Fprintf(&out, "expects %s by %q: %s\n", expected.Part, expected.By, expected.Found)
	}
	for _, w := range doc.Warnings {
		fmt.Fprintf(&out, "warning %s: %s\n", w.Code, w.Detail)
	}
	fmt.Fprintln(&out)
	if err := doc.WriteItems(&out); err != nil {
		t.Fatal(err)
	}
	for _, left := range e.Left {
		fmt.Fprintf(&out, "\nleft %s\n  because %s\n", left.Text, left.Reason)
	}
	return out.Bytes()
}

// TestSections holds the headings of the profiles to the vocabulary that the
// extractors read by.
func TestSections(t *testing.T) {
	for _, p := range sites.Embedded().Profiles {
		for duty, headings := range map[vocab.Duty][]string{
			vocab.Findings: p.Sections.Findings, vocab.Topic: p.Sections.Topics,
			vocab.Recommendations: p.Sections.Recommendations, vocab.Apparatus: p.Sections.Apparatus,
		} {
			for _, heading := range headings {
				if got := vocab.HeadingOf(heading).Duty; got != duty {
					t.Errorf("%s: below %q stand %s, the vocabulary says %q", p.Name, heading, duty, got)
				}
			}
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

// TestMismatch reads a page that stands on a profile's host and has nothing of
// its shape.
func TestMismatch(t *testing.T) {
	const page = `<!-- https://www.justiceinspectorates.gov.uk/hmiprobation/a/ --><title>Wenlow</title><h1>Wenlow wardens</h1>
		<time datetime="2017-10-05">5 October</time><div class="new-shape"><p>Inspectors visited the wardens in spring, and found that they did much well.</p></div>`
	got := string(explained(t, []byte(page)))
	for _, want := range []string{"expects content by \"\"", "warning profile_mismatch: profile hmi-probation-2017", ".entry-content", "P\tInspectors visited"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
}
