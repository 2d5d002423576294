package main

import (
	"context"
	"fmt"
	"os"
	"time"

	"assize/extractors/pdfdoc"
	"assize/extractors/pdfdoc/content"
)

// The modes that read one file and print nothing.
const (
	modeText = "read-text"
	modeDoc  = "read-document"
)

// readText reads what the pages of a file show.
func readText(ctx context.Context, args []string) error {
	body, err := os.ReadFile(args[0])
	if err != nil {
		return err
	}
	_, err = content.Read(ctx, body, content.Options{})
	return err
}

// readDoc reads the blocks of a file.
func readDoc(ctx context.Context, args []string) error {
	body, err := os.ReadFile(args[0])
	if err != nil {
		return err
	}
	_, err = pdfdoc.Parse(ctx, body, pdfdoc.Options{})
	return err
}

// speedOf is every how many reports are timed.
const speedOf = 5

// speedMeasures are pages per CPU second of whole processes, one for each file,
// as a ratio to pdftotext on the same files.
func speedMeasures(ctx context.Context, engines *references, reports []*file) ([]measure, error) {
	if engines.names()[0] != pdftotext {
		return nil, nil
	}
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	pages, spent := 0, map[string]time.Duration{}
	for i, f := range reports {
		if i%speedOf != 0 || f.result.Doc == nil {
			continue
		}
		pages += len(f.result.Doc.Pages)
		for _, c := range [][]string{{pdftotext, "-q", f.path, "-"}, {self, modeText, f.path}, {self, modeDoc, f.path}} {
			_, cpu, err := run(ctx, c[0], c[1:]...)
			if err != nil {
				return nil, err
			}
			spent[c[1]] += cpu
		}
	}
	reference := spent["-q"]
	row := func(name, mode string) measure {
		rate := func(d time.Duration) float64 { return float64(pages) / d.Seconds() }
		return measure{name: name, value: reference.Seconds() / spent[mode].Seconds(), cases: pages,
			beside: []string{fmt.Sprintf("%.0f pages a second, pdftotext %.0f", rate(spent[mode]), rate(reference))}}
	}
	if pages == 0 {
		return nil, nil
	}
	return []measure{row("reports, glyphs: pages per CPU second to pdftotext's", modeText), row("reports, blocks: pages per CPU second to pdftotext's", modeDoc)}, nil
}
