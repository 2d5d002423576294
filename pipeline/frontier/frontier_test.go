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

// A memory keeps the states of hosts as long as the process lives.
type memory map[string]HostState

func (m memory) Host(_ context.Context, name string) (HostState, error) {
	state := m[name]
	state.Host = name
	return state, nil
}

func (m memory) KeepHosts(_ context.Context, states ...HostState) error {
	for _, s := range states {
		m[s.Host] = s
	}
	return nil
}

// A clock stands still until it is moved.
type clock struct{ at time.Time }

func (c *clock) now() time.Time { return c.at }

func newFrontier(t *testing.T, s *shelf, p Policy) (*Frontier, *clock) {
	t.Helper()
	c := &clock{noon}
	f, err := New(t.Context(), s, NewHosts(memory{}, time.Second, false, c.now), map[string]Policy{"s": p}, map[string]int{})
	if err != nil {
		t.Fatal(err)
	}
	return f, c
}

func release(t *testing.T, f *Frontier, task Task, a Answer) (again bool) {
	t.Helper()
	again, err := f.Release(t.Context(), task, a)
	if err != nil {
		t.Fatal(err)
	}
	return again
}

func committed(t *testing.T, f *Frontier, task Task, document bool, lanes ...Lane) {
	t.Helper()
	if err := f.Committed(t.Context(), []Done{{task, document}}, lanes); err != nil {
		t.Fatal(err)
	}
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
	f, _ := newFrontier(t, s, Policy{Delay: time.Second})
	a, b := next(t, f, noon), next(t, f, noon)
	if !a.OK || !b.OK || a.Task.Host == b.Task.Host {
		t.Fatalf("turns %+v and %+v, want both hosts", a, b)
	}
	if turn := next(t, f, noon); turn.OK || turn.Done || !turn.At.IsZero() {
		t.Errorf("both hosts are busy: %+v", turn)
	}
	release(t, f, a.Task, Answer{Kind: Success})
	if turn := next(t, f, noon); turn.OK || !turn.At.Equal(noon.Add(time.Second)) {
		t.Errorf("the host rests: %+v", turn)
	}
	release(t, f, b.Task, Answer{Kind: Success, RetryAfter: 5 * time.Second})
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
		committed(t, f, turn.Task, true)
	}
	release(t, f, later.Task, Answer{Kind: Success})
	release(t, f, last.Task, Answer{Kind: Success})
	if turn := next(t, f, noon.Add(time.Hour)); !turn.Done {
		t.Errorf("at the end: %+v", turn)
	}
}

func TestFilesNeedNoRest(t *testing.T) {
	s := newShelf(30, "")
	f, _ := newFrontier(t, s, Policy{Delay: time.Hour})
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
	s := newShelf(giveUp, "a")
	f, clock := newFrontier(t, s, Policy{})
	for i := range giveUp {
		turn := next(t, f, clock.at)
		if !turn.OK || turn.Down || turn.Task.Tries != i%maxTries {
			t.Fatalf("request %d: %+v", i, turn)
		}
		again := release(t, f, turn.Task, Answer{Kind: Failure, Again: true})
		if last := i%maxTries == maxTries-1 || i == giveUp-1; again == last {
			t.Errorf("request %d: again %v", i, again)
		}
		if !again {
			s.done(turn.Task)
			committed(t, f, turn.Task, false)
		}
		rest := time.Second << i
		if i < giveUp-1 && next(t, f, clock.at.Add(rest-1)).OK {
			t.Errorf("request %d: the host is asked too soon", i)
		}
		clock.at = clock.at.Add(rest * 11 / 10)
	}
	if turn := next(t, f, clock.at); !turn.Down {
		t.Errorf("after %d failures: %+v", giveUp, turn)
	}
}

func TestLongHold(t *testing.T) {
	s := newShelf(2, "a")
	f, clock := newFrontier(t, s, Policy{Delay: time.Second})
	turn := next(t, f, clock.at)
	if release(t, f, turn.Task, Answer{Kind: Failure, RetryAfter: time.Hour, Again: true}) {
		t.Error("the run would wait for an hour")
	}
	if turn := next(t, f, clock.at); !turn.Down {
		t.Errorf("the host is still asked: %+v", turn)
	}
}

func TestMaxDocs(t *testing.T) {
	s := newShelf(9, "a", "b", "c")
	f, _ := newFrontier(t, s, Policy{MaxDocs: 2})
	a, b := next(t, f, noon), next(t, f, noon)
	if turn := next(t, f, noon); turn.OK || turn.Done {
		t.Errorf("two documents are on the way: %+v", turn)
	}
	for _, turn := range []Turn{a, b} {
		s.done(turn.Task)
		release(t, f, turn.Task, Answer{Kind: Success})
	}
	committed(t, f, a.Task, true)
	committed(t, f, b.Task, false)
	c := next(t, f, noon)
	if !c.OK {
		t.Fatalf("one was no document: %+v", c)
	}
	s.done(c.Task)
	release(t, f, c.Task, Answer{Kind: Success})
	committed(t, f, c.Task, true)
	if turn := next(t, f, noon); !turn.Done {
		t.Errorf("all documents are there: %+v", turn)
	}
}

func TestNewLane(t *testing.T) {
	s := newShelf(1, "a")
	f, _ := newFrontier(t, s, Policy{})
	turn := next(t, f, noon)
	s.done(turn.Task)
	release(t, f, turn.Task, Answer{Kind: Success})
	more := Task{ID: 100, Host: "b", Source: "s"}
	s.tasks = append(s.tasks, more)
	committed(t, f, turn.Task, true, more.Lane())
	if turn := next(t, f, noon); turn.Task.ID != 100 {
		t.Errorf("the new lane: %+v", turn)
	}
	select {
	case <-f.Changed():
	default:
		t.Error("nobody was told")
	}
}
