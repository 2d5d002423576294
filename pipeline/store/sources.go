package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// A SourceInfo is what is known of the pages of one source. A page that several
// sources lead to belongs to the one that asked for it last.
type SourceInfo struct {
	Pages     map[Outcome]int
	Documents int
	Checked   time.Time // when one of the pages was asked for last
	Yields    []int     // documents of its last finished run, and of those of the same plan before it
	Run       *RunInfo  // the last run that asked for one; its Pages are those of all its sources
}

// Sources sums up each source by its name.
func (s *Store) Sources(ctx context.Context) (map[string]*SourceInfo, error) {
	infos := map[string]*SourceInfo{}
	tx, err := s.read.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return nil, fmt.Errorf("read the sources: %w", err)
	}
	defer tx.Rollback() //nolint:errcheck // nothing was written
	pages, err := tx.QueryContext(ctx, "SELECT source, outcome, count(*), max(checked) FROM page GROUP BY source, outcome")
	if err == nil {
		err = drain(pages, func(sc scanner) error {
			var name string
			var outcome Outcome
			var n int
			var checked int64
			err := sc.Scan(&name, &outcome, &n, &checked)
			if infos[name] == nil {
				infos[name] = &SourceInfo{Pages: map[Outcome]int{}}
			}
			infos[name].Pages[outcome] = n
			if at := fromMillis(checked); at.After(infos[name].Checked) {
				infos[name].Checked = at
			}
			return err
		})
	}
	for name, info := range infos {
		err = errors.Join(err, tx.QueryRowContext(ctx, "SELECT count(DISTINCT document) FROM page WHERE source = ? AND document <> ''", name).Scan(&info.Documents))
		run, failure := scanRun(tx.QueryRowContext(ctx,
			"SELECT id, state, started, finished, counts FROM run WHERE id = (SELECT max(run) FROM page WHERE source = ?)", name))
		info.Run = run
		counted, unread := yields(ctx, tx, name)
		info.Yields = counted
		err = errors.Join(err, unread)
		err = errors.Join(err, failure)
	}
	if err != nil {
		return nil, fmt.Errorf("read the sources: %w", err)
	}
	return infos, nil
}
