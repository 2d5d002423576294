package main

import (
	"cmp"
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

// settings are flags that stand for what a query says of how to show what is
// found, as sort:newest.
var settings = []string{"sort", "group"}

// addFilters defines the flags.
func addFilters(flags *pflag.FlagSet) {
	for _, f := range filters {
		flags.StringArray(f.flag, nil, f.help)
	}
}

// addSettings defines the flags.
func addSettings(flags *pflag.FlagSet) {
	for _, name := range settings {
		f, _ := query.Lookup(name)
		flags.String(name, "", fmt.Sprintf("`%s`, one of %s: %s", strings.ToUpper(name), strings.Join(f.Values, ", "), f.Help))
	}
}

// parseQuery is the words of the command line and the flags as one query.
func parseQuery(cmd *cobra.Command, words []string) (query.Query, []query.Note, error) {
	q, notes, err := query.Parse(strings.Join(words, " "))
	if err != nil {
		return q, nil, err
	}
	all, isAnd := q.Where.(query.And)
	if !isAnd {
		all = query.And{q.Where}
	}
	for _, f := range filters {
		values, _ := cmd.Flags().GetStringArray(f.flag)
		if len(values) == 0 {
			continue
		}
		for i, v := range values {
			values[i] = quoted(v)
		}
		part, err := parseFlag(cmd, f.flag, f.prefix+strings.Join(values, ","))
		if err != nil {
			return q, nil, err
		}
		all = append(all, part.Where)
	}
	q.Where = all
	for _, name := range settings {
		value, _ := cmd.Flags().GetString(name)
		if value == "" {
			continue
		}
		part, err := parseFlag(cmd, name, name+":"+value)
		if err != nil {
			return q, nil, err
		}
		q.Sort, q.Group = cmp.Or(part.Sort, q.Sort), cmp.Or(part.Group, q.Group)
	}
	return q, notes, nil
}

// parseFlag reads what a flag stands for.
func parseFlag(cmd *cobra.Command, flag, text string) (query.Query, error) {
	q, _, err := query.Parse(text)
	if err == nil {
		return q, nil
	}
	if e, ok := errors.AsType[*query.Error](err); ok {
		err = errors.New(e.Message) // the column counts in what was not typed
	}
	return q, usage(cmd, fmt.Errorf("--%s: %w", flag, err))
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
