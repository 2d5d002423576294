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
var filters = []struct{ flag, field, value string }{
	{"kind", "kind:", "KINDS"},
	{"speaker", "speaker:", "NAME"},
	{"publisher", "publisher:", "NAME"},
	{"section", "section:", "HEADING"},
	{"theme", "theme:", "THEME"},
	{"from", "date:>=", "DATE"},
	{"to", "date:<=", "DATE"},
}

// addFilters defines the flags.
func addFilters(flags *pflag.FlagSet) {
	for _, f := range filters {
		name, _, _ := strings.Cut(f.field, ":")
		field, _ := query.Lookup(name)
		flags.StringSlice(f.flag, nil, fmt.Sprintf("the same as %s in the query: %s `%s`", f.field, field.Help, f.value))
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
		values, _ := cmd.Flags().GetStringSlice(f.flag)
		if len(values) == 0 {
			continue
		}
		for i, v := range values {
			values[i] = quoted(v)
		}
		n, _, err := query.Parse(f.field + strings.Join(values, ","))
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

// bare is what needs no quotation marks in a query.
var bare = regexp.MustCompile(`^[\pL\pN_.-]+\*?$`)

func quoted(value string) string {
	if bare.MatchString(value) {
		return value
	}
	return `"` + strings.ReplaceAll(value, `"`, " ") + `"`
}
