package export

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"assize/extractors/record"
	"assize/internal/testkit/golden"
	"assize/pipeline/store"
)

// sequence yields the entries and then, if there is one, the error.
func sequence(err error, entries ...*store.Entry) iter.Seq2[*store.Entry, error] {
	return func(yield func(*store.Entry, error) bool) {
		for _, e := range entries {
			if !yield(e, nil) {
				return
			}
		}
		if err != nil {
			yield(nil, err)
		}
	}
}

// hostile is what a page may say to break whatever it is written into.
const hostile = "=CMD(\"x\")\x00\x1b[2J\r\n{\\input{/etc/passwd}} $x^2_1$ 100% & #1 ~\n@misc{x,}\r\nER  - \r\n]]></content><script>'1'</script> |*b* [l](javascript:x) \u202eabc\ufffe\xff _x0041_"

var (
	seen   = time.Date(2026, 11, 20, 9, 30, 0, 0, time.UTC)
	report = &record.Document{
		Schema: record.KindDocument.Schema(), Kind: record.KindDocument, ID: "d_1", URL: "https://wardens.example/reports/wenlow.pdf",
		Title: "Supervision in Wenlow", Subtitle: "An inspection", Type: record.InspectionReport,
		Publisher: "Inspectorate of Wardens & Aftercare", InspectedBodies: []string{"Wenlow Aftercare Company", "Public Warden Service"},
		Published: &record.Date{Value: "2018-10-11", Precision: record.Day}, Language: "en-GB", Pages: 12,
		Provenance: record.Provenance{Snapshot: "sha256:aa", Artefact: "sha256:ab", Open: "https://wardens.example/reports/wenlow.pdf"},
	}
	blog = &record.Document{
		ID: "d_2", URL: "https://blog.example/a b/{wenlow}", Title: hostile, Authors: []string{"O’Hara, Jo", "A and {B}"}, Type: record.Blog,
		Publisher: "+Ink\t{& Co", Published: &record.Date{Value: "2018-10", Precision: record.Month},
		Provenance: record.Provenance{Snapshot: "sha256:bb", Artefact: "sha256:bc", Open: "https://blog.example/a b/{wenlow}"},
	}
	bare = &record.Document{ID: "d_3", URL: "javascript:alert(1)", Type: record.DocTypeUnknown, Provenance: record.Provenance{Snapshot: "sha256:cc", Artefact: "sha256:cd"}}
)

// on is where a record stands.
func on(d *record.Document, page int, label string) record.Provenance {
	p := d.Provenance
	p.Spans = []record.Span{{Page: page, PageLabel: label, Start: 5, End: 9}}
	if page > 0 {
		p.Open += "#page=7"
	}
	return p
}

func head(kind record.Kind, id record.ID, d *record.Document, seq int, text string) record.Common {
	return record.Common{Schema: kind.Schema(), Kind: kind, ID: id, Document: d.ID, Seq: seq, Text: text, Section: []string{"Findings", "2. Help & support"}}
}

// entries are a document with a record of every kind, one that is hostile in all
// that it says, and one of which nothing is known.
func entries() []*store.Entry {
	acrossPages := on(report, 7, "3")
	acrossPages.Spans = append(acrossPages.Spans, record.Span{Page: 8, PageLabel: "4", Start: 9, End: 12})
	quote := &record.Quote{
		Common:  head(record.KindQuote, "q_1", report, 2, "The supply chain was too thin."),
		Speaker: record.Speaker{Name: "Dame Rosamund Thackery", Role: "Chief Inspector", Organisation: "Inspectorate of Wardens"}, Side: record.SideInspectorate,
		Cluster: "c_1", Provenance: on(report, 7, "3"),
	}
	all := []*store.Entry{
		{ID: "d_1", Document: report},
		{ID: "f_1", Document: report, Record: &record.Finding{
			Common: head(record.KindFinding, "f_1", report, 1, "Only 35 per cent of plans kept people safe."), LeadIn: "We found that:", Subject: "Wenlow Aftercare Company",
			Themes: []string{"child safeguarding", "planning"}, Polarity: record.Weakness,
			Metrics: []record.Metric{{Value: 35, Unit: "per cent", Raw: "35 per cent"}}, Provenance: acrossPages,
		}},
		{ID: "q_1", Document: report, Record: quote},
		{ID: "r_1", Document: report, Record: &record.Recommendation{
			Common: head(record.KindRecommendation, "r_1", report, 3, "Provide enough rooms for confidential interviews."), Type: record.TypeRecommendation, Number: "1",
			Addressees: []string{"Public Warden Service"}, DeadlineRaw: "within three months", Response: &record.Reply{Status: record.Accepted}, Provenance: on(report, 9, ""),
		}},
		{ID: "g_1", Document: report, Record: &record.Rating{
			Common: head(record.KindRating, "g_1", report, 4, "Leadership Good"), Subject: "Leadership", Value: "good", Scale: "four-grades/1",
			Prior: &record.Prior{Value: "inadequate"}, Provenance: on(report, 2, "2"),
		}},
		{ID: "d_2", Document: blog},
		{ID: "q_2", Document: blog, Record: &record.Quote{
			Common: head(record.KindQuote, "q_2", blog, 1, hostile), Speaker: record.Speaker{Name: "@Jo\nPlaceholder"}, Provenance: on(blog, 0, ""),
		}},
		{ID: "d_3", Document: bare},
	}
	for i, e := range all {
		e.FirstSeen, e.Fetched = seen.Add(time.Duration(i)*time.Minute), seen
		var said any = e.Document
		if e.Record != nil {
			said = e.Record
		}
		e.JSON, _ = record.Marshal(said)
	}
	return all
}

