package collate_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"unicode"

	"assize/extractors"
	"assize/extractors/collate"
	"assize/extractors/record"
)

const reports = "../../../shared/corpus/pdf/ofsted-ilacs"

// realStatements are the findings, quotes and recommendations of some reports.
func realStatements(t testing.TB, files int) (texts []string) {
	t.Helper()
	paths, _ := filepath.Glob(filepath.FromSlash(reports + "/*.pdf"))
	if len(paths) == 0 {
		t.Skip("the reports are not at ../shared/corpus/pdf/ofsted-ilacs")
	}
	for _, path := range paths[:min(files, len(paths))] {
		body, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		result, err := extractors.Extract(context.Background(), extractors.Input{ContentType: "application/pdf", Body: body})
		if err != nil {
			t.Logf("%s: %v", filepath.Base(path), err)
		}
		for _, r := range result.Records {
			if r.Head().Kind != record.KindRating {
				texts = append(texts, r.Head().Text)
			}
		}
	}
	return texts
}

// A change makes another rendering of a statement; nil when it is too short for
// that. A kept one is still the statement.
type change struct {
	name string
	kept bool
	make func(rng *rand.Rand, words []string) []string
}

// statesFact says of a letter or digit that its word may be a figure or a name.
func statesFact(r rune) bool { return unicode.IsUpper(r) || unicode.IsDigit(r) }

var changes = []change{
	{"marks and case", true, func(_ *rand.Rand, w []string) []string {
		return strings.Fields("‘" + strings.ToUpper(strings.Join(w, " ")) + ",’")
	}},
	{"cut to a run", true, func(rng *rand.Rand, w []string) []string {
		if len(w) < 16 {
			return nil
		}
		n := max(10, len(w)/3)
		from := rng.IntN(len(w) - n)
		return w[from : from+n]
	}},
	{"ellipsis", true, func(rng *rand.Rand, w []string) []string {
		if len(w) < 16 {
			return nil
		}
		from := 5 + rng.IntN(len(w)-14)
		return slices.Concat(w[:from], []string{"…"}, w[from+2+rng.IntN(3):])
	}},
	{"one word in twelve changed", true, func(rng *rand.Rand, w []string) []string {
		if len(w) < 14 {
			return nil
		}
		out := slices.Clone(w)
		for i := rng.IntN(12); i < len(out); i += 12 {
			if !strings.ContainsFunc(out[i], statesFact) {
				out[i] = "otherwise"
			}
		}
		return out
	}},
	{"a word put in, two turned", true, func(rng *rand.Rand, w []string) []string {
		if len(w) < 14 {
			return nil
		}
		out := slices.Insert(slices.Clone(w), 3+rng.IntN(8), "however")
		i := len(out) - 3
		out[i], out[i-1] = out[i-1], out[i]
		return out
	}},
	{"figure changed", false, func(_ *rand.Rand, w []string) []string {
		i := slices.IndexFunc(w, func(word string) bool { return strings.ContainsAny(word, "0123456789") })
		if i < 0 {
			return nil
		}
		out := slices.Clone(w)
		out[i] = "17"
		return out
	}},
	{"name changed", false, func(_ *rand.Rand, w []string) []string {
		i := slices.IndexFunc(w, func(word string) bool { return strings.ToLower(word) != word })
		if i <= 0 || strings.ContainsAny(w[i-1], ".?!:") {
			return nil
		}
		out := slices.Clone(w)
		out[i] = "Harrenby"
		return out
	}},
	{"every third word changed", false, func(_ *rand.Rand, w []string) []string {
		out := slices.Clone(w)
		for i := 1; i < len(out); i += 3 {
			out[i] = "otherwise"
		}
		return out
	}},
	{"same words, other order", false, func(rng *rand.Rand, w []string) []string {
		out := slices.Clone(w)
		rng.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
		return out
	}},
}

