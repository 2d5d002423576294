package pdfdoc

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"assize/extractors/block"
	"assize/extractors/fault"

	"github.com/go-pdf/fpdf"
)

// report is a page of text with a link over two lines, a page with a drawing
// alone, and the document's data.
func report(t testing.TB) []byte {
	t.Helper()
	w := fpdf.New("P", "pt", "A4", "")
	w.SetTitle("Inspection of Anytown", true)
	w.SetAuthor("A. N. Inspector", true)
	w.SetCreationDate(time.Date(2024, 1, 31, 9, 30, 0, 0, time.UTC))
	w.SetLang("en-GB")
	w.AddPage()
	w.SetFont("Helvetica", "", 12)
	w.Write(20, "The findings stand in ")
	w.WriteLinkString(20, "the annual report of the inspectorate, which everybody may read in full and free of charge", "https://example.org/report")
	w.Write(20, " and nowhere else.")
	w.AddPage()
	w.Rect(50, 50, 200, 100, "F")
	var out bytes.Buffer
	if err := w.Output(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func parse(t *testing.T, body []byte) *block.Doc {
	t.Helper()
	doc, err := Parse(t.Context(), body, Options{})
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

func TestParse(t *testing.T) {
	doc := parse(t, report(t))
	if len(doc.Pages) != 2 || doc.Method != "layout" {
		t.Errorf("%d pages by %q", len(doc.Pages), doc.Method)
	}
	if text := strings.Join(strings.Fields(doc.Text), " "); text != "The findings stand in the annual report of the inspectorate, "+
		"which everybody may read in full and free of charge and nowhere else." {
		t.Errorf("text %q", text)
	}
	for _, want := range []block.Property{
		{Name: "title", Value: "Inspection of Anytown", From: "pdf-info"},
		{Name: "author", Value: "A. N. Inspector", From: "pdf-info"},
		{Name: "published", Value: "2024-01-31T09:30:00Z", From: "pdf-info"},
		{Name: "language", Value: "en-GB", From: "pdf-info"},
	} {
		if !slices.Contains(doc.Properties, want) {
			t.Errorf("%+v is not among %+v", want, doc.Properties)
		}
	}
	want := block.Link{Href: "https://example.org/report", Main: true,
		Text: "the annual report of the inspectorate, which everybody may read in full and free of charge"}
	if len(doc.Links) != 1 || doc.Links[0] != want {
		t.Errorf("links %+v", doc.Links)
	}
	if codes := codes(doc); !slices.Equal(codes, []string{"no_text_layer 2"}) {
		t.Errorf("warnings %v", codes)
	}
}

func codes(doc *block.Doc) (codes []string) {
	for _, w := range doc.Warnings {
		codes = append(codes, fmt.Sprintf("%s %d", w.Code, w.Page))
	}
	return codes
}

// The report of a prison is tagged; without its tags it has the same items.
func TestTags(t *testing.T) {
	body, err := os.ReadFile("../../testdata/site/prisons/stannick-moor.pdf")
	if err != nil {
		t.Fatal(err)
	}
	tagged := parse(t, body)
	bare, err := Parse(t.Context(), body, Options{IgnoreTags: true})
	if err != nil {
		t.Fatal(err)
	}
	if tagged.Method != "tagged" || bare.Method != "layout" {
		t.Errorf("methods %s, %s", tagged.Method, bare.Method)
	}
	both := []block.Evidence{block.FromTags, block.FromLayout}
	for i, b := range items(tagged) {
		if other := items(bare); i >= len(other) || b.Text != other[i].Text || b.Depth != other[i].Depth || b.Marker != other[i].Marker {
			t.Errorf("item %d is %q with tags and another without", i, b.Text)
		}
		if !slices.Equal(b.Evidence, both) {
			t.Errorf("%q: evidence %v", b.Text, b.Evidence)
		}
	}
	if !slices.ContainsFunc(tagged.Blocks, func(b block.Block) bool {
		return b.Header && b.Text == "2023" && b.Row == 1 && b.Col == 3 && slices.Contains(b.Evidence, block.FromTags)
	}) {
		t.Error("the header of the table is not known from the tags")
	}
}

func items(doc *block.Doc) (out []block.Block) {
	for _, b := range doc.Blocks {
		if b.Kind == block.ListItem {
			out = append(out, b)
		}
	}
	return out
}

// A tree that leaves most of the text out is ignored, and so is one of a page's
// text; both are said.
func TestTagsIgnored(t *testing.T) {
	file := func(k string) []byte {
		text := func(lines int) string {
			out := ""
			for i := range lines {
				out += fmt.Sprintf("/P <</MCID %d>> BDC BT /F 12 Tf 50 %d Td (word) Tj ET EMC\n", i, 700-20*i)
			}
			return fmt.Sprintf("<</Length %d>>\nstream\n%s\nendstream", len(out), out)
		}
		page := "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 7 0 R>>>>/Contents "
		return []byte("%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R/StructTreeRoot <</K " + k + ">>>> endobj\n" +
			"2 0 obj <</Type/Pages/Kids[3 0 R 4 0 R]/Count 2>> endobj\n3 0 obj " + page + "5 0 R>> endobj\n4 0 obj " + page + "6 0 R>> endobj\n" +
			"5 0 obj " + text(30) + " endobj\n6 0 obj " + text(2) + " endobj\n" +
			"7 0 obj <</Type/Font/Subtype/Type1/BaseFont/Helvetica>> endobj\ntrailer <</Root 1 0 R>>\n%%EOF")
	}
	all := "["
	for i := range 30 {
		all += fmt.Sprintf("<</S/P/Pg 3 0 R/K %d>>", i)
	}
	for k, want := range map[string][]string{
		"<</S/P/Pg 3 0 R/K[0 1 2]>>":      {"tags_ignored 0", "repaired 0"},
		all + "]":                         {"tags_ignored 2", "repaired 0"},
		all + "<</S/P/Pg 4 0 R/K[0 1]>>]": {"repaired 0"},
	} {
		if got := codes(parse(t, file(k))); !slices.Equal(got, want) {
			t.Errorf("%.40s: warnings %v, want %v", k, got, want)
		}
	}
}

// A font that nothing maps gives U+FFFD, and a warning.
func TestTextLost(t *testing.T) {
	doc := parse(t, []byte(unmapped))
	if got := codes(doc); !slices.Equal(got, []string{"repaired 0", "text_lost 1"}) {
		t.Errorf("warnings %v", got)
	}
	if !strings.Contains(doc.Text, "\uFFFD\uFFFD") {
		t.Errorf("text %q", doc.Text)
	}
}

// What stands before a cut is delivered, and the cut is said.
func TestCutShort(t *testing.T) {
	body := report(t)
	doc, err := Parse(t.Context(), body[:len(body)*9/10], Options{})
	if fault.CodeOf(err) != fault.Truncated {
		t.Fatalf("error %v", err)
	}
	if doc == nil || len(doc.Blocks) == 0 {
		t.Errorf("nothing was read: %+v", doc)
	}
}

func TestParseFailures(t *testing.T) {
	for name, test := range map[string]struct {
		body string
		code fault.Code
	}{
		"empty": {"", fault.Empty},
		"HTML":  {"<html><body>Not found</body></html>", fault.Malformed},
		"cut":   {strings.Split(string(report(t)), "4 0 obj")[0], fault.Malformed},
	} {
		if doc, err := Parse(t.Context(), []byte(test.body), Options{}); doc != nil || fault.CodeOf(err) != test.code {
			t.Errorf("%s: document %v, error %v", name, doc, err)
		}
	}
}

func TestSniff(t *testing.T) {
	for body, want := range map[string]bool{
		"%PDF-1.7\n": true, "\xef\xbb\xbf\n%PDF-1.4": true, "<html>": false, "": false, strings.Repeat(" ", 2000) + "%PDF-1.4": false,
	} {
		if got := Sniff([]byte(body)); got != want {
			t.Errorf("%.10q: got %v", body, got)
		}
	}
}

// Every file of the corpus gives a document or a typed error, and no parser
// panics; the figures are for the reader of the log.
func TestCorpus(t *testing.T) {
	const folder = "../../../shared/corpus/pdf"
	if testing.Short() {
		t.Skip("reads some hundred files")
	}
	files, err := filepath.Glob(folder + "/*/*.pdf")
	if err != nil || len(files) == 0 {
		t.Skipf("the corpus %s is not here", folder)
	}
	failed := map[fault.Code]int{}
	for _, file := range files {
		body, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		doc, err := Parse(t.Context(), body, Options{})
		switch code := fault.CodeOf(err); {
		case err == nil && len(doc.Pages) == 0:
			t.Errorf("%s: no pages and no error", file)
		case err != nil && (code == "" || code == fault.Panic):
			t.Errorf("%s: %v", file, err)
		case err != nil:
			failed[code]++
		}
	}
	t.Logf("%d files, failed: %v", len(files), failed)
}
