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

// A follower brings a run's changes into the index. It opens the index for each
// batch alone, since a writer keeps searches out. When somebody else holds the
// index, it leaves the rest to the end of the run.
type follower struct {
	dir  string
	seq  int64
	busy bool // somebody else held the index
}

var _ pipeline.Indexer = (*follower)(nil)

// newFollower brings the index to the state of the store, to go on from there.
func newFollower(ctx context.Context, st *store.Store, progress *term.Progress) (*follower, error) {
	err := catchUp(ctx, st, progress)
	busy := errors.Is(err, index.ErrLocked)
	if err != nil && !busy {
		return nil, err
	}
	seq, err := st.LastSeq(ctx)
	return &follower{indexFolder(st), seq, busy}, err
}

func (f *follower) Seq() int64 { return f.seq }

// Apply applies a batch of changes, or passes over it.
func (f *follower) Apply(ctx context.Context, changes []record.Change) error {
	f.seq = changes[len(changes)-1].Seq
	if f.busy {
		return nil
	}
	x, err := index.Open(f.dir, index.Options{})
	if errors.Is(err, index.ErrLocked) {
		f.busy = true
		return nil
	}
	if err != nil {
		return err
	}
	return errors.Join(x.Apply(ctx, changes), x.Close())
}

// finish brings in what was passed over. If the index is still held, the next
// search does so.
func (f *follower) finish(ctx context.Context, st *store.Store, progress *term.Progress) error {
	if !f.busy {
		return nil
	}
	err := catchUp(ctx, st, progress)
	if errors.Is(err, index.ErrLocked) {
		return nil
	}
	return err
}
