package main

import (
	"context"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"assize/internal/term"
	"assize/pipeline/store"
)

func newIndex(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "index",
		Short: "Look after the search index",
		Long: `The index is made from the store and follows it by itself: crawl and search bring
it up to date. It can be made anew at any time without loss.`,
		Example: "  assize index rebuild",
		Args:    knownCommand,
		RunE:    func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(&cobra.Command{
		Use:   "rebuild",
		Short: "Make the index anew from the store",
		Long: `rebuild makes a new index beside the one in use and puts it in its place when it
is complete. Searches go on meanwhile.`,
		Example: "  assize index rebuild",
		Args:    arguments(cobra.ExactArgs(0)),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.rebuild(cmd.Context())
		},
	})
	return cmd
}

func (a *app) rebuild(ctx context.Context) error {
	st, err := a.openStore(ctx, store.Read)
	if err != nil {
		return err
	}
	defer st.Close()
	progress := term.NewProgress(a.screen(a.err))
	started := time.Now()
	n, err := rebuildIndex(ctx, st, progress)
	progress.Clear()
	if err != nil {
		return err
	}
	seconds := time.Since(started).Seconds()
	fmt.Fprintf(a.err, "%d records indexed in %.1f s, %.0f a second\n", n, seconds, float64(n)/seconds)
	return nil
}
