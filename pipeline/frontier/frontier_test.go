package frontier

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"
)

// A shelf is a queue in memory. Tasks that were handed out stay until done.
type shelf struct{ tasks []Task }

func (s *shelf) Lanes(context.Context) (lanes []Lane, _ error) {
	for _, t := range s.tasks {
		if !slices.Contains(lanes, t.Lane()) {
			lanes = append(lanes, t.Lane())
		}
	}
	return lanes, nil
}

func (s *shelf) Due(_ context.Context, lane Lane, limit int) (due []Task, _ error) {
	for _, t := range s.tasks {
		if t.Lane() == lane && len(due) < limit {
			due = append(due, t)
		}
	}
	return due, nil
}

func (s *shelf) done(task Task) {
	s.tasks = slices.DeleteFunc(s.tasks, func(t Task) bool { return t.ID == task.ID })
}

// newShelf queues n tasks on each host.
func newShelf(n int, hosts ...string) *shelf {
	s := &shelf{}
	for i := range n {
		for _, h := range hosts {
			s.tasks = append(s.tasks, Task{ID: int64(len(s.tasks) + 1), Host: h, Source: "s", URL: fmt.Sprintf("http://%s/%d", h, i)})
		}
	}
	return s
}

func newFrontier(t *testing.T, s *shelf, p Policy) *Frontier {
	t.Helper()
	f, err := New(t.Context(), s, map[string]Policy{"s": p}, map[string]int{})
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func next(t *testing.T, f *Frontier, now time.Time) Turn {
	t.Helper()
	turn, err := f.Next(t.Context(), now)
	if err != nil {
		t.Fatal(err)
	}
	return turn
}

var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

func TestOneAtATime(t *testing.T) {
	s := newShelf(2, "a", "b")
	f := newFrontier(t, s, Policy{Delay: time.Second})
	a, b := next(t, f, noon), next(t, f, noon)
	if !a.OK || !b.OK || a.Task.Host == b.Task.Host {
		t.Fatalf("turns %+v and %+v, want both hosts", a, b)
	}
	if turn := next(t, f, noon); turn.OK || turn.Done || !turn.At.IsZero() {
		t.Errorf("both hosts are busy: %+v", turn)
	}
	f.Release(a.Task, noon, 0, 0, true)
	if turn := next(t, f, noon); turn.OK || !turn.At.Equal(noon.Add(time.Second)) {
		t.Errorf("the host rests: %+v", turn)
	}
	f.Release(b.Task, noon, 5*time.Second, 0, true)
	later := next(t, f, noon.Add(time.Second))
	if !later.OK || later.Task.Host != a.Task.Host || later.Task.ID == a.Task.ID {
		t.Errorf("after the delay: %+v", later)
	}
	if turn := next(t, f, noon.Add(time.Second)); turn.OK || !turn.At.Equal(noon.Add(5*time.Second)) {
		t.Errorf("the other host is held: %+v", turn)
	}
	last := next(t, f, noon.Add(5*time.Second))
	for _, turn := range []Turn{a, b, later, last} {
		s.done(turn.Task)
		f.Committed([]Done{{turn.Task, true}}, nil)
	}
	f.Release(later.Task, noon, 0, 0, true)
	f.Release(last.Task, noon, 0, 0, true)
	if turn := next(t, f, noon.Add(time.Hour)); !turn.Done {
		t.Errorf("at the end: %+v", turn)
	}
}

func TestFilesNeedNoRest(t *testing.T) {
	s := newShelf(30, "")
	f := newFrontier(t, s, Policy{Delay: time.Hour})
	seen := map[int64]bool{}
	for range 30 {
		turn := next(t, f, noon)
		if !turn.OK || seen[turn.Task.ID] {
			t.Fatalf("turn %+v", turn)
		}
		seen[turn.Task.ID] = true
	}
	if turn := next(t, f, noon); turn.OK || turn.Done {
		t.Errorf("everything is being worked on: %+v", turn)
	}
}

func TestTriesAndSilence(t *testing.T) {
	s := newShelf(giveUp+1, "a")
	f := newFrontier(t, s, Policy{})
	for i := range giveUp {
		for try := range maxTries {
			turn := next(t, f, noon)
			if !turn.OK || turn.Down || turn.Task.Tries != try {
				t.Fatalf("task %d, try %d: %+v", i, try, turn)
			}
			if again := f.Retry(turn.Task, noon, 0, 0); again != (try < maxTries-1) {
				t.Errorf("task %d, try %d: again %v", i, try, again)
			} else if !again {
				f.Release(turn.Task, noon, 0, 0, false)
				s.done(turn.Task)
				f.Committed([]Done{{turn.Task, false}}, nil)
			}
		}
	}
	if turn := next(t, f, noon); !turn.Down {
		t.Errorf("after %d silent tasks: %+v", giveUp, turn)
	}
}

func TestLongHold(t *testing.T) {
	s := newShelf(2, "a")
	f := newFrontier(t, s, Policy{Delay: time.Second})
	turn := next(t, f, noon)
	if f.Retry(turn.Task, noon, time.Hour, 0) {
		t.Error("the run would wait for an hour")
	}
	f.Release(turn.Task, noon, time.Hour, 0, false)
	if turn := next(t, f, noon); !turn.Down {
		t.Errorf("the host is still asked: %+v", turn)
	}
}

func TestMaxDocs(t *testing.T) {
	s := newShelf(9, "a", "b", "c")
	f := newFrontier(t, s, Policy{MaxDocs: 2})
	a, b := next(t, f, noon), next(t, f, noon)
	if turn := next(t, f, noon); turn.OK || turn.Done {
		t.Errorf("two documents are on the way: %+v", turn)
	}
	for _, turn := range []Turn{a, b} {
		s.done(turn.Task)
		f.Release(turn.Task, noon, 0, 0, true)
	}
	f.Committed([]Done{{a.Task, true}}, nil)
	f.Committed([]Done{{b.Task, false}}, nil)
	c := next(t, f, noon)
	if !c.OK {
		t.Fatalf("one was no document: %+v", c)
	}
	s.done(c.Task)
	f.Release(c.Task, noon, 0, 0, true)
	f.Committed([]Done{{c.Task, true}}, nil)
	if turn := next(t, f, noon); !turn.Done {
		t.Errorf("all documents are there: %+v", turn)
	}
}

func TestNewLane(t *testing.T) {
	s := newShelf(1, "a")
	f := newFrontier(t, s, Policy{})
	turn := next(t, f, noon)
	s.done(turn.Task)
	f.Release(turn.Task, noon, 0, 0, true)
	more := Task{ID: 100, Host: "b", Source: "s"}
	s.tasks = append(s.tasks, more)
	f.Committed([]Done{{turn.Task, true}}, []Lane{more.Lane()})
	if turn := next(t, f, noon); turn.Task.ID != 100 {
		t.Errorf("the new lane: %+v", turn)
	}
	select {
	case <-f.Changed():
	default:
		t.Error("nobody was told")
	}
}
