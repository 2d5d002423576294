package isolate

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"strconv"
	"time"

	"assize/extractors"
	"assize/pipeline/isolate/meter"
)

// exitMemory and exitTimeout are the worker's exit statuses when it stops
// itself at a limit; the parent turns them into typed outcomes.
const (
	exitMemory  = 71
	exitTimeout = 72
)

// envMemory is the environment variable that carries the memory limit, in bytes,
// into the worker.
const envMemory = "ASSIZE_WORKER_MEMORY"

// maxStack ends runaway recursion long before it has eaten the memory limit.
const maxStack = 64 << 20

// gcPercent lets the heap grow to three times what lives before it is collected:
// documents are short, and the memory limit stands. Real reports take a tenth less
// CPU time than with the runtime's 100, and hard files up to 440 MB instead of 340.
const gcPercent = 200

// Worker answers requests with extract, which is extractors.Extract, until in
// ends. It is the whole life of a child process: it sets that process's limits,
// so nothing else may run in it.
func Worker(ctx context.Context, in io.Reader, out io.Writer, extract func(context.Context, extractors.Input) (extractors.Result, error)) error {
	memory, err := strconv.ParseInt(os.Getenv(envMemory), 10, 64)
	if err != nil {
		return fmt.Errorf("%s: %w", envMemory, err)
	}
	debug.SetMaxStack(maxStack)
	debug.SetMemoryLimit(memory / 10 * 8)
	debug.SetGCPercent(gcPercent)
	if err := limitProcess(memory); err != nil {
		return fmt.Errorf("limit the worker: %w", err)
	}
	w := &watcher{memory: memory}
	go w.watch(ctx)
	os.Stdout = os.Stderr // what a library prints must not end up among the frames

	var known profiles
	for {
		r, source, err := readRequest(in, &known)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("read a request: %w", err)
		}
		reply, err := w.read(ctx, out, r.Limits, source, extract)
		if err != nil {
			return fmt.Errorf("encode an answer: %w", err)
		}
		if err := writeFrame(out, frameAnswer, reply); err != nil {
			return fmt.Errorf("write an answer: %w", err)
		}
	}
}

// read extracts one document under its limits, and tells of its progress.
func (w *watcher) read(ctx context.Context, out io.Writer, l limits, in extractors.Input, extract func(context.Context, extractors.Input) (extractors.Result, error)) ([]byte, error) {
	tell := func(kind byte, number int64) {
		// When this fails the parent has gone, and the answer fails as well.
		_ = writeFrame(out, kind, strconv.AppendInt(nil, number, 10))
	}
	blocked, cancel := context.WithTimeout(ctx, l.Wall/2)
	defer cancel()
	reading, late := context.WithCancelCause(blocked)
	defer late(nil)
	d := newDocument(l, late, meter.New(func(uncharged time.Duration) { tell(frameUncharged, int64(uncharged)) }))
	in.PDF.Begin = func(page int) {
		d.begin(page)
		tell(frameProgress, int64(page))
	}
	w.document.Store(d)
	defer w.document.Store(nil)
	// The parent kills a blocked worker; this is for the case that it has died.
	defer time.AfterFunc(l.Wall+time.Second, func() { os.Exit(exitTimeout) }).Stop()
	return encode(extract(d.meter.Context(reading), in))
}

// readRequest reads a document and what is wanted of it; io.EOF means that there
// are no more.
func readRequest(from io.Reader, known *profiles) (r request, in extractors.Input, err error) {
	_, header, err := readFrame(from)
	if err != nil {
		return r, in, err
	}
	if err := json.Unmarshal(header, &r); err != nil {
		return r, in, err
	}
	_, body, err := readFrame(from)
	if err != nil {
		return r, in, fmt.Errorf("its snapshot: %w", err)
	}
	set, err := known.of(r.Sites)
	if err != nil {
		return r, in, err
	}
	in, err = r.input(body, set)
	return r, in, err
}
