package isolate

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"runtime/metrics"
	"strconv"
	"time"

	"assize/extractors"
)

// exitMemory and exitTimeout are the worker's exit statuses when it stops
// itself at a limit; the parent turns them into typed outcomes.
const (
	exitMemory  = 71
	exitTimeout = 72
)

// The environment variables that carry the limits into the worker.
const (
	envMemory  = "ASSIZE_WORKER_MEMORY"  // bytes
	envTimeout = "ASSIZE_WORKER_TIMEOUT" // a time.Duration
)

// maxStack ends runaway recursion long before it has eaten the memory limit.
const maxStack = 64 << 20

// Worker answers requests with extract, which is extractors.Extract, until in
// ends. It is the whole life of a child process: it sets that process's limits,
// so nothing else may run in it.
func Worker(ctx context.Context, in io.Reader, out io.Writer, extract func(context.Context, extractors.Input) (extractors.Result, error)) error {
	memory, err := strconv.ParseInt(os.Getenv(envMemory), 10, 64)
	if err != nil {
		return fmt.Errorf("%s: %w", envMemory, err)
	}
	timeout, err := time.ParseDuration(os.Getenv(envTimeout))
	if err != nil {
		return fmt.Errorf("%s: %w", envTimeout, err)
	}
	debug.SetMaxStack(maxStack)
	debug.SetMemoryLimit(memory / 10 * 8)
	if err := limitProcess(memory); err != nil {
		return fmt.Errorf("limit the worker: %w", err)
	}
	go watchMemory(ctx, memory)
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
		source.PDF.Begin = func(page int) {
			// When this fails the parent has gone, and the answer fails as well.
			_ = writeFrame(out, frameProgress, strconv.AppendInt(nil, int64(page), 10))
		}
		// The parent kills a late worker; this is for the case that it has died.
		late := time.AfterFunc(timeout+timeout/2+time.Second, func() { os.Exit(exitTimeout) })
		reading, cancel := context.WithTimeout(ctx, r.Reading)
		reply, err := encode(extract(reading, source))
		cancel()
		if err != nil {
			return fmt.Errorf("encode an answer: %w", err)
		}
		if err := writeFrame(out, frameAnswer, reply); err != nil {
			return fmt.Errorf("write an answer: %w", err)
		}
		late.Stop()
	}
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

// watchMemory ends the process when it holds more memory than it may. It is the
// portable limit; limitProcess sets a hard one where the system has it.
func watchMemory(ctx context.Context, limit int64) {
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
		if int64(samples[0].Value.Uint64()-samples[1].Value.Uint64()) > limit {
			os.Exit(exitMemory)
		}
	}
}
