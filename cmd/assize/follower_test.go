package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"assize/index"
	"assize/internal/term"
	"assize/pipeline/store"
)

// While somebody else holds the index, a run passes over it; at the end, what
// was passed over is brought in.
func TestFollowerLeavesAHeldIndexToTheEnd(t *testing.T) {
	t.Parallel()
	ctx, data := t.Context(), t.TempDir()
	note := filepath.Join(t.TempDir(), "note.txt")
	if err := os.WriteFile(note, []byte("A note\n\nIt says little.\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	finish(t, 0, "crawl", "--data", data, note)
	st, err := store.Open(ctx, data, store.Write)
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	if err := os.RemoveAll(indexFolder(st)); err != nil {
		t.Fatal(err)
	}
	held, err := index.Create(indexFolder(st))
	if err != nil {
		t.Fatal(err)
	}
	progress := term.NewProgress(&term.Screen{Writer: new(bytes.Buffer)})
	f, err := newFollower(ctx, st, progress)
	if err != nil || f.index != nil {
		t.Fatalf("follower %+v, error %v; want one without an index", f, err)
	}
	changes, err := st.Changes(ctx, 0, 10)
	if err != nil || len(changes) == 0 {
		t.Fatalf("%d changes, error %v", len(changes), err)
	}
	if err := f.Apply(ctx, changes); err != nil || f.Seq() != changes[len(changes)-1].Seq {
		t.Errorf("at %d, error %v", f.Seq(), err)
	}
	if err := held.Close(); err != nil {
		t.Fatal(err)
	}
	if seq, err := appliedSeq(ctx, st); err != nil || seq != 0 {
		t.Errorf("the index is at %d before the end, error %v", seq, err)
	}
	if err := f.finish(ctx, st, progress); err != nil {
		t.Fatal(err)
	}
	if seq, err := appliedSeq(ctx, st); err != nil || seq != f.Seq() {
		t.Errorf("the index is at %d, error %v; want %d", seq, err, f.Seq())
	}
}
