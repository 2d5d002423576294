package frontier

import (
	"context"
	"errors"
	"testing"
	"time"
)

// fail has a host fail as a task on it would.
func fail(t *testing.T, s *Hosts, retryAfter time.Duration) (down bool) {
	t.Helper()
	down, err := s.rest(t.Context(), "a", Answer{Kind: Failure, RetryAfter: retryAfter})
	if err != nil {
		t.Fatal(err)
	}
	return down
}

func known(t *testing.T, s *Hosts) (at time.Time, down bool) {
	t.Helper()
	if err := s.know(t.Context(), "a"); err != nil {
		t.Fatal(err)
	}
	return s.free("a", time.Second)
}

func TestHoldOutlivesTheProcess(t *testing.T) {
	kept, c := memory{}, &clock{noon}
	fail(t, NewHosts(kept, time.Second, false, c.now), time.Minute)
	c.at = noon.Add(10 * time.Second)
	if at, down := known(t, NewHosts(kept, time.Second, false, c.now)); down || !at.Equal(noon.Add(time.Minute)) {
		t.Errorf("asked again at %v, down %v", at, down)
	}
}

func TestBackoffGoesOnAfterTheProcess(t *testing.T) {
	kept, c := memory{}, &clock{noon}
	for i := range giveUp {
		if down := fail(t, NewHosts(kept, time.Second, false, c.now), 0); down != (i == giveUp-1) {
			t.Errorf("failure %d: down %v", i, down)
		}
		rest := kept["a"].Until.Sub(c.at)
		if least := time.Second << i; rest < least || rest > least*11/10 {
			t.Errorf("failure %d: a rest of %v", i, rest)
		}
		c.at = kept["a"].Until
	}
	if _, down := known(t, NewHosts(kept, time.Second, false, c.now)); down {
		t.Error("a host was given up for ever")
	}
	c.at = c.at.Add(forgiven)
	if fail(t, NewHosts(kept, time.Second, false, c.now), 0); kept["a"].Fails != 1 {
		t.Errorf("%d failures after a long time", kept["a"].Fails)
	}
}

func TestSuccessForgives(t *testing.T) {
	kept, c := memory{}, &clock{noon}
	s := NewHosts(kept, time.Second, false, c.now)
	fail(t, s, 0)
	if _, err := s.rest(t.Context(), "a", Answer{Kind: Success}); err != nil || kept["a"].Fails != 0 {
		t.Errorf("%+v, %v", kept["a"], err)
	}
}

func TestCutOffRunCountsAsARequest(t *testing.T) {
	kept, c := memory{"a": {Host: "a", Delay: 3 * time.Second}}, &clock{noon}
	if at, _ := known(t, NewHosts(kept, time.Second, true, c.now)); !at.Equal(noon.Add(3 * time.Second)) {
		t.Errorf("after a kill: asked at %v", at)
	}
	if at, _ := known(t, NewHosts(kept, time.Second, false, c.now)); at.After(noon) {
		t.Errorf("after a good end: asked at %v", at)
	}
}

func TestKeepOfAGoodEnd(t *testing.T) {
	kept, c := memory{}, &clock{noon}
	s := NewHosts(kept, time.Second, false, c.now)
	if _, err := s.rest(t.Context(), "a", Answer{Kind: Success}); err != nil {
		t.Fatal(err)
	}
	if err := s.Keep(t.Context(), 2*time.Second); err != nil {
		t.Fatal(err)
	}
	if at, _ := known(t, NewHosts(kept, time.Second, false, c.now)); !at.Equal(noon.Add(2 * time.Second)) {
		t.Errorf("the next run asks at %v", at)
	}
}

func TestClockThatWasWrong(t *testing.T) {
	kept, c := memory{"a": {Host: "a", Until: noon.AddDate(10, 0, 0)}}, &clock{noon}
	if s := NewHosts(kept, time.Second, false, c.now); s.know(t.Context(), "a") != nil || s.hosts["a"].Until.After(noon.Add(maxKept)) {
		t.Errorf("a host is held for ten years")
	}
}

func TestTurns(t *testing.T) {
	const delay = 20 * time.Millisecond
	s := NewHosts(memory{}, time.Second, false, time.Now)
	pace := s.Pace(delay)
	var last time.Time
	for i := range 3 {
		done, err := pace.Turn(t.Context(), "a")
		if err != nil {
			t.Fatal(err)
		}
		if gap := time.Since(last); gap < delay {
			t.Errorf("turn %d: after %v", i, gap)
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
		if _, err := pace.Turn(ctx, "a"); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("turn %d: another was let in: %v", i, err)
		}
		cancel()
		last = time.Now()
		if err := done(0); err != nil {
			t.Fatal(err)
		}
	}
	done, err := pace.Turn(t.Context(), "a")
	if err != nil {
		t.Fatal(err)
	}
	if err := done(time.Hour); err != nil {
		t.Fatal(err)
	}
	var resting *ErrResting
	if _, err := pace.Turn(t.Context(), "a"); !errors.As(err, &resting) || resting.Host != "a" {
		t.Errorf("a host that wants an hour: %v", err)
	}
	if _, err := pace.Turn(t.Context(), "b"); err != nil {
		t.Errorf("another host: %v", err)
	}
}
