package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A file that grew from crawl to crawl says, in the last line of each id, what a
// fresh export says.
func TestResumeSaysWhatAFreshExportSays(t *testing.T) {
	t.Parallel()
	data, file := t.TempDir(), filepath.Join(t.TempDir(), "all.jsonl")
	site, err := filepath.Abs(filepath.Join("..", "..", "testdata", "site"))
	if err != nil {
		t.Fatal(err)
	}
	for _, folder := range []string{"news", "blog", "prisons"} {
		finish(t, 0, "crawl", "--data", data, filepath.Join(site, folder))
		finish(t, 0, "export", "--data", data, "--resume", "--out", file)
	}
	grown, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	fresh, _ := finish(t, 0, "export", "--data", data)
	got, want := byID(t, string(grown)), byID(t, fresh)
	if len(want) < 20 || len(got) != len(want) {
		t.Errorf("%d records, want %d", len(got), len(want))
	}
	for id, line := range want {
		if got[id] != line {
			t.Errorf("%s: got  %s\nwant %s", id, got[id], line)
		}
	}
	_, said := finish(t, 0, "export", "--data", data, "--resume", "--out", file)
	if !strings.HasPrefix(said, "0 records added") {
		t.Errorf("nothing is new, and it says %q", said)
	}
}

// byID is the last line of each record.
func byID(t *testing.T, lines string) map[string]string {
	t.Helper()
	last := map[string]string{}
	for line := range strings.Lines(lines) {
		var r struct{ ID string }
		if err := json.Unmarshal([]byte(line), &r); err != nil {
			t.Fatalf("%v in %s", err, line)
		}
		last[r.ID] = line
	}
	return last
}