// TestQuality changes real statements and asks which come into one cluster.
// Precision counts the pairs of a statement and a rendering that is still it among
// the pairs of a statement and anything made of one; recall, those that were found.
func TestQuality(t *testing.T) {
	if testing.Short() {
		t.Skip("reads a dozen reports")
	}
	texts := realStatements(t, 12)
	rng := rand.New(rand.NewPCG(5, 6))
	clusters := collate.NewClusters()
	type made struct{ statement, change int }
	var all []made
	add := func(document record.ID, text string, m made) {
		clusters.Add(document, text)
		all = append(all, m)
	}
	for i, text := range texts {
		add(record.ID(fmt.Sprint("report ", i)), text, made{i, -1})
	}
	for i, text := range texts {
		words := strings.Fields(text)
		if len(words) < 10 {
			continue
		}
		for k, c := range changes {
			if changed := c.make(rng, words); changed != nil {
				add(record.ID(fmt.Sprint("copy ", i, k)), strings.Join(changed, " "), made{i, k})
			}
		}
	}
	ids := clusters.IDs()
	statements := map[record.ID][]int{} // of each cluster, as they stand in the reports
	for j, m := range all[:len(texts)] {
		statements[ids[j]] = append(statements[ids[j]], m.statement)
	}
	found, total := make([]int, len(changes)), make([]int, len(changes))
	foreign := 0
	for j, m := range all[len(texts):] {
		id := ids[len(texts)+j]
		total[m.change]++
		switch {
		case id == "":
		case slices.Contains(statements[id], m.statement):
			found[m.change]++
		case len(statements[id]) > 0:
			foreign++
		}
	}
	var right, wrong, possible int
	for k, c := range changes {
		t.Logf("%-28s %5d of %5d joined", c.name, found[k], total[k])
		if c.kept {
			right, possible = right+found[k], possible+total[k]
		} else {
			wrong += found[k]
		}
	}
	precision := float64(right) / float64(right+wrong+foreign)
	recall := float64(right) / float64(possible)
	t.Logf("precision %.4f, recall %.4f, %d renderings joined another statement", precision, recall, foreign)
	if precision < 0.98 || recall < 0.95 {
		t.Errorf("precision %.4f and recall %.4f are below the floors", precision, recall)
	}
}

// BenchmarkClusters groups a million statements: four in five follow one another
// word by word as the words of real reports do, the others are changed copies. Run
// it with -benchtime 1x.
func BenchmarkClusters(b *testing.B) {
	const count = 1_000_000
	texts := realStatements(b, 40)
	rng := rand.New(rand.NewPCG(7, 8))
	after := map[string][]string{}
	for _, text := range texts {
		words := strings.Fields(text)
		for i := range len(words) - 1 {
			after[words[i]] = append(after[words[i]], words[i+1])
		}
	}
	statement := func() string {
		words := []string{strings.Fields(texts[rng.IntN(len(texts))])[0]}
		for n := 12 + rng.IntN(60); len(words) < n; {
			next := after[words[len(words)-1]]
			if len(next) == 0 {
				next = []string{"The"}
			}
			words = append(words, next[rng.IntN(len(next))])
		}
		return strings.Join(words, " ")
	}
	recent := make([]string, 0, 10_000)
	for b.Loop() {
		clusters := collate.NewClusters()
		for i := range count {
			text := statement()
			if len(recent) > 0 && rng.IntN(5) == 0 {
				changed := changes[rng.IntN(len(changes))].make(rng, strings.Fields(recent[rng.IntN(len(recent))]))
				if changed != nil {
					text = strings.Join(changed, " ")
				}
			} else if len(recent) < cap(recent) {
				recent = append(recent, text)
			} else {
				recent[rng.IntN(len(recent))] = text
			}
			clusters.Add(record.ID(fmt.Sprint("d_", i/30)), text)
		}
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		joined := 0
		for _, id := range clusters.IDs() {
			if id != "" {
				joined++
			}
		}
		runtime.ReadMemStats(&after)
		b.ReportMetric(float64(joined), "in-clusters")
		b.ReportMetric(float64(after.Sys)/(1<<20), "MiB")
	}
	b.ReportMetric(count, "statements")
}
