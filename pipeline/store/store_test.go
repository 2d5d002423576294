package store

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"assize/extractors"
	"assize/extractors/block"
	"assize/extractors/record"
	"assize/pipeline/frontier"
)

var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

// open makes a data folder and opens it for writing.
func open(t testing.TB) *Store {
	t.Helper()
	dir := t.TempDir()
	if err := Init(dir); err != nil {
		t.Fatal(err)
	}
	return reopen(t, dir, Write)
}

func reopen(t testing.TB, dir string, mode Mode) *Store {
	t.Helper()
	s, err := Open(t.Context(), dir, mode)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func begin(t testing.TB, s *Store, scope frontier.Scope) *Run {
	t.Helper()
	r, err := s.BeginRun(t.Context(), "plan", scope, noon)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// completion stores a document whose bytes are body and whose findings are the
// given texts.
func completion(t testing.TB, s *Store, url, body string, findings ...string) Completion {
	t.Helper()
	hash := record.HashBytes([]byte(body))
	doc := record.Document{
		Schema: record.KindDocument.Schema(), Kind: record.KindDocument, ID: record.DocumentID(url, hash), URL: url, Title: body,
		Provenance: record.Provenance{Snapshot: hash, Extractor: "fake/1"},
	}
	text := strings.Join(findings, "\n")
	var records []record.Record
	at := 0
	for _, f := range findings {
		n := len([]rune(f))
		records = append(records, &record.Finding{
			Common:     record.Common{Text: f},
			Provenance: record.Provenance{Spans: []record.Span{{Start: at, End: at + n}}, Open: url},
		})
		at += n + 1
	}
	record.Identify(doc.ID, records)
	x, err := s.Encode(extractors.Result{Document: doc, Records: records, Doc: &block.Doc{Text: text}}, Reading{Extractor: 1})
	if err != nil {
		t.Fatal(err)
	}
	return Completion{
		Task: frontier.Task{URL: url, Source: "test"}, Outcome: Stored, Extraction: x, At: noon,
		Fetched: &Fetched{FinalURL: url, Snapshot: Kept{Hash: hash, Bytes: int64(len(body))}, ContentType: "text/html"},
	}
}

func commit(t testing.TB, r *Run, group ...Completion) {
	t.Helper()
	if _, err := r.Commit(t.Context(), group); err != nil {
		t.Fatal(err)
	}
}

// lines prints All, one line a row: the document's URL, or the record's text.
func lines(t testing.TB, s *Store) []string {
	t.Helper()
	var out []string
	for c, err := range s.All(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		if c.Record == nil {
			out = append(out, c.Document.URL)
		} else {
			out = append(out, "  "+c.Record.Head().Text)
		}
	}
	return out
}

func TestOpen(t *testing.T) {
	dir := t.TempDir()
	if _, err := Open(t.Context(), dir, Read); !errors.Is(err, ErrNoData) {
		t.Errorf("an empty folder: %v, want ErrNoData", err)
	}
	if err := Init(dir); err != nil {
		t.Fatal(err)
	}
	if err := Init(dir); err != nil {
		t.Errorf("init twice: %v", err)
	}
	first := reopen(t, dir, Write)
	if err := Init(dir); err != nil {
		t.Errorf("init while somebody writes: %v", err)
	}
	_, err := Open(t.Context(), dir, Write)
	if !errors.Is(err, ErrLocked) || !strings.Contains(err.Error(), fmt.Sprint(os.Getpid())) {
		t.Errorf("a second writer: %v, want ErrLocked with the process id", err)
	}
	reader := reopen(t, dir, Read)
	commit(t, begin(t, first, nil), completion(t, first, "http://a.test/", "A", "one"))
	if got := len(lines(t, reader)); got != 2 {
		t.Errorf("the reader sees %d rows, want 2", got)
	}
	if err := first.write.within(t.Context(), func(t *txn) error { return t.exec("PRAGMA user_version = 99") }); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(t.Context(), dir, Read); !errors.Is(err, ErrNewer) {
		t.Errorf("a newer format: %v, want ErrNewer", err)
	}
}

func TestSnapshots(t *testing.T) {
	s := open(t)
	body := make([]byte, 2*smallSnapshot)
	rand.NewChaCha8([32]byte{}).Read(body)
	kept, err := s.PutSnapshot(body)
	hash := kept.Hash
	if err != nil || kept.small != nil || hash != record.HashBytes(body) {
		t.Fatalf("put: %v %v", hash, err)
	}
	got, err := s.Snapshot(t.Context(), hash)
	if err != nil || string(got) != string(body) {
		t.Errorf("snapshot: %d bytes, %v", len(got), err)
	}
	if _, err := s.Snapshot(t.Context(), record.HashBytes(nil)); !errors.Is(err, ErrNotFound) {
		t.Errorf("unknown snapshot: %v", err)
	}
	if err := os.Truncate(s.snapshotPath(hash), 20); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Snapshot(t.Context(), hash); !errors.Is(err, ErrTorn) {
		t.Errorf("torn snapshot: %v", err)
	}
	if _, err := s.PutSnapshot(body); err != nil {
		t.Errorf("repair: %v", err)
	}
	if _, err := s.Snapshot(t.Context(), hash); err != nil {
		t.Errorf("after the repair: %v", err)
	}
	left := filepath.Join(filepath.Dir(s.snapshotPath(hash)), ".new-1")
	if err := os.WriteFile(left, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := sweepSnapshots(s.dir); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(left); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a half-written file stays: %v", err)
	}
}

// The bytes of a small snapshot come with the row that names them, not before.
func TestSmallSnapshot(t *testing.T) {
	s := open(t)
	body := strings.Repeat("findings ", 1000)
	kept, err := s.PutSnapshot([]byte(body))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Snapshot(t.Context(), kept.Hash); !errors.Is(err, ErrNotFound) {
		t.Errorf("before the commit: %v", err)
	}
	c := completion(t, s, "http://a.test/", body)
	c.Fetched.Snapshot = kept
	r := begin(t, s, nil)
	commit(t, r, c)
	commit(t, r, c)
	if got, err := s.Snapshot(t.Context(), kept.Hash); err != nil || string(got) != body {
		t.Errorf("snapshot: %d bytes, %v", len(got), err)
	}
}

func TestCommitFollowsTheContent(t *testing.T) {
	s := open(t)
	r := begin(t, s, nil)
	const url = "http://a.test/report"
	seqs := func() map[record.ID]int64 {
		m := map[record.ID]int64{}
		for c, err := range s.All(t.Context()) {
			if err != nil {
				t.Fatal(err)
			}
			m[c.ID] = c.Seq
		}
		return m
	}
	follow := func(after int64) (changed, deleted int, last int64) {
		changes, err := s.Changes(t.Context(), after, 100)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range changes {
			if c.Seq <= after {
				t.Errorf("change %d after %d", c.Seq, after)
			}
			after = c.Seq
			if c.Deleted {
				deleted++
			} else {
				changed++
			}
		}
		return changed, deleted, after
	}
	steps := []struct {
		name             string
		body             string
		findings         []string
		changed, deleted int
	}{
		{"new", "v1", []string{"one", "two", "three"}, 4, 0},
		{"the same", "v1", []string{"one", "two", "three"}, 0, 0},
		{"last one gone", "v1", []string{"one", "two"}, 0, 1},
		{"back again", "v1", []string{"one", "two", "three"}, 1, 0},
		{"order changed", "v1", []string{"two", "one", "three"}, 2, 0},
		{"document changed", "v2", []string{"two", "one", "three"}, 4, 0},
	}
	var after int64
	for _, step := range steps {
		commit(t, r, completion(t, s, url, step.body, step.findings...))
		changed, deleted, last := follow(after)
		if changed != step.changed || deleted != step.deleted {
			t.Errorf("%s: %d changed and %d deleted, want %d and %d", step.name, changed, deleted, step.changed, step.deleted)
		}
		if got := len(seqs()); got != 1+len(step.findings) {
			t.Errorf("%s: %d rows", step.name, got)
		}
		after = last
	}
	if last, err := s.LastSeq(t.Context()); err != nil || last != after {
		t.Errorf("last seq %d, %v, want %d", last, err, after)
	}
}

func TestChangesPageByPage(t *testing.T) {
	s := open(t)
	r := begin(t, s, nil)
	commit(t, r, completion(t, s, "http://a.test/", "A", "one", "two", "three"))
	commit(t, r, completion(t, s, "http://a.test/", "A", "one"), completion(t, s, "http://b.test/", "B", "four"))
	var ids []record.ID
	var after int64
	for {
		changes, err := s.Changes(t.Context(), after, 2)
		if err != nil {
			t.Fatal(err)
		}
		if len(changes) == 0 {
			break
		}
		for _, c := range changes {
			ids = append(ids, c.ID)
			after = c.Seq
		}
	}
	slices.Sort(ids)
	if len(ids) != 6 || len(slices.Compact(ids)) != 6 {
		t.Errorf("followed %d changes, want each of 6 ids once: %v", len(ids), ids)
	}
}

func TestSameBytesTwice(t *testing.T) {
	a := func(t testing.TB, s *Store) Completion { return completion(t, s, "file:///a.html", "same", "one") }
	b := func(t testing.TB, s *Store) Completion { return completion(t, s, "file:///b.html", "same", "one") }
	for name, order := range map[string][]func(testing.TB, *Store) Completion{"a first": {a, b}, "b first": {b, a}} {
		s := open(t)
		r := begin(t, s, nil)
		for _, c := range order {
			commit(t, r, c(t, s))
		}
		if got := lines(t, s); !slices.Equal(got, []string{"file:///a.html", "  one"}) {
			t.Errorf("%s: %q", name, got)
		}
	}
}

func TestEditedFileReplacesItsDocument(t *testing.T) {
	s := open(t)
	r := begin(t, s, nil)
	commit(t, r, completion(t, s, "file:///a.html", "same", "one"), completion(t, s, "file:///b.html", "same", "one"))
	commit(t, r, completion(t, s, "file:///a.html", "edited", "two"))
	due, err := r.Due(t.Context(), frontier.Lane{Source: "test"}, 10)
	if err != nil || len(due) != 1 || due[0].URL != "file:///b.html" {
		t.Fatalf("due: %v, %v; want b.html to be read again as the heir", due, err)
	}
	stale := Completion{Task: due[0], Outcome: Unchanged, At: noon}
	committed, err := r.Commit(t.Context(), []Completion{stale})
	if err != nil || !committed.Again[stale.Task.ID] || len(committed.Lanes) != 1 {
		t.Errorf("a stale outcome: %+v, %v; want the task queued again", committed, err)
	}
	commit(t, r, completion(t, s, "file:///b.html", "same", "one"))
	got := lines(t, s)
	slices.Sort(got)
	if !slices.Equal(got, []string{"  one", "  two", "file:///a.html", "file:///b.html"}) {
		t.Errorf("after the heir was read: %q", got)
	}
	commit(t, r, completion(t, s, "file:///b.html", "edited too", "three"))
	got = lines(t, s)
	slices.Sort(got)
	if !slices.Equal(got, []string{"  three", "  two", "file:///a.html", "file:///b.html"}) {
		t.Errorf("after both were edited: %q", got)
	}
}

func TestReading(t *testing.T) {
	s := open(t)
	r := begin(t, s, nil)
	commit(t, r, completion(t, s, "http://a.test/", "A", "Zoë found", "the second"))
	var ids []record.ID
	for c := range s.All(t.Context()) {
		ids = append(ids, c.ID)
	}
	e, err := s.Record(t.Context(), ids[0])
	if err != nil || e.Record != nil || e.Document.URL != "http://a.test/" || !e.FirstSeen.Equal(noon) {
		t.Errorf("document: %+v, %v", e, err)
	}
	c, err := s.Context(t.Context(), ids[2], 6)
	if err != nil || c.Before != "found\n" || c.Exact != "the second" || c.After != "" {
		t.Errorf("context: %+v, %v", c, err)
	}
	for name, err := range map[string]error{
		"record":   second(s.Record(t.Context(), "f_none")),
		"document": second(s.Document(t.Context(), "d_none")),
		"artefact": second(s.Artefact(t.Context(), "d_none")),
		"page":     second(s.Page(t.Context(), "http://none.test/")),
	} {
		if !errors.Is(err, ErrNotFound) {
			t.Errorf("unknown %s: %v, want ErrNotFound", name, err)
		}
	}
}

func second[T any](_ T, err error) error { return err }

func TestStatus(t *testing.T) {
	s := open(t)
	r := begin(t, s, nil)
	commit(t, r, completion(t, s, "http://a.test/", "A", "one", "two"), Completion{
		Task: frontier.Task{URL: "http://a.test/gone", Source: "test"}, Outcome: Failed, Code: "not_found", Message: "HTTP 404", At: noon,
	})
	if _, err := r.Offer(t.Context(), []frontier.Task{{URL: "http://a.test/next", Source: "test", Host: "a.test"}}); err != nil {
		t.Fatal(err)
	}
	if err := r.End(t.Context(), Interrupted, noon.Add(time.Minute)); err != nil {
		t.Fatal(err)
	}
	st, err := s.Status(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	got := fmt.Sprintln(st.Records, st.Snapshots, st.SnapshotBytes, st.Pages, st.Failures, st.Failed[0].URL, st.Failed[0].Message, st.LastRun.State, st.Queued, st.Seq)
	want := "map[document:1 finding:2] 1 1 map[failed:1 stored:1] map[not_found:1] http://a.test/gone HTTP 404 interrupted 1 3\n"
	if got != want {
		t.Errorf("status:\n%s\nwant\n%s", got, want)
	}
}

func TestHardCancelRollsBack(t *testing.T) {
	s := open(t)
	r := begin(t, s, nil)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := r.Commit(ctx, []Completion{completion(t, s, "http://a.test/", "A", "one")}); !errors.Is(err, context.Canceled) {
		t.Errorf("commit after cancel: %v", err)
	}
	commit(t, r, completion(t, s, "http://b.test/", "B", "two"))
	if got := lines(t, s); !slices.Equal(got, []string{"http://b.test/", "  two"}) {
		t.Errorf("after the cancelled commit: %q", got)
	}
}
