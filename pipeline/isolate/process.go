package isolate

import (
	"context"
	"encoding/json"
	"io"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"time"

	"assize/extractors"
	"assize/extractors/fault"
)

// A worker is a running child process, as its parent sees it.
type worker struct {
	cmd       *exec.Cmd
	in        io.WriteCloser
	out       io.Reader
	said      *tail // what it wrote to its standard error
	documents int
	reap      func() error // waits for the process, once
}

func (p *Pool) start() (*worker, error) {
	path, args, err := p.command()
	if err != nil {
		return nil, err
	}
	w := &worker{said: new(tail)}
	w.cmd = &exec.Cmd{Path: path, Args: args, Stderr: w.said}
	w.cmd.Env = append(append(os.Environ(), p.opts.Env...),
		envMemory+"="+strconv.FormatInt(p.opts.Memory, 10), envTimeout+"="+p.opts.Timeout.String())
	detach(w.cmd)
	if w.in, err = w.cmd.StdinPipe(); err != nil {
		return nil, err
	}
	if w.out, err = w.cmd.StdoutPipe(); err != nil {
		return nil, err
	}
	if err := w.cmd.Start(); err != nil {
		return nil, err
	}
	w.reap = sync.OnceValue(w.cmd.Wait)
	return w, nil
}

// extract sends one document and waits for its answer. When alive is false the
// worker is of no more use.
func (w *worker) extract(ctx context.Context, in extractors.Input, timeout time.Duration) (result extractors.Result, err error, alive bool) {
	op := "extract " + in.Name()
	limit, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	stop := context.AfterFunc(limit, func() { w.cmd.Process.Kill() })
	defer stop()

	w.documents++
	data, err := w.exchange(in)
	if err == nil {
		result, err = decode(data)
		return result, err, true
	}
	w.cmd.Process.Kill()
	w.reap()
	switch {
	case ctx.Err() != nil:
		return result, fault.New(fault.Cancelled, op, ctx.Err()), false
	case limit.Err() != nil:
		return result, fault.Newf(fault.Timeout, op, "no answer within %s", timeout), false
	}
	return result, w.verdict(op), false
}

func (w *worker) exchange(in extractors.Input) ([]byte, error) {
	header, err := json.Marshal(newRequest(in))
	if err != nil {
		return nil, err
	}
	if err := writeFrame(w.in, header); err != nil {
		return nil, err
	}
	if err := writeFrame(w.in, in.Body); err != nil {
		return nil, err
	}
	return readFrame(w.out)
}

// verdict says why a worker died: by its own limits, by the runtime's fatal
// "out of memory", or by a panic, whose message is on its standard error.
func (w *worker) verdict(op string) error {
	said := w.said.String()
	switch code := w.cmd.ProcessState.ExitCode(); {
	case code == exitMemory, strings.Contains(said, "out of memory"), strings.Contains(said, "cannot allocate memory"):
		return fault.Newf(fault.Memory, op, "the parser needed more memory than it may have")
	case code == exitTimeout:
		return fault.Newf(fault.Timeout, op, "the parser took too long")
	}
	for line := range strings.Lines(said) {
		if strings.HasPrefix(line, "panic: ") || strings.HasPrefix(line, "fatal error: ") || strings.HasPrefix(line, "runtime: goroutine stack exceeds") {
			return fault.Newf(fault.Panic, op, "the parser failed: %s", strings.TrimSpace(line))
		}
	}
	return fault.Newf(fault.Panic, op, "the parser's process ended: %s", w.cmd.ProcessState)
}

// stop ends the process: it closes its input, which ends an idle worker.
func (w *worker) stop() {
	w.in.Close()
	w.reap()
}

// A tail keeps the first bytes written to it, where a dying Go program says
// why. It is written by one goroutine and read after the process has ended.
type tail struct{ strings.Builder }

const maxSaid = 64 << 10

func (t *tail) Write(p []byte) (int, error) {
	if room := maxSaid - t.Len(); room > 0 {
		t.Builder.Write(p[:min(len(p), room)])
	}
	return len(p), nil
}
