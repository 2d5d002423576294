package main

import (
	"context"
	"errors"
	"fmt"
	"runtime"

	"assize/extractors/record"
	"assize/index"
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
	contact      string
	allowPrivate bool
	observer     observer
}

// runCrawl crawls and brings the index up to date. When ctx ends, what is being
// worked on is finished and stored first.
func runCrawl(ctx context.Context, c crawlRun) (pipeline.Stats, error) {
	whole := context.WithoutCancel(ctx)
	progress := c.observer.progress()
	if err := catchUp(whole, c.store, progress); err != nil && !errors.Is(err, index.ErrLocked) {
		return pipeline.Stats{}, err
	}
	seq, err := appliedSeq(c.store)
	follower := &follower{dir: indexFolder(c.store), seq: seq, waits: err != nil}
	client := fetch.New(fetch.Options{Version: moduleVersion(), Contact: c.contact, AllowPrivate: c.allowPrivate})
	defer client.Close()
	workers := runtime.GOMAXPROCS(0)
	pool := isolate.New(isolate.Options{Workers: workers})
	defer pool.Close()
	stats, err := pipeline.Run(whole, pipeline.Config{Sources: c.sources, Extractors: workers, Stop: ctx.Done()}, pipeline.Deps{
		Store: c.store, Fetcher: client, Extractor: pool, Indexer: follower, Observer: c.observer,
	})
	if err != nil || !follower.waits {
		return stats, err
	}
	return stats, catchUp(whole, c.store, progress)
}

// A follower brings a run's changes into the index. It opens the index for each
// batch alone, since a writer keeps searches out. When somebody else holds the
// index, it waits for the end of the run.
type follower struct {
	dir   string
	seq   int64
	waits bool
}

func (f *follower) Seq() int64 { return f.seq }

// Apply applies a batch of changes, or passes over it.
func (f *follower) Apply(ctx context.Context, changes []record.Change) error {
	f.seq = changes[len(changes)-1].Seq
	if f.waits {
		return nil
	}
	x, err := index.Open(f.dir, index.Options{})
	if errors.Is(err, index.ErrLocked) {
		f.waits = true
		return nil
	}
	if err != nil {
		return err
	}
	return errors.Join(x.Apply(ctx, changes), x.Close())
}

var _ pipeline.Indexer = (*follower)(nil)
