package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"iter"
	"time"

	"assize/extractors/record"
)

// An Entry is one record, or a document when Record is nil.
type Entry struct {
	ID        record.ID
	Seq       int64
	FirstSeen time.Time
	Fetched   time.Time // when the snapshot that it was read from came; zero when that is not known
	Document  *record.Document
	Record    record.Record
	JSON      []byte
}

// Record finds a document or record by its id; ErrNotFound when there is none.
func (s *Store) Record(ctx context.Context, id record.ID) (*Entry, error) {
	const query = recordRows + " WHERE r.id = ?1 UNION ALL " + documentRows + " WHERE id = ?1"
	row, err := scanRow(s.read.QueryRowContext(ctx, query, id))
	if err != nil {
		return nil, fmt.Errorf("record %s: %w", id, notFound(err))
	}
	document, err := s.Document(ctx, row.Document)
	if err != nil {
		return nil, err
	}
	fetched, err := s.fetched(ctx, document)
	if err != nil {
		return nil, err
	}
	return row.entry(document, fetched)
}

// Entries yields the rows that are kept, decoded, in the order of Rows. Records of
// one document share its Document; what is not kept is not decoded.
func (s *Store) Entries(ctx context.Context, keep func(Row) bool) iter.Seq2[*Entry, error] {
	return func(yield func(*Entry, error) bool) {
		var head Row // of the document that the rows belong to
		var document *record.Document
		var fetched time.Time
		for row, err := range s.Rows(ctx) {
			if row.Kind == record.KindDocument {
				head, document = row, nil
			}
			if err == nil && !keep(row) {
				continue
			}
			if err == nil && document == nil {
				document, fetched, err = s.document(ctx, head)
			}
			var e *Entry
			if err == nil {
				e, err = row.entry(document, fetched)
			}
			if !yield(e, err) || err != nil {
				return
			}
		}
	}
}

// document is what a row holds, and when its snapshot came.
func (s *Store) document(ctx context.Context, row Row) (*record.Document, time.Time, error) {
	d, err := decodeDocument(row.JSON)
	if err != nil {
		return nil, time.Time{}, err
	}
	fetched, err := s.fetched(ctx, d)
	return d, fetched, err
}

func (s *Store) fetched(ctx context.Context, d *record.Document) (time.Time, error) {
	var at int64
	err := s.read.QueryRowContext(ctx, "SELECT first_seen FROM snapshot WHERE hash = ?", d.Provenance.Snapshot).Scan(&at)
	if errors.Is(err, sql.ErrNoRows) {
		return time.Time{}, nil
	}
	if err != nil {
		return time.Time{}, fmt.Errorf("snapshot of %s: %w", d.ID, err)
	}
	return fromMillis(at), nil
}

func (r Row) entry(document *record.Document, fetched time.Time) (*Entry, error) {
	change, err := r.change(document)
	if err != nil {
		return nil, err
	}
	return &Entry{
		ID: r.ID, Seq: r.Seq, FirstSeen: r.FirstSeen, Fetched: fetched,
		Document: document, Record: change.Record, JSON: r.JSON,
	}, nil
}
