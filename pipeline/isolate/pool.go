package isolate

import (
	"context"
	"fmt"
	"os"
	"time"

	"assize/extractors"
	"assize/extractors/fault"
	"assize/extractors/pdfdoc"
)

// Options sets up a Pool.
type Options struct {
	Workers int           // processes at most; 1 when 0
	Timeout time.Duration // CPU time for one document, all attempts together; DefaultTimeout when 0
	Wall    time.Duration // wall clock for one attempt, after which its worker counts as blocked; ten times Timeout, and minutes at least, when 0
	Memory  int64         // bytes for one worker; 1 GiB when 0
	NoOCR   bool          // as pdfdoc.Options.NoOCR, for every document
	Command []string      // how to start a worker; this program with the argument "worker" when empty
	Env     []string      // added to the worker's environment
}

// DefaultTimeout is many times what the longest report takes, and lets every
// document be answered for within 20 seconds where a worker has a core to itself.
const DefaultTimeout = 18 * time.Second

// patience is how many times its CPU time a document may take on a busy machine.
const patience = 10

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
		opts.Timeout = DefaultTimeout
	}
	if opts.Wall <= 0 {
		opts.Wall = patience * max(opts.Timeout, DefaultTimeout)
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
// error; what another attempt could still read comes with it. A failure that
// befell a worker which had read other documents before is tried once more in a
// fresh one, so that an outcome depends on the document alone.
func (p *Pool) Extract(ctx context.Context, in extractors.Input) (extractors.Result, error) {
	var w *worker
	select {
	case w = <-p.slots:
	case <-ctx.Done():
		return extractors.Result{}, fault.Interrupted(ctx, "extract "+in.Name())
	}
	defer func() { p.slots <- w }()

	in.PDF.NoOCR = in.PDF.NoOCR || p.opts.NoOCR
	pdf := pdfdoc.Sniff(in.Body)
	left := p.opts.Timeout
	var try attempt
	var failure error
	for {
		used := w != nil
		if !used {
			var err error
			if w, err = p.start(); err != nil {
				return extractors.Result{}, fmt.Errorf("start an extraction worker: %w", err)
			}
		}
		try.apply(&in.PDF)
		result, died, err := w.extract(ctx, in, p.opts.limits(left, pdf))
		if died != nil || w.documents >= maxDocuments {
			w.stop()
			w = nil
		}
		if died == nil {
			if try.own {
				err = failure
			}
			return result, err
		}
		left -= died.spent
		if used && died.err.Code != fault.Timeout && ctx.Err() == nil {
			continue
		}
		if failure == nil {
			failure = died.err
		}
		next, more := try.next(*died)
		if !pdf || !more || ctx.Err() != nil || left <= 0 {
			return extractors.Result{}, failure
		}
		try = next
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
