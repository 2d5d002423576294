package index

import (
	"context"
	"fmt"

	"github.com/blevesearch/bleve/v2"
	bleveindex "github.com/blevesearch/bleve_index_api"

	"assize/extractors/record"
)

// Limits of a batch.
const (
	batchChanges = 1000
	batchBytes   = 4 << 20 // of text
)

// Apply brings changes into the index, in the order of their sequence numbers
// (from 1). Those that it has seen already are passed over. Each batch is on the
// disk, together with its sequence number, before the next begins; what an error
// or a crash cuts off is brought in by applying the same changes again.
func (x *Index) Apply(ctx context.Context, changes []record.Change) (err error) {
	defer wrap(&err, "apply to index")
	x.apply.Lock()
	defer x.apply.Unlock()
	b := batch{index: x.bleve, Batch: x.bleve.NewBatch()}
	for _, c := range changes {
		if c.Seq <= x.Seq() {
			continue
		}
		if err := b.add(c); err != nil {
			return err
		}
		if b.full() {
			if err := x.flush(ctx, &b); err != nil {
				return err
			}
		}
	}
	return x.flush(ctx, &b)
}

// flush writes a batch, and remembers how far the index has come.
func (x *Index) flush(ctx context.Context, b *batch) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	seq := b.seq
	if seq == 0 {
		return nil
	}
	setSeq(b.Batch, seq)
	if err := b.write(); err != nil {
		return err
	}
	x.seq.Store(seq)
	return nil
}

// A batch is changes that are written together.
type batch struct {
	*bleve.Batch
	index   bleve.Index
	changes int
	bytes   uint64
	seq     int64 // of the latest change
}

func (b *batch) add(c record.Change) error {
	b.seq = max(b.seq, c.Seq)
	b.changes++
	if c.Deleted {
		b.Delete(string(c.ID))
		return nil
	}
	if c.Document == nil && c.Record == nil {
		return fmt.Errorf("change %d of %s brings nothing", c.Seq, c.ID)
	}
	doc := newDocument(c)
	doc.VisitFields(func(f bleveindex.Field) { b.bytes += f.NumPlainTextBytes() })
	return b.IndexAdvanced(doc)
}

func (b *batch) full() bool { return b.changes >= batchChanges || b.bytes >= batchBytes }

func (b *batch) write() error {
	if err := guard(func() error { return b.index.Batch(b.Batch) }); err != nil {
		return err
	}
	*b = batch{index: b.index, Batch: b.index.NewBatch()}
	return nil
}
