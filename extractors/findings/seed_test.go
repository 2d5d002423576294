package findings

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"assize/extractors/gazetteer"
	"assize/extractors/htmldoc"
	"assize/extractors/record"
	"assize/extractors/trace"
	"assize/extractors/vocab"
)

// The page that the project is measured by first: nine findings under three
// sections, their lead-ins kept, wrapped lines joined, and nothing else.
func TestSeed(t *testing.T) {
	dir := filepath.Join("..", "..", "..", "shared", "corpus", "seed")
	page, err := os.ReadFile(filepath.Join(dir, "cumbria.html"))
	if err != nil {
		t.Skip("the corpus is not beside the checkout: ../shared/corpus/seed/cumbria.html")
	}
	truth, err := os.ReadFile(filepath.Join(dir, "cumbria.expected.json"))
	if err != nil {
		t.Fatal(err)
	}
	var want struct {
		Findings []struct {
			Section []string
			LeadIn  string `json:"lead_in"`
			Items   []string
		}
	}
	if err := json.Unmarshal(truth, &want); err != nil {
		t.Fatal(err)
	}
	doc, err := htmldoc.Parse(context.Background(), page, htmldoc.Options{})
	if err != nil {
		t.Fatal(err)
	}
	got := Extract(doc, trace.New(doc, record.HashBytes(page), "htmldoc/1", ""), vocab.Headings, nil, gazetteer.Read(doc.Text, gazetteer.Rules{Gazetteer: gazetteer.Embedded()}))
	n := 0
	for _, list := range want.Findings {
		for _, item := range list.Items {
			if n == len(got) {
				t.Fatalf("only %d findings; missing %q", n, item)
			}
			f := got[n]
			n++
			if f.Text != record.Normalise(item) || !slices.Equal(f.Section, list.Section) || f.LeadIn != list.LeadIn {
				t.Errorf("finding %d is %q in %q after %q, want %q in %q after %q", n, f.Text, f.Section, f.LeadIn, item, list.Section, list.LeadIn)
			}
		}
	}
	for _, f := range got[n:] {
		t.Errorf("one finding too many: %q", f.Text)
	}
}
