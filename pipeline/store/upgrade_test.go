package store

import (
	"database/sql"
	"errors"
	"slices"
	"testing"

	"assize/pipeline/frontier"
)

// TestUpgrade opens a data folder in the format of the first release, for reading
// and for writing.
func TestUpgrade(t *testing.T) {
	for name, mode := range map[string]Mode{"read": Read, "write": Write} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			if err := Init(dir); err != nil {
				t.Fatal(err)
			}
			old(t, dir)
			s := reopen(t, dir, mode)
			if page, err := s.Page(t.Context(), "http://a.test/"); err != nil || page.Reading != (Reading{Extractor: 1}) {
				t.Errorf("page %+v, %v", page, err)
			}
			if version, err := userVersion(t.Context(), s.read); err != nil || version != schemaVersion {
				t.Errorf("format %d, %v", version, err)
			}
		})
	}
}

func TestUpgradeWaitsForNobody(t *testing.T) {
	dir := t.TempDir()
	if err := Init(dir); err != nil {
		t.Fatal(err)
	}
	old(t, dir)
	held, err := takeLock(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer held.release()
	if _, err := Open(t.Context(), dir, Read); !errors.Is(err, ErrLocked) {
		t.Errorf("got %v, want ErrLocked", err)
	}
}

// old takes a data folder back to format 1, with one page in it.
func old(t *testing.T, dir string) {
	t.Helper()
	db, err := openDatabase(dir, "rw")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	run(t, db, "ALTER TABLE page DROP COLUMN profiles", "ALTER TABLE task DROP COLUMN anchor", "DROP TABLE cluster", "DROP TABLE clustered", "DROP TABLE host", "DROP TABLE robots", "DROP TABLE small_snapshot", "DROP INDEX task_done",
		"DROP TABLE list", "DROP TABLE schedule", "DROP TABLE yield", "ALTER TABLE task DROP COLUMN list", "ALTER TABLE task DROP COLUMN step", "PRAGMA user_version = 1",
		"INSERT INTO page (url, source, outcome, extractor, run, checked) VALUES ('http://a.test/', 's', 'stored', 1, 1, 0)")
}

func run(t *testing.T, db *sql.DB, statements ...string) {
	t.Helper()
	for _, s := range statements {
		if _, err := db.Exec(s); err != nil {
			t.Fatalf("%s: %v", s, err)
		}
	}
}

func TestLinksKeepTheirTexts(t *testing.T) {
	links := []frontier.Link{{URL: "http://a.test/"}, {URL: "http://a.test/x", Text: "The report (PDF)"}}
	if got := splitLinks(joinLinks(links)); !slices.Equal(got, links) {
		t.Errorf("got %q", got)
	}
	rough := []frontier.Link{{URL: "http://a.test/", Text: " Two\n lines\tand a tab "}}
	if got := splitLinks(joinLinks(rough)); len(got) != 1 || got[0].Text != "Two lines and a tab" {
		t.Errorf("got %q", got)
	}
	// The first release stored addresses alone.
	if got := splitLinks([]byte("http://a.test/\nhttp://a.test/x")); len(got) != 2 || got[1] != (frontier.Link{URL: "http://a.test/x"}) {
		t.Errorf("got %q", got)
	}
	if got := splitLinks(nil); got != nil {
		t.Errorf("got %q", got)
	}
}
