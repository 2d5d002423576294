package store

import (
	"context"
	"fmt"

	"assize/extractors/record"
)

// leastPrefix is how much of an id must be given: the letter, the underscore
// and six digits.
const leastPrefix = 8

// Resolve finds the one id that begins with the prefix; ErrNotFound when there
// is none.
func (s *Store) Resolve(ctx context.Context, prefix string) (record.ID, error) {
	if len(prefix) < leastPrefix {
		return "", fmt.Errorf("id %q is too short: give its letter, the underscore and six digits or more", prefix)
	}
	const query = `
		SELECT id FROM (SELECT id FROM record WHERE id >= ?1 AND id < ?1 || x'7f' LIMIT 2)
		UNION ALL
		SELECT id FROM (SELECT id FROM document WHERE id >= ?1 AND id < ?1 || x'7f' LIMIT 2)`
	rows, err := s.read.QueryContext(ctx, query, prefix)
	if err != nil {
		return "", fmt.Errorf("look for %s: %w", prefix, err)
	}
	var found []record.ID
	err = drain(rows, func(sc scanner) error {
		var id record.ID
		err := sc.Scan(&id)
		found = append(found, id)
		return err
	})
	switch {
	case err != nil:
		return "", fmt.Errorf("look for %s: %w", prefix, err)
	case len(found) == 0:
		return "", fmt.Errorf("record %s: %w", prefix, ErrNotFound)
	case len(found) > 1:
		return "", fmt.Errorf("more than one record begins with %s, for instance %s and %s; give more digits", prefix, found[0], found[1])
	}
	return found[0], nil
}
