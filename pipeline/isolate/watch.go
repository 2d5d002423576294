package isolate

import (
	"context"
	"os"
	"runtime/metrics"
	"sync/atomic"
	"time"

	"assize/pipeline/isolate/meter"
)

// A watcher ends its process, a worker, when it goes over a limit.
type watcher struct {
	memory   int64
	document atomic.Pointer[document] // nil between two
}

// watch looks at the limits until ctx ends. Its memory limit is the portable one;
// limitProcess sets a hard one where the system has it.
func (w *watcher) watch(ctx context.Context) {
	const interval = 20 * time.Millisecond
	samples := []metrics.Sample{{Name: "/memory/classes/total:bytes"}, {Name: "/memory/classes/heap/released:bytes"}}
	tick := time.NewTicker(interval)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		metrics.Read(samples)
		if int64(samples[0].Value.Uint64()-samples[1].Value.Uint64()) > w.memory {
			os.Exit(exitMemory)
		}
		if d := w.document.Load(); d != nil && d.over() {
			os.Exit(exitTimeout)
		}
	}
}

// A document is what is being read, with its limits on CPU time.
type document struct {
	limits
	meter *meter.Meter
	late  context.CancelCauseFunc // ends the reading
	step  atomic.Int64            // what the document may have cost at the end of the step that it is in
}

func newDocument(l limits, late context.CancelCauseFunc, m *meter.Meter) *document {
	d := &document{limits: l, meter: m, late: late}
	d.step.Store(int64(l.Opening))
	return d
}

// begin notes that a page is begun, or with 0 that all are read.
func (d *document) begin(page int) {
	end := d.Whole
	if page > 0 {
		end = d.meter.Spent() + d.Page
	}
	d.step.Store(int64(end))
}

// over ends the reading when its time is over, and reports whether the worker's is.
func (d *document) over() bool {
	spent := d.meter.Spent()
	if spent > d.Reading {
		d.late(context.DeadlineExceeded)
	}
	return spent > min(d.Whole, time.Duration(d.step.Load()))
}
