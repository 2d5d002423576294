package main

import (
	"bytes"
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"assize/extractors/record"
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
	schemas := compileSchemas(t)
	seen := map[record.Kind]int{}
	for line := range strings.Lines(out) {
		value, err := jsonschema.UnmarshalJSON(strings.NewReader(line))
		if err != nil {
			t.Fatalf("%v in %s", err, line)
		}
		var head struct{ Kind record.Kind }
		if err := json.Unmarshal([]byte(line), &head); err != nil {
			t.Fatal(err)
		}
		seen[head.Kind]++
		if err := schemas[head.Kind].Validate(value); err != nil {
			t.Errorf("%v in %s", err, line)
		}
		if head.Kind == record.KindDocument {
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
	for _, kind := range []record.Kind{record.KindDocument, record.KindFinding, record.KindQuote, record.KindRecommendation} {
		if seen[kind] == 0 {
			t.Errorf("the site yields no %s", kind)
		}
	}
}

func compileSchemas(t *testing.T) map[record.Kind]*jsonschema.Schema {
	t.Helper()
	schemas := map[record.Kind]*jsonschema.Schema{}
	for _, kind := range record.Kinds {
		text, err := record.JSONSchema(kind)
		if err != nil {
			t.Fatal(err)
		}
		value, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		c := jsonschema.NewCompiler()
		if err := c.AddResource("schema.json", value); err != nil {
			t.Fatal(err)
		}
		if schemas[kind], err = c.Compile("schema.json"); err != nil {
			t.Fatal(err)
		}
	}
	return schemas
}
