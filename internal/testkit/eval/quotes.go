package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"assize/extractors"
	"assize/extractors/findings"
	"assize/extractors/gazetteer"
	"assize/extractors/quotes"
	"assize/extractors/record"
	"assize/extractors/trace"
	"assize/extractors/vocab"
)

// A quoteLabel is one document of corpus/quotes, whose README says how PolNeAR
// became quotes: every stretch between double marks is a quote, a negative that
// nobody says, or neither. Offsets count code points of the text; the fragments
// of the challenge set are HTML and have none.
type quoteLabel struct {
	ID, Text, HTML            string
	Quotes, Negatives, Ignore []saying

	result extractors.Result
}

// A saying is a labelled stretch of text, and who says it: "he" in PolNeAR,
// which has no coreference, and the person meant, under Resolved, in the
// challenge set.
type saying struct {
	Start, End                              int
	Text, Kind, Position, Speaker, Resolved string
	Pronoun                                 bool
	Aliases                                 []string
}

// evaluateQuotes measures who said what on PolNeAR, whose training part the
// rules were made with, and on the challenge set of fragments in the manner of
// inspectorates.
func evaluateQuotes(ctx context.Context, corpus string) ([]measure, error) {
	var list []measure
	var read []*quoteLabel
	for _, set := range []struct{ name, file, contentType string }{
		{"polnear train", "polnear_train.jsonl", "text/plain"},
		{"polnear dev", "polnear_dev.jsonl", "text/plain"},
		{"challenge", "challenge.jsonl", "text/html"},
	} {
		labels, err := readQuoteLabels(filepath.Join(corpus, "quotes", set.file))
		if err != nil {
			return nil, err
		}
		for _, l := range labels {
			body := l.Text
			if l.HTML != "" {
				body = "<!doctype html><html><body><main>" + l.HTML + "</main></body></html>"
			}
			// A document that cannot be read has no quotes, which counts against it.
			l.result, _ = extractors.Extract(ctx, extractors.Input{ContentType: set.contentType, Body: []byte(body)})
		}
		list = append(list, quoteMeasures(set.name, labels)...)
		read = append(read, labels...)
	}
	return append(list, quoteSpeed(read)), ctx.Err()
}

func readQuoteLabels(name string) ([]*quoteLabel, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	var labels []*quoteLabel
	for d := json.NewDecoder(bufio.NewReader(file)); d.More(); {
		var l quoteLabel
		if err := d.Decode(&l); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		labels = append(labels, &l)
	}
	return labels, nil
}

// quoteMeasures scores all the documents of one set.
func quoteMeasures(name string, labels []*quoteLabel) []measure {
	var all, long quoteScore
	for _, l := range labels {
		all.add(l, 1)
		long.add(l, longQuote)
	}
	list := []measure{
		{name: name + ", span F1", value: all.f1(all.found), cases: all.gold},
		{name: name + ", quote+speaker F1", value: all.f1(all.right), cases: all.gold},
		{name: name + ", quote+speaker F1, 4 words and more", value: long.f1(long.right), cases: long.gold},
		all.named.measure(name + ", named speaker right"),
		all.pronoun.measure(name + ", pronoun right"),
		all.refused.measure(name + ", negatives refused"),
		all.exact.measure(name + ", spans reproduce their text"),
	}
	for _, position := range slices.Sorted(maps.Keys(all.position)) {
		list = append(list, all.position[position].measure(name+", speaker right, credit "+position))
	}
	if direct := all.recall["direct"]; direct != nil {
		list = append(list, direct.measure(name+", recall of direct speech"))
	}
	return slices.DeleteFunc(list, func(m measure) bool { return m.cases == 0 })
}

// quoteSpeed is how much text one core reads for quotes and findings, blocks
// given, in a second.
func quoteSpeed(labels []*quoteLabel) measure {
	bytes, before := 0, cpuTime()
	for _, l := range labels {
		if doc := l.result.Doc; doc != nil {
			tr := trace.New(doc, "", "eval/1", "")
			quotes.Extract(doc, tr, quotes.Page{})
			findings.Extract(doc, tr, vocab.Headings, nil, gazetteer.Read(doc.Text, gazetteer.Rules{Gazetteer: gazetteer.Embedded()}))
			bytes += len(doc.Text)
		}
	}
	return measure{name: "MB of text per CPU second, quotes and findings", value: float64(bytes) / 1e6 / (cpuTime() - before).Seconds()}
}

// answers lists what was extracted. PolNeAR counts a quote that runs on, in
// its next paragraph or behind its credit, once for each stretch.
func (l *quoteLabel) answers() []answer {
	var list []answer
	text := []rune(l.Text)
	for _, r := range l.result.Records {
		q, ok := r.(*record.Quote)
		if !ok {
			continue
		}
		a := answer{words: spoken(q.Text), speaker: q.Speaker.Name, mention: q.Speaker.AsWritten}
		if l.HTML != "" {
			list = append(list, a)
			continue
		}
		for _, s := range q.Provenance.Spans {
			a.start, a.end = trimMarks(text, s.Start, s.End)
			a.words = spoken(string(text[a.start:a.end]))
			list = append(list, a)
		}
	}
	return list
}
