package index

import (
	"testing"

	"assize/index/query"
)

// TestMatch holds that a query finds among changes what it finds in an index of
// them.
func TestMatch(t *testing.T) {
	changes := corpus(t)
	x, _ := newIndex(t, changes)
	texts := []string{"supply chain", `"in the chain" OR safety`, "kind:quote", "-kind:document date:2017", "safeg*", "nosuchword"}
	var queries []query.Query
	for _, text := range texts {
		queries = append(queries, parse(t, text))
	}
	found, err := Match(t.Context(), changes, queries)
	if err != nil {
		t.Fatal(err)
	}
	for i, text := range texts {
		var hits []Hit
		for _, id := range found[i] {
			hits = append(hits, Hit{ID: id})
		}
		if got, want := ids(hits), find(t, x, text+" sort:newest"); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}
