package store

import (
	"slices"
	"testing"

	"assize/extractors/record"
)

const (
	wither  = "The supply chain of specialist services is short, and in places it was left to wither while contracts were argued over."
	cut     = "The supply chain of specialist services is short"
	altered = "The supply chain of specialist services was short, and in places it was left to wither while contracts were being argued over."
	alone   = "Staff in Tarrow said that they had raised the matter every month for a year."
)

func cluster(t *testing.T, s *Store) int {
	t.Helper()
	n, err := s.Cluster(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// exported is what export writes: the JSON of every row.
func exported(t *testing.T, s *Store) []string {
	t.Helper()
	var out []string
	for row, err := range s.Rows(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, string(row.JSON))
	}
	return out
}

// clustersByText is the cluster of each finding.
func clustersByText(t *testing.T, s *Store) map[string]record.ID {
	t.Helper()
	out := map[string]record.ID{}
	for c, err := range s.All(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		if c.Record != nil {
			out[c.Record.Head().Text] = record.ClusterOf(c.Record)
		}
	}
	return out
}

func TestClusterDoesNotDependOnOrder(t *testing.T) {
	pages := []struct {
		url      string
		findings []string
	}{
		{"https://a.example/report", []string{wither, alone}},
		{"https://a.example/blog", []string{cut}},
		{"https://a.example/news", []string{altered}},
	}
	var want []string
	for _, order := range [][]int{{0, 1, 2}, {2, 1, 0}, {1, 2, 0}} {
		for _, between := range []bool{false, true} {
			s := open(t)
			run := begin(t, s, nil)
			for _, i := range order {
				commit(t, run, completion(t, s, pages[i].url, pages[i].url, pages[i].findings...))
				if between {
					cluster(t, s)
				}
			}
			cluster(t, s)
			got := exported(t, s)
			if want == nil {
				want = got
			}
			if !slices.Equal(got, want) {
				t.Errorf("order %v, clusters worked out between: %v\ngot  %q\nwant %q", order, between, got, want)
			}
			found := clustersByText(t, s)
			if head := found[altered]; head == "" || found[wither] != head || found[cut] != head || found[alone] != "" {
				t.Errorf("order %v: clusters are %v", order, found)
			}
		}
	}
}

func TestClusterTellsTheIndex(t *testing.T) {
	s := open(t)
	run := begin(t, s, nil)
	commit(t, run, completion(t, s, "https://a.example/report", "report", wither, alone))
	if n := cluster(t, s); n != 0 {
		t.Errorf("%d records changed where nothing stands twice", n)
	}
	commit(t, run, completion(t, s, "file:///a/blog", "blog", cut))
	before := seq(t, s)
	if n := cluster(t, s); n != 2 {
		t.Errorf("%d records changed, want 2", n)
	}
	told := map[string]record.ID{}
	changes, err := s.Changes(t.Context(), before, 10)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range changes {
		told[c.Record.Head().Text] = record.ClusterOf(c.Record)
	}
	if want := record.ClusterID(wither); len(told) != 2 || told[wither] != want || told[cut] != want {
		t.Errorf("the changes say %v", told)
	}
	if n, after := cluster(t, s), seq(t, s); n != 0 || after != before+2 {
		t.Errorf("again without a change: %d changed, sequence number %d", n, after)
	}

	// The file changes and says it no more: nothing is left to be in a cluster with.
	commit(t, run, completion(t, s, "file:///a/blog", "blog, corrected", alone+" And for two."))
	cluster(t, s)
	found := clustersByText(t, s)
	if found[wither] != "" || found[alone] == "" {
		t.Errorf("after the change: %v", found)
	}
	sharing, err := s.Sharing(t.Context(), record.DocumentID("https://a.example/report", ""))
	if want := record.DocumentID("", record.HashBytes([]byte("blog, corrected"))); err != nil || len(sharing) != 1 || sharing[want] != 1 {
		t.Errorf("the report shares %v, %v", sharing, err)
	}
}

func seq(t *testing.T, s *Store) int64 {
	t.Helper()
	n, err := s.LastSeq(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return n
}
