package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestDryRun(t *testing.T) {
	s := newSite(t)
	dir := filepath.Join(t.TempDir(), "store")
	stdout, stderr := finish(t, 0, "crawl", s.URL, "--data", dir, "--allow-private", "--delay", "0", "--dry-run", "--max-docs", "3")
	if n := strings.Count(stdout, "\n"); n != 3 || !strings.Contains(stdout, s.URL+"/report/0\tnamed by "+s.URL+"/") {
		t.Errorf("%d lines:\n%s", n, stdout)
	}
	if !strings.Contains(stderr, "sitemap "+s.URL+"/sitemap.xml: none (not_found)") {
		t.Errorf("of the lists it says\n%s", stderr)
	}
	if _, err := os.Stat(dir); !os.IsNotExist(err) {
		t.Errorf("there is a data folder: %v", err)
	}
	stdout, _ = finish(t, 0, "crawl", s.URL, "--data", dir, "--allow-private", "--delay", "0", "--dry-run", "--json")
	if n := strings.Count(stdout, `"via":"`+s.URL); n != pagesOfSite {
		t.Errorf("%d pages named as JSON:\n%s", n, stdout)
	}
}

func TestSinceTime(t *testing.T) {
	now := time.Date(2026, 11, 23, 20, 30, 0, 0, time.UTC)
	for text, want := range map[string]string{"2026-11-01": "2026-11-01T00:00:00Z", "30d": "2026-10-24T00:00:00Z", "2h": "2026-11-23T18:00:00Z"} {
		if got, err := sinceTime(text, now); err != nil || got.Format(timeFormat) != want {
			t.Errorf("%s: %v, %v, want %s", text, got, err, want)
		}
	}
	for _, text := range []string{"-3d", "soon", "3", "-2h"} {
		if got, err := sinceTime(text, now); err == nil {
			t.Errorf("%s: %v", text, got)
		}
	}
}
