package main

import (
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"assize/extractors"
	"assize/extractors/fault"
	"assize/extractors/record"
)

// reportFolders hold real reports, which every engine should read right.
var reportFolders = []string{"ofsted-ilacs", "ofsted-send", "uk-inquiry", "gao"}

// evaluatePDF measures text, structure, safety and speed on the folders below
// pdf: pdfjs (Mozilla's test files), the real reports, and printed (documents
// whose structure is known). References are pdftotext, mutool and PDFium.
func evaluatePDF(ctx context.Context, corpus string) ([]measure, error) {
	engines := findReferences(ctx)
	defer engines.close()
	strange, err := readPDFs(filepath.Join(corpus, "pdf", "pdfjs"))
	if err != nil {
		return nil, err
	}
	var reports []*file
	for _, folder := range reportFolders {
		files, err := readPDFs(filepath.Join(corpus, "pdf", folder))
		if err != nil {
			return nil, err
		}
		reports = append(reports, files...)
	}
	peak, err := extractAll(ctx, "pdf.js", strange)
	if err != nil {
		return nil, err
	}
	if _, err := extractAll(ctx, "reports", reports); err != nil {
		return nil, err
	}
	if err := engines.readAll(ctx, "pdf.js", strange); err != nil {
		return nil, err
	}
	if err := engines.readAll(ctx, "reports", reports); err != nil {
		return nil, err
	}
	printed, err := evaluatePrinted(ctx, corpus)
	if err != nil {
		return nil, err
	}
	structure, err := treeMeasures(ctx, reports)
	if err != nil {
		return nil, err
	}
	speed, err := speedMeasures(ctx, engines, reports)
	if err != nil {
		return nil, err
	}
	return slices.Concat(
		safetyMeasures(strange), []measure{{name: "pdf.js, peak MB of a worker", value: peak}},
		agreement("pdf.js", engines, strange), emptyMeasures(strange),
		agreement("reports", engines, reports),
		structure, furnitureMeasures(reports), printed, speed,
	), ctx.Err()
}

// A file is a PDF file and what the engines made of it.
type file struct {
	path   string
	body   []byte
	result extractors.Result
	err    error
	text   map[string]string // of each reference that could read it
}

// words are those of our text.
func (f *file) words() []string {
	if f.result.Doc == nil {
		return nil
	}
	return textWords(f.result.Doc.Text)
}

func readPDFs(folder string) ([]*file, error) {
	paths, err := filepath.Glob(filepath.Join(folder, "*.pdf"))
	if err != nil || len(paths) == 0 {
		return nil, fmt.Errorf("no PDF in %s", folder)
	}
	var files []*file
	for i, path := range paths {
		if i%*every != 0 {
			continue
		}
		body, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		files = append(files, &file{path: path, body: body, text: map[string]string{}})
	}
	return files, nil
}

// safetyMeasures are counts of files, which should be 0.
func safetyMeasures(files []*file) []measure {
	counts := []measure{{name: "pdf.js, panics"}, {name: "pdf.js, over the time limit"}, {name: "pdf.js, out of memory"}, {name: "pdf.js, failures without a type"}}
	for _, f := range files {
		i := slices.Index([]fault.Code{fault.Panic, fault.Timeout, fault.Memory, ""}, fault.CodeOf(f.err))
		if f.err != nil && i >= 0 {
			counts[i].value++
			counts[i].remarks = append(counts[i].remarks, fmt.Sprintf("%s: %v", filepath.Base(f.path), f.err))
		}
	}
	for i := range counts {
		counts[i].count = true
		counts[i].cases = len(files)
	}
	return counts
}

// fewWords is how many words pdftotext must find in a file that counts as empty
// for us.
const fewWords = 5

// emptyMeasures count the files in which pdftotext finds words and we do not,
// and how many of them do not say why.
func emptyMeasures(files []*file) []measure {
	empty := measure{name: "pdf.js, empty where pdftotext finds words", count: true}
	silent := measure{name: "pdf.js, of these without a reason", count: true}
	for _, f := range files {
		if len(textWords(f.text[pdftotext])) < fewWords {
			continue
		}
		empty.cases++
		if len(f.words()) > 0 {
			continue
		}
		empty.value++
		if f.err == nil && (f.result.Doc == nil || len(f.result.Doc.Warnings) == 0) {
			silent.value++
			silent.remarks = append(silent.remarks, filepath.Base(f.path))
		}
	}
	if silent.cases = empty.cases; empty.cases == 0 {
		return nil
	}
	return []measure{empty, silent}
}

