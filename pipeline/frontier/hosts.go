package frontier

import (
	"context"
	"fmt"
	"math/rand/v2"
	"sync"
	"time"
)

const (
	// giveUp is how many requests in a row may fail before the host is left alone
	// for the rest of the run.
	giveUp = 6
	// maxHold is how long a run waits for a host; one that wants to be left alone
	// for longer is, until another run.
	maxHold = 10 * time.Minute
	// maxTurn is how long a request that is under way waits for the turn of the
	// host that it is sent on to.
	maxTurn = time.Minute
	// maxKept bounds what a stored state may hold back a host, whatever the clock
	// said when it was written.
	maxKept = 24 * time.Hour
	// forgiven is after how long without a failure earlier ones count no more.
	forgiven = 30 * time.Minute
	// jitter is the part by which a back-off is made longer at most, so that hosts
	// that failed together are not asked together again.
	jitter = 0.1
)

// A HostState is what is known of a host's pace, kept from run to run.
type HostState struct {
	Host   string        // with its port
	Until  time.Time     // no request before
	Delay  time.Duration // between two requests, as its robots.txt asks
	Fails  int           // requests in a row that failed
	Failed time.Time     // when the last of them did
}

// A Keeper keeps the states of hosts. What it has kept survives the process.
type Keeper interface {
	// Host is what was kept of a host; of an unknown one, the name alone.
	Host(ctx context.Context, name string) (HostState, error)
	KeepHosts(ctx context.Context, states ...HostState) error
}

// Hosts spaces the requests to each host: one at a time, with the host's delay
// between the end of one and the beginning of the next, and none while it wants
// to be left alone. Back-off is a matter of the host and not of its URLs. It may
// be used by several goroutines.
//
// A hold is kept before anything else happens, so that it outlives a kill. The
// time of each request is not: where the last run was cut off, every host is
// taken for one that was asked a moment ago.
type Hosts struct {
	keeper   Keeper
	now      func() time.Time
	backoff  time.Duration
	cautious bool

	mu    sync.Mutex
	hosts map[string]*host
}

type host struct {
	HostState
	asked time.Time     // the end of the last request; zero for none that counts
	down  bool          // given up, until another run
	turn  chan struct{} // holds a token while no request is under way
}

// NewHosts makes the hosts of a run. A host that fails rests for backoff, twice
// as long each time. Cautious says that an earlier run was cut off.
func NewHosts(keeper Keeper, backoff time.Duration, cautious bool, now func() time.Time) *Hosts {
	return &Hosts{keeper: keeper, now: now, backoff: backoff, cautious: cautious, hosts: map[string]*host{}}
}

// load brings a host into memory. Local files have none.
func (s *Hosts) load(ctx context.Context, name string) (*host, error) {
	if h := s.hosts[name]; h != nil || name == "" {
		return h, nil
	}
	state, err := s.keeper.Host(ctx, name)
	if err != nil {
		return nil, err
	}
	now := s.now()
	h := &host{HostState: state, turn: make(chan struct{}, 1)}
	h.turn <- struct{}{}
	if latest := now.Add(maxKept); h.Until.After(latest) {
		h.Until = latest
	}
	if s.cautious {
		h.asked = now
	}
	h.down = h.Until.Sub(now) > maxHold
	s.hosts[name] = h
	return h, nil
}

// know brings a host into memory.
func (s *Hosts) know(ctx context.Context, name string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	_, err := s.load(ctx, name)
	return err
}

// free is when a known host may be asked next, by a source with the given delay.
func (s *Hosts) free(name string, delay time.Duration) (at time.Time, down bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	h := s.hosts[name]
	if h == nil || h.down { // no request will go there
		return time.Time{}, h != nil
	}
	return h.free(delay), false
}

func (h *host) free(delay time.Duration) time.Time {
	at := h.Until
	if !h.asked.IsZero() {
		if rested := h.asked.Add(max(delay, h.Delay)); rested.After(at) {
			at = rested
		}
	}
	return at
}