func written(t *testing.T, f Format, all ...*store.Entry) []byte {
	t.Helper()
	var out bytes.Buffer
	if _, err := f.Write(&out, sequence(nil, all...)); err != nil {
		t.Fatalf("%s: %v", f.Name, err)
	}
	return out.Bytes()
}

// What every format makes of the same entries, and of none.
func TestGoldens(t *testing.T) {
	for _, f := range Formats {
		golden.Check(t, goldenFile("entries", f), readable(t, f, written(t, f, entries()...)))
		golden.Check(t, goldenFile("none", f), readable(t, f, written(t, f)))
	}
}

func goldenFile(name string, f Format) string {
	if f.Name == "xlsx" {
		name += ".parts"
	}
	return filepath.Join("testdata", "golden", name+f.Ending)
}

// readable is an output as a reviewer can read it: of a workbook, its parts.
func readable(t *testing.T, f Format, out []byte) []byte {
	if f.Name != "xlsx" {
		return out
	}
	var parts bytes.Buffer
	for _, part := range unpacked(t, out) {
		fmt.Fprintf(&parts, "--- %s\n%s\n", part[0], strings.ReplaceAll(part[1], "</c><c", "</c>\n<c"))
	}
	return parts.Bytes()
}

// unpacked are the names and contents of a zip's files.
func unpacked(t *testing.T, data []byte) (parts [][2]string) {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range archive.File {
		r, err := file.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		parts = append(parts, [2]string{file.Name, string(content)})
	}
	return parts
}

func TestAnErrorEndsTheOutputBehindWholeEntries(t *testing.T) {
	broken := errors.New("disk gone")
	for _, f := range Formats {
		var out bytes.Buffer
		n, err := f.Write(&out, sequence(broken, entries()[:2]...))
		if n != 2 || !errors.Is(err, broken) {
			t.Errorf("%s: %d entries, error %v", f.Name, n, err)
		}
	}
	var out bytes.Buffer
	all := entries()[:2]
	if _, err := JSONL.Write(&out, sequence(broken, all...)); err == nil || out.String() != string(all[0].JSON)+"\n"+string(all[1].JSON)+"\n" {
		t.Errorf("error %v, got %q", err, out.String())
	}
}

func TestAFullDiskIsSaid(t *testing.T) {
	for _, f := range Formats {
		if _, err := f.Write(full{}, sequence(nil, entries()...)); !errors.Is(err, io.ErrShortWrite) {
			t.Errorf("%s: got error %v", f.Name, err)
		}
	}
}

type full struct{}

func (full) Write([]byte) (int, error) { return 0, io.ErrShortWrite }

// A work at two addresses is cited once; two works of one title are two.
func TestWorksAreCitedOnce(t *testing.T) {
	page := *report
	page.ID, page.URL, page.Provenance.Artefact = "d_9", "https://wardens.example/wenlow", "sha256:99"
	later := page
	later.ID, later.Published = "d_10", &record.Date{Value: "2021-01-01", Precision: record.Day}
	copied := *bare
	copied.ID = "d_11"
	var all []*store.Entry
	for _, d := range []*record.Document{report, &page, &later, bare, &copied} {
		all = append(all, &store.Entry{ID: d.ID, Document: d})
	}
	for _, f := range Formats {
		want := 5
		if f.Cites {
			want = 3
		}
		if n, err := f.Write(io.Discard, sequence(nil, all...)); n != want || err != nil {
			t.Errorf("%s: wrote %d of %d, error %v", f.Name, n, want, err)
		}
	}
}

func TestFile(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "out.jsonl")
	say := func(s string, err error) func(io.Writer) error {
		return func(w io.Writer) error {
			io.WriteString(w, s)
			return err
		}
	}
	if err := File(path, say("old\n", nil)); err != nil {
		t.Fatal(err)
	}
	if err := File(path, say("half of the n", io.ErrClosedPipe)); !errors.Is(err, io.ErrClosedPipe) {
		t.Errorf("got error %v", err)
	}
	if got, _ := os.ReadFile(path); string(got) != "old\n" {
		t.Errorf("a failed export left %q", got)
	}
	if err := File(path, say("new\n", nil)); err != nil {
		t.Fatal(err)
	}
	if got, _ := os.ReadFile(path); string(got) != "new\n" {
		t.Errorf("got %q", got)
	}
	if left, _ := os.ReadDir(dir); len(left) != 1 {
		t.Errorf("files were left behind: %v", left)
	}
	if err := File(filepath.Join(dir, "none", "x"), say("", nil)); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a folder that is not there: got error %v", err)
	}
}
