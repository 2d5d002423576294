package index

import (
	"cmp"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"assize/extractors/record"
	"assize/index/query"
)

func TestGroups(t *testing.T) {
	x, _ := newIndex(t, corpus(t))
	for _, test := range []struct{ query, want string }{
		{"kind:finding,quote group:report", "2 of 6: f_page+0 f_chain+4"},
		{"supply group:report", "2 of 4: r_plan+0 f_chain+2"},
		{"supply group:report sort:oldest", "2 of 4: f_chain+2 r_plan+0"},
		{"kind:rating group:cluster", "2 of 2: g_poor+0 g_good+0"},
	} {
		var all []string
		request := Request{Query: parse(t, test.query), Limit: 1}
		page, err := x.Search(t.Context(), request)
		for ; err == nil && len(page.Hits) > 0; page, err = x.Search(t.Context(), request) {
			all = append(all, fmt.Sprintf("%s+%d", page.Hits[0].ID, page.Hits[0].Same))
			request.After = page.Next
		}
		if err != nil {
			t.Fatal(err)
		}
		if got := fmt.Sprintf("%d of %d: %s", page.Groups, page.Total, strings.Join(all, " ")); got != test.want {
			t.Errorf("%s: %s, want %s", test.query, got, test.want)
		}
	}
}

func TestPagesSurviveWrites(t *testing.T) {
	changes := corpus(t)
	x, _ := newIndex(t, changes)
	request := Request{Query: parse(t, "kind:document sort:newest"), Limit: 2}
	page, err := x.Search(t.Context(), request)
	if err != nil {
		t.Fatal(err)
	}
	last := changes[len(changes)-1].Seq
	newer := &record.Document{ID: "d_newer", Title: "Newer", Published: &record.Date{Value: "2030-01-01"}}
	if err := x.Apply(t.Context(), []record.Change{{Seq: last + 1, ID: "d_newer", Document: newer}, {Seq: last + 2, ID: "d_report", Deleted: true}}); err != nil {
		t.Fatal(err)
	}
	request.After = page.Next
	next, err := x.Search(t.Context(), request)
	if err != nil {
		t.Fatal(err)
	}
	if got := ids(page.Hits) + " | " + ids(next.Hits); got != "d_report d_blog | d_annual d_undated" {
		t.Error(got)
	}
}

// TestColumnsFollowTheIndex holds counts, orders and groups against the records
// themselves while these come, change and go, and segments are merged.
func TestColumnsFollowTheIndex(t *testing.T) {
	x, dir := newIndex(t, nil)
	r := rand.New(rand.NewPCG(3, 4))
	var changes []record.Change
	for c, err := range synthetic(600) {
		if err != nil {
			t.Fatal(err)
		}
		changes = append(changes, c)
	}
	live := map[record.ID]record.Change{}
	seq := int64(0)
	for round := range 12 {
		var batch []record.Change
		for range 50 {
			c := changes[r.IntN(len(changes))]
			seq++
			c.Seq = seq
			if c.Deleted = r.IntN(4) == 0; c.Deleted {
				delete(live, c.ID)
			} else {
				live[c.ID] = c
			}
			batch = append(batch, c)
		}
		if err := x.Apply(t.Context(), batch); err != nil {
			t.Fatal(err)
		}
		if round == 6 {
			if err := x.Close(); err != nil {
				t.Fatal(err)
			}
			var err error
			if x, err = Open(dir, Options{}); err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { x.Close() })
		}
		compareWithRecords(t, x, live)
	}
}

func compareWithRecords(t *testing.T, x *Index, live map[record.ID]record.Change) {
	t.Helper()
	kinds, years := map[string]int{}, map[string]int{}
	for _, c := range live {
		kind := record.KindDocument
		if c.Record != nil {
			kind = c.Record.Head().Kind
		}
		kinds[string(kind)]++
		years[c.Document.Published.Value[:4]]++
	}
	order := slices.SortedFunc(maps.Values(live), func(a, b record.Change) int {
		return cmp.Or(cmp.Compare(b.Document.Published.Value, a.Document.Published.Value), cmp.Compare(a.ID, b.ID))
	})
	for _, n := range []query.Node{query.And{}, parse(t, "kind:document,finding,quote,recommendation,rating").Where} {
		page, err := x.Search(t.Context(), Request{Query: query.Query{Where: n, Sort: Newest}, Limit: MaxLimit, Facets: []string{"kind", "year"}})
		if err != nil {
			t.Fatal(err)
		}
		if page.Total != len(live) || len(page.Hits) != len(live) {
			t.Fatalf("%d hits, total %d, want %d", len(page.Hits), page.Total, len(live))
		}
		for i, hit := range page.Hits {
			if hit.ID != order[i].ID {
				t.Fatalf("hit %d is %s, want %s", i, hit.ID, order[i].ID)
			}
		}
		for name, want := range map[string]map[string]int{"kind": kinds, "year": years} {
			got := map[string]int{}
			for _, c := range page.Facets[name] {
				got[c.Value] = c.N
			}
			if !maps.Equal(got, want) {
				t.Fatalf("%s: %v, want %v", name, got, want)
			}
		}
	}
}
