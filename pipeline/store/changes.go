package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"iter"
	"time"

	"assize/extractors/record"
)

// A Row is a document or record as it lies in the store.
type Row struct {
	ID        record.ID
	Document  record.ID // of a document: its own id
	Kind      record.Kind
	Place     int // in the document's reading order, from 1; 0 for the document itself
	Seq       int64
	FirstSeen time.Time
	JSON      []byte // with the cluster
}

// rowsOf reads documents and records, each with its cluster, as scanRow takes
// them.
const (
	documentRows = "SELECT id, id AS document, 'document' AS kind, 0 AS place, seq, first_seen, json, NULL AS cluster FROM document"
	recordRows   = `SELECT r.id, document, kind, place, seq, first_seen, json, c.id AS cluster
		FROM record r LEFT JOIN cluster c ON c.record = r.id`
)

// Rows yields every document, each followed by its records in reading order,
// documents by id. The order depends on content only. Rows are read one by one
// from one state of the store, however long it takes; an error ends them.
func (s *Store) Rows(ctx context.Context) iter.Seq2[Row, error] {
	const query = documentRows + " UNION ALL " + recordRows + " ORDER BY document, place"
	return func(yield func(Row, error) bool) {
		rows, err := s.read.QueryContext(ctx, query)
		if err != nil {
			yield(Row{}, fmt.Errorf("read the store: %w", err))
			return
		}
		defer rows.Close()
		for rows.Next() {
			r, err := scanRow(rows)
			if err != nil {
				yield(Row{}, fmt.Errorf("read the store: %w", err))
				return
			}
			if !yield(r, nil) {
				return
			}
		}
		if err := rows.Err(); err != nil {
			yield(Row{}, fmt.Errorf("read the store: %w", err))
		}
	}
}

// scanRow reads a row, and puts its cluster into its JSON.
func scanRow(s scanner, more ...any) (Row, error) {
	var r Row
	var seen int64
	var cluster sql.Null[record.ID]
	err := s.Scan(append([]any{&r.ID, &r.Document, &r.Kind, &r.Place, &r.Seq, &seen, &r.JSON, &cluster}, more...)...)
	r.FirstSeen = fromMillis(seen)
	if err != nil || !cluster.Valid {
		return r, err
	}
	decoded, err := record.Unmarshal(r.JSON)
	if err != nil {
		return r, fmt.Errorf("%s: %w", r.ID, err)
	}
	if record.ClusterOf(decoded) == cluster.V {
		return r, nil
	}
	record.InCluster(decoded, cluster.V)
	r.JSON, err = record.Marshal(decoded)
	return r, err
}

// All yields what Entries does as the changes that make an index from nothing.
func (s *Store) All(ctx context.Context) iter.Seq2[record.Change, error] {
	return func(yield func(record.Change, error) bool) {
		for e, err := range s.Entries(ctx, func(Row) bool { return true }) {
			if err != nil {
				yield(record.Change{}, err)
				return
			}
			if !yield(record.Change{Seq: e.Seq, ID: e.ID, Document: e.Document, Record: e.Record}, nil) {
				return
			}
		}
	}
}

func (r Row) change(document *record.Document) (record.Change, error) {
	change := record.Change{Seq: r.Seq, ID: r.ID, Document: document}
	if r.Kind == record.KindDocument {
		return change, nil
	}
	decoded, err := record.Unmarshal(r.JSON)
	if err != nil {
		return record.Change{}, fmt.Errorf("%s: %w", r.ID, err)
	}
	change.Record = decoded
	return change, nil
}

func decodeDocument(data []byte) (*record.Document, error) {
	d := new(record.Document)
	if err := json.Unmarshal(data, d); err != nil {
		return nil, fmt.Errorf("decode document: %w", err)
	}
	return d, nil
}

// Changes returns up to limit changes with a sequence number above after, in
// order: the latest change of each document and record, deletions as such. No
// change means that whoever follows is up to date.
func (s *Store) Changes(ctx context.Context, after int64, limit int) ([]record.Change, error) {
	const (
		first = " WHERE seq > ?1 ORDER BY seq LIMIT ?2"
		query = "SELECT c.*, d.json FROM (SELECT * FROM (" + documentRows + first + ") UNION ALL SELECT * FROM (" + recordRows + first +
			") UNION ALL SELECT * FROM (SELECT id, '', '', 0, seq, 0, NULL, NULL FROM tombstone" + first +
			") ORDER BY seq LIMIT ?2) c LEFT JOIN document d ON d.id = c.document ORDER BY c.seq"
	)
	rows, err := s.read.QueryContext(ctx, query, after, limit)
	if err != nil {
		return nil, fmt.Errorf("read changes: %w", err)
	}
	var out []record.Change
	documents := map[record.ID]*record.Document{}
	err = drain(rows, func(sc scanner) error {
		var head []byte
		r, err := scanRow(sc, &head)
		if err != nil {
			return err
		}
		if r.Document == "" {
			out = append(out, record.Change{Seq: r.Seq, ID: r.ID, Deleted: true})
			return nil
		}
		if documents[r.Document] == nil {
			d, err := decodeDocument(head)
			if err != nil {
				return err
			}
			documents[r.Document] = d
		}
		change, err := r.change(documents[r.Document])
		out = append(out, change)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read changes: %w", err)
	}
	return out, nil
}

// LastSeq is the newest sequence number, 0 in an empty store.
func (s *Store) LastSeq(ctx context.Context) (int64, error) {
	var seq int64
	if err := s.read.QueryRowContext(ctx, "SELECT last FROM sequence").Scan(&seq); err != nil {
		return 0, fmt.Errorf("read the store: %w", err)
	}
	return seq, nil
}

func fromMillis(ms int64) time.Time { return time.UnixMilli(ms).UTC() }
