package index

import (
	"context"
	"fmt"

	"github.com/blevesearch/bleve/v2"

	"assize/extractors/record"
)

// Limits of a batch. Larger ones cost less each, but more memory, and Apply has
// more to do again after a crash.
const (
	applyChanges   = 1000
	rebuildChanges = 3000
	batchBytes     = 8 << 20 // of text
)

// Apply brings changes into the index, in the order of their sequence numbers
// (from 1). Those that it has seen already are passed over. Each batch is on the
// disk, together with its sequence number, before the next begins; what an error
// or a crash cuts off is brought in by applying the same changes again.
func (x *Index) Apply(ctx context.Context, changes []record.Change) (err error) {
	defer wrap(&err, "apply to index")
	x.apply.Lock()
	defer x.apply.Unlock()
	b := x.newBatch(applyChanges)
	for _, c := range changes {
		if c.Seq <= x.Seq() {
			continue
		}
		if err := b.add(c); err != nil {
			return err
		}
		setSeq(b.Batch, c.Seq)
		if b.full() {
			if err := b.write(ctx); err != nil {
				return err
			}
			x.seq.Store(c.Seq)
		}
	}
	if b.changes == 0 {
		return nil
	}
	if err := b.write(ctx); err != nil {
		return err
	}
	x.seq.Store(changes[len(changes)-1].Seq)
	return nil
}

// A batch is changes that are written together.
type batch struct {
	*bleve.Batch
	index   *Index
	limit   int // of changes
	changes int
	bytes   uint64
}

func (x *Index) newBatch(limit int) *batch {
	return &batch{Batch: x.bleve.NewBatch(), index: x, limit: limit}
}

func (b *batch) add(c record.Change) error {
	b.changes++
	if c.Deleted {
		b.Delete(string(c.ID))
		return nil
	}
	if c.Document == nil && c.Record == nil {
		return fmt.Errorf("change %d of %s brings nothing", c.Seq, c.ID)
	}
	doc := b.index.factory.document(c)
	for _, f := range doc.Fields {
		b.bytes += f.NumPlainTextBytes()
	}
	return b.IndexAdvanced(doc)
}

func (b *batch) full() bool { return b.changes >= b.limit || b.bytes >= batchBytes }

// write writes the batch and empties it.
func (b *batch) write(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := guard(func() error { return b.index.bleve.Batch(b.Batch) }); err != nil {
		return err
	}
	*b = *b.index.newBatch(b.limit)
	return nil
}
