package quotes

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"assize/extractors/htmldoc"
	"assize/extractors/record"
	"assize/extractors/trace"
)

// The page that the project is measured by first: every quote whole and
// credited to the person's full name, and nothing else.
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
		Quotes []struct {
			Text       string
			Speaker    struct{ Name, Role string }
			Resolution record.Resolution
		}
	}
	if err := json.Unmarshal(truth, &want); err != nil {
		t.Fatal(err)
	}
	doc, err := htmldoc.Parse(context.Background(), page, htmldoc.Options{})
	if err != nil {
		t.Fatal(err)
	}
	got := Extract(doc, trace.New(doc, record.HashBytes(page), "htmldoc/1", ""), Page{})
	if len(got) != len(want.Quotes) {
		t.Fatalf("%d quotes, want %d", len(got), len(want.Quotes))
	}
	for i, w := range want.Quotes {
		g := got[i]
		if g.Text != record.Normalise(w.Text) || g.Speaker.Name != w.Speaker.Name || g.Speaker.Role != w.Speaker.Role || g.Resolution != w.Resolution {
			t.Errorf("quote %d is %q by %+v (%s), want %+v", i+1, g.Text, g.Speaker, g.Resolution, w)
		}
	}
}
