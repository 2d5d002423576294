package isolate

import (
	"context"
	"encoding/json"
	"fmt"
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
		envMemory+"="+strconv.FormatInt(p.opts.Memory, 10))
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

// extract sends one document and waits for its answer. A death says that there
// was none, and that the worker is of no more use.
func (w *worker) extract(ctx context.Context, in extractors.Input, l limits) (extractors.Result, *death, error) {
	limit, cancel := context.WithTimeout(ctx, l.Wall)
	defer cancel()
	defer context.AfterFunc(limit, func() { kill(w.cmd) })()

	w.documents++
	d := &death{}
	data, err := w.exchange(in, l, d)
	if err == nil {
		result, err := decode(data)
		return result, nil, err
	}
	kill(w.cmd)
	w.reap()
	d.spent = w.cmd.ProcessState.UserTime() + w.cmd.ProcessState.SystemTime() - d.uncharged
	op := "extract " + in.Name()
	if d.page > 0 {
		op += fmt.Sprintf(", page %d", d.page)
	}
	switch {
	case ctx.Err() != nil:
		d.err = fault.Interrupted(ctx, op)
	case limit.Err() != nil:
		d.err = fault.Newf(fault.Timeout, op, "no answer within %s", l.Wall)
	default:
		d.err = w.verdict(op)
	}
	return extractors.Result{}, d, nil
}

// exchange sends a document, notes how far its worker gets, and returns the
// answer.
func (w *worker) exchange(in extractors.Input, l limits, d *death) ([]byte, error) {
	header, err := json.Marshal(newRequest(in, l))
	if err != nil {
		return nil, err
	}
	if err := writeFrame(w.in, frameRequest, header); err != nil {
		return nil, err
	}
	if err := writeFrame(w.in, frameSnapshot, in.Body); err != nil {
		return nil, err
	}
	for {
		kind, data, err := readFrame(w.out)
		if err != nil || kind == frameAnswer {
			return data, err
		}
		number, err := strconv.Atoi(string(data))
		if err != nil {
			return nil, fmt.Errorf("read a worker's progress: %w", err)
		}
		if kind == frameUncharged {
			d.uncharged = time.Duration(number)
		} else {
			d.page, d.read = number, number == 0
		}
	}
}

// verdict says why a worker died: by its own limits, by the runtime's fatal
// "out of memory", or by a panic, whose message is on its standard error.
func (w *worker) verdict(op string) *fault.Error {
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
