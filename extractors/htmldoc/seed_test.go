package htmldoc_test

import (
	"context"
	"encoding/json"
	"net/url"
	"os"
	"reflect"
	"strings"
	"testing"

	"assize/extractors/block"
	"assize/extractors/htmldoc"
	"assize/extractors/meta"
	"assize/extractors/record"
)

// seedFolder holds the page that the project began from; see ../shared.
const seedFolder = "../../../shared/corpus/seed/"

type seed struct {
	Document struct{ Title, Published, Author, Language string }
	Quotes   []struct{ Text string }
	Findings []struct {
		Section []string
		LeadIn  string `json:"lead_in"`
		Items   []string
	}
	Never []string `json:"never_in_any_record"`
}

func TestSeed(t *testing.T) {
	body, err := os.ReadFile(seedFolder + "cumbria.html")
	if err != nil {
		t.Skipf("the corpus folder %s is not there: %v", seedFolder, err)
	}
	expected, err := os.ReadFile(seedFolder + "cumbria.expected.json")
	if err != nil {
		t.Fatal(err)
	}
	var want seed
	if err := json.Unmarshal(expected, &want); err != nil {
		t.Fatal(err)
	}
	address, _ := url.Parse("https://www.russellwebster.com/cumbria-probation-inspection17/")
	doc, err := htmldoc.Parse(context.Background(), body, htmldoc.Options{URL: address})
	if err != nil {
		t.Fatal(err)
	}
	d := meta.Document(doc, meta.Source{URL: address.String(), Snapshot: record.HashBytes(body)})
	if d.Title != want.Document.Title || d.Published == nil || d.Published.Value != want.Document.Published ||
		d.Language != want.Document.Language || !reflect.DeepEqual(d.Authors, []string{want.Document.Author}) {
		t.Errorf("document: %+v", d)
	}
	if err := d.Check(); err != nil {
		t.Error(err)
	}
	var quotes []string
	for i := range doc.Blocks {
		switch b := &doc.Blocks[i]; {
		case b.Kind == block.Quote && i > 0 && doc.Blocks[i-1].Group == b.Group:
			quotes[len(quotes)-1] += " " + b.Text
		case b.Kind == block.Quote:
			quotes = append(quotes, b.Text)
		}
	}
	if len(quotes) != len(want.Quotes) {
		t.Fatalf("%d block quotes, want %d", len(quotes), len(want.Quotes))
	}
	for i, q := range quotes {
		if q != record.Normalise(want.Quotes[i].Text) {
			t.Errorf("quote %d: %s", i, q)
		}
	}
	var items []block.Block
	for _, b := range doc.Blocks {
		if b.Kind == block.ListItem {
			items = append(items, b)
		}
		for _, never := range want.Never {
			if strings.Contains(b.Text, never) {
				t.Errorf("%s block has %q: %s", b.Kind, never, b.Text)
			}
		}
	}
	for _, f := range want.Findings {
		for ordinal, text := range f.Items {
			if len(items) == 0 {
				t.Fatalf("no list item for %q", text)
			}
			b := items[0]
			items = items[1:]
			if b.Text != text || !reflect.DeepEqual(b.Section, f.Section) || b.LeadIn != f.LeadIn || b.Ordinal != ordinal+1 {
				t.Errorf("item %+v, want %q in %q after %q", b, text, f.Section, f.LeadIn)
			}
		}
	}
	if len(items) > 0 {
		t.Errorf("%d list items too many", len(items))
	}
	captions := 0
	for _, b := range doc.Blocks {
		if b.Kind == block.Note {
			captions++
		}
	}
	if captions != 1 {
		t.Errorf("%d notes, want the caption", captions)
	}
}
