package main

import (
	"context"
	"errors"
	"fmt"
	"runtime"

	"assize/extractors/sites"
	"assize/pipeline"
	"assize/pipeline/fetch"
	"assize/pipeline/isolate"
	"assize/pipeline/store"
)

// openForCrawl opens the data folder for writing, and makes it if need be.
func (a *app) openForCrawl(ctx context.Context, dir string) (*store.Store, error) {
	st, err := store.Open(ctx, dir, store.Write)
	if !errors.Is(err, store.ErrNoData) {
		return st, err
	}
	if err := store.Init(dir); err != nil {
		return nil, err
	}
	fmt.Fprintf(a.err, "note: made the data folder %s\n", dir)
	return store.Open(ctx, dir, store.Write)
}

// A crawlRun is one run and what it works with.
type crawlRun struct {
	store        *store.Store // open for writing
	sources      []pipeline.Source
	turns        []store.Turn // of their schedules, after this run
	contact      string
	allowPrivate bool
	pool         isolate.Options
	sites        *sites.Set // nil for what the program is built with
	observer     observer
}

// runCrawl crawls and brings the index up to date. When ctx ends, what is being
// worked on is finished and stored first.
func runCrawl(ctx context.Context, c crawlRun) (pipeline.Stats, error) {
	whole := context.WithoutCancel(ctx)
	progress := c.observer.progress()
	follower, err := newFollower(whole, c.store, progress)
	if err != nil {
		return pipeline.Stats{}, err
	}
	client := fetch.New(fetch.Options{Version: moduleVersion(), Contact: c.contact, AllowPrivate: c.allowPrivate, Robots: c.store})
	defer client.Close()
	workers := runtime.GOMAXPROCS(0)
	c.pool.Workers = workers
	pool := isolate.New(c.pool)
	defer pool.Close()
	config := pipeline.Config{Sources: c.sources, Turns: c.turns, Sites: c.sites, Extractors: workers, Stop: ctx.Done()}
	stats, err := pipeline.Run(whole, config, pipeline.Deps{
		Store: c.store, Fetcher: client, Extractor: pool, Indexer: follower, Observer: c.observer,
	})
	if err != nil {
		return stats, errors.Join(err, follower.Close())
	}
	return stats, follower.finish(whole, c.store, progress)
}
