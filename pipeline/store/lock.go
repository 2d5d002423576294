package store

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/gofrs/flock"
)

// A lock keeps other writers out. The operating system gives it up when the
// process ends, however it ends.
type lock struct{ file *flock.Flock }

func takeLock(dir string) (*lock, error) {
	path := filepath.Join(dir, "lock")
	file := flock.New(path)
	held, err := file.TryLock()
	if err != nil {
		return nil, fmt.Errorf("lock %s: %w", path, err)
	}
	if !held {
		return nil, fmt.Errorf("%w (process %s, by %s)", ErrLocked, holder(path), path)
	}
	pid := strconv.Itoa(os.Getpid()) + "\n"
	if err := os.WriteFile(path, []byte(pid), 0o644); err != nil {
		return nil, errors.Join(fmt.Errorf("lock %s: %w", path, err), file.Unlock())
	}
	return &lock{file}, nil
}

func holder(path string) string {
	pid, err := os.ReadFile(path)
	if err != nil || len(strings.TrimSpace(string(pid))) == 0 {
		return "unknown"
	}
	return strings.TrimSpace(string(pid))
}

func (l *lock) release() error { return l.file.Unlock() }
