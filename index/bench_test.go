package index

import (
	"database/sql"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	_ "modernc.org/sqlite"

	"assize/extractors/record"
)

// BenchmarkBuild builds our index and, as its peer, SQLite FTS5 from the same
// records, each in a process of its own, and reports records per CPU second and
// peak memory of both, and the ratio of their speeds. ASSIZE_BENCH_RECORDS sets
// how many; the default is 20,000.
func BenchmarkBuild(b *testing.B) {
	n := benchRecords(b)
	generating, _ := cost(b, "generate", "", n)
	var ours, theirs time.Duration
	for b.Loop() {
		index, fts5 := filepath.Join(b.TempDir(), "index"), filepath.Join(b.TempDir(), "fts5.db")
		used, peak := cost(b, "rebuild", index, n)
		ours += used - generating
		b.ReportMetric(float64(peak)/1e6, "index-peak-MB")
		used, peak = cost(b, "fts5", fts5, n)
		theirs += used - generating
		b.ReportMetric(float64(peak)/1e6, "fts5-peak-MB")
		b.ReportMetric(float64(sizeOf(b, index))/1e6, "index-MB")
		b.ReportMetric(float64(sizeOf(b, fts5))/1e6, "fts5-MB")
	}
	perSecond := func(d time.Duration) float64 { return float64(n*b.N) / d.Seconds() }
	b.ReportMetric(perSecond(ours), "index-records/cpu-s")
	b.ReportMetric(perSecond(theirs), "fts5-records/cpu-s")
	b.ReportMetric(perSecond(ours)/perSecond(theirs), "index/fts5")
}

// benchRecords is how many records a benchmark works with.
func benchRecords(b *testing.B) int {
	s := os.Getenv("ASSIZE_BENCH_RECORDS")
	if s == "" {
		return 20_000
	}
	n, err := strconv.Atoi(s)
	if err != nil {
		b.Fatal(err)
	}
	return n
}

// cost runs a child and returns the processor time that it took and the bytes of
// memory that it held at most.
func cost(b *testing.B, what, path string, n int) (time.Duration, int64) {
	cmd := child(b, what, path, n)
	if err := cmd.Run(); err != nil {
		b.Fatal(err)
	}
	return cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime(), peakMemory(cmd.ProcessState)
}

func generate(_ string, n int) error {
	for _, err := range synthetic(n) {
		if err != nil {
			return err
		}
	}
	return nil
}

// buildFTS5 is the like-for-like peer: words stemmed and as they stand over
// text, headings and title, and the fields as columns with an index each.
func buildFTS5(path string, n int) error {
	db, err := sql.Open("sqlite", path)
	if err != nil {
		return err
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	schema := []string{
		`PRAGMA journal_mode = WAL`,
		`PRAGMA synchronous = NORMAL`,
		`CREATE VIRTUAL TABLE stemmed USING fts5(text, section, title, content='', tokenize='porter unicode61')`,
		`CREATE VIRTUAL TABLE exact USING fts5(text, section, title, speaker, role, org, theme, publisher, content='', tokenize='unicode61')`,
		`CREATE TABLE fields(n INTEGER PRIMARY KEY, id TEXT UNIQUE, kind, type, rating, lang, site, url, doc, date, speaker, org, theme, publisher)`,
	}
	for _, column := range strings.Fields("kind type rating lang site url doc date speaker org theme publisher") {
		schema = append(schema, `CREATE INDEX by_`+column+` ON fields(`+column+`)`)
	}
	for _, statement := range schema {
		if _, err := db.Exec(statement); err != nil {
			return err
		}
	}
	var changes []record.Change
	for c := range synthetic(n) {
		if changes = append(changes, c); len(changes) == rebuildChanges {
			if err := insert(db, changes); err != nil {
				return err
			}
			changes = changes[:0]
		}
	}
	return insert(db, changes)
}

// insert adds the records of changes in one transaction.
func insert(db *sql.DB, changes []record.Change) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	for table, rows := range map[string]func(record.Change, row) []any{
		"stemmed(rowid, text, section, title)": func(c record.Change, r row) []any {
			return []any{c.Seq, r.text, r.section, c.Document.Title}
		},
		"exact(rowid, text, section, title, speaker, role, org, theme, publisher)": func(c record.Change, r row) []any {
			return []any{c.Seq, r.text, r.section, c.Document.Title, r.speaker, r.role, r.org, r.theme, c.Document.Publisher}
		},
		"fields": func(c record.Change, r row) []any {
			d := c.Document
			return []any{c.Seq, string(c.ID), r.kind, string(d.Type), r.rating, d.Language, d.URL, d.URL, string(d.ID),
				d.Published.Value, r.speaker, r.org, r.theme, d.Publisher}
		},
	} {
		var statement *sql.Stmt
		for _, c := range changes {
			args := rows(c, rowOf(c))
			if statement == nil {
				places := strings.TrimSuffix(strings.Repeat("?,", len(args)), ",")
				if statement, err = tx.Prepare("INSERT INTO " + table + " VALUES (" + places + ")"); err != nil {
					return err
				}
			}
			if _, err := statement.Exec(args...); err != nil {
				return err
			}
		}
	}
	return tx.Commit()
}

type row struct{ text, section, kind, rating, speaker, role, org, theme string }

func rowOf(c record.Change) row {
	r := row{text: c.Document.Title, kind: "document", org: strings.Join(c.Document.InspectedBodies, ", ")}
	if c.Record == nil {
		return r
	}
	head := c.Record.Head()
	r.text, r.section, r.kind = head.Text, strings.Join(head.Section, " / "), string(head.Kind)
	switch rec := c.Record.(type) {
	case *record.Quote:
		r.speaker, r.role, r.org = rec.Speaker.Name, rec.Speaker.Role, rec.Speaker.Organisation
	case *record.Finding:
		r.theme = strings.Join(rec.Themes, ", ")
	case *record.Recommendation:
		r.org = strings.Join(rec.Addressees, ", ")
	case *record.Rating:
		r.rating = rec.Value
	}
	return r
}

// sizeOf is the bytes of a file, or of all files in a folder.
func sizeOf(b *testing.B, root string) (n int64) {
	if err := filepath.WalkDir(root, func(_ string, d os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		n += info.Size()
		return err
	}); err != nil {
		b.Fatal(err)
	}
	return n
}
