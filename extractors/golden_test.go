package extractors_test

import (
	"bytes"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"assize/extractors"
	"assize/extractors/record"
	"assize/internal/testkit/golden"
	"assize/internal/testkit/schemas"
)

const (
	documents = "../testdata"
	goldens   = "../testdata/golden"
)

// sources lists the documents of testdata that are read into goldens.
func sources(t *testing.T) []string {
	t.Helper()
	var names []string
	for _, dir := range []string{"site", "text"} {
		err := filepath.WalkDir(filepath.Join(documents, dir), func(name string, entry fs.DirEntry, err error) error {
			if err == nil && !entry.IsDir() {
				switch filepath.Ext(name) {
				case ".html", ".pdf":
					names = append(names, name)
				case ".txt":
					if filepath.Base(name) != "robots.txt" {
						names = append(names, name)
					}
				}
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if len(names) < 10 {
		t.Fatalf("only %d documents in testdata", len(names))
	}
	return names
}

func extract(t *testing.T, name string) extractors.Result {
	t.Helper()
	body, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	rel, err := filepath.Rel(documents, name)
	if err != nil {
		t.Fatal(err)
	}
	address := &url.URL{Scheme: "https", Host: "wardens.example", Path: "/" + filepath.ToSlash(rel)}
	result, err := extractors.Extract(t.Context(), extractors.Input{URL: address, Body: body})
	if err != nil {
		t.Fatal(err)
	}
	return result
}

// lines are the JSON lines of an export. Quads are left out: a reviewer reads
// words and offsets, and TestRecordsCanBeTraced holds spans to the text.
func lines(t *testing.T, result extractors.Result) []byte {
	t.Helper()
	var out bytes.Buffer
	add := func(v any) {
		data, err := record.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		out.Write(data)
		out.WriteByte('\n')
	}
	add(result.Document)
	for _, r := range result.Records {
		spans := r.Trace().Spans
		for i := range spans {
			spans[i].Quads = nil
		}
		add(r)
	}
	return out.Bytes()
}

func TestGoldens(t *testing.T) {
	for _, name := range sources(t) {
		rel, _ := filepath.Rel(documents, name)
		t.Run(filepath.ToSlash(rel), func(t *testing.T) {
			file := strings.ReplaceAll(filepath.ToSlash(rel), "/", "_") + ".jsonl"
			golden.Check(t, filepath.Join(goldens, file), lines(t, extract(t, name)))
		})
	}
}

func TestRecordsCanBeTraced(t *testing.T) {
	for _, name := range sources(t) {
		result := extract(t, name)
		artefact := record.NewArtefact(result.Doc.Text)
		for _, r := range result.Records {
			if err := artefact.Check(r); err != nil {
				t.Errorf("%s: %v", name, err)
			}
			if r.Trace().Artefact != record.HashBytes([]byte(result.Doc.Text)) {
				t.Errorf("%s: %s counts in another artefact", name, r.Head().ID)
			}
		}
		if err := result.Document.Check(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		for _, note := range result.Notes {
			if note.Code == "untraceable" {
				t.Errorf("%s: %s", name, note.Message)
			}
		}
	}
}

// Every block and every record of a PDF file says on which page it stands and
// where on it, within the page, and its link opens that page.
func TestPDFsSayWhere(t *testing.T) {
	for _, name := range sources(t) {
		if filepath.Ext(name) != ".pdf" {
			continue
		}
		result := extract(t, name)
		pages := result.Doc.Pages
		for _, b := range result.Doc.Blocks {
			if len(b.Spans) == 0 {
				t.Errorf("%s: %q has no span", name, b.Text)
			}
			for _, s := range b.Spans {
				if s.Page < 1 || s.Page > len(pages) || pages[s.Page-1].Label == "" || len(s.Quads) == 0 {
					t.Errorf("%s: %q stands on page %d with %d quads", name, b.Text, s.Page, len(s.Quads))
					continue
				}
				p := pages[s.Page-1]
				if s.Start < p.Start || s.End > p.End {
					t.Errorf("%s: %q stands outside of page %d", name, b.Text, s.Page)
				}
				for _, q := range s.Quads {
					for i := 0; i < len(q); i += 2 {
						if q[i] < 0 || q[i] > p.Width || q[i+1] < 0 || q[i+1] > p.Height {
							t.Errorf("%s: %q lies outside of page %d at %v", name, b.Text, s.Page, q)
						}
					}
				}
			}
		}
		for _, r := range result.Records {
			prov := r.Trace()
			if want := fmt.Sprintf("#page=%d", prov.Spans[0].Page); !strings.HasSuffix(prov.Open, want) {
				t.Errorf("%s: %s opens %s, not %s", name, r.Head().ID, prov.Open, want)
			}
			for _, s := range prov.Spans {
				if s.Page < 1 || s.PageLabel == "" || len(s.Quads) == 0 {
					t.Errorf("%s: %s has the span %+v", name, r.Head().ID, s)
				}
			}
		}
	}
}

func TestSecondExtractionIsTheSame(t *testing.T) {
	for _, name := range sources(t) {
		if first, second := lines(t, extract(t, name)), lines(t, extract(t, name)); !bytes.Equal(first, second) {
			t.Errorf("%s gives other records the second time", name)
		}
	}
}

func TestRecordsFollowTheirSchemasAndIDsAreUnique(t *testing.T) {
	set, err := schemas.Compile()
	if err != nil {
		t.Fatal(err)
	}
	seen := map[record.ID]string{}
	for _, name := range sources(t) {
		result := extract(t, name)
		for line := range bytes.Lines(lines(t, result)) {
			if _, err := set.Validate(line); err != nil {
				t.Errorf("%s: %s\n%v", name, line, err)
			}
		}
		for _, r := range result.Records {
			if other := seen[r.Head().ID]; other != "" {
				t.Errorf("%s stands in %s and %s", r.Head().ID, other, name)
			}
			seen[r.Head().ID] = name
		}
	}
}
