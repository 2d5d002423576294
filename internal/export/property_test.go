package export

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"assize/extractors/record"
	"assize/pipeline/store"
)

// saying are a document and a quote that say the text wherever they can.
func saying(text string) []*store.Entry {
	d := &record.Document{
		ID: "d_1", URL: "https://x.example/" + text, Title: text, Subtitle: text, Publisher: text, Authors: []string{text}, InspectedBodies: []string{text},
		Published: &record.Date{Value: text}, Language: text, Provenance: record.Provenance{Open: "https://x.example/" + text},
	}
	q := &record.Quote{
		Common:     record.Common{Kind: record.KindQuote, ID: "q_1", Document: "d_1", Text: text, Section: []string{text}},
		Speaker:    record.Speaker{Name: text, Role: text, Organisation: text},
		Provenance: record.Provenance{Open: "https://x.example/" + text, Spans: []record.Span{{Page: 1, PageLabel: text}}},
	}
	g := &record.Rating{Common: record.Common{Kind: record.KindRating, ID: "g_1", Text: text}, Subject: text, Value: text}
	all := []*store.Entry{{ID: "d_1", Document: d}, {ID: "q_1", Document: d, Record: q}, {ID: "g_1", Document: d, Record: g}}
	for _, e := range all {
		e.JSON, _ = record.Marshal(e.Document)
	}
	return all
}

// properties are what holds of every output, whatever the records say.
var properties = map[string]func(t *testing.T, out []byte, all []*store.Entry){
	"jsonl": func(t *testing.T, out []byte, all []*store.Entry) {
		if n := bytes.Count(out, []byte("\n")); n != len(all) {
			t.Errorf("%d lines", n)
		}
	},
	"csv":    csvParsesBack,
	"xlsx":   xlsxHasEveryCell,
	"atom":   atomIsWellFormed,
	"bibtex": bibTeXIsBalanced,
	"ris":    risHasOneTagALine,
	"csl": func(t *testing.T, out []byte, all []*store.Entry) {
		var items []cslItem
		if err := json.Unmarshal(out, &items); err != nil || len(items) != len(all) {
			t.Errorf("%d items, error %v", len(items), err)
		}
	},
	"markdown": func(t *testing.T, out []byte, _ []*store.Entry) {
		if html := regexp.MustCompile(`(^|[^\\(])<`).Find(out); html != nil {
			t.Errorf("a tag is not escaped: %q", html)
		}
		if n := len(regexp.MustCompile(`(?m)^# `).FindAll(out, -1)); n != 1 {
			t.Errorf("%d headings for one document", n)
		}
	},
	"text": func(t *testing.T, out []byte, all []*store.Entry) {
		if n := bytes.Count(out, []byte("\n\n")) + 1; n != len(all) {
			t.Errorf("%d paragraphs", n)
		}
	},
}

func csvParsesBack(t *testing.T, out []byte, all []*store.Entry) {
	table, err := csv.NewReader(bytes.NewReader(out)).ReadAll()
	if err != nil || len(table) != len(all)+1 {
		t.Fatalf("%d rows, error %v", len(table), err)
	}
	for i, e := range all {
		for j, cell := range table[i+1] {
			if cell != "" && strings.ContainsAny(cell[:1], "=+-@\t\r") {
				t.Errorf("%s is a formula: %q", columns[j].name, cell)
			}
			if want := row(e)[j]; strings.TrimPrefix(cell, "'") != strings.TrimPrefix(want, "'") {
				t.Errorf("%s: got %q, want %q", columns[j].name, cell, want)
			}
		}
	}
}

func atomIsWellFormed(t *testing.T, out []byte, all []*store.Entry) {
	entries := 0
	d := xml.NewDecoder(bytes.NewReader(out))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatalf("%v in\n%s", err, out)
		}
		if start, ok := token.(xml.StartElement); ok && start.Name.Local == "entry" {
			entries++
		}
	}
	if entries != len(all) {
		t.Errorf("%d entries", entries)
	}
}

// A sheet is what a workbook's worksheet holds.
type sheet struct {
	Rows []struct {
		Cells []struct {
			Place  string `xml:"r,attr"`
			Number string `xml:"v"`
			Text   string `xml:"is>t"`
		} `xml:"c"`
	} `xml:"sheetData>row"`
}

func sheets(t *testing.T, out []byte) (all []sheet) {
	t.Helper()
	for _, part := range unpacked(t, out) {
		var s sheet
		if err := xml.Unmarshal([]byte(part[1]), &s); err != nil {
			t.Fatalf("%s: %v", part[0], err)
		}
		if strings.HasPrefix(part[0], "xl/worksheets/") {
			all = append(all, s)
		}
	}
	return all
}

func xlsxHasEveryCell(t *testing.T, out []byte, all []*store.Entry) {
	s := sheets(t, out)
	if len(s) != 1 || len(s[0].Rows) != len(all)+1 {
		t.Fatalf("%d sheets", len(s))
	}
	for i, e := range all {
		got := map[string]string{}
		for _, c := range s[0].Rows[i+1].Cells {
			got[c.Place] = c.Number + strings.ReplaceAll(c.Text, "_x005F_", "_")
		}
		for j, want := range row(e) {
			if place := fmt.Sprint(columnName(j), i+2); got[place] != want && !strings.Contains(want, "_x005F_") && len(want) < maxCell {
				t.Errorf("%s: got %q, want %q", place, got[place], want)
			}
		}
	}
}

