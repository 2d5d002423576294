// Command eval measures the extractors on the labelled documents that lie
// beside the checkout, in ../shared/corpus, and (records) in testdata/labelled,
// and prints what it found next to
// the floors that the repository holds (floors.tsv):
//
//	go run ./internal/testkit/eval html
//
// Floors only rise: TestQuality fails when a measure falls below its own. The
// evaluation pdf takes minutes, runs other programs and has no floors.
package main

import (
	"context"
	"errors"
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
	cases int  // how many pages, blocks or values it is the share of; 0 for a speed
	count bool // the value is a number of the cases

	beside  []string // what others reach
	remarks []string // the cases that are not right, one a line
}

// An evaluation measures one kind of extractor on a corpus folder.
type evaluation func(ctx context.Context, corpus string) ([]measure, error)

// evaluations by the name that the command line and floors.tsv give them.
var evaluations = map[string]evaluation{
	"html":    evaluateHTML,
	"quotes":  evaluateQuotes,
	"ofsted":  evaluateOfsted,
	"printed": evaluatePrinted,
	"records": evaluateRecords,
}

// own are the evaluations that read documents of the repository alone.
var own = map[string]bool{"records": true}

// benchmarks are evaluations that run other programs too, for minutes.
var benchmarks = map[string]evaluation{"pdf": evaluatePDF}

// every is for a quick look.
var every = flag.Int("every", 1, "of the files of pdf, read each `N`th only")

func main() {
	corpus := flag.String("corpus", "../shared/corpus", "the folder of labelled documents")
	flag.Usage = func() {
		fmt.Fprintf(flag.CommandLine.Output(), "usage: eval [-corpus FOLDER] [-every N] %s\n", strings.Join(slices.Concat(names(), slices.Sorted(maps.Keys(benchmarks))), "|"))
		flag.PrintDefaults()
	}
	flag.Parse()
	ctx := context.Background()
	if err := perform(ctx, *corpus, flag.Args()); errors.Is(err, errUsage) {
		flag.Usage()
		os.Exit(2)
	} else if err != nil {
		fmt.Fprintln(os.Stderr, "eval:", err)
		os.Exit(1)
	}
}

var errUsage = errors.New("usage")

// perform runs the evaluation that is named, or what its child processes do.
func perform(ctx context.Context, corpus string, args []string) error {
	if len(args) == 0 || *every < 1 {
		return errUsage
	}
	name := args[0]
	if mode := modes[name]; mode != nil {
		return mode(ctx, args[1:])
	}
	evaluate := evaluations[name]
	if evaluate == nil {
		evaluate = benchmarks[name]
	}
	if evaluate == nil || len(args) > 1 {
		return errUsage
	}
	measures, err := evaluate(ctx, corpus)
	if err != nil {
		return err
	}
	return print(os.Stdout, name, measures)
}

func names() []string { return slices.Sorted(maps.Keys(evaluations)) }

func print(w io.Writer, name string, measures []measure) error {
	floors, err := readFloors()
	if err != nil {
		return err
	}
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "measure\tvalue\tfloor\tof\tothers")
	for _, m := range measures {
		others := strings.Join(m.beside, ", ")
		switch {
		case m.cases == 0:
			fmt.Fprintf(table, "%s\t%.1f\t\t\t%s\n", m.name, m.value, others)
			continue
		case m.count:
			fmt.Fprintf(table, "%s\t%.0f\t\t%d\t%s\n", m.name, m.value, m.cases, others)
			continue
		}
		floor := "-"
		if f, ok := floors[name+" "+m.name]; ok {
			floor = fmt.Sprintf("%.3f", f)
		}
		fmt.Fprintf(table, "%s\t%.3f\t%s\t%d\t%s\n", m.name, m.value, floor, m.cases, others)
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
