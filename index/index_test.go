package index

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"assize/extractors/record"
	"assize/index/query"
)

func count(t *testing.T, x *Index) int {
	t.Helper()
	n, err := x.Count()
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// each yields changes as a store does.
func each(changes []record.Change) iter.Seq2[record.Change, error] {
	return func(yield func(record.Change, error) bool) {
		for _, c := range changes {
			if !yield(c, nil) {
				return
			}
		}
	}
}

func TestApplyTwiceIsApplyOnce(t *testing.T) {
	changes := corpus(t)
	x, _ := newIndex(t, changes)
	before := find(t, x, "")
	if err := x.Apply(t.Context(), changes); err != nil {
		t.Fatal(err)
	}
	if got := find(t, x, ""); got != before || count(t, x) != len(changes) {
		t.Errorf("after the second time: %s", got)
	}
}

func TestApplyReplacesAndDeletes(t *testing.T) {
	changes := corpus(t)
	x, dir := newIndex(t, changes)
	last := x.Seq()
	if last != int64(len(changes)) {
		t.Fatalf("Seq is %d after %d changes", last, len(changes))
	}
	renamed := *changes[0].Document
	renamed.Title = "Another title"
	if err := x.Apply(t.Context(), []record.Change{
		{Seq: last + 1, ID: "d_blog", Document: &renamed},
		{Seq: last + 2, ID: "q_stacey", Deleted: true},
		{Seq: last + 3, ID: "q_never_there", Deleted: true},
	}); err != nil {
		t.Fatal(err)
	}
	if err := x.Apply(t.Context(), changes); err != nil { // old news
		t.Fatal(err)
	}
	if got := find(t, x, "id:d_blog another title"); got != "d_blog" {
		t.Errorf("the renamed document: %q", got)
	}
	if got := find(t, x, "id:d_blog,q_stacey northshire"); got != "" {
		t.Errorf("the old title and the deleted quote: %q", got)
	}
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
	x, err := Open(dir, Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	if x.Seq() != last+3 || count(t, x) != len(changes)-1 {
		t.Errorf("after opening again: Seq %d, %d records", x.Seq(), count(t, x))
	}
}

func TestApplyStopsAtBatches(t *testing.T) {
	x, _ := newIndex(t, nil)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := x.Apply(ctx, corpus(t)); !errors.Is(err, context.Canceled) || x.Seq() != 0 || count(t, x) != 0 {
		t.Errorf("a cancelled Apply: %v, Seq %d, %d records", err, x.Seq(), count(t, x))
	}
	if err := x.Apply(t.Context(), []record.Change{{Seq: 1, ID: "f_empty"}}); err == nil {
		t.Error("a change that brings nothing was applied")
	}
}

func TestOpenErrors(t *testing.T) {
	empty := t.TempDir()
	if _, err := Open(empty, Options{}); !errors.Is(err, ErrNone) {
		t.Errorf("an empty folder: %v", err)
	}
	if _, err := Open(filepath.Join(empty, "none"), Options{ReadOnly: true}); !errors.Is(err, ErrNone) {
		t.Errorf("no folder: %v", err)
	}
	x, dir := newIndex(t, corpus(t))
	if _, err := Create(dir); !errors.Is(err, ErrLocked) {
		t.Errorf("Create while it is open: %v", err)
	}
	batch := x.bleve.NewBatch()
	batch.SetInternal(schemaKey, []byte("0"))
	if err := x.bleve.Batch(batch); err != nil {
		t.Fatal(err)
	}
	x.Close()
	if _, err := Create(dir); !errors.Is(err, fs.ErrExist) {
		t.Errorf("Create where an index is: %v", err)
	}
	if _, err := Open(dir, Options{}); !errors.Is(err, ErrSchema) {
		t.Errorf("another version: %v", err)
	}
}

func TestLocks(t *testing.T) {
	x, dir := newIndex(t, corpus(t))
	for _, o := range []Options{{}, {ReadOnly: true}} {
		if _, err := Open(dir, o); !errors.Is(err, ErrLocked) {
			t.Errorf("Open(%+v) beside a writer: %v", o, err)
		}
	}
	if err := Rebuild(t.Context(), dir, 1, each(nil), nil); !errors.Is(err, ErrLocked) {
		t.Errorf("Rebuild beside a writer: %v", err)
	}
	x.Close()
	var readers []*Index
	for range 2 {
		r, err := Open(dir, Options{ReadOnly: true})
		if err != nil {
			t.Fatal(err)
		}
		defer r.Close()
		readers = append(readers, r)
	}
	if _, err := Open(dir, Options{}); !errors.Is(err, ErrLocked) {
		t.Errorf("a writer beside readers: %v", err)
	}
	if err := Rebuild(t.Context(), dir, 99, each(corpus(t)[:1]), nil); err != nil {
		t.Errorf("Rebuild beside readers: %v", err)
	}
	if got := find(t, readers[0], "kind:quote"); got != "q_nobody q_stacey" {
		t.Errorf("a reader after the rebuild: %q", got)
	}
}

// TestCorrupt damages the files of an index one after the other.
func TestCorrupt(t *testing.T) {
	damages := map[string]func([]byte) []byte{
		"emptied": func([]byte) []byte { return nil },
		"cut":     func(b []byte) []byte { return b[:len(b)/2] },
		"garbled": func(b []byte) []byte { return slices.Repeat([]byte("garbage "), len(b)/8+1)[:len(b)] },
		"middle garbled": func(b []byte) []byte {
			copy(b[len(b)/4:len(b)/4*3], bytes.Repeat([]byte("garbage "), len(b)))
			return b
		},
		"end lost":   func(b []byte) []byte { return append(b[:len(b)-len(b)/8], make([]byte, len(b)/8)...) },
		"start lost": func(b []byte) []byte { return append(make([]byte, len(b)/8), b[len(b)/8:]...) },
	}
	x, source := newIndex(t, corpus(t))
	x.Close()
	var files []string
	filepath.WalkDir(source, func(path string, d fs.DirEntry, err error) error {
		if rel, _ := filepath.Rel(source, path); !d.IsDir() && rel != "lock" {
			files = append(files, rel)
		}
		return err
	})
	if len(files) < 4 {
		t.Fatalf("an index of %d files", len(files))
	}
	for _, file := range files {
		for name, damage := range damages {
			for _, o := range []Options{{}, {ReadOnly: true}} {
				dir := filepath.Join(t.TempDir(), "index")
				if err := os.CopyFS(dir, os.DirFS(source)); err != nil {
					t.Fatal(err)
				}
				data, err := os.ReadFile(filepath.Join(dir, file))
				if err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(filepath.Join(dir, file), damage(data), 0o600); err != nil {
					t.Fatal(err)
				}
				x, err := Open(dir, o)
				if err != nil {
					if !errors.Is(err, ErrCorrupt) && !errors.Is(err, ErrNone) {
						t.Errorf("%s %s, %+v: %v", file, name, o, err)
					}
					continue
				}
				n, _, _ := query.Parse(`supply "in the chain" OR safeg* OR -kind:quote`)
				if _, err := x.Search(t.Context(), Request{Query: n, Limit: 10, Facets: FacetFields()}); err != nil && !errors.Is(err, ErrCorrupt) {
					t.Errorf("%s %s, %+v: search: %v", file, name, o, err)
				}
				if !o.ReadOnly {
					again := corpus(t)
					for i := range again {
						again[i].Seq += x.Seq()
					}
					if err := x.Apply(t.Context(), again); err != nil && !errors.Is(err, ErrCorrupt) {
						t.Errorf("%s %s: apply: %v", file, name, err)
					}
				}
				x.Close()
			}
		}
	}
}

func TestRebuild(t *testing.T) {
	changes := corpus(t)
	x, dir := newIndex(t, changes[:3])
	x.Close()
	leftover := filepath.Join(dir, "g000007")
	if err := os.Mkdir(leftover, 0o755); err != nil { // as a crash leaves it
		t.Fatal(err)
	}
	var told []int
	if err := Rebuild(t.Context(), dir, 42, each(changes), func(n int) { told = append(told, n) }); err != nil {
		t.Fatal(err)
	}
	x, err := Open(dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	if x.Seq() != 42 || count(t, x) != len(changes) {
		t.Errorf("after the rebuild: Seq %d, %d records", x.Seq(), count(t, x))
	}
	if names, err := folder(dir).generations(); err != nil || len(names) != 1 || names[0] != "g000008" {
		t.Errorf("generations %v, %v", names, err)
	}
}

func TestRebuildThatFailsLeavesTheOldIndex(t *testing.T) {
	changes := corpus(t)
	x, dir := newIndex(t, changes)
	x.Close()
	broken := errors.New("the store broke")
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	for name, rebuild := range map[string]func() error{
		"source": func() error {
			return Rebuild(t.Context(), dir, 9, func(yield func(record.Change, error) bool) {
				_ = yield(changes[0], nil) && yield(record.Change{}, broken)
			}, nil)
		},
		"cancelled":   func() error { return Rebuild(cancelled, dir, 9, each(changes), nil) },
		"an id twice": func() error { return Rebuild(t.Context(), dir, 9, each(append(changes, changes[0])), nil) },
	} {
		if err := rebuild(); err == nil {
			t.Errorf("%s: no error", name)
		}
		x, err := Open(dir, Options{ReadOnly: true})
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if x.Seq() != int64(len(changes)) || count(t, x) != len(changes) {
			t.Errorf("%s: Seq %d, %d records", name, x.Seq(), count(t, x))
		}
		x.Close()
		if names, _ := folder(dir).generations(); len(names) != 1 {
			t.Errorf("%s leaves %v", name, names)
		}
	}
}

func TestRebuildOfADamagedIndex(t *testing.T) {
	changes := corpus(t)
	x, dir := newIndex(t, changes)
	x.Close()
	if err := os.WriteFile(filepath.Join(dir, "current"), []byte("rubbish"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(dir, Options{}); !errors.Is(err, ErrCorrupt) {
		t.Fatalf("rubbish in current: %v", err)
	}
	if err := Rebuild(t.Context(), dir, 1, each(changes), nil); err != nil {
		t.Fatal(err)
	}
	if x, err := Open(dir, Options{}); err != nil {
		t.Error(err)
	} else {
		x.Close()
	}
}
