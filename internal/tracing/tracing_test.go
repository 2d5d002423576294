package tracing_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"assize/extractors"
	"assize/extractors/block"
	"assize/extractors/collate"
	"assize/extractors/record"
	"assize/internal/tracing"
	"assize/pipeline/frontier"
	"assize/pipeline/store"
)

const (
	report = "https://i.example/report.pdf"
	blog   = "https://i.example/blog/"
	press  = "https://i.example/press/"
)

// The finding goes on over the foot of page 1 and the head of page 2.
const reportText = "Foreword\n\nThere are faults to mend. The supply chain of services is short, and was left to wither.\n" +
	"An inspection 1\n\fThe inspectorate\n\n" +
	"1.1 Neither organisation asked the people it supervised what they thought in any way that could\n\n" +
	"2 Harrenby and Tarrowdale.\nAn inspection 2\n\fThe inspectorate\n\nhave changed something at all.\n"

// folder is a data folder with a document for each address: its records, by kind
// and text, stand in its text in this order.
func folder(t *testing.T, documents ...document) *store.Store {
	t.Helper()
	dir := t.TempDir()
	if err := store.Init(dir); err != nil {
		t.Fatal(err)
	}
	st, err := store.Open(t.Context(), dir, store.Write)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { st.Close() })
	run, err := st.BeginRun(t.Context(), "plan", nil, time.Unix(0, 0))
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range documents {
		if _, err := run.Commit(t.Context(), []store.Completion{d.completion(t, st)}); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := st.Cluster(t.Context()); err != nil {
		t.Fatal(err)
	}
	return st
}

type document struct {
	record.Document
	text     string
	findings [][]string // each the texts of its spans
}

func (d document) completion(t *testing.T, st *store.Store) store.Completion {
	t.Helper()
	d.Schema, d.Kind, d.ID = record.KindDocument.Schema(), record.KindDocument, record.DocumentID(d.URL, "")
	d.Provenance.Open = d.URL
	points := block.NewPoints(d.text)
	var records []record.Record
	for _, parts := range d.findings {
		f := &record.Finding{Common: record.Common{Text: record.Join(parts)}}
		for _, p := range parts {
			start := strings.Index(d.text, p)
			s := record.Span{Start: points.At(start), End: points.At(start + len(p))}
			if d.Pages > 0 {
				s.Page = 1 + strings.Count(d.text[:start], "\f")
				s.PageLabel = strings.Repeat("i", s.Page)
			}
			f.Provenance.Spans = append(f.Provenance.Spans, s)
		}
		records = append(records, f)
	}
	record.Identify(d.ID, records)
	x, err := st.Encode(extractors.Result{Document: d.Document, Records: records, Doc: &block.Doc{Text: d.text}}, store.Reading{Extractor: 1})
	if err != nil {
		t.Fatal(err)
	}
	return store.Completion{
		Task: frontier.Task{URL: d.URL, Source: "test"}, Outcome: store.Stored, Extraction: x, At: time.Unix(0, 0),
		Fetched: &store.Fetched{FinalURL: d.URL, Snapshot: store.Kept{Hash: record.HashBytes([]byte(d.URL))}, ContentType: "text/html"},
	}
}

func theReport() document {
	return document{
		Document: record.Document{URL: report, Title: "The report", Type: record.InspectionReport, Pages: 3},
		text:     reportText,
		findings: [][]string{{"Neither organisation asked the people it supervised what they thought in any way that could", "have changed something at all."}},
	}
}

func page(address string, kind record.DocType, statements ...string) document {
	d := document{
		Document: record.Document{URL: address, Title: address, Type: kind, Links: []record.Link{{URL: report, Rel: record.RelReport}}},
		text:     strings.Join(statements, "\n"),
	}
	for _, s := range statements {
		d.findings = append(d.findings, []string{s})
	}
	return d
}

