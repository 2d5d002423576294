package export

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"math"
	"os"

	"github.com/gofrs/flock"

	"assize/pipeline/store"
)

// Errors that callers tell apart with errors.Is.
var (
	ErrBusy  = errors.New("another export is writing to it")
	ErrOther = errors.New("it was begun with another query or other kinds")
	ErrNoLog = errors.New("it is no export that can be gone on with")
)

// A Log is a file of JSON lines that grows with the store. Beside it, FILE.cursor
// says how far it has come: a line for every batch that was written and synced, of
// which the last whole one counts. What stands in the file behind the cursor is
// the rest of an export that was killed, and is cut off.
type Log struct {
	lock   *flock.Flock
	lines  *os.File
	marks  *os.File // FILE.cursor
	cursor cursor
}

// firstMark is where the marks begin: the byte before them is what Windows locks.
const firstMark = 1

// A cursor is a place in the store's history and in the file.
type cursor struct {
	Seq       int64  `json:"seq"`       // of the last change that is in the file
	Bytes     int64  `json:"bytes"`     // of the file
	Selection string `json:"selection"` // what the file is an export of
}

// OpenLog opens a file to go on with, or a new one. It fails with ErrBusy while
// another process has it open, with ErrOther when it is an export of something
// else, and with ErrNoLog when it is not as its cursor says.
func OpenLog(path, selection string) (l *Log, err error) {
	_, missing := os.Stat(path + ".cursor")
	if info, err := os.Stat(path); missing != nil && err == nil && info.Size() > 0 {
		return nil, fmt.Errorf("%w: there is no %s.cursor", ErrNoLog, path)
	}
	l = &Log{lock: flock.New(path + ".cursor"), cursor: cursor{Selection: selection}}
	held, err := l.lock.TryLock()
	if err == nil && !held {
		err = ErrBusy
	}
	if err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, l.Close())
		}
	}()
	if l.marks, err = os.OpenFile(path+".cursor", os.O_RDWR, 0); err != nil {
		return nil, err
	}
	if l.lines, err = os.OpenFile(path, os.O_WRONLY|os.O_CREATE, 0o644); err != nil {
		return nil, err
	}
	return l, l.goOn()
}

// goOn takes up the last cursor.
func (l *Log) goOn() error {
	data, err := io.ReadAll(io.NewSectionReader(l.marks, firstMark, math.MaxInt64-firstMark))
	if err != nil {
		return err
	}
	selection := l.cursor.Selection
	for line := range bytes.Lines(data) {
		var c cursor
		if bytes.HasSuffix(line, []byte("\n")) && json.Unmarshal(line, &c) == nil {
			l.cursor = c
		}
	}
	info, err := l.lines.Stat()
	switch {
	case err != nil:
		return err
	case l.cursor.Selection != selection:
		return fmt.Errorf("%w: %s", ErrOther, l.cursor.Selection)
	case info.Size() < l.cursor.Bytes:
		return fmt.Errorf("%w: it has %d bytes of the %d that were written", ErrNoLog, info.Size(), l.cursor.Bytes)
	}
	if err := l.lines.Truncate(l.cursor.Bytes); err != nil {
		return err
	}
	_, err = l.lines.Seek(l.cursor.Bytes, io.SeekStart)
	return err
}

// Seq is the store's sequence number that the file has come to.
func (l *Log) Seq() int64 { return l.cursor.Seq }

// Append adds a batch that brings the file to a sequence number, and returns how
// many lines it has.
func (l *Log) Append(entries iter.Seq2[*store.Entry, error], seq int64) (int, error) {
	counted := &counter{w: l.lines}
	n, err := JSONL.Write(counted, entries)
	if err != nil {
		return 0, err
	}
	if err := l.lines.Sync(); err != nil {
		return 0, err
	}
	l.cursor.Seq, l.cursor.Bytes = seq, l.cursor.Bytes+counted.n
	return n, l.mark()
}

// mark adds the cursor to FILE.cursor, on a line of its own whatever was left there.
func (l *Log) mark() error {
	line, err := json.Marshal(l.cursor)
	if err != nil {
		return err
	}
	info, err := l.marks.Stat()
	if err != nil {
		return err
	}
	w := bufio.NewWriter(io.NewOffsetWriter(l.marks, max(info.Size(), firstMark)))
	w.WriteByte('\n')
	w.Write(line)
	w.WriteByte('\n')
	return errors.Join(w.Flush(), l.marks.Sync())
}

// Close lets others write to the file.
func (l *Log) Close() error {
	var errs []error
	for _, f := range []*os.File{l.lines, l.marks} {
		if f != nil {
			errs = append(errs, f.Close())
		}
	}
	return errors.Join(append(errs, l.lock.Unlock())...)
}

// counter counts the bytes that it passes on.
type counter struct {
	w io.Writer
	n int64
}

func (c *counter) Write(p []byte) (int, error) {
	n, err := c.w.Write(p)
	c.n += int64(n)
	return n, err
}
