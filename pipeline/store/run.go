package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"assize/extractors/fault"
	"assize/pipeline/frontier"
)

// State is where a run stands.
type State string

// The states of a run. A run that was killed stays Running.
const (
	Running     State = "running"
	Interrupted State = "interrupted"
	Finished    State = "finished"
)

// A Run is the frontier of one run and the way its outcomes enter the store.
type Run struct {
	ID      int64
	Resumed bool // it continues a run that did not finish
	CutOff  bool // a run, this one or another, was cut off before
	Started time.Time
	s       *Store
	scope   frontier.Scope
	offered *offered // used within a transaction only
}

// BeginRun continues the latest unfinished run of the same plan, or begins a
// new one. The plan is any text that is equal for equal sources. The scope says
// which links of a page become tasks. Turns are when the schedules of sources
// come next: they move with the beginning, or not at all.
func (s *Store) BeginRun(ctx context.Context, plan string, scope frontier.Scope, now time.Time, turns ...Turn) (*Run, error) {
	r := &Run{s: s, scope: scope, offered: newOffered()}
	err := s.write.within(ctx, func(t *txn) error {
		err := t.one("SELECT EXISTS (SELECT 1 FROM run WHERE state = 'running')").Scan(&r.CutOff)
		if err == nil && r.CutOff {
			err = t.exec("UPDATE run SET state = 'interrupted' WHERE state = 'running'")
		}
		if err != nil {
			return err
		}
		var started int64
		err = t.one("SELECT id, started FROM run WHERE plan = ? AND state <> 'finished' ORDER BY id DESC LIMIT 1", plan).Scan(&r.ID, &started)
		if err == nil {
			r.Resumed, r.Started = true, fromMillis(started)
			if err := t.takeTurns(r.ID, turns); err != nil {
				return err
			}
			return t.exec("UPDATE run SET state = 'running', finished = 0 WHERE id = ?", r.ID)
		}
		if !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		r.Started = now
		err = t.one("INSERT INTO run (plan, state, started) VALUES (?, 'running', ?) RETURNING id", plan, now.UnixMilli()).Scan(&r.ID)
		if err != nil {
			return err
		}
		return t.takeTurns(r.ID, turns)
	})
	if err != nil {
		return nil, fmt.Errorf("begin the run: %w", err)
	}
	return r, nil
}

// Counts says how many tasks of a source ended in which outcome so far. What is
// still queued is not counted, since that may be a million.
func (r *Run) Counts(ctx context.Context, source string) (map[Outcome]int, error) {
	rows, err := r.s.read.QueryContext(ctx,
		"SELECT state, count(*) FROM task WHERE run = ? AND source = ? AND state <> 'queued' GROUP BY state", r.ID, source)
	if err != nil {
		return nil, fmt.Errorf("count tasks: %w", err)
	}
	counts := map[Outcome]int{}
	err = drain(rows, func(s scanner) error {
		var outcome Outcome
		var n int
		err := s.Scan(&outcome, &n)
		counts[outcome] = n
		return err
	})
	return counts, err
}

// Lanes lists the lanes that have queued tasks. Each is looked up behind the one
// before, so that it takes no longer when they are full.
func (r *Run) Lanes(ctx context.Context) (lanes []frontier.Lane, err error) {
	const query = `SELECT host, source FROM task WHERE run = ? AND state = 'queued' AND (host, source) %s (?, ?)
		ORDER BY host, source LIMIT 1`
	var l frontier.Lane
	for after := ">="; ; after = ">" {
		err := r.s.read.QueryRowContext(ctx, fmt.Sprintf(query, after), r.ID, l.Host, l.Source).Scan(&l.Host, &l.Source)
		if errors.Is(err, sql.ErrNoRows) {
			return lanes, nil
		}
		if err != nil {
			return nil, fmt.Errorf("list lanes: %w", err)
		}
		lanes = append(lanes, l)
	}
}

// Due returns the first queued tasks of a lane, nearest to the seeds first.
func (r *Run) Due(ctx context.Context, lane frontier.Lane, limit int) ([]frontier.Task, error) {
	rows, err := r.s.read.QueryContext(ctx, `SELECT id, url, source, host, root, depth, via, anchor, list, step FROM task
		WHERE run = ? AND host = ? AND source = ? AND state = 'queued' ORDER BY depth, id LIMIT ?`,
		r.ID, lane.Host, lane.Source, limit)
	if err != nil {
		return nil, fmt.Errorf("read the frontier: %w", err)
	}
	var tasks []frontier.Task
	err = drain(rows, func(s scanner) error {
		var t frontier.Task
		err := s.Scan(&t.ID, &t.URL, &t.Source, &t.Host, &t.Root, &t.Depth, &t.Via, &t.Anchor, &t.List, &t.Step)
		tasks = append(tasks, t)
		return err
	})
	return tasks, err
}

// End closes the run: its state, its time and its counts stay, a finished run's
// tasks go.
func (r *Run) End(ctx context.Context, state State, now time.Time) error {
	err := r.s.write.within(ctx, func(t *txn) error {
		pages := map[Outcome]int{}
		err := t.each(func(s scanner) error {
			var outcome Outcome
			var n int
			err := s.Scan(&outcome, &n)
			pages[outcome] = n
			return err
		}, "SELECT state, count(*) FROM task WHERE run = ? AND state <> 'queued' GROUP BY state", r.ID)
		if err != nil {
			return err
		}
		counts, err := json.Marshal(pages)
		if err != nil {
			return err
		}
		err = t.exec("UPDATE run SET state = ?, finished = ?, counts = ? WHERE id = ?", state, now.UnixMilli(), counts, r.ID)
		if err != nil || state != Finished {
			return err
		}
		if err := t.putYields(r.ID); err != nil {
			return err
		}
		return t.exec("DELETE FROM task WHERE run = ?", r.ID)
	})
	if err != nil {
		return fmt.Errorf("end the run: %w", err)
	}
	return nil
}

// Outcome is how a task ended.
type Outcome string

// The outcomes. Unchanged is an outcome of tasks only: the page stays Stored.
const (
	Stored    Outcome = "stored"
	Unchanged Outcome = "unchanged"
	Listed    Outcome = "listed"  // it is a list of addresses, and was read
	Suspect   Outcome = "suspect" // the address answers with something else; what it held stays
	Failed    Outcome = "failed"
	Skipped   Outcome = "skipped"
)

// A Completion is everything that one finished task changes in the store.
type Completion struct {
	Task       frontier.Task
	Outcome    Outcome
	Code       fault.Code // why it failed or was skipped, or what a stored page lacks
	Message    string
	Fetched    *Fetched        // nil when no bytes came
	Extraction *Extraction     // nil when there is no document
	Links      []frontier.Link // that the page holds; of an unchanged page the stored ones count
	Lists      []List          // that it says something of
	Found      []frontier.Task // that lists led to
	Past       []frontier.Task // that lists led to, and that are too old for this run
	At         time.Time
}

// Fetched is what a fetch brought besides the bytes.
type Fetched struct {
	FinalURL     string
	ContentType  string
	ETag         string
	LastModified string
	Snapshot     Kept
}

// A Committed says what a commit changed beside the rows themselves.
type Committed struct {
	Lanes []frontier.Lane // lanes that got tasks
	Again map[int64]bool  // tasks whose completion no longer held; they are queued again
}
