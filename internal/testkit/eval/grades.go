package main

import (
	"encoding/csv"
	"fmt"
	"os"
	"strings"
	"time"

	"assize/extractors/record"
	"assize/extractors/vocab"
)

// standards are the judgements of the overview, by its columns: a rating is of
// the standard that all words of which its subject holds.
var standards = []struct{ column, words string }{
	{"overall_effectiveness_grade", "overall"},
	{"impact_of_leaders_grade", "impact of leaders"},
	{"help_and_protection_grade", "need help and protection"},
	{"in_care_grade", "children in care"},
	{"care_leavers_grade", "care leavers"},
}

// gradeMeasure is the share of the overview's grades that the reports of its
// rows bear out. The overview has each authority's newest inspection.
func gradeMeasure(reports []report, table string) (measure, error) {
	rows, err := readTable(table)
	if err != nil {
		return measure{}, err
	}
	agree := mean{}
	var remarks []string
	for _, r := range reports {
		row := rows[keyOf(r.name)]
		if row == nil {
			continue
		}
		for _, s := range standards {
			want := row[s.column]
			got, text := gradeOf(r, s.words)
			if got == "" && s.words == "overall" && strings.HasPrefix(want, "not_reported") {
				continue // inspections since the reform of 2026 have none
			}
			agree.addIf(got == want)
			if got != want {
				remarks = append(remarks, fmt.Sprintf("%s: %s is %q in the overview, %q in the report: %s", r.name, s.words, want, got, first(text, 120)))
			}
		}
	}
	m := agree.measure("grades as in the ILACS overview")
	m.remarks = remarks
	return m, nil
}

// gradeOf is the report's rating of a standard and the text that states it. A
// heading on two standards at once speaks for the second only where no other
// does.
func gradeOf(r report, words string) (value, text string) {
	shared := false
	for _, rec := range r.result.Records {
		g, ok := rec.(*record.Rating)
		if !ok || !vocab.HasPhrase(vocab.Key(g.Subject), words) {
			continue
		}
		both := vocab.HasPhrase(vocab.Key(g.Subject), "in care and care leavers")
		if value == "" || shared && !both {
			value, text, shared = g.Value, g.Text, both
		}
	}
	return value, text
}

// outcomes of area SEND inspections, as the overview numbers them.
var outcomes = map[string]string{"1.0": "positive experiences and outcomes", "2.0": "inconsistent experiences and outcomes", "3.0": "widespread or systemic failings"}

// outcomeMeasure is the share of the overview's outcomes that the reports of
// its rows bear out.
func outcomeMeasure(reports []report, table string) (measure, error) {
	rows, err := readTable(table)
	if err != nil {
		return measure{}, err
	}
	agree := mean{}
	var remarks []string
	for _, r := range reports {
		row := rows[keyOf(r.name)]
		if row == nil {
			remarks = append(remarks, r.name+": not in the overview")
			continue
		}
		want := outcomes[row["outcome_grade"]]
		got, text := gradeOf(r, "overall")
		agree.addIf(got == want)
		if got != want {
			remarks = append(remarks, fmt.Sprintf("%s: %q in the overview (%s), %q in the report: %s", r.name, want, first(row["inspection_outcome_text"], 90), got, first(text, 120)))
		}
	}
	m := agree.measure("outcomes as in the SEND overview")
	m.remarks = remarks
	return m, nil
}

// keyOf is the provider's number and the day of publication, which both the
// names of the files and the rows of the overviews have.
func keyOf(name string) string {
	parts := strings.Split(name, "-")
	if len(parts) < 4 {
		return name
	}
	day, err := time.Parse("2-January-2006", strings.Join(parts[len(parts)-3:], "-"))
	if err != nil {
		return name
	}
	return parts[0] + " " + day.Format(time.DateOnly)
}

// readTable reads a tab-separated overview by the key of its rows.
func readTable(name string) (map[string]map[string]string, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	reader := csv.NewReader(file)
	reader.Comma, reader.LazyQuotes = '\t', true
	lines, err := reader.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	rows := map[string]map[string]string{}
	for _, line := range lines[1:] {
		row := map[string]string{}
		for i, column := range lines[0] {
			row[column] = line[i]
		}
		if day, err := time.Parse("02/01/06", row["publication_date"]); err == nil {
			rows[row["urn"]+" "+day.Format(time.DateOnly)] = row
		}
	}
	return rows, nil
}
