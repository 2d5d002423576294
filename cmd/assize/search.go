package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"assize/index"
	"assize/index/query"
	"assize/internal/config"
	"assize/internal/term"
	"assize/pipeline/store"
)

// searchFlags are the flags of search beside the filters.
type searchFlags struct {
	limit      int
	json       bool
	jsonl      bool
	count      bool
	explain    bool
	exitStatus bool
	facets     []string
	pageToken  string
}

func newSearch(a *app) *cobra.Command {
	var f searchFlags
	cmd := &cobra.Command{
		Use:   "search QUERY...",
		Short: "Find findings, quotes, recommendations and ratings",
		Long: `search finds records by their words and fields; 'assize help query' says how a
query is written. On a terminal it prints a table with the matches marked, else
one record a line: id, kind, date, page, title and text, parted by tabs.

Put the whole query between single quotation marks, so that the shell leaves its
own in; put -- before a query that begins with a minus sign.`,
		Example: `  assize search safeguarding kind:finding
  assize search '"supply chain" -reoffending' --publisher Probation --from 2015
  assize search --speaker Stacey --sort newest --json
  assize search 'supply chain' --facets publisher,year`,
		RunE: func(cmd *cobra.Command, args []string) error {
			for _, name := range f.facets {
				if !slices.Contains(index.FacetFields(), name) {
					return usage(cmd, fmt.Errorf("the values of %q cannot be counted%s", name, config.DidYouMean(name, index.FacetFields())))
				}
			}
			if f.limit < 1 {
				return usage(cmd, errors.New("--limit must be 1 or more"))
			}
			if given(f.json, f.jsonl, f.count, len(f.facets) > 0 && !f.json, f.explain && !f.json) > 1 {
				return usage(cmd, errors.New("only one of --json, --jsonl, --count, --facets and --explain can be given, but --facets and --explain go with --json"))
			}
			return a.search(cmd, f, args)
		},
	}
	flags := cmd.Flags()
	addFilters(flags)
	flags.IntVarP(&f.limit, "limit", "n", 20, "print so many `RESULTS`")
	addSettings(flags)
	flags.BoolVar(&f.json, "json", false, "print one JSON value: the query as understood, the total and the results")
	flags.BoolVar(&f.jsonl, "jsonl", false, "print each record as a line of JSON, as export does")
	flags.BoolVar(&f.count, "count", false, "print only how many records match")
	flags.StringSliceVar(&f.facets, "facets", nil, "print how many records have each value of these `FIELDS`: "+strings.Join(index.FacetFields(), ", "))
	flags.BoolVar(&f.explain, "explain", false, "print what each word added to the score of each result")
	flags.StringVar(&f.pageToken, "page-token", "", "go on from the `TOKEN` that --json printed as next")
	flags.BoolVarP(&f.exitStatus, "exit-status", "e", false, "exit with 4 when nothing matches")
	return cmd
}

// printHints says what was searched for beside what was typed, and what may have
// been meant.
func (a *app) printHints(r results) {
	for _, x := range r.Also {
		fmt.Fprintf(a.err, "note: %s was also searched for as %s; write exact:%[1]s to leave that out\n", quoted(x.Typed), strings.Join(x.Also, ", "))
	}
	if r.DidYouMean != "" {
		fmt.Fprintf(a.err, "did you mean: %s\n", term.Clean(r.DidYouMean))
	}
}

// given is how many of the flags are.
func given(flags ...bool) (n int) {
	for _, f := range flags {
		if f {
			n++
		}
	}
	return n
}

func (a *app) search(cmd *cobra.Command, f searchFlags, words []string) error {
	q, err := a.query(cmd, words)
	if err != nil {
		return err
	}
	ctx := cmd.Context()
	st, err := a.openStore(ctx, store.Read)
	if err != nil {
		return err
	}
	defer st.Close()
	request := index.Request{Query: q, Facets: f.facets, After: f.pageToken, Explain: f.explain}
	if f.count || len(f.facets) > 0 && !f.json {
		f.limit = 0
	}
	r, err := a.find(ctx, st, request, f.limit)
	if err != nil {
		return err
	}
	if err := a.printResults(ctx, st, r, f); err != nil {
		return err
	}
	a.printHints(r)
	if f.exitStatus && r.Total == 0 {
		return errNothingMatched
	}
	return nil
}

// query is what the command line asks for; what was repaired in it is said.
func (a *app) query(cmd *cobra.Command, words []string) (query.Query, error) {
	q, notes, err := parseQuery(cmd, words)
	for _, n := range notes {
		fmt.Fprintf(a.err, "note: %s\n", n)
	}
	return q, err
}

// results is what a search found.
type results struct {
	query  query.Query
	facets []string
	seq    int64 // of the store, up to which the index has followed it
	index.Page
}

// everything is the limit of a search for all hits.
const everything = int(^uint(0) >> 1)

// find collects up to limit hits, page by page, from an index that is up to date.
func (a *app) find(ctx context.Context, st *store.Store, request index.Request, limit int) (results, error) {
	r := results{query: request.Query, facets: request.Facets}
	x, err := a.openIndex(ctx, st)
	if err != nil {
		return r, err
	}
	defer x.Close()
	for {
		request.Limit = min(limit-len(r.Hits), index.MaxLimit)
		page, err := x.Search(ctx, request)
		if errors.Is(err, index.ErrGone) { // the holder ended: the index can be opened again
			if x, err = a.openIndex(ctx, st); err == nil {
				defer x.Close()
				page, err = x.Search(ctx, request)
			}
		}
		if err != nil {
			return r, err
		}
		if page.Hits = append(r.Hits, page.Hits...); request.Facets == nil {
			page.Facets = r.Facets
		}
		if r.seq == 0 {
			r.seq = page.Seq
		}
		r.Page = *page
		if page.Next == "" || len(r.Hits) >= limit {
			return r, nil
		}
		request.After, request.Facets = page.Next, nil
	}
}
