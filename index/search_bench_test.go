package index

import (
	"database/sql"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	_ "modernc.org/sqlite"

	"assize/extractors/record"
	"assize/index/query"
)

// BenchmarkSearch asks our index and, as its peer, SQLite FTS5 the same questions
// over the same records and reports the median and the 99th percentile of what
// each takes, in milliseconds. Ours come with the snippets of the twenty hits.
// ASSIZE_BENCH_RECORDS sets how many records; the default is 20,000.
func BenchmarkSearch(b *testing.B) {
	n := benchRecords(b)
	dir := b.TempDir()
	ours, theirs := filepath.Join(dir, "index"), filepath.Join(dir, "fts5.db")
	cost(b, "rebuild", ours, n)
	cost(b, "fts5", theirs, n)
	x, err := Open(ours, Options{ReadOnly: true})
	if err != nil {
		b.Fatal(err)
	}
	defer x.Close()
	db, err := sql.Open("sqlite", theirs)
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	texts := map[record.ID]string{}
	for c := range synthetic(n) {
		texts[c.ID] = rowOf(c).text
	}
	const ranked = "SELECT rowid FROM stemmed WHERE stemmed MATCH ? ORDER BY rank LIMIT 20"
	const phrases = "SELECT rowid FROM exact WHERE exact MATCH ? ORDER BY rank LIMIT 20"
	five := []string{"kind", "rating", "theme", "publisher", "speaker", "year"}
	facets := ""
	for _, column := range []string{"kind", "rating", "theme", "publisher", "speaker", "substr(date, 1, 4)"} {
		facets += fmt.Sprintf("SELECT %s, count(*) FROM fields WHERE n IN (SELECT rowid FROM stemmed WHERE stemmed MATCH ?1) GROUP BY 1;", column)
	}
	for _, class := range []struct {
		name, query, theirs, sql string
		facets                   []string
	}{
		{"term", "$1", "$1", ranked, nil},
		{"and", "$1 $2", "$1 $2", ranked, nil},
		{"or", "$1 OR $2 OR $3", "$1 OR $2 OR $3", ranked, nil},
		{"phrase", `"$1 $2"`, `"$1 $2"`, phrases, nil},
		{"prefix", "$0*", "$0*", phrases, nil},
		{"stemmed-phrase", `~"$1 $2"`, `"$1 $2"`, ranked, nil},
		{"near", `"$1 $2"~5`, "NEAR($1 $2, 5)", phrases, nil},
		{"fuzzy", "$1~", "", "", nil},
		{"filter", "$1 kind:finding date:2010..2015", "$1",
			"SELECT n FROM fields JOIN stemmed ON n = stemmed.rowid WHERE stemmed MATCH ? AND kind = 'finding' AND date BETWEEN '2010' AND '2016' ORDER BY rank LIMIT 20", nil},
		{"facets", "$1", "$1", facets, five},
		{"newest", "$1 sort:newest", "$1", "SELECT n FROM fields JOIN stemmed ON n = stemmed.rowid WHERE stemmed MATCH ? ORDER BY date DESC, id LIMIT 20", nil},
		{"everything", "", "", "", five},
	} {
		b.Run(class.name, func(b *testing.B) {
			questions := func(form string) []string { return fill(form, 200) }
			var q []time.Duration
			for i, text := range questions(class.query) {
				node, _, err := query.Parse(text)
				if err != nil {
					b.Fatal(err)
				}
				begun := time.Now()
				page, err := x.Search(b.Context(), Request{Query: node, Limit: 20, Facets: class.facets})
				if err != nil {
					b.Fatal(err)
				}
				for _, h := range page.Hits {
					Highlight(node.Where, texts[h.ID], 200)
				}
				if took := time.Since(begun); i >= warmup {
					q = append(q, took)
				}
			}
			report(b, "ours", q)
			if class.sql == "" {
				return
			}
			q = q[:0]
			for i, text := range questions(class.theirs) {
				begun := time.Now()
				if err := drain(db, class.sql, text); err != nil {
					b.Fatal(err)
				}
				if took := time.Since(begun); i >= warmup {
					q = append(q, took)
				}
			}
			report(b, "fts5", q)
		})
	}
}

// warmup is how many questions of each kind are asked before the clock counts.
const warmup = 20

// fill makes n questions of words as people use them: seldom the commonest, often
// those of middling frequency, each question the same in every run. $1 to $3 are
// words, $0 is how the first begins.
func fill(form string, n int) []string {
	r := rand.New(rand.NewPCG(5, 6))
	words := vocabulary(60_000)
	zipf := rand.NewZipf(r, 1.15, 30, 20_000)
	word := func() (w string) {
		for len(w) < 4 {
			w = words[20+zipf.Uint64()]
		}
		return w
	}
	var questions []string
	for range n {
		first := word()
		questions = append(questions, strings.NewReplacer("$0", first[:4], "$1", first, "$2", word(), "$3", word()).Replace(form))
	}
	return questions
}

func drain(db *sql.DB, statement, arg string) error {
	rows, err := db.Query(statement, arg)
	if err != nil {
		return err
	}
	defer rows.Close()
	for {
		for rows.Next() {
			var first any
			if columns, _ := rows.Columns(); len(columns) == 2 {
				var n int
				err = rows.Scan(&first, &n)
			} else {
				err = rows.Scan(&first)
			}
			if err != nil {
				return err
			}
		}
		if !rows.NextResultSet() {
			return rows.Err()
		}
	}
}

func report(b *testing.B, who string, took []time.Duration) {
	slices.Sort(took)
	ms := func(share float64) float64 {
		return float64(took[int(share*float64(len(took)-1))].Microseconds()) / 1000
	}
	b.ReportMetric(ms(.5), who+"-p50-ms")
	b.ReportMetric(ms(.99), who+"-p99-ms")
	b.ReportMetric(0, "ns/op")
}
