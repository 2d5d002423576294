package record_test

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"assize/extractors/record"
	"assize/internal/testkit/schemas"
)

const artefact = "Findings\n\nThe supply chain\nwas thin. Staff were well-\fled.\n"

func samples() []record.Record {
	provenance := func(exact string, spans ...record.Span) record.Provenance {
		return record.Provenance{
			Snapshot: record.HashBytes([]byte("bytes")), Artefact: record.HashBytes([]byte(artefact)),
			Extractor: "htmldoc/1", Method: record.MethodHTML, Spans: spans,
			Selector: record.Selector{Exact: exact}, Open: "https://example.org/#page=1",
		}
	}
	common := func(text string) record.Common {
		return record.Common{Text: text, Section: []string{"Findings"}, Confidence: 1, Rule: "bullet"}
	}
	thin := "The supply chain was thin."
	led := "Staff were well-led."
	thinSpan := record.Span{Page: 1, PageLabel: "i", Start: 10, End: 36, Quads: [][8]float64{{1, 2, 3, 4, 5, 6, 7, 8}}}
	finding := &record.Finding{
		Common: common(thin), List: record.List{Style: record.Bullet, Depth: 1, Ordinal: 1}, Themes: []string{"staffing"},
		Polarity: record.Weakness, Metrics: []record.Metric{{Value: 5, Unit: "of", Of: "nine", Raw: "five of nine"}},
		Provenance: provenance(thin, thinSpan),
	}
	child := &record.Finding{
		Common: common(led), List: record.List{Style: record.Bullet, Depth: 2, Ordinal: 1}, Themes: []string{}, Under: finding,
		Polarity: record.PolarityUnknown, ContinuedPage: true,
		Provenance: provenance(led, record.Span{Page: 1, Start: 37, End: 53}, record.Span{Page: 2, Start: 54, End: 58}),
	}
	quote := &record.Quote{
		Common: common(thin), TextRaw: "“" + thin + "”", Form: record.FormInline, Resolution: record.Unresolved,
		Side: record.SideUnknown, Voice: record.Speech, Cluster: record.ClusterID(thin), Provenance: provenance(thin, thinSpan),
	}
	quote.Missing = map[string]record.Reason{"speaker": record.NotResolved}
	recommendation := &record.Recommendation{
		Common: common(thin), Type: record.TypeRecommendation, Number: "1", Addressees: []string{"The service"},
		Deadline: &record.Date{Value: "2019-03", Precision: record.Month, Raw: "by March 2019", From: "text"}, Provenance: provenance(thin, thinSpan),
	}
	rating := &record.Rating{
		Common: common(thin), Subject: "overall", Value: "good", ValueRaw: "Good", Scale: "ofsted/1",
		Score: &record.Score{Num: 1, Den: 2}, Where: record.InTable, Provenance: provenance(thin, thinSpan),
	}
	all := []record.Record{finding, child, quote, recommendation, rating}
	record.Identify(record.DocumentID("https://example.org/", ""), all)
	return all
}

// follows checks an encoded record, and that its schema takes no further field.
func follows(t *testing.T, set schemas.Set, data []byte) {
	t.Helper()
	kind, err := set.Validate(data)
	if err != nil {
		t.Errorf("%s does not follow its schema: %v", data, err)
	}
	surprise := append(bytes.TrimSuffix(bytes.Clone(data), []byte("}")), `,"surprise":1}`...)
	if _, err := set.Validate(surprise); err == nil {
		t.Errorf("the schema of %s takes any field", kind)
	}
}

func compile(t *testing.T) schemas.Set {
	t.Helper()
	set, err := schemas.Compile()
	if err != nil {
		t.Fatal(err)
	}
	return set
}

func TestRecordsFollowTheirSchemas(t *testing.T) {
	set := compile(t)
	for _, r := range samples() {
		data, err := record.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasPrefix(string(data), `{"schema":"assize.`) {
			t.Errorf("schema does not come first: %.60s", data)
		}
		follows(t, set, data)
	}
}

func TestDocumentFollowsItsSchema(t *testing.T) {
	date := record.Date{Value: "2017-10-05", Precision: record.Day, Raw: "5 October 2017", From: "text"}
	snapshot := record.HashBytes([]byte("bytes"))
	d := record.Document{
		Schema: record.KindDocument.Schema(), Kind: record.KindDocument, ID: record.DocumentID("", snapshot),
		Title: "Report", Authors: []string{}, Type: record.InspectionReport, Pages: 2, Links: []record.Link{{URL: "https://example.org/r.pdf", Rel: record.RelReport}},
		Inspection: &record.Period{Start: date, End: date}, Published: &date, Missing: map[string]record.Reason{"publisher": record.NotStated},
		Provenance: record.Provenance{Snapshot: snapshot, Artefact: snapshot, Extractor: "pdfdoc/1", Method: record.MethodLayout, Spans: []record.Span{}},
	}
	data, err := record.Marshal(d)
	if err != nil {
		t.Fatal(err)
	}
	set := compile(t)
	follows(t, set, data)
	novel := bytes.Replace(data, []byte(`"doc_type":"inspection_report"`), []byte(`"doc_type":"novel"`), 1)
	if _, err := set.Validate(novel); err == nil {
		t.Error("the schema takes any doc_type")
	}
}

