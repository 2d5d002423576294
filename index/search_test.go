package index

import (
	"context"
	"errors"
	"fmt"
	"math"
	"os"
	"slices"
	"strings"
	"testing"

	"assize/extractors/record"
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
	page, err := x.Search(t.Context(), Request{Query: parse(t, text), Limit: 100})
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

// parse is a query that is known to be right.
func parse(t *testing.T, text string) query.Query {
	t.Helper()
	n, _, err := query.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestSorts(t *testing.T) {
	x, _ := newIndex(t, corpus(t))
	for _, test := range []struct {
		query string
		want  string
	}{
		{"kind:document", "d_report d_blog d_annual d_undated"},
		{"kind:document sort:newest", "d_report d_blog d_annual d_undated"},
		{"kind:document sort:oldest", "d_annual d_blog d_report d_undated"},
		{"organisation", "f_page f_thin"},
		{"supply sort:oldest", "f_chain f_thin q_stacey r_plan"},
		{"safety sort:relevance", "g_poor f_page g_good"}, // in text and heading; in a heading, newest first
	} {
		page, err := x.Search(t.Context(), Request{Query: parse(t, test.query), Limit: 10})
		if err != nil {
			t.Errorf("%s: %v", test.query, err)
		} else if got := ids(page.Hits); got != test.want {
			t.Errorf("%s: %s, want %s", test.query, got, test.want)
		}
	}
}

func TestPaging(t *testing.T) {
	changes := corpus(t)
	x, _ := newIndex(t, changes)
	sort, _ := query.Lookup("sort")
	for _, text := range []string{"", "supply OR chain OR inspection"} {
		for _, order := range sort.Values {
			text := text + " sort:" + order
			whole, err := x.Search(t.Context(), Request{Query: parse(t, text), Limit: 100})
			if err != nil {
				t.Fatal(err)
			}
			var after, offset []Hit
			for r := (Request{Query: parse(t, text), Limit: 2}); ; {
				page, err := x.Search(t.Context(), r)
				if err != nil {
					t.Fatal(err)
				}
				after = append(after, page.Hits...)
				if r.After = page.Next; r.After == "" || len(after) > len(changes) {
					break
				}
			}
			for r := (Request{Query: parse(t, text), Limit: 2}); r.Offset < whole.Total; r.Offset += 2 {
				page, err := x.Search(t.Context(), r)
				if err != nil {
					t.Fatal(err)
				}
				offset = append(offset, page.Hits...)
			}
			if want := ids(whole.Hits); ids(after) != want || ids(offset) != want {
				t.Errorf("%q:\n  whole  %s\n  after  %s\n  offset %s", text, want, ids(after), ids(offset))
			}
		}
	}
}

func TestFacets(t *testing.T) {
	x, _ := newIndex(t, corpus(t))
	page, err := x.Search(t.Context(), Request{Facets: FacetFields()})
	if err != nil {
		t.Fatal(err)
	}
	if page.Total != 13 || len(page.Hits) != 0 {
		t.Errorf("a limit of 0 gives %d of %d hits", len(page.Hits), page.Total)
	}
	for name, want := range map[string]string{
		"kind":      "document 4, finding 4, quote 2, rating 2, recommendation 1",
		"year":      "2017 6, 2019 4, 2015 2",
		"rating":    "good 1, not_sufficiently_good 1",
		"speaker":   "Dame Anna Example 1",
		"publisher": "Inspectorate of Probation 6, Care Board 4, Inspectorate of Prisons 4, Arolygiaeth 2",
	} {
		var got []string
		for _, c := range page.Facets[name] {
			got = append(got, fmt.Sprintf("%s %d", c.Value, c.N))
		}
		if s := strings.Join(got, ", "); s != want {
			t.Errorf("%s: %s, want %s", name, s, want)
		}
	}
}

func TestBadRequests(t *testing.T) {
	x, _ := newIndex(t, corpus(t))
	for name, r := range map[string]Request{
		"negative limit":   {Limit: -1},
		"great limit":      {Limit: MaxLimit + 1},
		"negative offset":  {Limit: 1, Offset: -1},
		"great offset":     {Limit: 1, Offset: MaxOffset + 1},
		"offset and after": {Limit: 1, Offset: 1, After: "WyIyMDE3Il0"},
		"strange order":    {Limit: 1, Query: query.Query{Sort: "shuffled"}},
		"strange facet":    {Facets: []string{"text"}},
		"rubbish after":    {Limit: 1, After: "!"},
		"short after":      {Limit: 1, After: "WyIyMDE3Il0"},
		"unknown field":    {Query: query.Query{Where: query.Filter{Field: "colour", Any: []query.Term{{Text: "red"}}}}},
	} {
		if _, err := x.Search(t.Context(), r); !errors.Is(err, ErrBadQuery) {
			t.Errorf("%s: %v", name, err)
		}
	}
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := x.Search(cancelled, Request{Limit: 1}); !errors.Is(err, context.Canceled) {
		t.Errorf("a cancelled search: %v", err)
	}
}

// TestFieldsAgree holds the query language's table of fields against the
// records and the index.
func TestFieldsAgree(t *testing.T) {
	for _, f := range query.Fields {
		if _, ok := targets[f.Name]; !ok && f.Type != query.Date && f.Type != query.Setting && f.Name != "exact" {
			t.Errorf("the index does not know the field %s", f.Name)
		}
	}
	sort, _ := query.Lookup("sort")
	if !slices.Equal(sort.Values, orders) {
		t.Errorf("the orders are %v, and %v to the query language", orders, sort.Values)
	}
	group, _ := query.Lookup("group")
	for _, by := range group.Values {
		if _, ok := groupings[by]; !ok {
			t.Errorf("the index does not know how to group by %s", by)
		}
	}
	kinds, _ := query.Lookup("kind")
	for i, k := range record.Kinds {
		if i >= len(kinds.Values) || kinds.Values[i] != string(k) {
			t.Errorf("kinds are %v, and %v to the query language", record.Kinds, kinds.Values)
			break
		}
	}
}

// TestExplain holds that the reasons for a score add up to it.
func TestExplain(t *testing.T) {
	x, _ := newIndex(t, corpus(t))
	for _, text := range []string{"supply chain", `"supply chain" OR safety`, "supply (chain OR safety) -kind:quote", "CRC supply", "suppl* chain", `~"supply chains" OR report~`} {
		page, err := x.Search(t.Context(), Request{Query: parse(t, text), Limit: 10, Explain: true})
		if err != nil || len(page.Hits) == 0 {
			t.Fatalf("%s: %d hits, %v", text, page.Total, err)
		}
		for _, h := range page.Hits {
			sum := 0.0
			for _, r := range h.Why {
				sum += r.Score
			}
			if math.Abs(sum-h.Score) > 1e-9 {
				t.Errorf("%s: %s has a score of %f, and reasons for %f: %v", text, h.ID, h.Score, sum, h.Why)
			}
		}
	}
}
