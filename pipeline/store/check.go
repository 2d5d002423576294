package store

import (
	"context"
	"fmt"

	"assize/extractors/record"
)

// Integrity is what SQLite finds wrong with the database, none when it is sound.
func (s *Store) Integrity(ctx context.Context) (faults []string, err error) {
	rows, err := s.read.QueryContext(ctx, "PRAGMA integrity_check(20)")
	if err == nil {
		err = drain(rows, func(sc scanner) error {
			var line string
			err := sc.Scan(&line)
			if line != "ok" {
				faults = append(faults, line)
			}
			return err
		})
	}
	if err != nil {
		return nil, fmt.Errorf("check the database: %w", err)
	}
	return faults, nil
}

// Snapshots are the hashes of all snapshots, sorted.
func (s *Store) Snapshots(ctx context.Context) (hashes []record.Hash, err error) {
	rows, err := s.read.QueryContext(ctx, "SELECT hash FROM snapshot ORDER BY hash")
	if err == nil {
		err = drain(rows, func(sc scanner) error {
			var hash record.Hash
			err := sc.Scan(&hash)
			hashes = append(hashes, hash)
			return err
		})
	}
	if err != nil {
		return nil, fmt.Errorf("list the snapshots: %w", err)
	}
	return hashes, nil
}

// Reread makes the next crawl fetch and read the pages anew that have the
// snapshot or the document; either may be "". A damaged snapshot goes, for the
// good one to take its place. It says how many pages there are.
func (s *Store) Reread(ctx context.Context, damaged record.Hash, document record.ID) (pages int, err error) {
	err = s.write.within(ctx, func(t *txn) error {
		if damaged != "" {
			if err := t.exec("DELETE FROM small_snapshot WHERE hash = ?", damaged); err != nil {
				return err
			}
		}
		return t.each(func(sc scanner) error {
			pages++
			var url string
			return sc.Scan(&url)
		}, `UPDATE page SET etag = '', last_modified = '', extractor = 0, snapshot = CASE WHEN snapshot = ?1 THEN '' ELSE snapshot END
			WHERE snapshot <> '' AND snapshot = ?1 OR document <> '' AND document = ?2 RETURNING url`, damaged, document)
	})
	if err != nil {
		return 0, fmt.Errorf("mark pages to be read again: %w", err)
	}
	return pages, nil
}
