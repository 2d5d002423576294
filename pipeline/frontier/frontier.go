package frontier

import (
	"context"
	"slices"
	"sync"
	"time"
)

const (
	// maxTries is how often a task is tried when its host is busy or silent.
	maxTries = 3
	// giveUp is how many tasks in a row may fail for want of an answer before
	// the host is left alone for the rest of the run.
	giveUp = 5
	// maxHold is how long a host is waited for; one that wants to be left alone
	// for longer is, until another run.
	maxHold = 10 * time.Minute
	// ahead is how many tasks of a lane are held in memory.
	ahead = 8
)

// A Queue holds the tasks of a run.
type Queue interface {
	// Lanes lists the lanes that have queued tasks.
	Lanes(context.Context) ([]Lane, error)
	// Due returns the first queued tasks of a lane. Tasks that were handed out
	// stay queued until they are committed.
	Due(ctx context.Context, lane Lane, limit int) ([]Task, error)
}

// A Policy is what a source asks of the frontier.
type Policy struct {
	Delay   time.Duration // between two requests to one host
	MaxDocs int           // documents of the source in this run; 0 for no limit
	Survey  bool          // lists and seeds on the web alone are handed out
}

// A Frontier hands out tasks: one at a time for each host, with the host's
// delay between them, those nearest to the seeds first. Local files have no host
// and no delay. It may be used by several goroutines.
type Frontier struct {
	queue    Queue
	policies map[string]Policy
	changed  chan struct{}

	mu      sync.Mutex
	lanes   []*lane
	hosts   map[string]*host
	working map[int64]bool // handed out and not yet committed
	docs    map[string]int // of each source, stored or being worked on
}

type lane struct {
	Lane
	held []Task // the next ones
	dry  bool   // the queue has no more of it, for now
}

type host struct {
	busy   bool
	next   time.Time     // not before
	delay  time.Duration // that its robots.txt asks for
	silent int           // tasks in a row that got no answer; at giveUp it stays so
}

// A Turn is what to do next: take the task; or, without one, wait for Changed
// or the time At, when it is not zero; or end.
type Turn struct {
	Task Task
	OK   bool
	Down bool // the host is given up: the task fails without a request
	At   time.Time
	Done bool
}

// New makes a frontier over a queue. Docs says how many documents of each source
// the run has already.
func New(ctx context.Context, queue Queue, policies map[string]Policy, docs map[string]int) (*Frontier, error) {
	f := &Frontier{
		queue: queue, policies: policies, changed: make(chan struct{}, 1),
		hosts: map[string]*host{}, working: map[int64]bool{}, docs: docs,
	}
	lanes, err := queue.Lanes(ctx)
	f.fill(lanes)
	return f, err
}

// Changed receives when there may be something new to do.
func (f *Frontier) Changed() <-chan struct{} { return f.changed }

func (f *Frontier) notify() {
	select {
	case f.changed <- struct{}{}:
	default:
	}
}

// fill notes that lanes have queued tasks.
func (f *Frontier) fill(lanes []Lane) {
	for _, l := range lanes {
		i := slices.IndexFunc(f.lanes, func(known *lane) bool { return known.Lane == l })
		if i >= 0 {
			f.lanes[i].dry = false
			continue
		}
		f.lanes = append(f.lanes, &lane{Lane: l})
		if f.hosts[l.Host] == nil {
			f.hosts[l.Host] = &host{}
		}
	}
}

// Next hands out the task whose host has waited longest.
func (f *Frontier) Next(ctx context.Context, now time.Time) (Turn, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for {
		l, at := f.choose(now)
		if l == nil {
			return Turn{At: at, Done: at.IsZero() && len(f.working) == 0}, nil
		}
		if err := f.refill(ctx, l); err != nil {
			return Turn{}, err
		}
		if l.dry {
			continue
		}
		task := l.held[0]
		l.held = l.held[1:]
		f.working[task.ID] = true
		f.docs[task.Source]++
		h := f.hosts[task.Host]
		h.busy = task.Host != ""
		return Turn{Task: task, OK: true, Down: h.silent >= giveUp}, nil
	}
}