// agreement is how near our words come to those of the references, mean over
// the files in which half of the references find words; beside it, how near
// each reference comes to the others on the same files.
func agreement(name string, engines *references, files []*file) []measure {
	all := engines.names()
	files = slices.DeleteFunc(slices.Clone(files), func(f *file) bool {
		blank := 0
		for _, of := range all {
			if len(textWords(f.text[of])) == 0 {
				blank++
			}
		}
		return 2*blank > len(all)
	})
	ours := func(f *file) []string { return f.words() }
	bag, order, good, low := score(ours, all, files)
	list := []measure{bag.measure(name + ", word F1"), order.measure(name + ", word F1 in order"), good.measure(name + ", share of files at .95")}
	list[0].remarks = low
	for _, of := range all {
		others := slices.DeleteFunc(slices.Clone(all), func(other string) bool { return other == of })
		bag, order, good, _ := score(func(f *file) []string { return textWords(f.text[of]) }, others, files)
		for i, m := range []mean{bag, order, good} {
			list[i].beside = append(list[i].beside, fmt.Sprintf("%s %.3f", of, m.value()))
		}
	}
	return list
}

// Word F1 of a file that was read right, and of one to look at.
const (
	goodF1 = .95
	poorF1 = .8
)

// score is how near the words of an engine come to those of the references that
// find some, by file; low are the files to look at.
func score(words func(*file) []string, others []string, files []*file) (bag, order, good mean, low []string) {
	for _, f := range files {
		got := words(f)
		var bags, orders mean
		for _, other := range others {
			if want := textWords(f.text[other]); len(want) > 0 {
				m := compare(got, want)
				bags.add(f1(m.precision(), m.recall()))
				orders.add(orderF1(got, want))
			}
		}
		if bags.n == 0 {
			continue
		}
		bag.add(bags.value())
		order.add(orders.value())
		good.addIf(bags.value() >= goodF1)
		if bags.value() < poorF1 {
			low = append(low, fmt.Sprintf("%.2f %s %s", bags.value(), filepath.Base(f.path), fault.CodeOf(f.err)))
		}
	}
	slices.Sort(low)
	return bag, order, good, low
}

// furnitureMeasures count the records that hold the head or foot line of a page
// they stand on, where pdftotext has these words nowhere else on that page.
func furnitureMeasures(files []*file) []measure {
	m := measure{name: "reports, head and foot lines in records", count: true}
	for _, f := range files {
		if f.text[pdftotext] == "" {
			continue
		}
		pages := strings.Split(f.text[pdftotext], "\f")
		lines := furniture(pages)
		for _, r := range f.result.Records {
			m.cases++
			if line := leaked(r, pages, lines); line != "" {
				m.value++
				m.remarks = append(m.remarks, fmt.Sprintf("%s: %q in %.80q", filepath.Base(f.path), line, r.Head().Text))
			}
		}
	}
	if m.cases == 0 {
		return nil
	}
	return []measure{m}
}

// leaked is the head or foot line that a record holds, or "".
func leaked(r record.Record, pages []string, lines []map[string]int) string {
	text := phrase(masked(r.Head().Text))
	for _, span := range r.Trace().Spans {
		if span.Page < 1 || span.Page > len(pages) {
			continue
		}
		page := phrase(masked(pages[span.Page-1]))
		for line, n := range lines[span.Page-1] {
			if strings.Contains(text, line) && strings.Count(page, line) <= n {
				return line
			}
		}
	}
	return ""
}

// furniture are the phrases of each page's first two and last two lines that
// return on three pages and more, and how often they do so on the page itself:
// lines of three words and more, numbers aside.
func furniture(pages []string) []map[string]int {
	const edge, least, words = 2, 3, 3
	edges, on := make([]map[string]int, len(pages)), map[string]int{}
	for i, page := range pages {
		var lines []string
		for line := range strings.Lines(page) {
			if strings.TrimSpace(line) != "" {
				lines = append(lines, phrase(masked(line)))
			}
		}
		edges[i] = map[string]int{}
		for n, line := range lines {
			if (n < edge || n >= len(lines)-edge) && len(strings.Fields(line)) >= words {
				edges[i][line]++
			}
		}
		for line := range edges[i] {
			on[line]++
		}
	}
	for _, lines := range edges {
		maps.DeleteFunc(lines, func(line string, _ int) bool { return on[line] < least })
	}
	return edges
}

// masked is the text without digits.
func masked(text string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return ' '
		}
		return r
	}, text)
}