func trace(t *testing.T, st *store.Store, address string) *tracing.Trace {
	t.Helper()
	got, err := tracing.Document(t.Context(), st, record.DocumentID(address, ""))
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func TestPlaces(t *testing.T) {
	st := folder(t, theReport(), page(blog, record.Blog,
		"Neither organisation asked the people it supervised what they thought in any way that could have changed something at all.",
		"The supply chain of services is long, and was left to wither.",
		"Nobody says this anywhere else.",
	))
	got := trace(t, st, blog)
	if len(got.Compared) != 1 || got.Compared[0].Why != tracing.ItsReport || len(got.NotStored) != 0 {
		t.Fatalf("compared with %+v, not stored %v", got.Compared, got.NotStored)
	}
	want := []struct {
		verdict collate.Verdict
		pages   []int
		label   string
		open    string
		text    string
	}{
		{collate.Verbatim, []int{2, 3}, "ii", report + "#page=2", "Neither organisation asked the people it supervised what they thought in any way that could have changed something at all."},
		{collate.Altered, []int{1}, "", report + "#page=1", "The supply chain of services is short, and was left to wither."},
		{},
	}
	for i, w := range want {
		s := &got.Statements[i]
		p := s.Best()
		if p == nil || w.verdict == "" {
			if p != nil || w.verdict != "" {
				t.Errorf("statement %d stands at %+v", i, p)
			}
			continue
		}
		var pages []int
		for _, span := range p.Spans {
			pages = append(pages, span.Page)
		}
		if p.Verdict != w.verdict || !slices.Equal(pages, w.pages) || p.Spans[0].PageLabel != w.label || p.Open != w.open || p.Text != w.text {
			t.Errorf("statement %d stands at %+v, want %+v", i, p, w)
		}
		if (p.Record != "") != (i == 0) {
			t.Errorf("statement %d: record %q stands there", i, p.Record)
		}
		statement, place := "", ""
		for _, d := range p.Differences {
			statement += string([]rune(s.Record.Head().Text)[d.Statement[0]:d.Statement[1]])
			place += string([]rune(p.Text)[d.Place[0]:d.Place[1]])
		}
		if statement != s.Record.Head().Text || place != p.Text {
			t.Errorf("the differences of statement %d say %q and %q", i, statement, place)
		}
	}
}

// A copy that names no report is held against the report of the page that it
// copies, before that page.
func TestComparedDocuments(t *testing.T) {
	const said = "The supply chain of services is short, and was left to wither by those who were to mend it."
	news := page("https://news.example/", record.News, said)
	news.Links = nil
	st := folder(t, theReport(), page(press, record.PressRelease, said), news)
	for address, want := range map[string][]tracing.Why{
		news.URL: {tracing.TheirReport, tracing.SameWords},
		press:    {tracing.ItsReport, tracing.SameWords},
		report:   {tracing.ReportsIt},
	} {
		var got []tracing.Why
		for _, c := range trace(t, st, address).Compared {
			got = append(got, c.Why)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s is compared because of %q, want %q", address, got, want)
		}
	}
}

func TestSameEvents(t *testing.T) {
	about := func(address, body, day string) document {
		d := page(address, record.News, "Something about "+address+" alone.")
		d.Links, d.InspectedBodies = nil, []string{body}
		d.Published = &record.Date{Value: day}
		return d
	}
	st := folder(t, about("https://a.example/", "Wenlow Council", "2018-10-11"), about("https://b.example/", "wenlow council", "2018-12"),
		about("https://c.example/", "Wenlow Council", "2020"), about("https://d.example/", "Harrenby Council", "2018-10-11"))
	got := trace(t, st, "https://a.example/")
	if len(got.Compared) != 1 || got.Compared[0].Why != tracing.SameEvents || got.Compared[0].Document.URL != "https://b.example/" {
		t.Errorf("compared with %+v", got.Compared)
	}
}

func TestReportNotStored(t *testing.T) {
	got := trace(t, folder(t, page(blog, record.Blog, "Something about it.")), blog)
	if len(got.Compared) != 0 || len(got.NotStored) != 1 || got.NotStored[0].URL != report {
		t.Errorf("compared with %+v, not stored %+v", got.Compared, got.NotStored)
	}
}
