package main

import (
	"path/filepath"
	"strings"
	"testing"

	"assize/extractors/record"
	"assize/internal/testkit/schemas"
	"assize/pipeline/store"
)

// Every line of an export of the site in testdata keeps to its schema, and every
// record says what its spans of the stored text say.
func TestExportKeepsItsPromises(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	site, err := filepath.Abs(filepath.Join("..", "..", "testdata", "site"))
	if err != nil {
		t.Fatal(err)
	}
	finish(t, 0, "crawl", "--data", data, site)
	out, _ := finish(t, 0, "export", "--data", data)
	st, err := store.Open(t.Context(), data, store.Read)
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	set, err := schemas.Compile()
	if err != nil {
		t.Fatal(err)
	}
	seen := map[record.Kind]int{}
	for line := range strings.Lines(out) {
		kind, err := set.Validate([]byte(line))
		if err != nil {
			t.Errorf("%v in %s", err, line)
		}
		if seen[kind]++; kind == record.KindDocument {
			continue
		}
		r, err := record.Unmarshal([]byte(line))
		if err != nil {
			t.Fatal(err)
		}
		text, err := st.Artefact(t.Context(), r.Head().Document)
		if err != nil {
			t.Fatal(err)
		}
		if err := record.Check(r, text); err != nil {
			t.Error(err)
		}
	}
	for _, kind := range record.Kinds {
		if seen[kind] == 0 {
			t.Errorf("the site yields no %s", kind)
		}
	}
}
