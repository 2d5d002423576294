// Package export writes documents and records for other programs.
package export

import (
	"bufio"
	"errors"
	"io"
	"iter"
	"os"
	"path/filepath"

	"assize/extractors/record"
)

// JSONL writes one JSON object a line, in the order in which they come, and
// returns how many lines it wrote. A line is written whole or not at all: when
// an item or the sequence fails, the lines before it stand and the error comes back.
func JSONL(w io.Writer, items iter.Seq2[any, error]) (lines int, err error) {
	buf := bufio.NewWriter(w)
	for item, err := range items {
		if err != nil {
			return lines, errors.Join(err, buf.Flush())
		}
		line, err := record.Marshal(item)
		if err != nil {
			return lines, errors.Join(err, buf.Flush())
		}
		if _, err := buf.Write(append(line, '\n')); err != nil {
			return lines, err
		}
		lines++
	}
	return lines, buf.Flush()
}

// File lets write fill a new file beside the path and then renames it, so that
// whoever reads the path sees the old content or all of the new, never a part.
func File(path string, write func(io.Writer) error) (err error) {
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			f.Close()
			os.Remove(f.Name())
		}
	}()
	if err := write(f); err != nil {
		return err
	}
	if err := f.Chmod(0o644); err != nil {
		return err
	}
	if err := f.Sync(); err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}
