package main

import (
	"context"
	"iter"
	"math"
	"slices"

	"github.com/spf13/cobra"

	"assize/extractors/record"
	"assize/index"
	"assize/index/query"
	"assize/pipeline/store"
)

// A selection is what of the store is exported or summed up.
type selection struct {
	kinds   []record.Kind // none for all
	query   string        // in canonical form; "" for everything
	matches map[record.ID]bool
	upTo    int64 // the store's sequence number that the selection knows of
}

// selection is what is of the kinds and matches the words and the flags that stand
// for fields, if there are any.
func (a *app) selection(cmd *cobra.Command, st *store.Store, kinds []record.Kind, words []string) (selection, error) {
	s := selection{kinds: kinds, upTo: math.MaxInt64}
	q, err := a.query(cmd, words)
	if err != nil || len(q.Where.(query.And)) == 0 {
		return s, err
	}
	s.query = q.String()
	q.Sort = index.Newest // the cheapest order; the store has its own
	r, err := a.find(cmd.Context(), st, index.Request{Query: q}, everything)
	if err != nil {
		return s, err
	}
	s.upTo = r.seq
	s.matches = make(map[record.ID]bool, len(r.Hits))
	for _, h := range r.Hits {
		s.matches[h.ID] = true
	}
	return s, nil
}

// keep says whether a document or record is selected.
func (s selection) keep(id record.ID, kind record.Kind) bool {
	return (len(s.kinds) == 0 || slices.Contains(s.kinds, kind)) && (s.query == "" || s.matches[id])
}

// entries are what is selected, each document before its records.
func (s selection) entries(ctx context.Context, st *store.Store) iter.Seq2[*store.Entry, error] {
	return st.Entries(ctx, func(r store.Row) bool { return s.keep(r.ID, r.Kind) })
}

// parseKinds are the kinds that words name.
func parseKinds(words []string) (kinds []record.Kind, err error) {
	for _, word := range words {
		kind, err := parseKind(word)
		if err != nil {
			return nil, err
		}
		kinds = append(kinds, kind)
	}
	return kinds, nil
}
