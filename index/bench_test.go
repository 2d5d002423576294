//go:build unix

package index

import (
	"database/sql"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	_ "modernc.org/sqlite"

	"assize/extractors/record"
)

// BenchmarkBuild builds our index and, as its peer, SQLite FTS5 from the same
// records, and reports records per CPU second of both and their ratio.
// ASSIZE_BENCH_RECORDS sets how many; the default is 20,000.
func BenchmarkBuild(b *testing.B) {
	n := 20_000
	if s := os.Getenv("ASSIZE_BENCH_RECORDS"); s != "" {
		var err error
		if n, err = strconv.Atoi(s); err != nil {
			b.Fatal(err)
		}
	}
	generating := cpuTime(func() {
		for range synthetic(n) {
		}
	})
	var ours, theirs time.Duration
	for b.Loop() {
		dir := b.TempDir()
		ours += cpuTime(func() {
			if err := Rebuild(b.Context(), filepath.Join(dir, "index"), int64(n), synthetic(n), nil); err != nil {
				b.Fatal(err)
			}
		}) - generating
		theirs += cpuTime(func() { buildFTS5(b, filepath.Join(dir, "fts.db"), n) }) - generating
		b.ReportMetric(float64(sizeOf(b, filepath.Join(dir, "index")))/1e6, "index-MB")
		b.ReportMetric(float64(sizeOf(b, filepath.Join(dir, "fts.db")))/1e6, "fts5-MB")
	}
	perSecond := func(d time.Duration) float64 { return float64(n*b.N) / d.Seconds() }
	b.ReportMetric(perSecond(ours), "index-records/cpu-s")
	b.ReportMetric(perSecond(theirs), "fts5-records/cpu-s")
	b.ReportMetric(perSecond(ours)/perSecond(theirs), "index/fts5")
}

// buildFTS5 is the like-for-like peer: words stemmed and as they stand over
// text, headings and title, and the fields as columns with an index each.
func buildFTS5(b *testing.B, path string, n int) {
	db, err := sql.Open("sqlite", path)
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	exec := func(query string, args ...any) {
		if _, err := db.Exec(query, args...); err != nil {
			b.Fatal(err)
		}
	}
	exec(`PRAGMA journal_mode = WAL`)
	exec(`PRAGMA synchronous = NORMAL`)
	exec(`CREATE VIRTUAL TABLE stemmed USING fts5(text, section, title, content='', tokenize='porter unicode61')`)
	exec(`CREATE VIRTUAL TABLE exact USING fts5(text, section, title, speaker, role, org, theme, publisher, content='', tokenize='unicode61')`)
	exec(`CREATE TABLE fields(n INTEGER PRIMARY KEY, id TEXT, kind, type, rating, lang, site, url, doc, date, speaker, org, theme, publisher)`)
	exec(`CREATE UNIQUE INDEX by_id ON fields(id)`)
	for _, column := range strings.Fields("kind type rating lang site url doc date speaker org theme publisher") {
		exec(`CREATE INDEX by_` + column + ` ON fields(` + column + `)`)
	}
	var tx *sql.Tx
	var insert [3]*sql.Stmt
	i := 0
	for c := range synthetic(n) {
		if i%applyChanges == 0 {
			if tx != nil {
				if err := tx.Commit(); err != nil {
					b.Fatal(err)
				}
			}
			if tx, err = db.Begin(); err != nil {
				b.Fatal(err)
			}
			for j, query := range []string{
				`INSERT INTO stemmed(rowid, text, section, title) VALUES (?,?,?,?)`,
				`INSERT INTO exact(rowid, text, section, title, speaker, role, org, theme, publisher) VALUES (?,?,?,?,?,?,?,?,?)`,
				`INSERT INTO fields VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)`,
			} {
				if insert[j], err = tx.Prepare(query); err != nil {
					b.Fatal(err)
				}
			}
		}
		i++
		r := rowOf(c)
		for j, args := range [][]any{
			{i, r.text, r.section, c.Document.Title},
			{i, r.text, r.section, c.Document.Title, r.speaker, r.role, r.org, r.theme, c.Document.Publisher},
			{i, string(c.ID), r.kind, string(c.Document.Type), r.rating, c.Document.Language, c.Document.URL, c.Document.URL,
				string(c.Document.ID), c.Document.Published.Value, r.speaker, r.org, r.theme, c.Document.Publisher},
		} {
			if _, err := insert[j].Exec(args...); err != nil {
				b.Fatal(err)
			}
		}
	}
	if err := tx.Commit(); err != nil {
		b.Fatal(err)
	}
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

// cpuTime is the processor time, of the user and of the system, that f takes.
func cpuTime(f func()) time.Duration {
	used := func() time.Duration {
		var u syscall.Rusage
		if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
			panic(err)
		}
		return time.Duration(u.Utime.Nano() + u.Stime.Nano())
	}
	runtime.GC()
	start := used()
	f()
	return used() - start
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
