package index

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"assize/extractors/record"
)

// corpus is the changes that bring the records of testdata/corpus.jsonl in, each
// after its document.
func corpus(t testing.TB) []record.Change {
	t.Helper()
	data, err := os.ReadFile("testdata/corpus.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	var changes []record.Change
	var doc *record.Document
	for i, line := range bytes.Split(bytes.TrimSpace(data), []byte("\n")) {
		var head record.Document
		if err := json.Unmarshal(line, &head); err != nil {
			t.Fatalf("line %d: %v", i+1, err)
		}
		c := record.Change{Seq: int64(i + 1), ID: head.ID}
		if head.Kind == record.KindDocument {
			doc = &head
		} else if c.Record, err = record.Unmarshal(line); err != nil {
			t.Fatalf("line %d: %v", i+1, err)
		}
		c.Document = doc
		changes = append(changes, c)
	}
	return changes
}

// newIndex is an index of the changes in a folder of its own.
func newIndex(t testing.TB, changes []record.Change) (*Index, string) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "index")
	x, err := Create(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { x.Close() })
	if err := x.Apply(t.Context(), changes); err != nil {
		t.Fatal(err)
	}
	return x, dir
}
