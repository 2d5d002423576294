package govuk

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"assize/extractors/block"
	"assize/extractors/fault"
	"assize/extractors/meta"
	"assize/extractors/record"
	"assize/internal/testkit/golden"
)

func TestGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/*.json")
	if err != nil || len(files) == 0 {
		t.Fatalf("no items in testdata: %v", err)
	}
	for _, file := range files {
		body, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		doc, err := Parse(t.Context(), body, Options{})
		if err != nil {
			t.Fatal(err)
		}
		d := meta.Document(doc, meta.Source{URL: "https://www.gov.uk/api/content/x"})
		var got bytes.Buffer
		fmt.Fprintf(&got, "title %s\npublished %s from %s\nupdated %s\npublisher %s\ntype %s\nlanguage %s\naddress %s\n",
			d.Title, d.Published.Value, d.Published.From, d.Updated.Value, d.Publisher, d.Type, d.Language, d.CanonicalURL)
		for _, l := range d.Links {
			fmt.Fprintf(&got, "%s %s\n", l.Rel, l.URL)
		}
		for _, w := range doc.Warnings {
			fmt.Fprintf(&got, "warning %s\n", w.Code)
		}
		fmt.Fprintln(&got)
		if err := doc.WriteItems(&got); err != nil {
			t.Fatal(err)
		}
		golden.Check(t, strings.TrimSuffix(file, ".json")+".golden", got.Bytes())
		for _, b := range doc.Blocks {
			if b.Evidence[0] != block.FromAPI {
				t.Errorf("read from %s: %q", b.Evidence[0], b.Text)
			}
			for _, span := range b.Spans {
				if doc.Text[span.Start:span.End] != b.Text {
					t.Errorf("the span does not give the text: %+v", b)
				}
			}
		}
	}
}

func TestFaults(t *testing.T) {
	for body, want := range map[string]fault.Code{
		`{"base_path":`: fault.Malformed,
		`{"base_path":"/a","content_id":"1","details":{},"document_type":"guide"}`:                            fault.Malformed,
		`{"base_path":"%zz","title":"A","content_id":"1","details":{},"document_type":"guide"}`:               fault.Malformed,
		`{"base_path":"/a","title":"\u200b","content_id":"1","details":{"body":[1]},"document_type":"guide"}`: fault.Empty,
	} {
		if _, err := Parse(t.Context(), []byte(body), Options{}); fault.CodeOf(err) != want {
			t.Errorf("%s: %v, want %s", body, err, want)
		}
	}
}

// TestCorpus reads real items: each has its title, and the headings that its
// data lists, but for the few that the data lists in other words.
func TestCorpus(t *testing.T) {
	files, err := filepath.Glob("../../../shared/corpus/html/govuk/*.json")
	if err != nil {
		t.Fatal(err)
	}
	if len(files) == 0 {
		t.Skip("no items in ../shared/corpus/html/govuk")
	}
	listed, found := 0, 0
	for _, file := range files {
		body, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var want struct {
			Title   string
			Details struct {
				Headers []struct{ Text string }
			}
		}
		if err := json.Unmarshal(body, &want); err != nil {
			t.Fatal(err)
		}
		if !Sniff(body) {
			t.Errorf("%s is not recognised", file)
		}
		doc, err := Parse(t.Context(), body, Options{})
		if err != nil {
			t.Errorf("%s: %v", file, err)
			continue
		}
		if got := doc.Blocks[0]; !got.Title || got.Text != record.Normalise(want.Title) {
			t.Errorf("%s: title %q, want %q", file, got.Text, want.Title)
		}
		headings := map[string]bool{}
		for _, b := range doc.Blocks {
			headings[strings.TrimSuffix(b.Text, ":")] = b.Kind == block.Heading
		}
		for _, h := range want.Details.Headers {
			listed++
			if headings[strings.TrimSuffix(record.Normalise(h.Text), ":")] {
				found++
			}
		}
	}
	if found*100 < listed*94 {
		t.Errorf("%d of %d headings", found, listed)
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(`{"base_path":"/a","title":"A","details":{"body":"<p>One.</p>"}}`))
	f.Add([]byte(`{"base_path":"/a","title":"A","details":{"body":[{"content_type":"text/html","content":"<p>One."}],"parts":[{}]}}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		doc, err := Parse(context.Background(), body, Options{})
		if doc == nil && err == nil {
			t.Fatal("neither a document nor an error")
		}
	})
}
