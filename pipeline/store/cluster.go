package store

import (
	"context"
	"encoding/json"
	"fmt"

	"assize/extractors/collate"
	"assize/extractors/record"
)

// Cluster finds out anew which records are renderings of one statement, unless
// nothing has changed since that was last done, and returns how many records came
// into a cluster, left one or changed it. Those get a new sequence number, so that
// the index follows. What comes out depends on the records alone, not on the order
// in which they came.
func (s *Store) Cluster(ctx context.Context) (changed int, err error) {
	err = s.write.within(ctx, func(t *txn) error {
		var upTo int64
		if err := t.one("SELECT seq FROM clustered").Scan(&upTo); err != nil || upTo == t.seq {
			return err
		}
		statements, err := t.statements()
		if err != nil {
			return err
		}
		for _, m := range statements {
			if m.was == m.is {
				continue
			}
			changed++
			if err := t.moveTo(m.record, m.is); err != nil {
				return err
			}
		}
		return t.exec("UPDATE clustered SET seq = ?", t.seq)
	})
	if err != nil {
		return 0, fmt.Errorf("look for statements that stand in several places: %w", err)
	}
	return changed, nil
}

// A membership is the cluster that a record was in and the one that it is in; ""
// for none.
type membership struct{ record, was, is record.ID }

// statements are the records that may be in a cluster. A rating may not: many
// bodies are rated "Good".
func (t *txn) statements() ([]membership, error) {
	var all []membership
	clusters := collate.NewClusters()
	err := t.each(func(s scanner) error {
		var m membership
		var document record.ID
		var data []byte
		if err := s.Scan(&m.record, &document, &m.was, &data); err != nil {
			return err
		}
		var r struct{ Text string }
		if err := json.Unmarshal(data, &r); err != nil {
			return fmt.Errorf("%s: %w", m.record, err)
		}
		clusters.Add(document, r.Text)
		all = append(all, m)
		return nil
	}, `SELECT r.id, r.document, coalesce(c.id, ''), r.json FROM record r LEFT JOIN cluster c ON c.record = r.id
		WHERE r.kind <> 'rating'`)
	if err != nil {
		return nil, err
	}
	for i, id := range clusters.IDs() {
		all[i].is = id
	}
	return all, nil
}

// moveTo puts a record into a cluster, or takes it out for "".
func (t *txn) moveTo(id, cluster record.ID) error {
	query, args := "DELETE FROM cluster WHERE record = ?1", []any{id}
	if cluster != "" {
		query = "INSERT INTO cluster (record, id) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET id = excluded.id"
		args = append(args, cluster)
	}
	if err := t.exec(query, args...); err != nil {
		return err
	}
	return t.exec("UPDATE record SET seq = ? WHERE id = ?", t.next(), id)
}

// Sharing counts, by document, the records of other documents that are in a
// cluster with a record of this one.
func (s *Store) Sharing(ctx context.Context, document record.ID) (map[record.ID]int, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT other.document, count(DISTINCT other.id) FROM record r
		JOIN cluster mine ON mine.record = r.id
		JOIN cluster theirs ON theirs.id = mine.id
		JOIN record other ON other.id = theirs.record
		WHERE r.document = ?1 AND other.document <> ?1 GROUP BY other.document`, document)
	if err != nil {
		return nil, fmt.Errorf("read the clusters of %s: %w", document, err)
	}
	counts := map[record.ID]int{}
	err = drain(rows, func(sc scanner) error {
		var id record.ID
		var n int
		err := sc.Scan(&id, &n)
		counts[id] = n
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read the clusters of %s: %w", document, err)
	}
	return counts, nil
}