// rest notes that a request has come to its end.
func (s *Hosts) rest(ctx context.Context, name string, a Answer) (down bool, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	h, err := s.load(ctx, name)
	if err != nil || h == nil {
		return false, err
	}
	before := h.HostState
	now := s.now()
	if a.Kind != Unjudged {
		h.asked = now
	}
	h.hold(now, a.RetryAfter)
	switch a.Kind {
	case Failure:
		if now.Sub(h.Failed) > forgiven {
			h.Fails = 0
		}
		h.Fails++
		h.Failed = now
		if a.RetryAfter == 0 {
			h.hold(now, s.pause(h.Fails))
		}
		h.down = h.Fails >= giveUp
	case Success:
		h.Fails = 0
	}
	h.down = h.down || h.Until.Sub(now) > maxHold
	if h.HostState != before {
		err = s.keeper.KeepHosts(ctx, h.HostState)
	}
	return h.down, err
}

// pause is how long a host rests that failed so many times in a row.
func (s *Hosts) pause(fails int) time.Duration {
	pause := float64(min(s.backoff<<min(fails-1, giveUp), maxHold))
	return time.Duration(pause * (1 + jitter*rand.Float64()))
}

func (h *host) hold(now time.Time, d time.Duration) {
	if until := now.Add(d); d > 0 && until.After(h.Until) {
		h.Until = until
	}
}

// Keep keeps which hosts were asked within their delay, for the run that follows.
// The delays are those of the sources that lead to a host.
func (s *Hosts) Keep(ctx context.Context, delay time.Duration) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	var states []HostState
	for _, h := range s.hosts {
		if at := h.free(delay); at.After(s.now()) {
			h.Until = at
			states = append(states, h.HostState)
		}
	}
	return s.keeper.KeepHosts(ctx, states...)
}

// A Pace is the hosts as the requests of one source have to treat them.
type Pace struct {
	hosts *Hosts
	delay time.Duration
}

// Pace is how requests are spaced that want at least the given delay.
func (s *Hosts) Pace(delay time.Duration) Pace { return Pace{s, delay} }

// ErrResting says that a host wants to be left alone for longer than a request
// can wait.
type ErrResting struct {
	Host  string
	Until time.Time
}

func (e *ErrResting) Error() string {
	return fmt.Sprintf("%s wants to be left alone until %s; crawl it again after that", e.Host, e.Until.UTC().Format(time.RFC3339))
}

// Turn waits until the host may be asked, and lets no other request to it begin
// until done is called, with how long the server wants to be left alone. It fails
// with *ErrResting when that would take too long.
func (p Pace) Turn(ctx context.Context, name string) (done func(retryAfter time.Duration) error, err error) {
	s := p.hosts
	s.mu.Lock()
	h, err := s.load(ctx, name)
	s.mu.Unlock()
	if err != nil {
		return nil, err
	}
	select {
	case <-h.turn:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	if err := p.wait(ctx, h); err != nil {
		h.turn <- struct{}{}
		return nil, err
	}
	return func(retryAfter time.Duration) error {
		_, err := s.rest(context.WithoutCancel(ctx), name, Answer{Kind: ended, RetryAfter: retryAfter})
		h.turn <- struct{}{}
		return err
	}, nil
}

func (p Pace) wait(ctx context.Context, h *host) error {
	for {
		p.hosts.mu.Lock()
		at := h.free(p.delay)
		left := at.Sub(p.hosts.now())
		p.hosts.mu.Unlock()
		if left <= 0 {
			return ctx.Err()
		}
		if left > maxTurn {
			return &ErrResting{h.Host, at}
		}
		select {
		case <-time.After(left):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// Delay notes which delay the robots.txt of a host asks for.
func (p Pace) Delay(ctx context.Context, name string, delay time.Duration) error {
	s := p.hosts
	s.mu.Lock()
	defer s.mu.Unlock()
	h, err := s.load(ctx, name)
	if err != nil || h.Delay == delay {
		return err
	}
	h.Delay = delay
	return s.keeper.KeepHosts(ctx, h.HostState)
}
