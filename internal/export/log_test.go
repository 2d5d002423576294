package export

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"assize/pipeline/store"
)

// appended opens the log, adds the entries and closes it.
func appended(t *testing.T, path string, seq int64, entries ...*store.Entry) {
	t.Helper()
	l, err := OpenLog(path, "all")
	if err != nil {
		t.Fatal(err)
	}
	if n, err := l.Append(sequence(nil, entries...), seq); n != len(entries) || err != nil {
		t.Errorf("%d lines, error %v", n, err)
	}
	if err := l.Close(); err != nil {
		t.Error(err)
	}
}

func TestLogGoesOn(t *testing.T) {
	path := filepath.Join(t.TempDir(), "all.jsonl")
	all := entries()
	appended(t, path, 3, all[:2]...)
	appended(t, path, 9, all[2:]...)
	got, _ := os.ReadFile(path)
	if want := written(t, JSONL, all...); string(got) != string(want) {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	l, err := OpenLog(path, "all")
	if err != nil || l.Seq() != 9 {
		t.Fatalf("error %v, at %d", err, l.Seq())
	}
	if _, err := OpenLog(path, "all"); !errors.Is(err, ErrBusy) {
		t.Errorf("two writers: got error %v", err)
	}
	if err := l.Close(); err != nil {
		t.Error(err)
	}
	if _, err := OpenLog(path, "some"); !errors.Is(err, ErrOther) {
		t.Errorf("another selection: got error %v", err)
	}
}

// Whatever a killed export left behind the last mark, the next one goes on from there.
func TestLogAfterAKill(t *testing.T) {
	all := entries()
	tests := map[string]struct{ lines, marks string }{
		"in the middle of a line":          {lines: `{"schema":"assi`},
		"behind a line, without a mark":    {lines: string(all[5].JSON) + "\n"},
		"in the middle of a mark":          {lines: string(all[5].JSON) + "\n", marks: "\n" + `{"seq":9,"byt`},
		"behind a mark, before its ending": {lines: "{}\n", marks: "\n" + `{"seq":9,"bytes":3,"selection":"all"}`},
	}
	for name, tt := range tests {
		path := filepath.Join(t.TempDir(), "all.jsonl")
		appended(t, path, 3, all[:2]...)
		add(t, path, tt.lines)
		add(t, path+".cursor", tt.marks)
		appended(t, path, 9, all[2:]...)
		got, _ := os.ReadFile(path)
		if want := written(t, JSONL, all...); string(got) != string(want) {
			t.Errorf("%s: got\n%s", name, got)
		}
	}
}

func add(t *testing.T, path, text string) {
	t.Helper()
	f, err := os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.WriteString(text); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestNoLog(t *testing.T) {
	path := filepath.Join(t.TempDir(), "all.jsonl")
	if err := os.WriteFile(path, []byte("{}\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := OpenLog(path, "all"); !errors.Is(err, ErrNoLog) {
		t.Errorf("a file without a cursor: got error %v", err)
	}
	cut := filepath.Join(t.TempDir(), "cut.jsonl")
	appended(t, cut, 3, entries()...)
	if err := os.Truncate(cut, 10); err != nil {
		t.Fatal(err)
	}
	if _, err := OpenLog(cut, "all"); !errors.Is(err, ErrNoLog) {
		t.Errorf("a file that was cut: got error %v", err)
	}
}
