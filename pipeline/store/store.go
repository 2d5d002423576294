// Package store is the truth of a data folder: what was fetched, what was read
// from it, and what is still to be fetched. It is one SQLite database and a
// folder of snapshots; everything else (the index, the exports) is made from it
// and can be made again.
//
//	DIR/store.db            SQLite in WAL mode, synchronous=FULL
//	DIR/snapshots/ab/abcd…  fetched bytes over 64 KiB, named by SHA-256, zstd, kept for ever;
//	                        what is smaller lies in the database
//	DIR/lock                held by the one writer; holds its process id
//
// A writer commits in groups, each one transaction, so that a process killed at
// any moment loses nothing that was committed and leaves nothing half done.
// Readers never wait for the writer.
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"

	_ "modernc.org/sqlite" // the driver named "sqlite"
)

// Mode says what a store is opened for.
type Mode int

// The modes.
const (
	Read Mode = iota
	Write
)

// Errors that callers tell apart with errors.Is.
var (
	ErrNoData   = errors.New("no data folder here")
	ErrLocked   = errors.New("another process is writing to this data folder")
	ErrNewer    = errors.New("the data folder was written by a newer version of assize")
	ErrNotFound = errors.New("not in the store")
)

const databaseName = "store.db"

// A Store is an open data folder. Its methods may be called from several
// goroutines.
type Store struct {
	dir    string
	read   *sql.DB
	write  *writer // nil in mode Read
	lock   *lock   // nil in mode Read
	packer packer
}

// Init makes a data folder at dir, parents included. A folder that is one
// already is left as it is.
func Init(dir string) error {
	if s, err := Open(context.Background(), dir, Read); err == nil {
		return s.Close()
	} else if !errors.Is(err, ErrNoData) {
		return err
	}
	if err := os.MkdirAll(filepath.Join(dir, snapshotFolder), 0o755); err != nil {
		return fmt.Errorf("make data folder %s: %w", dir, err)
	}
	held, err := takeLock(dir)
	if err != nil {
		return fmt.Errorf("make data folder %s: %w", dir, err)
	}
	defer held.release()
	db, err := openDatabase(dir, "rwc")
	if err != nil {
		return fmt.Errorf("make data folder %s: %w", dir, err)
	}
	defer db.Close()
	return createSchema(context.Background(), db, dir)
}

// Open opens the data folder at dir. It fails with ErrNoData when there is none,
// with ErrNewer when its schema is unknown and, in mode Write, with ErrLocked
// when another process writes to it. The folder of an older program is brought up
// to date first, for which mode Read needs the lock, too.
func Open(ctx context.Context, dir string, mode Mode) (*Store, error) {
	if _, err := os.Stat(filepath.Join(dir, databaseName)); errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("open %s: %w; make one with: assize init", dir, ErrNoData)
	} else if err != nil {
		return nil, fmt.Errorf("open %s: %w", dir, err)
	}
	s := &Store{dir: dir}
	if err := s.open(ctx, mode); err != nil {
		return nil, fmt.Errorf("open %s: %w", dir, errors.Join(err, s.Close()))
	}
	return s, nil
}

func (s *Store) open(ctx context.Context, mode Mode) (err error) {
	if s.packer, err = newPacker(); err != nil {
		return err
	}
	if mode == Write {
		if s.lock, err = takeLock(s.dir); err != nil {
			return err
		}
		if err := upgradeSchema(ctx, s.dir); err != nil {
			return err
		}
		if s.write, err = newWriter(ctx, s.dir); err != nil {
			return err
		}
		if err := sweepSnapshots(s.dir); err != nil {
			return err
		}
	}
	if s.read, err = openDatabase(s.dir, "ro"); err != nil {
		return err
	}
	if err := checkSchema(ctx, s.read); err != nil || mode == Write {
		return err
	}
	if version, err := userVersion(ctx, s.read); err != nil || version == schemaVersion {
		return err
	}
	held, err := takeLock(s.dir)
	if err != nil {
		return err
	}
	return errors.Join(upgradeSchema(ctx, s.dir), held.release())
}

// Close closes the store and, for a writer, gives up the lock.
func (s *Store) Close() error {
	var errs []error
	if s.read != nil {
		errs = append(errs, s.read.Close())
	}
	if s.write != nil {
		errs = append(errs, s.write.close())
	}
	if s.lock != nil {
		errs = append(errs, s.lock.release())
	}
	s.packer.close()
	return errors.Join(errs...)
}

// Dir is the data folder.
func (s *Store) Dir() string { return s.dir }

// pragmas set up every connection. FULL makes a commit survive a loss of power
// and not only of the process; with grouped commits it costs little.
var pragmas = []string{"busy_timeout(10000)", "journal_mode(WAL)", "synchronous(FULL)", "cache_size(-16000)"}

func openDatabase(dir, mode string) (*sql.DB, error) {
	path, err := filepath.Abs(filepath.Join(dir, databaseName))
	if err != nil {
		return nil, err
	}
	path = filepath.ToSlash(path)
	if path[0] != '/' {
		path = "/" + path // a Windows volume
	}
	query := url.Values{"mode": {mode}, "_pragma": pragmas}
	if mode == "ro" {
		query["_pragma"] = append([]string{"query_only(1)"}, pragmas[0], pragmas[3])
	}
	dsn := url.URL{Scheme: "file", Path: path, RawQuery: query.Encode()}
	return sql.Open("sqlite", dsn.String())
}

func checkSchema(ctx context.Context, db *sql.DB) error {
	version, err := userVersion(ctx, db)
	if err != nil {
		return err
	}
	switch {
	case version == 0:
		return fmt.Errorf("%w; make one with: assize init", ErrNoData)
	case version > schemaVersion:
		return fmt.Errorf("%w: its format is %d, this program knows up to %d; update assize",
			ErrNewer, version, schemaVersion)
	}
	return nil
}