func TestAFullSheetIsFollowedByAnother(t *testing.T) {
	var out bytes.Buffer
	p := newXLSX(&out).(*xlsx)
	p.most = 3
	for _, e := range entries()[:5] {
		if err := p.Print(e); err != nil {
			t.Fatal(err)
		}
	}
	if err := p.End(); err != nil {
		t.Fatal(err)
	}
	var rows []int
	for _, s := range sheets(t, out.Bytes()) {
		rows = append(rows, len(s.Rows))
	}
	if !slices.Equal(rows, []int{3, 3, 2}) {
		t.Errorf("rows of the sheets: %d", rows)
	}
}

func TestCellText(t *testing.T) {
	long := cellText(strings.Repeat("😀", maxCell))
	if n := len(utf16.Encode([]rune(long))); n > maxCell || n < maxCell-2 || !strings.HasSuffix(long, "😀…") {
		t.Errorf("%d code units of a long text", n)
	}
	if got := cellText("a_x0041_x0042_b_x00"); got != "a_x005F_x0041_x005F_x0042_b_x00" {
		t.Errorf("got %q", got)
	}
	for i, want := range map[int]string{0: "A", 25: "Z", 26: "AA", 51: "AZ", 52: "BA", 701: "ZZ", 702: "AAA"} {
		if got := columnName(i); got != want {
			t.Errorf("column %d: got %s, want %s", i, got, want)
		}
	}
}

// BibTeX counts braces, whatever stands before them; a field ends where they are even.
func bibTeXIsBalanced(t *testing.T, out []byte, all []*store.Entry) {
	depth, items := 0, 0
	for i, c := range out {
		switch c {
		case '{':
			depth++
		case '}':
			depth--
		case '@':
			if depth == 0 {
				items++
			}
		case '#', '$', '%', '&', '_', '~', '^':
			line := out[bytes.LastIndexByte(out[:i], '\n')+1:]
			verbatim := bytes.HasPrefix(line, []byte("@")) || bytes.HasPrefix(line, []byte("  url"))
			if !verbatim && out[i-1] != '\\' {
				t.Errorf("%q is not escaped", c)
			}
		}
		if depth < 0 {
			t.Fatal("a brace closes what none opened")
		}
	}
	if depth != 0 || items != len(all) {
		t.Errorf("%d entries, %d braces open", items, depth)
	}
}

var risLine = regexp.MustCompile(`^[A-Z][A-Z0-9]  - [^\r\n]*\r\n$`)

func risHasOneTagALine(t *testing.T, out []byte, all []*store.Entry) {
	ends := 0
	for line := range strings.Lines(string(out)) {
		if line != "\r\n" && !risLine.MatchString(line) {
			t.Errorf("no tag in %q", line)
		}
		if line == "ER  - \r\n" {
			ends++
		}
	}
	if ends != len(all) {
		t.Errorf("%d references", ends)
	}
}

func FuzzFormats(f *testing.F) {
	for _, text := range []string{"", hostile, "Plain words.", "-1+2", "\t=1", "＝1", "1. one", "}{", `\`, "a\u0085b\u2028c", "# h", "---", "2018-10-11", "O'Neill “said”"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		all := saying(text)
		for _, format := range Formats {
			var out bytes.Buffer
			if n, err := format.Write(&out, sequence(nil, all...)); err != nil || n != len(all) {
				t.Fatalf("%s: %d written, error %v", format.Name, n, err)
			}
			if !utf8.Valid(out.Bytes()) && format.Name != "xlsx" {
				t.Errorf("%s: not UTF-8", format.Name)
			}
			t.Run(format.Name, func(t *testing.T) { properties[format.Name](t, out.Bytes(), all) })
		}
	})
}

func TestInert(t *testing.T) {
	for cell, want := range map[string]string{
		"": "", "plain": "plain", "a=b": "a=b", "=1+1": "'=1+1", "+44 20": "'+44 20", "-5": "'-5", "@SUM(A1)": "'@SUM(A1)",
		"\t=1": "'\t=1", "\r=1": "'\r=1", "\n=1": "'\n=1", "＝1": "'＝1", "'=1": "'=1",
	} {
		if got := Inert(cell); got != want {
			t.Errorf("%q: got %q, want %q", cell, got, want)
		}
	}
}

func TestDataPackageNamesEveryColumn(t *testing.T) {
	var out bytes.Buffer
	if err := DataPackage(&out, "findings.csv"); err != nil {
		t.Fatal(err)
	}
	var p struct {
		Resources []struct {
			Path   string
			Schema struct {
				Fields []struct{ Name, Type, Description string }
			}
		}
	}
	if err := json.Unmarshal(out.Bytes(), &p); err != nil || len(p.Resources) != 1 || p.Resources[0].Path != "findings.csv" {
		t.Fatalf("error %v in %s", err, out.Bytes())
	}
	heading, _, _ := strings.Cut(string(written(t, CSV)), "\n")
	var names []string
	for _, f := range p.Resources[0].Schema.Fields {
		names = append(names, f.Name)
		if f.Type == "" || f.Description == "" {
			t.Errorf("%s is not described", f.Name)
		}
	}
	if got := strings.Join(names, ","); got != heading {
		t.Errorf("got %s\nwant %s", got, heading)
	}
}
