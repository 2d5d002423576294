package tally

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"assize/extractors/record"
	"assize/internal/testkit/golden"
	"assize/pipeline/store"
)

func sequence(err error, entries []*store.Entry) Entries {
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

func document(id record.ID, title, date string, inspected ...string) *record.Document {
	d := &record.Document{ID: id, Title: title, Publisher: "Inspectorate of Wardens", Type: record.InspectionReport, InspectedBodies: inspected}
	if date != "" {
		d.Published = &record.Date{Value: date}
	}
	return d
}

func rating(id record.ID, d *record.Document, subject, value string, prior *record.Prior) *store.Entry {
	return &store.Entry{ID: id, Document: d, Record: &record.Rating{Common: record.Common{Kind: record.KindRating, ID: id}, Subject: subject, Value: value, Prior: prior}}
}

func finding(id record.ID, d *record.Document, cluster record.ID, text string, themes ...string) *store.Entry {
	return &store.Entry{ID: id, Document: d, Record: &record.Finding{Common: record.Common{Kind: record.KindFinding, ID: id, Text: text}, Cluster: cluster, Themes: themes, Polarity: record.Weakness}}
}

// reports are two inspections of one body, one of another that says no date, and
// a press release that repeats the second.
func reports() []*store.Entry {
	first := document("d_1", "Supervision in Wenlow", "2017-10-05", "Wenlow Company")
	second := document("d_2", "Supervision in Wenlow", "2019-02-01", "Wenlow Company")
	release := document("d_3", "Wenlow has fallen behind", "2019-02-01", "Wenlow Company")
	undated := document("d_4", "Harrenby & <b>others</b>", "")
	return []*store.Entry{
		{ID: "d_1", Document: first},
		finding("f_1", first, "c_1", "The supply chain was too thin.", "commissioning", "workload"),
		rating("g_1", first, "overall", "good", nil),
		rating("g_2", first, "Leadership", "good", &record.Prior{Value: "outstanding", When: "2014"}),
		{ID: "d_2", Document: second},
		finding("f_2", second, "c_1", "The supply chain, was again too thin.", "commissioning"),
		finding("f_3", second, "", "Caseloads were high.", "workload"),
		rating("g_3", second, "overall", "inadequate", nil),
		rating("g_4", second, "leadership", "good", nil),
		{ID: "d_3", Document: release},
		finding("f_4", release, "c_1", "The supply chain was again too thin.", "commissioning"),
		rating("g_5", release, "overall", "inadequate", nil),
		{ID: "d_4", Document: undated},
		finding("f_5", undated, "c_2", "=Nobody else says this.", "=workload"),
		rating("g_6", undated, "overall", "", nil),
		rating("g_7", undated, "Leadership", "poor", nil),
	}
}

func fields(t *testing.T, names ...string) (by []Field) {
	t.Helper()
	for _, name := range names {
		f, ok := Lookup(name)
		if !ok {
			t.Fatalf("no field %s", name)
		}
		by = append(by, f)
	}
	return by
}

// tables are every kind of summary of the same entries, and of none.
func tables(t *testing.T, entries []*store.Entry) map[string]*Table {
	t.Helper()
	all := map[string]*Table{}
	keep := func(name string, made *Table, err error) {
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		all[name] = made
	}
	counts := func(name string, most int, by ...string) {
		made, err := Counts(sequence(nil, entries), fields(t, by...), most)
		keep(name, made, err)
	}
	counts("kinds", 0, "kind")
	counts("themes", 2, "theme")
	counts("themes-by-year", 0, "theme", "year")
	counts("years-by-rating", 0, "year", "rating")
	made, err := Ratings(sequence(nil, entries))
	keep("ratings", made, err)
	made, err = Repeated(sequence(nil, entries), 0)
	keep("repeated", made, err)
	return all
}

func TestGoldens(t *testing.T) {
	for name, made := range tables(t, reports()) {
		var out bytes.Buffer
		if err := made.CSV(&out); err != nil {
			t.Fatal(err)
		}
		golden.Check(t, filepath.Join("testdata", "golden", name+".csv"), out.Bytes())
		out.Reset()
		if err := made.SVG(&out); err != nil {
			t.Fatal(err)
		}
		golden.Check(t, filepath.Join("testdata", "golden", name+".svg"), out.Bytes())
		data, err := record.Marshal(made)
		if err != nil {
			t.Fatal(err)
		}
		golden.Check(t, filepath.Join("testdata", "golden", name+".json"), append(data, '\n'))
	}
}

// What is written parses, names every row, and holds nothing that runs.
func FuzzTables(f *testing.F) {
	for _, text := range []string{"Wenlow", "", "=1+1", "<script>x</script>", "]]>\x00\xff", strings.Repeat("long ", 80), "a\nb", `"q" & 'p'`} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d := document("d_1", text, "2019", text, "Wenlow Company")
		entries := append(reports(), rating("g_9", d, text, text+"x", &record.Prior{Value: text, When: text}), finding("f_9", d, "c_1", text, text))
		for name, made := range tables(t, entries) {
			var out bytes.Buffer
			if err := made.CSV(&out); err != nil {
				t.Fatal(err)
			}
			rows, err := csv.NewReader(&out).ReadAll()
			if err != nil || len(rows) != len(made.Rows)+1 {
				t.Fatalf("%s: %d rows of CSV, error %v", name, len(rows), err)
			}
			for _, cell := range slices.Concat(rows...) {
				if cell != "" && strings.ContainsAny(cell[:1], "=+-@\t\r") {
					t.Errorf("%s: a formula: %q", name, cell)
				}
			}
			data, err := record.Marshal(made)
			if err != nil || !json.Valid(data) {
				t.Errorf("%s: JSON: %v", name, err)
			}
			out.Reset()
			if err := made.SVG(&out); err != nil {
				t.Fatal(err)
			}
			checkSVG(t, name, out.Bytes(), len(made.Chart.Rows))
		}
	})
}

