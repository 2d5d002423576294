package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"assize/extractors"
	"assize/extractors/block"
	"assize/extractors/record"
	"assize/extractors/vocab"
)

// A report is one inspection report of the corpus, and what was made of it.
type report struct {
	name   string // the file's, without its ending
	result extractors.Result
}

// evaluateOfsted measures on pdf/ofsted-ilacs and pdf/ofsted-send how many list
// items become records, and how far the ratings agree with two tables that
// other people's scrapers made.
func evaluateOfsted(ctx context.Context, corpus string) ([]measure, error) {
	ilacs, err := readReports(ctx, filepath.Join(corpus, "pdf", "ofsted-ilacs"))
	if err != nil {
		return nil, err
	}
	send, err := readReports(ctx, filepath.Join(corpus, "pdf", "ofsted-send"))
	if err != nil {
		return nil, err
	}
	grades, err := gradeMeasure(ilacs, filepath.Join(corpus, "gold", "ofsted_ilacs_overview.tsv"))
	if err != nil {
		return nil, err
	}
	outcomes, err := outcomeMeasure(send, filepath.Join(corpus, "gold", "ofsted_send_overview.tsv"))
	if err != nil {
		return nil, err
	}
	return append(itemMeasures(slices.Concat(ilacs, send)), grades, outcomes), ctx.Err()
}

// readReports extracts every PDF of a folder. One that cannot be read has no
// blocks, and counts for nothing.
func readReports(ctx context.Context, folder string) ([]report, error) {
	files, err := filepath.Glob(filepath.Join(folder, "*.pdf"))
	if err != nil || len(files) == 0 {
		return nil, fmt.Errorf("no PDF in %s", folder)
	}
	var reports []report
	for _, file := range files {
		body, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		r := report{name: strings.TrimSuffix(filepath.Base(file), ".pdf")}
		r.result, _ = extractors.Extract(ctx, extractors.Input{ContentType: "application/pdf", Body: body})
		reports = append(reports, r)
	}
	return reports, nil
}

// apparatus are phrases of headings below which a report tells nothing that
// inspectors found: who lives in the area, who works there, what grades mean.
// The table is this evaluation's own, so that it can disagree with the extractors'.
var apparatus = []string{
	"contents", "in this area", "about this inspection", "about this area", "about this local authority area", "ofsted inspections",
	"local leadership", "information about", "social work model", "service information", "judgements mean", "annex", "contact", "further information", "inspection team",
}

// findingsLike reports whether the section under a heading may hold findings.
func findingsLike(section []string) bool {
	if len(section) == 0 {
		return true
	}
	key := vocab.Key(section[len(section)-1])
	return !slices.ContainsFunc(apparatus, func(phrase string) bool { return vocab.HasPhrase(key, phrase) })
}

// itemMeasures are the share of list items in findings-like sections that are
// one record each, whole, and the share of the other items that are none.
func itemMeasures(reports []report) []measure {
	once, refused := mean{}, mean{}
	var lost, taken []string
	for _, r := range reports {
		if r.result.Doc == nil {
			continue
		}
		records, ratings := map[string]int{}, map[string]int{}
		for _, rec := range r.result.Records {
			place := placeOf(rec.Trace().Spans[0].Start, rec.Head().Text)
			switch rec.Head().Kind {
			case record.KindFinding, record.KindRecommendation:
				records[place]++
			case record.KindRating: // which a finding may state
				ratings[place] = 1
			}
		}
		points := block.NewPoints(r.result.Doc.Text)
		for i := range r.result.Doc.Blocks {
			b := &r.result.Doc.Blocks[i]
			if b.Kind != block.ListItem || len(b.Spans) == 0 {
				continue
			}
			place := placeOf(points.At(b.Spans[0].Start), b.Text)
			n := max(records[place], ratings[place])
			remark := fmt.Sprintf("%s p%d: %d records, under %q: %s", r.name, b.Page(), n, strings.Join(b.Section, " > "), first(b.Text, 80))
			if findingsLike(b.Section) {
				once.addIf(n == 1)
				if n != 1 {
					lost = append(lost, remark)
				}
				continue
			}
			refused.addIf(n == 0)
			if n > 0 {
				taken = append(taken, remark)
			}
		}
	}
	items, others := once.measure("items of findings, one whole record each"), refused.measure("items of apparatus, no record")
	items.remarks, others.remarks = lost, taken
	return []measure{items, others}
}

// placeOf names a text and the code point that it begins at.
func placeOf(start int, text string) string { return fmt.Sprint(start, " ", record.Normalise(text)) }

// first is the beginning of a text, at most n code points of it.
func first(text string, n int) string {
	points := []rune(text)
	if len(points) <= n {
		return text
	}
	return string(points[:n]) + "…"
}
