package index

import (
	"os"
	"strings"
	"testing"

	"assize/index/query"
)

// TestQueries runs testdata/queries.txt over testdata/corpus.jsonl.
func TestQueries(t *testing.T) {
	data, err := os.ReadFile("testdata/queries.txt")
	if err != nil {
		t.Fatal(err)
	}
	x, _ := newIndex(t, corpus(t))
	text := ""
	for i, line := range strings.Split(string(data), "\n") {
		want, isResult := strings.CutPrefix(line, "\t")
		if !isResult {
			text = line
			continue
		}
		if got := find(t, x, text); got != want {
			t.Errorf("line %d: %s\n\tgot  %s\n\twant %s", i+1, text, got, want)
		}
	}
}

// find is the ids of the hits of a query, in order.
func find(t *testing.T, x *Index, text string) string {
	t.Helper()
	n, _, err := query.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	page, err := x.Search(t.Context(), Request{Query: n, Limit: 100})
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	if page.Total != len(page.Hits) {
		t.Errorf("%s: a total of %d, but %d hits", text, page.Total, len(page.Hits))
	}
	return ids(page.Hits)
}

func ids(hits []Hit) string {
	var s []string
	for _, h := range hits {
		s = append(s, string(h.ID))
	}
	return strings.Join(s, " ")
}
