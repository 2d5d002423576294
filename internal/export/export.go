// Package export writes documents and records for other programs and for people:
// as lines of JSON, tables, bibliographies, feeds and pages to read. Every format
// is written as the entries come, in memory that does not grow with their number.
package export

import (
	"bufio"
	"errors"
	"io"
	"iter"

	"assize/pipeline/store"
)

// A Format is one way of writing documents and records.
type Format struct {
	Name   string
	Ending string // of the names of its files
	Help   string
	Cites  bool // it writes sources, each once: an export of everything holds the documents alone
	begin  func(w io.Writer) Printer
}

// A Printer writes entries one after the other.
type Printer interface {
	Print(e *store.Entry) error
	End() error // writes what stands behind the last entry
}

// The formats that have uses of their own.
var (
	JSONL = Format{Name: "jsonl", Ending: ".jsonl", Help: "one JSON object a line, as 'assize schema' describes it", begin: newJSONL}
	CSV   = Format{Name: "csv", Ending: ".csv", Help: "a row a record, the same columns for every kind", begin: newCSV}
)

// Formats lists every format.
var Formats = []Format{
	JSONL,
	CSV,
	{Name: "xlsx", Ending: ".xlsx", Help: "the same rows as a workbook", begin: newXLSX},
	{Name: "markdown", Ending: ".md", Help: "pages to read: each document with what it says", begin: newMarkdown},
	{Name: "atom", Ending: ".atom", Help: "a feed, an entry a record, dated by when it was first seen", begin: newAtom},
	{Name: "bibtex", Ending: ".bib", Help: "references for LaTeX", Cites: true, begin: cites(bibTeX)},
	{Name: "ris", Ending: ".ris", Help: "references for EndNote, Zotero and Mendeley", Cites: true, begin: cites(ris)},
	{Name: "csl", Ending: ".csl.json", Help: "references as CSL-JSON, for Zotero and Pandoc", Cites: true, begin: cites(cslJSON)},
	{Name: "text", Ending: ".txt", Help: "references to paste into a text", Cites: true, begin: cites(plainText)},
}

// Lookup finds a format by its name.
func Lookup(name string) (Format, bool) {
	for _, f := range Formats {
		if f.Name == name {
			return f, true
		}
	}
	return Format{}, false
}

// Write writes the entries in their order and returns how many it wrote. An entry
// is written whole or not at all: when one fails, those before it stand, without
// what the format puts behind the last, and the error comes back.
func (f Format) Write(w io.Writer, entries iter.Seq2[*store.Entry, error]) (n int, err error) {
	buf := bufio.NewWriter(w)
	p := f.begin(buf)
	if f.Cites {
		entries = works(entries)
	}
	for e, err := range entries {
		if err == nil {
			err = p.Print(e)
		}
		if err != nil {
			return n, errors.Join(err, buf.Flush())
		}
		n++
	}
	return n, errors.Join(p.End(), buf.Flush())
}

// works leaves out documents that are another of them at a second address.
func works(entries iter.Seq2[*store.Entry, error]) iter.Seq2[*store.Entry, error] {
	return func(yield func(*store.Entry, error) bool) {
		seen := map[work]bool{}
		for e, err := range entries {
			if err == nil && e.Record == nil {
				w := workOf(e.Document)
				if seen[w] {
					continue
				}
				seen[w] = true
			}
			if !yield(e, err) {
				return
			}
		}
	}
}
