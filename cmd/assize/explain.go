package main

import (
	"context"
	"fmt"

	"assize/extractors/record"
	"assize/index"
	"assize/internal/term"
	"assize/pipeline/store"
)

// printExplained prints, for each hit, its score and text, and below them what
// each part of the query added to the score.
func (a *app) printExplained(ctx context.Context, st *store.Store, r results) error {
	hits := map[record.ID]index.Hit{}
	for _, h := range r.Hits {
		hits[h.ID] = h
	}
	for e, err := range entries(ctx, st, r.Hits) {
		if err != nil {
			return err
		}
		hit := hits[e.ID]
		snippet := index.Highlight(r.Searched, textOf(e), snippetWidth)
		if _, err := fmt.Fprintf(a.out, "%s  %.2f  %s\n", string(e.ID)[:shortID], hit.Score, term.Clean(snippet.Text)); err != nil {
			return err
		}
		for _, why := range hit.Why {
			fmt.Fprintf(a.out, "  %+6.2f  %s\n", why.Score, term.Clean(why.What))
		}
		if len(hit.Why) == 0 {
			fmt.Fprintln(a.out, "  no word to rank by: newest first, unless sorted otherwise")
		}
	}
	return nil
}
