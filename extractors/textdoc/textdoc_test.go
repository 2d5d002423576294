package textdoc

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"assize/extractors/block"
	"assize/extractors/fault"
	"assize/extractors/record"
	"assize/internal/testkit/golden"
)

func blocksOf(t *testing.T, text string) *block.Doc {
	t.Helper()
	doc, err := Parse(context.Background(), []byte(text), Options{})
	if err != nil {
		t.Fatal(err)
	}
	checkSpans(t, doc)
	return doc
}

// checkSpans holds every block against the artefact.
func checkSpans(t *testing.T, doc *block.Doc) {
	t.Helper()
	end := 0
	for _, b := range doc.Blocks {
		if len(b.Spans) != 1 {
			t.Fatalf("%d spans: %+v", len(b.Spans), b)
		}
		s := b.Spans[0]
		if s.Start < end || s.End <= s.Start || s.End > len(doc.Text) || record.Normalise(doc.Text[s.Start:s.End]) != b.Text || b.Text == "" {
			t.Fatalf("the span does not give the text: %+v", b)
		}
		end = s.End
	}
}

func TestGolden(t *testing.T) {
	texts, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(texts) == 0 {
		t.Fatalf("no texts in testdata: %v", err)
	}
	for _, text := range texts {
		t.Run(filepath.Base(text), func(t *testing.T) {
			body, err := os.ReadFile(text)
			if err != nil {
				t.Fatal(err)
			}
			doc := blocksOf(t, string(body))
			var got bytes.Buffer
			if err := doc.WriteItems(&got); err != nil {
				t.Fatal(err)
			}
			golden.Check(t, strings.TrimSuffix(text, ".txt")+".items", got.Bytes())
			windows := blocksOf(t, strings.ReplaceAll(string(body), "\n", "\r\n"))
			if len(windows.Blocks) != len(doc.Blocks) {
				t.Errorf("CRLF line ends change the blocks: %d, %d", len(windows.Blocks), len(doc.Blocks))
			}
		})
	}
}

func TestNestedLists(t *testing.T) {
	doc := blocksOf(t, "Reasons:\n\n1. One\n   a) under\n   b) under too\n2. Two\n\nAnd also:\n\n• dot\n")
	type row struct {
		text, label, leadIn   string
		depth, ordinal, group int
	}
	want := []row{
		{"One", "1", "Reasons:", 1, 1, 1}, {"under", "a", "", 2, 1, 2}, {"under too", "b", "", 2, 2, 2},
		{"Two", "2", "Reasons:", 1, 2, 1}, {"dot", "", "And also:", 1, 1, 3},
	}
	var got []row
	for _, b := range doc.Blocks {
		if b.Kind == block.ListItem {
			got = append(got, row{b.Text, b.Label, b.LeadIn, b.Depth, b.Ordinal, b.Group})
		}
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%+v", got)
	}
}

func TestDecode(t *testing.T) {
	for _, test := range []struct{ body, contentType, want string }{
		{"café\r\n", "", "café\r\n"},
		{"\xef\xbb\xbfcafé", "", "café"},
		{"caf\xe9 \x93so\x94", "", "café “so”"},
		{"caf\xe9", "text/plain; charset=utf-8", "café"},
		{"\xcf", "text/plain; charset=windows-1251", "П"},
		{"\xff\xfec\x00\xe9\x00", "", "cé"},
		{"\xfe\xff\x00c\x00\xe9", "", "cé"},
	} {
		if got, err := decode([]byte(test.body), test.contentType); got != test.want || err != nil {
			t.Errorf("decode(%q) = %q, %v", test.body, got, err)
		}
	}
}

func TestErrors(t *testing.T) {
	for body, want := range map[string]fault.Code{"": fault.Empty, " \r\n\t\n": fault.Empty, "----\n": fault.Empty, "GIF89a\x00\x01": fault.Malformed} {
		if _, err := Parse(context.Background(), []byte(body), Options{}); fault.CodeOf(err) != want {
			t.Errorf("%q: %v, want %s", body, err, want)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Parse(ctx, []byte("Text."), Options{}); fault.CodeOf(err) != fault.Cancelled {
		t.Errorf("a cancelled parse: %v", err)
	}
}

// seedFolder holds the text that the project began from; see ../shared.
const seedFolder = "../../../shared/corpus/seed/"

func TestSeed(t *testing.T) {
	texts, _ := filepath.Glob(seedFolder + "000_*.txt")
	if len(texts) == 0 {
		t.Skipf("the corpus folder %s is not there", seedFolder)
	}
	body, err := os.ReadFile(texts[0])
	if err != nil {
		t.Fatal(err)
	}
	expected, err := os.ReadFile(seedFolder + "cumbria.expected.json")
	if err != nil {
		t.Fatal(err)
	}
	var want struct {
		Findings []struct {
			Section []string
			Items   []string
		}
	}
	if err := json.Unmarshal(expected, &want); err != nil {
		t.Fatal(err)
	}
	var items []block.Block
	for _, b := range blocksOf(t, string(body)).Blocks {
		if b.Kind == block.ListItem {
			items = append(items, b)
		}
	}
	for _, f := range want.Findings {
		for _, text := range f.Items {
			if len(items) == 0 {
				t.Fatalf("no list item for %q", text)
			}
			if items[0].Text != text || !reflect.DeepEqual(items[0].Section, f.Section) {
				t.Errorf("item %q in %q, want %q in %q", items[0].Text, items[0].Section, text, f.Section)
			}
			items = items[1:]
		}
	}
	if len(items) > 0 {
		t.Errorf("%d list items too many", len(items))
	}
}

func FuzzParse(f *testing.F) {
	texts, _ := filepath.Glob("testdata/*.txt")
	for _, text := range texts {
		if body, err := os.ReadFile(text); err == nil {
			f.Add(body)
		}
	}
	f.Add([]byte("1. a\n  - b\n\tc\n===\n\u00a0\n\u200b\n• \u00ad"))
	f.Add([]byte("\xff\xfe\x00"))
	f.Fuzz(func(t *testing.T, body []byte) {
		doc, err := Parse(context.Background(), body, Options{})
		if doc == nil || err != nil && fault.CodeOf(err) == "" {
			t.Fatalf("doc %v, err %v", doc, err)
		}
		checkSpans(t, doc)
	})
}
