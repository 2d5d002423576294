package schedule

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"assize/pipeline/store"
)

var errCrash = errors.New("the process ends here")

// A hand is a clock that a test moves: waiting takes no time.
type hand struct {
	now  time.Time
	stop time.Time // when it is past, cancel is called
	end  context.CancelFunc
}

func (h *hand) Now() time.Time { return h.now }

func (h *hand) pass(d time.Duration) {
	h.now = h.now.Add(d)
	if h.now.After(h.stop) {
		h.end()
	}
}

func (h *hand) After(d time.Duration) <-chan time.Time {
	h.pass(d)
	c := make(chan time.Time, 1)
	c <- h.now
	return c
}

// A trial keeps a schedule over a store, with runs that take as long as they are
// told and do nothing.
type trial struct {
	t     *testing.T
	dir   string
	now   time.Time
	log   []string      // runs that ended, and turns that were skipped
	takes time.Duration // each run
	crash string        // "before" the beginning of a run, "during" it, or ""
}

func newTrial(t *testing.T) *trial {
	tr := &trial{t: t, dir: t.TempDir(), now: time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC), takes: time.Minute}
	if err := store.Init(tr.dir); err != nil {
		t.Fatal(err)
	}
	return tr
}

// keep is a process that keeps the schedule for a while.
func (tr *trial) keep(until time.Duration, jobs ...Job) error {
	tr.t.Helper()
	ctx, cancel := context.WithCancel(tr.t.Context())
	defer cancel()
	s, err := store.Open(ctx, tr.dir, store.Write)
	if err != nil {
		tr.t.Fatal(err)
	}
	defer s.Close()
	clock := &hand{now: tr.now, stop: tr.now.Add(until), end: cancel}
	k := &Keeper{Jobs: jobs, Book: s, Clock: clock, Waiting: func([]store.Turn) {},
		Skipped: func(turn store.Turn) { tr.log = append(tr.log, "skipped "+turn.Next.Format("15:04")) },
		Run: func(ctx context.Context, turn store.Turn) error {
			if tr.crash == "before" {
				return errCrash
			}
			run, err := s.BeginRun(ctx, turn.Source, nil, clock.now, turn)
			if err != nil || tr.crash == "during" {
				return errors.Join(err, errCrash)
			}
			defer clock.pass(tr.takes)
			tr.log = append(tr.log, fmt.Sprintf("%s run %d from %s", turn.Source, run.ID, run.Started.Format("15:04")))
			return run.End(ctx, store.Finished, clock.now.Add(tr.takes))
		}}
	err = k.Keep(ctx)
	tr.now = clock.now
	return err
}

func (tr *trial) want(lines ...string) {
	tr.t.Helper()
	if !slices.Equal(tr.log, lines) {
		tr.t.Errorf("got  %q\nwant %q", tr.log, lines)
	}
}

func hourly(overlap Overlap) Job {
	return Job{"a", Spec{Cron: "0 * * * *", Zone: time.UTC, Overlap: overlap}}
}

func TestKeep(t *testing.T) {
	tr := newTrial(t)
	err := tr.keep(2*time.Hour+10*time.Minute, hourly(Skip), Job{"b", Spec{Cron: "30 1 * * *", Zone: time.UTC}})
	if err != nil {
		t.Fatal(err)
	}
	tr.want("a run 1 from 01:00", "b run 2 from 01:30", "a run 3 from 02:00")
}

func TestOverlap(t *testing.T) {
	for overlap, want := range map[Overlap][]string{
		Skip:  {"a run 1 from 01:00", "skipped 02:00", "a run 2 from 04:00"},
		Queue: {"a run 1 from 01:00", "a run 2 from 03:30"},
	} {
		tr := newTrial(t)
		tr.takes = 150 * time.Minute
		if err := tr.keep(5*time.Hour, hourly(overlap)); err != nil {
			t.Fatal(err)
		}
		tr.log = tr.log[:min(len(tr.log), len(want))]
		tr.want(want...)
	}
}

// TestCrash ends the process before and during a run, and starts it again soon
// or late: no turn is left out, and none taken twice.
func TestCrash(t *testing.T) {
	for _, moment := range []string{"before", "during"} {
		for _, pause := range []time.Duration{time.Second, 10 * time.Minute} {
			tr := newTrial(t)
			tr.crash = moment
			if err := tr.keep(3*time.Hour, hourly(Skip)); !errors.Is(err, errCrash) {
				t.Fatal(err)
			}
			tr.now, tr.crash = tr.now.Add(pause), ""
			if err := tr.keep(90*time.Minute, hourly(Skip)); err != nil {
				t.Fatal(err)
			}
			started := "01:00"
			if moment == "before" && pause > time.Minute {
				started = "01:10"
			}
			tr.want("a run 1 from "+started, "a run 2 from 02:00")
		}
	}
}

// TestAway leaves the schedule alone for half a day: one run makes up for what
// was missed.
func TestAway(t *testing.T) {
	tr := newTrial(t)
	if err := tr.keep(10*time.Minute, hourly(Skip)); err != nil {
		t.Fatal(err)
	}
	tr.now = tr.now.Add(12 * time.Hour)
	if err := tr.keep(time.Hour, hourly(Skip)); err != nil {
		t.Fatal(err)
	}
	tr.want("a run 1 from 12:11", "a run 2 from 13:00")
}

func TestNewSpec(t *testing.T) {
	tr := newTrial(t)
	if err := tr.keep(10*time.Minute, hourly(Skip)); err != nil {
		t.Fatal(err)
	}
	if err := tr.keep(time.Hour, Job{"a", Spec{Cron: "30 * * * *", Zone: time.UTC}}); err != nil {
		t.Fatal(err)
	}
	tr.want("a run 1 from 00:30")
}
