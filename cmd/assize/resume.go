package main

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"strings"

	"assize/extractors/record"
	"assize/internal/export"
	"assize/pipeline/store"
)

// resume adds to a file of JSON lines what has come into the store or changed
// since the file was last written, in the order of the store's sequence numbers,
// batch by batch, so that what was written stays when it is interrupted.
func (a *app) resume(ctx context.Context, st *store.Store, path string, s selection) (err error) {
	l, err := export.OpenLog(path, s.name())
	if err != nil {
		return fmt.Errorf("go on with %s: %w", path, err)
	}
	written, gone, fresh := 0, 0, l.Seq() == 0
	for err == nil {
		var changes []record.Change
		changes, err = st.Changes(ctx, l.Seq(), changesAtOnce)
		for len(changes) > 0 && changes[len(changes)-1].Seq > s.upTo {
			changes = changes[:len(changes)-1]
		}
		if err != nil || len(changes) == 0 {
			break
		}
		var n int
		n, err = l.Append(s.changed(changes, &gone), changes[len(changes)-1].Seq)
		written += n
	}
	if closing := l.Close(); err == nil {
		err = closing
	}
	if err != nil {
		return fmt.Errorf("export to %s: %w", path, err)
	}
	fmt.Fprintf(a.err, "%d records added to %s\n", written, path)
	if gone > 0 && !fresh {
		fmt.Fprintf(a.err, "note: %d records have gone from the store since; what the file has of them stays\n", gone)
	}
	return nil
}

// changed are the changes that are selected; deletions are counted.
func (s selection) changed(changes []record.Change, gone *int) iter.Seq2[*store.Entry, error] {
	return func(yield func(*store.Entry, error) bool) {
		for _, c := range changes {
			if c.Deleted {
				*gone++
				continue
			}
			kind := record.KindDocument
			var said any = c.Document
			if c.Record != nil {
				kind, said = c.Record.Head().Kind, c.Record
			}
			if !s.keep(c.ID, kind) {
				continue
			}
			data, err := record.Marshal(said)
			if !yield(&store.Entry{ID: c.ID, Seq: c.Seq, Document: c.Document, Record: c.Record, JSON: data}, err) {
				return
			}
		}
	}
}

// name tells selections apart: finding,quote "supply chain".
func (s selection) name() string {
	var kinds []string
	for _, k := range s.kinds {
		kinds = append(kinds, string(k))
	}
	return cmp.Or(joinNonEmpty(" ", strings.Join(kinds, ","), s.query), "everything")
}
