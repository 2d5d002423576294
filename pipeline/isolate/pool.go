package isolate

import (
	"context"
	"fmt"
	"os"
	"time"

	"assize/extractors"
	"assize/extractors/fault"
)

// Options sets up a Pool.
type Options struct {
	Workers int           // processes at most; 1 when 0
	Timeout time.Duration // wall clock for one document; a minute when 0
	Memory  int64         // bytes for one worker; 1 GiB when 0
	Command []string      // how to start a worker; this program with the argument "worker" when empty
	Env     []string      // added to the worker's environment
}

// maxDocuments is how many documents one worker reads before it is replaced,
// so that what a library never frees cannot add up.
const maxDocuments = 500

// A Pool is a set of warm workers. It is safe for concurrent use.
type Pool struct {
	opts  Options
	slots chan *worker // one for each process that may run; nil where none does yet
}

// New makes a pool; workers start when they are first needed.
func New(opts Options) *Pool {
	opts.Workers = max(opts.Workers, 1)
	if opts.Timeout <= 0 {
		opts.Timeout = time.Minute
	}
	if opts.Memory <= 0 {
		opts.Memory = 1 << 30
	}
	p := &Pool{opts: opts, slots: make(chan *worker, opts.Workers)}
	for range opts.Workers {
		p.slots <- nil
	}
	return p
}

// Close ends the workers. It waits for the documents that are being read.
func (p *Pool) Close() {
	for range p.opts.Workers {
		if w := <-p.slots; w != nil {
			w.stop()
		}
	}
}

// Extract reads one document in a worker. A failure of the worker is a typed
// error; one that befell a worker which had read other documents before is
// tried once more in a fresh one, so that an outcome depends on the document
// alone.
func (p *Pool) Extract(ctx context.Context, in extractors.Input) (extractors.Result, error) {
	var w *worker
	select {
	case w = <-p.slots:
	case <-ctx.Done():
		return extractors.Result{}, fault.New(fault.Cancelled, "extract "+in.Name(), ctx.Err())
	}
	for {
		used := w != nil
		if !used {
			var err error
			if w, err = p.start(); err != nil {
				p.slots <- nil
				return extractors.Result{}, fmt.Errorf("start an extraction worker: %w", err)
			}
		}
		result, err, alive := w.extract(ctx, in, p.opts.Timeout)
		if alive && w.documents < maxDocuments {
			p.slots <- w
			return result, err
		}
		w.stop()
		w = nil
		if !alive && used && ctx.Err() == nil {
			continue
		}
		p.slots <- nil
		return result, err
	}
}

// command is the program and its arguments. The name that this process was
// started under is kept, since a binary may act by it.
func (p *Pool) command() (path string, args []string, err error) {
	if c := p.opts.Command; len(c) > 0 {
		return c[0], c, nil
	}
	path, err = os.Executable()
	return path, []string{os.Args[0], "worker"}, err
}
