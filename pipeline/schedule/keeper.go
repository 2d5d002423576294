package schedule

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"assize/pipeline/store"
)

// A Job is a source that has a schedule.
type Job struct {
	Source string
	Spec   Spec
}

// A Book holds the turns; it is the store.
type Book interface {
	// PlanTurn notes a source's next turn, unless one of the same spec is noted.
	PlanTurn(ctx context.Context, source, spec string, next time.Time) error
	// MoveTurn puts off a source's turn without a run.
	MoveTurn(ctx context.Context, turn store.Turn) error
	Turns(ctx context.Context) (map[string]store.Scheduled, error)
}

// A Clock tells the time and waits.
type Clock interface {
	Now() time.Time
	After(time.Duration) <-chan time.Time
}

// A Keeper runs the jobs, one at a time, whenever their turns come.
type Keeper struct {
	Jobs  []Job
	Book  Book
	Clock Clock

	// Run runs the source, and moves its turn in the transaction that begins the
	// run. A source whose run was cut off goes on with that one.
	Run func(ctx context.Context, turn store.Turn) error
	// Waiting is told the turns that come next, whenever they have changed.
	Waiting func([]store.Turn)
	// Skipped is told of a turn that came while the run before was going on.
	Skipped func(turn store.Turn)

	said []store.Turn
}

// Keep keeps the schedule until ctx ends, which is no error, or something fails
// that is not a document's.
func (k *Keeper) Keep(ctx context.Context) error {
	for _, job := range k.Jobs {
		next, err := job.Spec.Next(job.Source, k.Clock.Now())
		if err == nil {
			err = k.Book.PlanTurn(ctx, job.Source, job.Spec.String(), next)
		}
		if err != nil {
			return fmt.Errorf("plan the turns of %s: %w", job.Source, err)
		}
	}
	for ctx.Err() == nil {
		if err := k.step(ctx); err != nil && !(ctx.Err() != nil && errors.Is(err, context.Canceled)) {
			return err
		}
	}
	return nil
}

// step takes a turn that is due, or waits for one.
func (k *Keeper) step(ctx context.Context) error {
	turns, err := k.Book.Turns(ctx)
	if err != nil {
		return err
	}
	job, at, due := k.first(turns)
	if !due {
		k.wait(ctx, turns, at)
		return nil
	}
	return k.take(ctx, job, turns[job.Source])
}

// first is the job to run now: one that was cut off, or else that whose turn
// came first. Without one, at is when to look again.
func (k *Keeper) first(turns map[string]store.Scheduled) (first Job, at time.Time, due bool) {
	for _, job := range k.Jobs {
		turn := turns[job.Source]
		if turn.Unfinished {
			return job, turn.Next, true
		}
		if at.IsZero() || turn.Next.Before(at) {
			first, at = job, turn.Next
		}
	}
	return first, at, !at.After(k.Clock.Now())
}

// take runs a job, or skips its turn. Turns that were missed while nobody kept
// the schedule are made up for by one run.
func (k *Keeper) take(ctx context.Context, job Job, turn store.Scheduled) error {
	next := turn.Next
	if !next.After(k.Clock.Now()) {
		var err error
		if next, err = job.Spec.Next(job.Source, k.Clock.Now()); err != nil {
			return err
		}
	}
	moved := store.Turn{Source: job.Source, Next: next}
	during := !turn.Unfinished && turn.Next.After(turn.Started) && turn.Next.Before(turn.Finished)
	if during && job.Spec.Overlap == Skip {
		k.Skipped(store.Turn{Source: job.Source, Next: turn.Next})
		return k.Book.MoveTurn(ctx, moved)
	}
	return k.Run(ctx, moved)
}

// lookAgain bounds how long is waited at once, since a machine that sleeps
// stops the timers and not the time.
const lookAgain = time.Minute

func (k *Keeper) wait(ctx context.Context, turns map[string]store.Scheduled, until time.Time) {
	if upcoming := k.upcoming(turns); !slices.Equal(upcoming, k.said) {
		k.said = upcoming
		k.Waiting(upcoming)
	}
	select {
	case <-k.Clock.After(min(until.Sub(k.Clock.Now()), lookAgain)):
	case <-ctx.Done():
	}
}

func (k *Keeper) upcoming(turns map[string]store.Scheduled) []store.Turn {
	var list []store.Turn
	for _, job := range k.Jobs {
		list = append(list, store.Turn{Source: job.Source, Next: turns[job.Source].Next})
	}
	return list
}
