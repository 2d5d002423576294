package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"
)

// A Turn is when a source is to run next.
type Turn struct {
	Source string
	Next   time.Time
}

// A Scheduled is what is noted of a source with a schedule.
type Scheduled struct {
	Turn
	Unfinished bool      // its run was begun and has no end
	Started    time.Time // of its last run; zero before the first
	Finished   time.Time
}

// PlanTurn notes a source's next turn, unless one of the same spec is noted.
func (s *Store) PlanTurn(ctx context.Context, source, spec string, next time.Time) error {
	err := s.write.within(ctx, func(t *txn) error {
		return t.exec(`INSERT INTO schedule (source, spec, next_run) VALUES (?, ?, ?)
			ON CONFLICT DO UPDATE SET spec = excluded.spec, next_run = excluded.next_run WHERE spec <> excluded.spec`,
			source, spec, next.UnixMilli())
	})
	if err != nil {
		return fmt.Errorf("note the turn of %s: %w", source, err)
	}
	return nil
}

// MoveTurn puts off a source's turn without a run.
func (s *Store) MoveTurn(ctx context.Context, turn Turn) error {
	err := s.write.within(ctx, func(t *txn) error {
		return t.exec("UPDATE schedule SET next_run = ? WHERE source = ?", turn.Next.UnixMilli(), turn.Source)
	})
	if err != nil {
		return fmt.Errorf("move the turn of %s: %w", turn.Source, err)
	}
	return nil
}

// takeTurns moves the turns of the sources of a run that begins or goes on.
func (t *txn) takeTurns(run int64, turns []Turn) error {
	for _, turn := range turns {
		err := t.exec("UPDATE schedule SET next_run = ?, run = ? WHERE source = ?", turn.Next.UnixMilli(), run, turn.Source)
		if err != nil {
			return err
		}
	}
	return nil
}

// Turns are the turns of all sources that ever had a schedule, by name.
func (s *Store) Turns(ctx context.Context) (map[string]Scheduled, error) {
	turns := map[string]Scheduled{}
	rows, err := s.read.QueryContext(ctx, `SELECT source, next_run, coalesce(state, 'finished'), coalesce(started, 0), coalesce(finished, 0)
		FROM schedule LEFT JOIN run ON run.id = schedule.run`)
	if err == nil {
		err = drain(rows, func(sc scanner) error {
			var turn Scheduled
			var state State
			var next, started, finished int64
			err := sc.Scan(&turn.Source, &next, &state, &started, &finished)
			turn.Next, turn.Unfinished = fromMillis(next), state != Finished
			turn.Started, turn.Finished = fromMillis(started), fromMillis(finished)
			turns[turn.Source] = turn
			return err
		})
	}
	if err != nil {
		return nil, fmt.Errorf("read the schedule: %w", err)
	}
	return turns, nil
}

// putYields notes how many documents each source had in the run.
func (t *txn) putYields(run int64) error {
	return t.exec(`INSERT OR REPLACE INTO yield (run, source, documents, failed)
		SELECT run, source, sum(state IN ('stored', 'unchanged')), sum(state = 'failed') FROM task WHERE run = ? GROUP BY source`, run)
}

// usualRuns is how many runs before the last say what is usual.
const usualRuns = 5

// yields are the numbers of documents that a source had in its last run and in
// those of the same plan before it, the latest first.
func yields(ctx context.Context, tx *sql.Tx, source string) (list []int, err error) {
	rows, err := tx.QueryContext(ctx, `SELECT documents FROM yield JOIN run ON run.id = yield.run
		WHERE yield.source = ? AND plan = (SELECT plan FROM run WHERE id = (SELECT max(run) FROM yield WHERE source = ?))
		ORDER BY run.id DESC LIMIT ?`, source, source, 1+usualRuns)
	if err != nil {
		return nil, err
	}
	err = drain(rows, func(sc scanner) error {
		var n int
		err := sc.Scan(&n)
		list = append(list, n)
		return err
	})
	return list, err
}