// choose finds the lane to go on with, or else the time when there may be one:
// zero when that depends on what is being worked on.
func (f *Frontier) choose(now time.Time) (best *lane, at time.Time) {
	for _, l := range f.lanes {
		h := f.hosts[l.Host]
		if l.dry || h.busy || f.full(l.Source) {
			continue
		}
		if h.next.After(now) {
			if at.IsZero() || h.next.Before(at) {
				at = h.next
			}
			continue
		}
		if best == nil || h.next.Before(f.hosts[best.Host].next) {
			best = l
		}
	}
	return best, at
}

// full says whether the source has all its documents, counting those on the way.
func (f *Frontier) full(source string) bool {
	limit := f.policies[source].MaxDocs
	return limit > 0 && f.docs[source] >= limit
}

// refill holds at least one task of the lane, or finds it dry.
func (f *Frontier) refill(ctx context.Context, l *lane) error {
	if len(l.held) > 0 {
		return nil
	}
	due, err := f.queue.Due(ctx, l.Lane, ahead+len(f.working))
	if err != nil {
		return err
	}
	for _, task := range due {
		if f.policies[l.Source].Survey && (task.Depth > 0 || task.Host == "") {
			break // the rest is farther still
		}
		if !f.working[task.ID] && len(l.held) < ahead {
			l.held = append(l.held, task)
		}
	}
	l.dry = len(l.held) == 0
	return nil
}

// Release frees the task's host after a request. The host rests for its delay,
// or as long as hold when that is longer; crawlDelay is what its robots.txt
// asks for. Answered says that the host gave an answer, even a bad one.
func (f *Frontier) Release(task Task, now time.Time, hold, crawlDelay time.Duration, answered bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.rest(task, now, hold, crawlDelay)
	h := f.hosts[task.Host]
	switch {
	case hold > maxHold:
		h.silent = giveUp
	case answered:
		h.silent = 0
	default:
		h.silent++
	}
	if h.silent >= giveUp {
		h.next = time.Time{} // no request will go there
	}
	f.notify()
}

// Retry is Release for a task that has to be tried again. It says no when the
// task was tried often enough or would have to wait too long; then Release is
// still to be called.
func (f *Frontier) Retry(task Task, now time.Time, hold, crawlDelay time.Duration) bool {
	if task.Tries+1 >= maxTries || hold > maxHold || task.Host == "" {
		return false
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.rest(task, now, hold, crawlDelay)
	task.Tries++
	f.forget(task)
	i := slices.IndexFunc(f.lanes, func(l *lane) bool { return l.Lane == task.Lane() })
	f.lanes[i].held = slices.Insert(f.lanes[i].held, 0, task)
	f.lanes[i].dry = false
	f.notify()
	return true
}

func (f *Frontier) rest(task Task, now time.Time, hold, crawlDelay time.Duration) {
	h := f.hosts[task.Host]
	h.busy = false
	if task.Host == "" {
		return
	}
	h.delay = max(h.delay, crawlDelay)
	h.next = now.Add(max(hold, h.delay, f.policies[task.Source].Delay))
}

func (f *Frontier) forget(task Task) {
	delete(f.working, task.ID)
	f.docs[task.Source]--
}

// A Done is a task whose outcome is in the store.
type Done struct {
	Task     Task
	Document bool // it brought one
}

// Committed ends the tasks of one commit; lanes are those that got tasks by it.
func (f *Frontier) Committed(tasks []Done, lanes []Lane) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, d := range tasks {
		f.forget(d.Task)
		if d.Document {
			f.docs[d.Task.Source]++
		}
	}
	f.fill(lanes)
	f.notify()
}
