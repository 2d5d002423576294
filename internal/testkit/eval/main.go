// Command eval measures the extractors on the labelled documents that lie
// beside the checkout, in ../shared/corpus, and (records) in testdata/labelled,
// and prints what it found next to
// the floors that the repository holds (floors.tsv):
//
//	go run ./internal/testkit/eval html
//
// Floors only rise: TestQuality fails when a measure falls below its own.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"
	"text/tabwriter"
)

// A measure is one line of the table.
type measure struct {
	name  string
	value float64
	cases int // how many pages, blocks or values it is the share of; 0 for a speed

	remarks []string // the cases that are not right, one a line
}

// An evaluation measures one kind of extractor on a corpus folder.
type evaluation func(ctx context.Context, corpus string) ([]measure, error)

// evaluations by the name that the command line and floors.tsv give them.
var evaluations = map[string]evaluation{
	"html":    evaluateHTML,
	"quotes":  evaluateQuotes,
	"ofsted":  evaluateOfsted,
	"records": evaluateRecords,
}

// own are the evaluations that read documents of the repository alone.
var own = map[string]bool{"records": true}

func main() {
	corpus := flag.String("corpus", "../shared/corpus", "the folder of labelled documents")
	flag.Usage = func() {
		fmt.Fprintf(flag.CommandLine.Output(), "usage: eval [-corpus FOLDER] %s\n", strings.Join(names(), "|"))
		flag.PrintDefaults()
	}
	flag.Parse()
	evaluate, known := evaluations[flag.Arg(0)]
	if flag.NArg() != 1 || !known {
		flag.Usage()
		os.Exit(2)
	}
	measures, err := evaluate(context.Background(), *corpus)
	if err == nil {
		err = print(os.Stdout, flag.Arg(0), measures)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "eval:", err)
		os.Exit(1)
	}
}

func names() []string { return slices.Sorted(maps.Keys(evaluations)) }

func print(w io.Writer, name string, measures []measure) error {
	floors, err := readFloors()
	if err != nil {
		return err
	}
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "measure\tvalue\tfloor\tof")
	for _, m := range measures {
		if m.cases == 0 {
			fmt.Fprintf(table, "%s\t%.1f\t\t\n", m.name, m.value)
			continue
		}
		floor := "-"
		if f, ok := floors[name+" "+m.name]; ok {
			floor = fmt.Sprintf("%.3f", f)
		}
		fmt.Fprintf(table, "%s\t%.3f\t%s\t%d\n", m.name, m.value, floor, m.cases)
	}
	if err := table.Flush(); err != nil {
		return err
	}
	for _, m := range measures {
		for i, remark := range m.remarks {
			if i == 0 {
				fmt.Fprintf(w, "\n%s, not so:\n", m.name)
			}
			fmt.Fprintln(w, " ", remark)
		}
	}
	return nil
}
