package pipeline

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"
	"golang.org/x/sync/semaphore"

	"assize/extractors/fault"
	"assize/extractors/record"
	"assize/pipeline/discover"
	"assize/pipeline/frontier"
	"assize/pipeline/store"
)

// A runner is one run while it lasts.
type runner struct {
	Deps
	config      Config
	run         *store.Run
	frontier    *frontier.Frontier
	scope       frontier.Scope
	kinds       map[string][]discover.Kind // of lists that each source is looked for in
	bytes       *semaphore.Weighted
	observer    serial
	stats       Stats // of the writer alone, while the stages run
	fetched     atomic.Int64
	interrupted atomic.Bool
}

// Run crawls the sources, going on with an unfinished run of the same sources
// when there is one. Failures of documents are outcomes, in Stats and in the
// store. An error means that the run itself could not go on: the context was
// cancelled (what was not committed is lost, and done again next time), or the
// store or the index failed. Stats are right in any case.
func Run(ctx context.Context, config Config, deps Deps) (Stats, error) {
	config = config.withDefaults()
	if deps.Now == nil {
		deps.Now = time.Now
	}
	r := &runner{
		Deps: deps, config: config, bytes: semaphore.NewWeighted(config.InFlight), observer: serial{to: deps.Observer},
		stats: Stats{Records: map[record.Kind]int{}, Failures: map[fault.Code]int{}, Started: deps.Now()},
	}
	err := r.crawl(ctx)
	if ctx.Err() != nil {
		err = fmt.Errorf("the run was cut off: %w", ctx.Err())
	}
	r.stats.Bytes = r.fetched.Load()
	r.stats.Interrupted = r.interrupted.Load() || ctx.Err() != nil
	r.stats.Finished = deps.Now()
	return r.stats, err
}

func (r *runner) crawl(ctx context.Context) error {
	if err := r.config.check(); err != nil {
		return err
	}
	seeds, err := r.config.addresses()
	if err != nil {
		return err
	}
	plan, err := r.config.plan(seeds)
	if err != nil {
		return err
	}
	r.scope, r.kinds = r.config.scope(seeds), map[string][]discover.Kind{}
	for _, s := range r.config.Sources {
		r.kinds[s.Name] = s.Discover
	}
	if r.run, err = r.Store.BeginRun(ctx, plan, r.scope, r.Now(), r.config.Turns...); err != nil {
		return err
	}
	r.stats.Resumed = r.run.Resumed
	if err := r.seed(ctx, seeds); err != nil {
		return err
	}
	docs := map[string]int{}
	for _, s := range r.config.Sources {
		counts, err := r.run.Counts(ctx, s.Name)
		if err != nil {
			return err
		}
		docs[s.Name] = counts[store.Stored] + counts[store.Unchanged]
	}
	hosts := frontier.NewHosts(r.Store, r.config.Backoff, r.run.CutOff, r.Now)
	if r.frontier, err = frontier.New(ctx, r.run, hosts, r.config.policies(), docs); err != nil {
		return err
	}
	if err := r.stages(ctx); err != nil {
		return err
	}
	if err := r.frontier.Keep(ctx); err != nil {
		return err
	}
	state := store.Finished
	if r.interrupted.Load() {
		// What was being worked on may have been the last there was.
		turn, err := r.frontier.Next(ctx, r.Now())
		if err != nil {
			return err
		}
		if !turn.Done {
			state = store.Interrupted
		}
		r.interrupted.Store(!turn.Done)
	}
	if r.config.Survey {
		if r.stats.Waiting, err = r.run.Waiting(ctx); err != nil {
			return err
		}
	}
	return r.run.End(ctx, state, r.Now())
}

// stages runs the stages until the frontier is empty or the run is stopped.
// Each channel is closed by the stage that sends on it, when its last goroutine
// is done; that ends the next stage. Only the dispatcher looks at Stop.
func (r *runner) stages(ctx context.Context) error {
	g, ctx := errgroup.WithContext(ctx)
	tasks := make(chan frontier.Turn)
	bodies := make(chan body, r.config.Extractors)
	outcomes := make(chan outcome, 2*r.config.Extractors)
	news := make(chan struct{}, 1)

	g.Go(func() error {
		defer close(tasks)
		return r.dispatch(ctx, tasks)
	})
	pool(g, r.config.Fetchers, func() error { return r.fetch(ctx, tasks, bodies, outcomes) }, func() { close(bodies) })
	// The fetchers send outcomes too, but are done before the extractors are.
	pool(g, r.config.Extractors, func() error { return r.extract(ctx, bodies, outcomes) }, func() { close(outcomes) })
	g.Go(func() error {
		defer close(news)
		return r.write(ctx, outcomes, news)
	})
	g.Go(func() error { return r.index(ctx, news) })

	return g.Wait()
}

// pool runs n workers in the group and calls after when the last is done.
func pool(g *errgroup.Group, n int, work func() error, after func()) {
	var workers sync.WaitGroup
	for range n {
		workers.Add(1)
		g.Go(func() error {
			defer workers.Done()
			return work()
		})
	}
	g.Go(func() error {
		workers.Wait()
		after()
		return nil
	})
}

func (r *runner) event(e Event) { r.observer.event(e) }

// send sends on a channel unless the run is cut off first.
func send[T any](ctx context.Context, to chan<- T, v T) error {
	select {
	case to <- v:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// stopped says whether Stop is closed.
func (r *runner) stopped() bool {
	select {
	case <-r.config.Stop:
		return true
	default:
		return false
	}
}

// dispatch hands out tasks as their hosts become free.
func (r *runner) dispatch(ctx context.Context, tasks chan<- frontier.Turn) error {
	timer := time.NewTimer(0)
	defer timer.Stop()
	for !r.stopped() {
		turn, err := r.frontier.Next(ctx, r.Now())
		if err != nil || turn.Done {
			return err
		}
		var ready chan<- frontier.Turn // a nil channel is never ready
		var due <-chan time.Time
		var changed <-chan struct{}
		if turn.OK {
			ready = tasks
		} else {
			changed = r.frontier.Changed()
		}
		if !turn.At.IsZero() {
			timer.Reset(turn.At.Sub(r.Now()))
			due = timer.C
		}
		select {
		case ready <- turn:
		case <-due:
		case <-changed:
		case <-r.config.Stop:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	r.interrupted.Store(true)
	return nil
}
