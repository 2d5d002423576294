package main

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"path/filepath"

	"assize/extractors/record"
	"assize/index"
	"assize/internal/term"
	"assize/pipeline/store"
)

const (
	changesAtOnce = 5000 // read from the store
	triesToRead   = 5    // at an index that is locked, a second or so each
)

// indexFolder is where the index of a data folder lies.
func indexFolder(st *store.Store) string { return filepath.Join(st.Dir(), "index") }

// A searcher is an index that this process has open, or the process that has.
type searcher interface {
	Search(context.Context, index.Request) (*index.Page, error)
	Close() error
}

// openIndex opens the index for searching, up to date with the store; while another
// process holds it, that is asked.
func (a *app) openIndex(ctx context.Context, st *store.Store) (searcher, error) {
	last, err := st.LastSeq(ctx)
	if err != nil {
		return nil, err
	}
	x, err := openForReading(ctx, st)
	if own, ok := x.(*index.Index); err == nil && (!ok || own.Seq() >= last) {
		return x, nil
	}
	if err == nil {
		err = x.Close()
	}
	if err != nil && !unusable(err) {
		return nil, err
	}
	progress := term.NewProgress(a.screen(a.err))
	err = catchUp(ctx, st, progress)
	progress.Clear()
	if err != nil && !errors.Is(err, index.ErrLocked) {
		return nil, err
	}
	return openForReading(ctx, st)
}

// openForReading opens the index or finds the process that holds it; it waits for
// one that has only begun.
func openForReading(ctx context.Context, st *store.Store) (searcher, error) {
	var locked error
	for range triesToRead {
		if holder := index.Ask(indexFolder(st)); holder != nil {
			return holder, nil
		}
		x, err := index.Open(indexFolder(st), index.Options{ReadOnly: true})
		if err == nil {
			return x, nil
		}
		if !errors.Is(err, index.ErrLocked) || ctx.Err() != nil {
			return nil, err
		}
		locked = err
	}
	return nil, locked
}

// appliedSeq is how far the index has followed the store; 0 when there is none
// that can be used.
func appliedSeq(ctx context.Context, st *store.Store) (int64, error) {
	x, err := openForReading(ctx, st)
	if unusable(err) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	page, err := x.Search(ctx, index.Request{})
	if err != nil {
		return 0, errors.Join(err, x.Close())
	}
	return page.Seq, x.Close()
}

// catchUp brings the index to the state of the store; one that is not there or
// cannot be used is made anew.
func catchUp(ctx context.Context, st *store.Store, progress *term.Progress) error {
	x, err := index.Open(indexFolder(st), index.Options{})
	if unusable(err) {
		if !errors.Is(err, index.ErrNone) {
			progress.Say("note: %v; it is being made anew from the store", errors.Unwrap(err))
		}
		_, err := rebuildIndex(ctx, st, progress)
		return err
	}
	if err != nil {
		return err
	}
	return errors.Join(follow(ctx, st, x, progress), x.Close())
}

// unusable reports that an index must be made anew.
func unusable(err error) bool {
	return errors.Is(err, index.ErrNone) || errors.Is(err, index.ErrSchema) || errors.Is(err, index.ErrCorrupt)
}

// follow applies the store's changes until there are no more.
func follow(ctx context.Context, st *store.Store, x *index.Index, progress *term.Progress) error {
	last, err := st.LastSeq(ctx)
	if err != nil {
		return err
	}
	for {
		changes, err := st.Changes(ctx, x.Seq(), changesAtOnce)
		if err != nil || len(changes) == 0 {
			return err
		}
		progress.Show(fmt.Sprintf("index: change %d of %d", x.Seq(), last))
		if err := x.Apply(ctx, changes); err != nil {
			return err
		}
	}
}

// rebuildIndex makes the index anew and returns how many records it holds.
func rebuildIndex(ctx context.Context, st *store.Store, progress *term.Progress) (int, error) {
	// What is committed after this number is read is applied by the next
	// catchUp, whether the rows below hold it already or not.
	seq, err := st.LastSeq(ctx)
	if err != nil {
		return 0, err
	}
	n := 0
	err = index.Rebuild(ctx, indexFolder(st), seq, counted(st.All(ctx), &n), func(done int) {
		progress.Show(fmt.Sprintf("index: %d records", done))
	})
	return n, err
}

func counted(changes iter.Seq2[record.Change, error], n *int) iter.Seq2[record.Change, error] {
	return func(yield func(record.Change, error) bool) {
		for c, err := range changes {
			*n++
			if !yield(c, err) {
				return
			}
		}
	}
}
