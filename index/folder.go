package index

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"time"

	"github.com/gofrs/flock"
)

// A folder is the folder of an index; see the package comment for what is in it.
type folder string

// lockTimeout is how long another process is waited for.
const lockTimeout = time.Second

var generationName = regexp.MustCompile(`^g\d{6,}$`)

func (f folder) path(name string) string { return filepath.Join(string(f), name) }

// current is the name of the generation in use.
func (f folder) current() (string, error) {
	data, err := os.ReadFile(f.path("current"))
	if errors.Is(err, fs.ErrNotExist) {
		return "", ErrNone
	}
	if err != nil {
		return "", err
	}
	name := strings.TrimSpace(string(data))
	if !generationName.MatchString(name) {
		return "", fmt.Errorf("%w: %s names no generation", ErrCorrupt, f.path("current"))
	}
	return name, nil
}

// next is the name of a generation that is higher than all that are there.
func (f folder) next() (string, error) {
	names, err := f.generations()
	if err != nil {
		return "", err
	}
	highest := 0
	for _, name := range names {
		var n int
		if _, err := fmt.Sscanf(name, "g%d", &n); err == nil {
			highest = max(highest, n)
		}
	}
	return fmt.Sprintf("g%06d", highest+1), nil
}

func (f folder) generations() ([]string, error) {
	entries, err := os.ReadDir(string(f))
	if err != nil {
		return nil, err
	}
	var names []string
	for _, e := range entries {
		if generationName.MatchString(e.Name()) {
			names = append(names, e.Name())
		}
	}
	return names, nil
}

// use makes a generation, whose files are complete, the current one.
func (f folder) use(name string) error {
	if err := syncTree(f.path(name)); err != nil {
		return err
	}
	return f.replace("current", name)
}

// replace writes a line into a file, which then holds it whole or what it held
// before.
func (f folder) replace(name, line string) error {
	temporary := f.path(name + ".new")
	if err := os.WriteFile(temporary, []byte(line+"\n"), 0o644); err != nil {
		return err
	}
	if err := syncPath(temporary); err != nil {
		return err
	}
	if err := os.Rename(temporary, f.path(name)); err != nil {
		return err
	}
	return syncPath(string(f))
}

// clean removes the generations that are not in use. One that another process
// still reads may resist; the next writer tries again.
func (f folder) clean(inUse string) error {
	names, err := f.generations()
	if err != nil {
		return err
	}
	for _, name := range names {
		if name != inUse {
			os.RemoveAll(f.path(name))
		}
	}
	return nil
}

// acquire takes the lock of the one writer.
func (f folder) acquire() (*flock.Flock, error) {
	lock := flock.New(f.path("lock"))
	ctx, cancel := context.WithTimeout(context.Background(), lockTimeout)
	defer cancel()
	ok, err := lock.TryLockContext(ctx, 20*time.Millisecond)
	if errors.Is(err, context.DeadlineExceeded) || err == nil && !ok {
		return nil, ErrLocked
	}
	return lock, err
}

// syncTree brings a folder and all that is in it onto the disk.
func syncTree(dir string) error {
	return filepath.WalkDir(dir, func(path string, _ fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		return syncPath(path)
	})
}

// syncPath brings a file or the names in a folder onto the disk. Windows knows
// no such thing for folders, and wants a file open for writing.
func syncPath(path string) error {
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	if info.IsDir() && runtime.GOOS == "windows" {
		return nil
	}
	flag := os.O_RDWR
	if info.IsDir() {
		flag = os.O_RDONLY
	}
	file, err := os.OpenFile(path, flag, 0)
	if err != nil {
		return err
	}
	return errors.Join(file.Sync(), file.Close())
}
