package pipeline

import (
	"testing"

	"assize/extractors/record"
)

// TestReread marks a page whose snapshot is damaged; the next crawl, and it
// alone, has the bytes sent again.
func TestReread(t *testing.T) {
	s := serve(t, map[string]string{"/": "* one\n" + `<a href="/a">`, "/a": "* two\n"})
	w := newWorld(t)
	w.run(one(1, s.URL))
	page, err := w.Store.Page(t.Context(), s.URL+"/a")
	if err != nil {
		t.Fatal(err)
	}
	hashes, err := w.Store.Snapshots(t.Context())
	if err != nil || len(hashes) != 2 {
		t.Fatalf("snapshots %v, %v", hashes, err)
	}
	if faults, err := w.Store.Integrity(t.Context()); err != nil || faults != nil {
		t.Errorf("the database: %v, %v", faults, err)
	}
	before := rows(t, w.Store)
	if n, err := w.Store.Reread(t.Context(), page.Snapshot, ""); err != nil || n != 1 {
		t.Fatalf("%d pages, %v", n, err)
	}
	if _, err := w.Store.Snapshot(t.Context(), page.Snapshot); err == nil {
		t.Error("the damaged snapshot is still there")
	}
	stats := w.run(one(1, s.URL))
	body, err := w.Store.Snapshot(t.Context(), page.Snapshot)
	if err != nil || record.HashBytes(body) != page.Snapshot {
		t.Errorf("the snapshot afterwards: %q, %v", body, err)
	}
	if stats.Unchanged != 1 || stats.Documents != 1 || len(rows(t, w.Store)) != len(before) {
		t.Errorf("%+v", stats)
	}
	if n, err := w.Store.Reread(t.Context(), "", ""); err != nil || n != 0 {
		t.Errorf("nothing to read again: %d, %v", n, err)
	}
}
