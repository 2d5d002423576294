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
	hosts    *Hosts
	policies map[string]Policy
	changed  chan struct{}

	mu      sync.Mutex
	lanes   []*lane
	busy    map[string]bool // hosts with a task that is being fetched
	working map[int64]bool  // handed out and not yet committed
	docs    map[string]int  // of each source, stored or being worked on
}

type lane struct {
	Lane
	held []Task // the next ones
	dry  bool   // the queue has no more of it, for now
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

// New makes a frontier over a queue, whose tasks it hands out at the pace of
// their hosts. Docs says how many documents of each source the run has already.
func New(ctx context.Context, queue Queue, hosts *Hosts, policies map[string]Policy, docs map[string]int) (*Frontier, error) {
	f := &Frontier{
		queue: queue, hosts: hosts, policies: policies, changed: make(chan struct{}, 1),
		busy: map[string]bool{}, working: map[int64]bool{}, docs: docs,
	}
	lanes, err := queue.Lanes(ctx)
	if err != nil {
		return nil, err
	}
	return f, f.fill(ctx, lanes)
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
func (f *Frontier) fill(ctx context.Context, lanes []Lane) error {
	for _, l := range lanes {
		i := slices.IndexFunc(f.lanes, func(known *lane) bool { return known.Lane == l })
		if i >= 0 {
			f.lanes[i].dry = false
			continue
		}
		if err := f.hosts.know(ctx, l.Host); err != nil {
			return err
		}
		f.lanes = append(f.lanes, &lane{Lane: l})
	}
	return nil
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
		if task.Host != "" {
			f.busy[task.Host] = true
		}
		_, down := f.hosts.free(task.Host, 0)
		return Turn{Task: task, OK: true, Down: down}, nil
	}
}

// choose finds the lane to go on with, or else the time when there may be one:
// zero when that depends on what is being worked on.
func (f *Frontier) choose(now time.Time) (best *lane, at time.Time) {
	var since time.Time // that the host of the best is free
	for _, l := range f.lanes {
		if l.dry || f.busy[l.Host] || f.full(l.Source) {
			continue
		}
		free, _ := f.hosts.free(l.Host, f.policies[l.Source].Delay)
		switch {
		case free.After(now):
			if at.IsZero() || free.Before(at) {
				at = free
			}
		case best == nil || free.Before(since):
			best, since = l, free
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

// An Answer is what a task brought, as its host's pace and its own next try
// depend on it.
type Answer struct {
	Kind       AnswerKind
	RetryAfter time.Duration // how long the host wants to be left alone; 0 when it did not say
	Again      bool          // the task is worth another try
}

// An AnswerKind says how a host did.
type AnswerKind int

// The kinds of answers.
const (
	Unjudged AnswerKind = iota // the host was not asked, or it does not matter
	Success                    // an answer, even a bad one
	Failure                    // silence, or a plea for fewer requests
	ended                      // a request came to its end; how it did is said when its task is released
)

// Release ends a task's hold on its host, and queues the task again when that is
// asked for and it was not tried too often, nor the host given up.
func (f *Frontier) Release(ctx context.Context, task Task, a Answer) (again bool, err error) {
	down, err := f.hosts.rest(ctx, task.Host, a)
	if err != nil {
		return false, err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	delete(f.busy, task.Host)
	f.notify()
	if !a.Again || down || task.Tries+1 >= maxTries || task.Host == "" {
		return false, nil
	}
	task.Tries++
	f.forget(task)
	i := slices.IndexFunc(f.lanes, func(l *lane) bool { return l.Lane == task.Lane() })
	f.lanes[i].held = slices.Insert(f.lanes[i].held, 0, task)
	f.lanes[i].dry = false
	return true, nil
}

// Pace is how the requests of a source are spaced.
func (f *Frontier) Pace(source string) Pace { return f.hosts.Pace(f.policies[source].Delay) }

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
func (f *Frontier) Committed(ctx context.Context, tasks []Done, lanes []Lane) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, d := range tasks {
		f.forget(d.Task)
		if d.Document {
			f.docs[d.Task.Source]++
		}
	}
	f.notify()
	return f.fill(ctx, lanes)
}

// Keep keeps which hosts were asked a moment ago.
func (f *Frontier) Keep(ctx context.Context) error {
	var longest time.Duration
	for _, p := range f.policies {
		longest = max(longest, p.Delay)
	}
	return f.hosts.Keep(ctx, longest)
}
