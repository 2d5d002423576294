package store

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/gofrs/flock"
)

// A lock keeps other writers out. The operating system gives it up when the
// process ends, however it ends. The file says who holds it; its first byte is
// what Windows locks, so the process id stands behind that.
type lock struct{ file *flock.Flock }

const pidOffset = 1

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
	if err := sign(path); err != nil {
		return nil, errors.Join(fmt.Errorf("lock %s: %w", path, err), file.Unlock())
	}
	return &lock{file}, nil
}

// sign writes the process id, as wide as any, over that of the last holder.
func sign(path string) error {
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	_, err = f.WriteAt(fmt.Appendf(nil, "%-20d\n", os.Getpid()), pidOffset)
	return errors.Join(err, f.Close())
}

func holder(path string) string {
	f, err := os.Open(path)
	if err != nil {
		return "unknown"
	}
	defer f.Close()
	pid := make([]byte, 20)
	n, err := f.ReadAt(pid, pidOffset)
	if n == 0 && err != nil {
		return "unknown"
	}
	return strings.TrimSpace(string(pid[:n]))
}

func (l *lock) release() error { return l.file.Unlock() }
