package trace_test

import (
	"strings"
	"testing"

	"assize/extractors/block"
	"assize/extractors/record"
	"assize/extractors/trace"
)

// wrapped is a paragraph that is hard-wrapped in the artefact and goes on over a
// page break.
func wrapped() *block.Doc {
	text := "12\nThe “supply\n  chain” was\n\fthin – too thin.\n"
	first, second := strings.Index(text, "The"), strings.Index(text, "thin")
	return &block.Doc{
		Text: text, Method: "layout", Pages: []block.Page{{Label: "1"}, {Label: "2"}},
		Blocks: []block.Block{{
			Kind: block.Paragraph, Text: "The “supply chain” was thin – too thin.", Evidence: []block.Evidence{block.FromLayout},
			Spans: []block.Span{
				{Page: 1, Start: first, End: strings.Index(text, "\n\f"), Quads: []block.Quad{{1}}},
				{Page: 2, Start: second, End: len(text) - 1},
			},
		}},
	}
}

func TestWithinFindsEveryRange(t *testing.T) {
	doc := wrapped()
	b := &doc.Blocks[0]
	for start := range b.Text {
		for end := range b.Text {
			if end <= start {
				continue
			}
			want := record.Normalise(b.Text[start:end])
			var parts []string
			for _, s := range trace.Within(doc, b, start, end) {
				parts = append(parts, doc.Text[s.Start:s.End])
			}
			if got := record.Join(parts); got != want {
				t.Fatalf("Within(%d, %d) says %q, want %q", start, end, got, want)
			}
		}
	}
}

// What else than the extractor read a page is said of all that stands on it; of
// two pages that were recognised, the lower confidence.
func TestEngine(t *testing.T) {
	doc := wrapped()
	for _, test := range []struct {
		first, second  block.Page
		document, both string
		confidence     float64
	}{
		{block.Page{}, block.Page{}, "", "", 0},
		{block.Page{}, block.Page{Engine: "pdfium"}, "", "pdfium", 0},
		{block.Page{Engine: "pdfium"}, block.Page{Engine: "pdfium"}, "pdfium", "pdfium", 0},
		{block.Page{}, block.Page{Engine: "tesseract", Confidence: 0.8}, "", "tesseract", 0.8},
		{block.Page{Engine: "tesseract", Confidence: 0.9}, block.Page{Engine: "tesseract", Confidence: 0.8}, "tesseract", "tesseract", 0.8},
	} {
		doc.Pages = []block.Page{test.first, test.second}
		tr := trace.New(doc, record.HashBytes(nil), "pdfdoc/1", "")
		p := tr.Block(&doc.Blocks[0])
		if got := tr.Document().Engine; got != test.document || p.Engine != test.both || p.OCRConfidence != test.confidence {
			t.Errorf("%+v: document %q, block %q with %g", test, got, p.Engine, p.OCRConfidence)
		}
	}
}

func TestBlock(t *testing.T) {
	doc := wrapped()
	tr := trace.New(doc, record.HashBytes(nil), "pdfdoc/1", "https://example.org/r.pdf#x")
	p := tr.Block(&doc.Blocks[0])
	f := &record.Finding{Common: record.Common{Text: doc.Blocks[0].Text}, Provenance: p}
	record.Identify("d_1", []record.Record{f})
	if err := record.Check(f, doc.Text); err != nil {
		t.Error(err)
	}
	if p.Open != "https://example.org/r.pdf#page=1" || p.Spans[1].PageLabel != "2" || len(p.Spans[0].Quads) != 1 {
		t.Errorf("provenance = %+v", p)
	}
	if p.Selector.Prefix != "12\n" || p.Selector.Suffix != "\n" || p.Method != record.MethodLayout {
		t.Errorf("selector = %+v, method %s", p.Selector, p.Method)
	}
}

func TestOpen(t *testing.T) {
	words := "One, two-three four five six seven eight nine ten eleven twelve."
	doc := &block.Doc{Text: words, Blocks: []block.Block{{Text: words, Spans: []block.Span{{End: len(words)}}}}}
	for address, want := range map[string]string{
		"":                        "",
		"file:///saved/page.html": "file:///saved/page.html",
		"https://example.org/a#b": "https://example.org/a#:~:text=One%2C%20two%2Dthree%20four%20five%20six,eight%20nine%20ten%20eleven%20twelve.",
	} {
		if got := trace.New(doc, "", "x/1", address).Block(&doc.Blocks[0]).Open; got != want {
			t.Errorf("%q opens %q, want %q", address, got, want)
		}
	}
}
