package pipeline

import (
	"context"
	"net/url"
	"time"

	"assize/pipeline/frontier"
	"assize/pipeline/store"
)

const (
	groupSize = 256
	groupWait = 20 * time.Millisecond
	// indexBatch is how many changes the index takes at once.
	indexBatch = 1000
)

// write is the one goroutine that changes the store. It commits outcomes in
// groups and tells the frontier, then the index. In the end it compares what is
// said.
func (r *runner) write(ctx context.Context, outcomes <-chan outcome, news chan<- struct{}) error {
	for {
		group, open := gather(ctx, outcomes)
		if len(group) > 0 {
			if err := r.commit(ctx, group); err != nil {
				return err
			}
			select {
			case news <- struct{}{}:
			default:
			}
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if !open {
			return r.cluster(ctx)
		}
	}
}

// cluster finds the statements that stand in several places. A run that was
// stopped leaves that to the one that goes on from there.
func (r *runner) cluster(ctx context.Context) error {
	if r.stopped() {
		return nil
	}
	changed, err := r.Store.Cluster(ctx)
	if err == nil && changed > 0 {
		r.event(Event{Kind: Clustered, Count: changed})
	}
	return err
}

// gather waits for an outcome and takes those that follow closely.
func gather(ctx context.Context, outcomes <-chan outcome) (group []outcome, open bool) {
	var full <-chan time.Time
	for len(group) < groupSize {
		select {
		case o, ok := <-outcomes:
			if !ok {
				return group, false
			}
			group = append(group, o)
			if full == nil {
				full = time.After(groupWait)
			}
		case <-full:
			return group, true
		case <-ctx.Done():
			return nil, true
		}
	}
	return group, true
}

func (r *runner) commit(ctx context.Context, group []outcome) error {
	completions := make([]store.Completion, len(group))
	for i := range group {
		completions[i] = group[i].Completion
	}
	committed, err := r.run.Commit(ctx, completions)
	if err != nil {
		return err
	}
	done := make([]frontier.Done, len(group))
	for i, o := range group {
		again := committed.Again[o.Task.ID]
		document := o.Outcome == store.Stored || o.Outcome == store.Unchanged
		done[i] = frontier.Done{Task: o.Task, Document: document && !again}
		r.bytes.Release(o.weight)
		if !again {
			r.count(o)
		}
	}
	return r.frontier.Committed(ctx, done, committed.Lanes)
}

// count brings a stored outcome into the statistics and tells the observer.
func (r *runner) count(o outcome) {
	e := Event{Kind: EventKind(o.Outcome), URL: o.Task.URL, Source: o.Task.Source, Code: o.Code, Message: o.Message}
	if suspicious(o.Code) {
		r.stats.Suspect++
	}
	switch o.Outcome {
	case store.Stored:
		r.stats.Documents++
		if o.partial {
			r.stats.Partial++
		}
		e.Document = o.Extraction.Document
		for kind, n := range o.Extraction.Kinds() {
			r.stats.Records[kind] += n
			e.Count += n
		}
	case store.Listed:
		e.Count = len(o.Found)
	case store.Unchanged:
		r.stats.Unchanged++
	case store.Failed:
		r.stats.Failed++
		r.stats.Failures[o.Code]++
	case store.Skipped:
		r.stats.Skipped++
	}
	r.event(e)
}

// index follows the store: in full batches while the run goes on, to the last
// change when it ends. What an earlier run left over comes first.
func (r *runner) index(ctx context.Context, news <-chan struct{}) error {
	if r.Indexer == nil {
		return nil
	}
	if err := r.apply(ctx, 1); err != nil {
		return err
	}
	for range news {
		if err := r.apply(ctx, indexBatch); err != nil {
			return err
		}
	}
	return r.apply(ctx, 1)
}

// apply brings changes to the index as long as there are at least so many.
func (r *runner) apply(ctx context.Context, least int64) error {
	after := r.Indexer.Seq()
	for {
		last, err := r.Store.LastSeq(ctx)
		if err != nil || last-after < least {
			return err
		}
		changes, err := r.Store.Changes(ctx, after, indexBatch)
		if err != nil || len(changes) == 0 {
			return err
		}
		if err := r.Indexer.Apply(ctx, changes); err != nil {
			return err
		}
		after = changes[len(changes)-1].Seq
		r.event(Event{Kind: Indexed, Count: len(changes)})
	}
}

func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Host
}
