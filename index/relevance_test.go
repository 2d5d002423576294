package index

import (
	"bufio"
	"fmt"
	"math"
	"os"
	"slices"
	"strings"
	"testing"

	"assize/extractors/record"
)

// leastNDCG is what the judged queries must reach; it only ever rises.
const leastNDCG = 0.89

// TestRelevance asks the queries of testdata/judged over its records and prints
// how good the first ten hits of each are, as the normalised discounted
// cumulative gain (Järvelin and Kekäläinen 2002, with gains of 2^grade - 1): 1 when
// no order of any records were better.
func TestRelevance(t *testing.T) {
	changes := judgedRecords(t)
	known := map[string]bool{}
	for _, c := range changes {
		known[string(c.ID)] = true
	}
	x, _ := newIndex(t, changes)
	judged := readJudged(t)
	sum := 0.0
	for _, j := range judged {
		for key := range j.grades {
			if !known[key] {
				t.Errorf("%s: there is no record %s", j.query, key)
			}
		}
		page, err := x.Search(t.Context(), Request{Query: parse(t, j.query), Limit: 10})
		if err != nil {
			t.Fatalf("%s: %v", j.query, err)
		}
		n := j.ndcg(page.Hits)
		sum += n
		t.Logf("%.3f  %s\n\t%s", n, j.query, j.graded(page.Hits))
	}
	mean := sum / float64(len(judged))
	t.Logf("NDCG@10 %.3f, the mean of %d queries", mean, len(judged))
	if mean < leastNDCG || len(judged) < 40 {
		t.Errorf("NDCG@10 is %.3f over %d queries; it must be %.2f or more, over 40", mean, len(judged), leastNDCG)
	}
}

// A judgement is a query and the grades of the records that answer it.
type judgement struct {
	query  string
	grades map[string]int
}

func (j judgement) ndcg(hits []Hit) float64 {
	var ideal []int
	for _, grade := range j.grades {
		ideal = append(ideal, grade)
	}
	slices.Sort(ideal)
	slices.Reverse(ideal)
	var got []int
	for _, h := range hits {
		got = append(got, j.grades[string(h.ID)])
	}
	return gain(got) / gain(ideal)
}

// gain is the discounted cumulative gain of the first ten grades.
func gain(grades []int) (sum float64) {
	for i, grade := range grades[:min(len(grades), 10)] {
		sum += (math.Exp2(float64(grade)) - 1) / math.Log2(float64(i+2))
	}
	return sum
}

// graded are the hits with their grades.
func (j judgement) graded(hits []Hit) string {
	var s []string
	for _, h := range hits {
		s = append(s, fmt.Sprintf("%s:%d", h.ID, j.grades[string(h.ID)]))
	}
	return strings.Join(s, " ")
}

func readJudged(t *testing.T) (all []judgement) {
	for line := range judgedLines(t, "judged.txt") {
		grades, isGrades := strings.CutPrefix(line, "\t")
		if !isGrades {
			all = append(all, judgement{line, map[string]int{}})
			continue
		}
		for key := range strings.FieldsSeq(grades[1:]) {
			all[len(all)-1].grades[key] = int(grades[0] - '0')
		}
	}
	return all
}

// judgedRecords reads testdata/judged/records.txt, which explains itself.
func judgedRecords(t *testing.T) (changes []record.Change) {
	var doc *record.Document
	var section []string
	add := func(id string, r record.Record) {
		changes = append(changes, record.Change{Seq: int64(len(changes) + 1), ID: record.ID(id), Document: doc, Record: r})
	}
	for line := range judgedLines(t, "records.txt") {
		mark, rest, _ := strings.Cut(line, " ")
		if mark == "##" {
			section = strings.Split(rest, " > ")
			continue
		}
		key, text, ok := strings.Cut(rest, ": ")
		if !ok {
			t.Fatalf("%q is no record", line)
		}
		text, speaker, _ := strings.Cut(text, " -- ")
		name, role, _ := strings.Cut(speaker, ", ")
		head := record.Common{ID: record.ID(key), Text: text, Section: section}
		switch mark {
		case "#":
			f := strings.Split(text+" | ", " | ")
			doc = &record.Document{ID: record.ID(key), Kind: record.KindDocument, Title: f[0], Publisher: f[1],
				Published: &record.Date{Value: f[2]}, InspectedBodies: f[3 : len(f)-1]}
			section = nil
			add(key, nil)
		case "*":
			head.Kind = record.KindFinding
			add(key, &record.Finding{Common: head})
		case "!":
			head.Kind = record.KindRecommendation
			add(key, &record.Recommendation{Common: head})
		case ">":
			head.Kind = record.KindQuote
			add(key, &record.Quote{Common: head, Speaker: record.Speaker{Name: name, Role: role}})
		default:
			t.Fatalf("%q is no record", line)
		}
	}
	return changes
}

// judgedLines are the lines of a file without the empty ones and the remarks.
func judgedLines(t *testing.T, name string) func(func(string) bool) {
	file, err := os.Open("testdata/judged/" + name)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { file.Close() })
	return func(yield func(string) bool) {
		lines := bufio.NewScanner(file)
		for lines.Scan() {
			if line := lines.Text(); line != "" && !strings.HasPrefix(line, "//") && !yield(line) {
				return
			}
		}
	}
}