func TestSchemasKnowEveryField(t *testing.T) {
	types := map[record.Kind]any{
		record.KindDocument: record.Document{}, record.KindFinding: record.Finding{}, record.KindQuote: record.Quote{},
		record.KindRecommendation: record.Recommendation{}, record.KindRating: record.Rating{},
	}
	for _, kind := range record.Kinds {
		data, err := record.JSONSchema(kind)
		if err != nil {
			t.Fatal(err)
		}
		var schema struct {
			Properties map[string]any `json:"properties"`
			Defs       map[string]struct {
				Properties map[string]any `json:"properties"`
			} `json:"$defs"`
		}
		if err := json.Unmarshal(data, &schema); err != nil {
			t.Fatal(err)
		}
		known := map[string]bool{}
		for name := range schema.Properties {
			known[name] = true
		}
		for name := range schema.Defs["common"].Properties {
			known[name] = true
		}
		fields := map[string]bool{}
		for _, f := range reflect.VisibleFields(reflect.TypeOf(types[kind])) {
			if name, _, _ := strings.Cut(f.Tag.Get("json"), ","); name != "" && name != "-" {
				fields[name] = true
			}
		}
		if !reflect.DeepEqual(known, fields) {
			t.Errorf("%s: the schema knows %v, the type has %v", kind, known, fields)
		}
	}
}

func TestRecordsSurviveJSON(t *testing.T) {
	for _, r := range samples() {
		data, err := record.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		back, err := record.Unmarshal(data)
		if err != nil {
			t.Fatal(err)
		}
		again, err := record.Marshal(back)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(data, again) {
			t.Errorf("changed on the way:\n%s\n%s", data, again)
		}
	}
	for _, bad := range []string{"", "{}", `{"kind":"verdict"}`, `{"kind":"quote","seq":"one"}`} {
		if r, err := record.Unmarshal([]byte(bad)); err == nil {
			t.Errorf("%q decoded to %v", bad, r)
		}
	}
}

func TestIdentify(t *testing.T) {
	first, second := samples(), samples()
	if parent := first[1].(*record.Finding).Parent; parent != first[0].Head().ID {
		t.Errorf("parent = %q", parent)
	}
	seen := map[record.ID]bool{}
	for i := range first {
		id := first[i].Head().ID
		if id != second[i].Head().ID {
			t.Errorf("%s: the same content has two ids", first[i].Head().Kind)
		}
		if seen[id] {
			t.Errorf("%s twice", id)
		}
		seen[id] = true
	}

	said := func(texts ...string) (ids []record.ID) {
		var rs []record.Record
		for _, text := range texts {
			rs = append(rs, &record.Finding{Common: record.Common{Text: text}})
		}
		record.Identify("d_1", rs)
		for _, r := range rs {
			ids = append(ids, r.Head().ID)
		}
		return ids
	}
	before, after := said("One.", "Two.", "Two."), said("New.", "One.", "Two.", "Two.")
	if !reflect.DeepEqual(before, after[1:]) {
		t.Errorf("a bullet put in above changes ids: %v %v", before, after)
	}
	if before[1] == before[2] {
		t.Error("the same words twice have one id")
	}
	if spaced := said("One.", " Two.\n"); spaced[1] != before[1] {
		t.Error("white space changes an id")
	}
}

func TestDocumentID(t *testing.T) {
	a, b := record.HashBytes([]byte("a")), record.HashBytes([]byte("b"))
	if record.DocumentID("https://example.org/x", a) != record.DocumentID("https://example.org/x", b) {
		t.Error("a page that changed became another document")
	}
	if record.DocumentID("file:///x.pdf", a) != record.DocumentID("file:///y.pdf", a) {
		t.Error("a file that moved became another document")
	}
	if record.DocumentID("", a) == record.DocumentID("", b) {
		t.Error("two files are one document")
	}
}

func TestClusterID(t *testing.T) {
	if record.ClusterID("The supply chain’s thin.") != record.ClusterID("‘The supply  chain’s THIN’") {
		t.Error("marks and case part a cluster")
	}
	if record.ClusterID("thin") == record.ClusterID("thick") {
		t.Error("different words share a cluster")
	}
}

func TestNormalise(t *testing.T) {
	for in, want := range map[string]string{
		"":                                "",
		" a\u00a0\n b\f":                  "a b",
		"co\u00adoper\u200bate":           "cooperate",
		"\ufeffone\u2060 two\u202fthree ": "one two three",
	} {
		if got := record.Normalise(in); got != want {
			t.Errorf("Normalise(%q) = %q, want %q", in, got, want)
		}
		if got := record.Normalise(want); got != want {
			t.Errorf("Normalise is not idempotent on %q: %q", want, got)
		}
	}
	if got := record.Join([]string{"a multi-", " ", "agency ", "plan"}); got != "a multi-agency plan" {
		t.Errorf("Join = %q", got)
	}
}

func TestCheck(t *testing.T) {
	for _, r := range samples() {
		if err := record.Check(r, artefact); err != nil {
			t.Error(err)
		}
	}
	breaches := map[string]func(*record.Quote){
		"no id":            func(q *record.Quote) { q.ID = "" },
		"no span":          func(q *record.Quote) { q.Provenance.Spans = nil },
		"outside the text": func(q *record.Quote) { q.Provenance.Spans[0].End = 1000 },
		"the spans say":    func(q *record.Quote) { q.Provenance.Spans[0].Start++ },
		"the selector":     func(q *record.Quote) { q.Provenance.Selector.Exact = "else" },
		"without a reason": func(q *record.Quote) { q.Missing = nil },
		"no text":          func(q *record.Quote) { q.Text = " " },
	}
	for want, breach := range breaches {
		q := samples()[2].(*record.Quote)
		breach(q)
		if err := record.Check(q, artefact); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("want %q, got %v", want, err)
		}
	}
	var d record.Document
	if err := d.Check(); err == nil || strings.Count(err.Error(), "without a reason") != 6 {
		t.Errorf("an empty document gives %v", err)
	}
}
