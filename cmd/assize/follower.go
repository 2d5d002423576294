package main

import (
	"context"
	"errors"

	"assize/extractors/record"
	"assize/index"
	"assize/internal/term"
	"assize/pipeline"
	"assize/pipeline/store"
)

// A follower brings a run's changes into the index, and holds it meanwhile: other
// processes search through it. When somebody else holds the index, it leaves the
// changes to the end of the run.
type follower struct {
	index *index.Index // nil when somebody else holds it
	seq   int64
}

var _ pipeline.Indexer = (*follower)(nil)

// newFollower brings the index to the state of the store, to go on from there.
func newFollower(ctx context.Context, st *store.Store, progress *term.Progress) (*follower, error) {
	err := catchUp(ctx, st, progress)
	var x *index.Index
	if err == nil {
		x, err = index.Open(indexFolder(st), index.Options{})
	}
	if errors.Is(err, index.ErrLocked) {
		seq, err := st.LastSeq(ctx)
		return &follower{nil, seq}, err
	}
	if err != nil {
		return nil, err
	}
	if err := x.Serve(func(ctx context.Context) error { return follow(ctx, st, x, progress) }); err != nil {
		return nil, errors.Join(err, x.Close())
	}
	return &follower{x, x.Seq()}, nil
}

func (f *follower) Seq() int64 { return f.seq }

// Apply applies a batch of changes, or passes over it.
func (f *follower) Apply(ctx context.Context, changes []record.Change) error {
	f.seq = changes[len(changes)-1].Seq
	if f.index == nil {
		return nil
	}
	return f.index.Apply(ctx, changes)
}

// Close gives the index up.
func (f *follower) Close() error {
	if f.index == nil {
		return nil
	}
	return f.index.Close()
}

// finish gives the index up, or brings in what was passed over. If somebody still
// holds it, the next search does so.
func (f *follower) finish(ctx context.Context, st *store.Store, progress *term.Progress) error {
	if f.index != nil {
		return f.Close()
	}
	err := catchUp(ctx, st, progress)
	if errors.Is(err, index.ErrLocked) {
		return nil
	}
	return err
}