func checkSVG(t *testing.T, name string, svg []byte, rows int) {
	t.Helper()
	elements := map[string]int{}
	d := xml.NewDecoder(bytes.NewReader(svg))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if start, ok := token.(xml.StartElement); ok {
			elements[start.Name.Local]++
		}
	}
	if elements["g"] != rows || elements["title"] != rows+1 || elements["desc"] != 1 || elements["script"] != 0 {
		t.Errorf("%s: %d rows, drawn %v", name, rows, elements)
	}
}

func TestAnErrorOfTheStoreComesBack(t *testing.T) {
	broken := errors.New("disk gone")
	if _, err := Counts(sequence(broken, reports()), fields(t, "kind"), 0); !errors.Is(err, broken) {
		t.Errorf("counts: %v", err)
	}
	if _, err := Ratings(sequence(broken, reports())); !errors.Is(err, broken) {
		t.Errorf("ratings: %v", err)
	}
	if _, err := Repeated(sequence(broken, reports()), 0); !errors.Is(err, broken) {
		t.Errorf("repeated: %v", err)
	}
}

func TestNothingIsASummaryToo(t *testing.T) {
	for name, made := range tables(t, nil) {
		var out bytes.Buffer
		if err := made.SVG(&out); err != nil || len(made.Rows) != 0 {
			t.Errorf("%s: %d rows, error %v", name, len(made.Rows), err)
		}
		checkSVG(t, name, out.Bytes(), 0)
	}
}

// One body is one, whatever a report calls it.
func TestBodies(t *testing.T) {
	inspected := func(names ...string) (all []record.Body) {
		for _, name := range names {
			all = append(all, record.Body{Name: name, Inspected: true})
		}
		return append(all, record.Body{Name: "Ofsted"})
	}
	for name, tt := range map[string]struct {
		written []string
		known   []record.Body
		want    []string
	}{
		"nobody":                   {nil, nil, nil},
		"not in the gazetteer":     {[]string{"Wenlow Company"}, inspected(), []string{"Wenlow Company"}},
		"only in the gazetteer":    {nil, inspected("Barnet"), []string{"Barnet"}},
		"under two names":          {[]string{"London Borough of Barnet"}, inspected("Barnet"), []string{"Barnet"}},
		"in the words, not in one": {[]string{"Barnetshire"}, inspected("Barnet"), []string{"Barnetshire", "Barnet"}},
		"two, one of them known":   {[]string{"Wenlow Company", "Barnet Council"}, inspected("Barnet"), []string{"Wenlow Company", "Barnet"}},
		"the same one twice":       {[]string{"Barnet Council", "London Borough of Barnet"}, inspected("Barnet"), []string{"Barnet"}},
	} {
		d := &record.Document{InspectedBodies: tt.written, Bodies: tt.known}
		if got := bodies(&store.Entry{Document: d}); !slices.Equal(got, tt.want) {
			t.Errorf("%s: got %q, want %q", name, got, tt.want)
		}
	}
}

func TestCut(t *testing.T) {
	for _, tt := range []struct {
		text string
		most int
		want string
	}{
		{"short", 10, "short"}, {"exactly ten", 11, "exactly ten"}, {"two words here", 11, "two words…"},
		{"oneverylongword", 6, "onev" + "e…"}, {"x", 0, "x…"}, {"a\n b", 3, "a b"},
	} {
		if got := cut(tt.text, tt.most); got != tt.want {
			t.Errorf("%q to %d: got %q, want %q", tt.text, tt.most, got, tt.want)
		}
	}
}
