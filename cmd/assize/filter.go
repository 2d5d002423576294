package main

import (
	"errors"
	"fmt"
	"regexp"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"assize/index/query"
)

// filters are flags that stand for a field of the query language, so that
// `--speaker "Glenys Stacey"` is `speaker:"Glenys Stacey"`.
var filters = []struct{ flag, prefix, help string }{
	{"kind", "kind:", "only records of these `KINDS`: document, finding, quote, recommendation, rating"},
	{"speaker", "speaker:", "only quotes from whoever bears this `NAME`"},
	{"publisher", "publisher:", "only documents that bear the `NAME` of this publisher"},
	{"section", "section:", "only under this `HEADING`"},
	{"theme", "theme:", "only findings about this `THEME`"},
	{"from", "date:>=", "only documents of this `DATE` or later: 2017, 2017-10 or 2017-10-05"},
	{"to", "date:<=", "only documents of this `DATE` or earlier"},
}

// addFilters defines the flags.
func addFilters(flags *pflag.FlagSet) {
	for _, f := range filters {
		flags.StringArray(f.flag, nil, f.help)
	}
}

// parseQuery is the words of the command line and the filter flags as one query.
func parseQuery(cmd *cobra.Command, words []string) (query.Node, []query.Note, error) {
	node, notes, err := query.Parse(strings.Join(words, " "))
	if err != nil {
		return nil, nil, err
	}
	all, isAnd := node.(query.And)
	if !isAnd {
		all = query.And{node}
	}
	for _, f := range filters {
		values, _ := cmd.Flags().GetStringArray(f.flag)
		if len(values) == 0 {
			continue
		}
		for i, v := range values {
			values[i] = quoted(v)
		}
		n, _, err := query.Parse(f.prefix + strings.Join(values, ","))
		if err != nil {
			if e, ok := errors.AsType[*query.Error](err); ok {
				err = errors.New(e.Message) // the column counts in what was not typed
			}
			return nil, nil, usage(cmd, fmt.Errorf("--%s: %w", f.flag, err))
		}
		all = append(all, n)
	}
	return all, notes, nil
}

// bare is what needs no quotation marks in a query; values of a list are parted by
// commas.
var bare = regexp.MustCompile(`^[\pL\pN_.,-]+\*?$`)

func quoted(value string) string {
	if bare.MatchString(value) {
		return value
	}
	return `"` + strings.ReplaceAll(value, `"`, " ") + `"`
}
