// Package meter counts the CPU time that a document costs its process. Limits on
// CPU time give a document the same outcome on a busy machine as on a quiet one,
// which limits on wall clock time do not.
package meter

import (
	"context"
	"sync"
	"time"
)

// A Meter counts what one document costs.
type Meter struct {
	tell func(uncharged time.Duration)

	mu        sync.Mutex
	uncharged time.Duration // of the process's time: before the document, and what was free since
	stopped   time.Duration // the process's time when the free work that is going on began; 0 for none
}

// New begins to count. It tells, now and whenever it changes, how much of the
// process's CPU time since its start is not charged to the document.
func New(tell func(uncharged time.Duration)) *Meter {
	m := &Meter{tell: tell, uncharged: processTime()}
	tell(m.uncharged)
	return m
}

// Spent is what the document has cost so far: the CPU time of all threads, and
// on Unix of the programs that were started and have ended.
func (m *Meter) Spent() time.Duration {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.stopped > 0 {
		return m.stopped - m.uncharged
	}
	return processTime() - m.uncharged
}

type key struct{}

// Context is ctx with the meter in it, for Free.
func (m *Meter) Context(ctx context.Context) context.Context { return context.WithValue(ctx, key{}, m) }

// Free does what is done once for all documents, and charges it to none. Without
// a meter in ctx it does just the work.
func Free(ctx context.Context, work func()) {
	m, ok := ctx.Value(key{}).(*Meter)
	if !ok {
		work()
		return
	}
	m.mu.Lock()
	m.stopped = processTime()
	m.mu.Unlock()
	work()
	m.mu.Lock()
	m.uncharged += processTime() - m.stopped
	m.stopped = 0
	m.mu.Unlock()
	m.tell(m.uncharged)
}
