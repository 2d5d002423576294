package index

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"runtime/debug"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/mapping"
	bleveindex "github.com/blevesearch/bleve_index_api"
	"github.com/gofrs/flock"
	bolt "go.etcd.io/bbolt/errors"
)

// The keys of what is stored beside the records.
var (
	schemaKey = []byte("assize.schema")
	seqKey    = []byte("assize.seq")
)

// Options say how to open an index.
type Options struct {
	ReadOnly bool
}

// An Index is an open index. Several goroutines may use it at a time.
type Index struct {
	dir     folder
	bleve   bleve.Index
	lock    *flock.Flock // nil when only reading
	apply   sync.Mutex
	factory factory // for Apply
	seq     atomic.Int64

	columns *columns // for Search
	server  *server  // of Serve
}

// Open opens the index in a folder. It fails with ErrNone, ErrLocked, ErrCorrupt
// or ErrSchema, and waits for another process no longer than two seconds.
func Open(dir string, o Options) (x *Index, err error) {
	defer wrap(&err, "open index %s", dir)
	f := folder(dir)
	name, err := f.current()
	if err != nil {
		return nil, err
	}
	x = &Index{dir: f, factory: factory{stems: stemmer{}}, columns: newColumns()}
	if !o.ReadOnly {
		if x.lock, err = f.acquire(); err != nil {
			return nil, err
		}
		if err = f.clean(name); err != nil {
			return nil, errors.Join(err, x.lock.Close())
		}
	}
	if err = x.open(f.path(name), o); err != nil {
		return nil, errors.Join(err, x.Close())
	}
	return x, nil
}

// Create makes an empty index in a folder that has none; the folder is made if
// need be.
func Create(dir string) (x *Index, err error) {
	defer wrap(&err, "create index %s", dir)
	f := folder(dir)
	if err = os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	lock, err := f.acquire()
	if err != nil {
		return nil, err
	}
	x = &Index{dir: f, lock: lock, factory: factory{stems: stemmer{}}, columns: newColumns()}
	if _, err = f.current(); !errors.Is(err, ErrNone) {
		return nil, errors.Join(fs.ErrExist, x.Close())
	}
	name, err := f.next()
	if err == nil {
		err = x.create(f.path(name), 0)
	}
	if err == nil {
		err = errors.Join(f.use(name), f.clean(name))
	}
	if err != nil {
		return nil, errors.Join(err, x.Close())
	}
	return x, nil
}

// open opens one generation.
func (x *Index) open(path string, o Options) error {
	err := guard(func() error {
		opened, err := bleve.OpenUsing(path, map[string]any{"bolt_timeout": lockTimeout.String(), "read_only": o.ReadOnly})
		if err == nil {
			x.bleve = opened
		}
		return err
	})
	switch {
	case errors.Is(err, bolt.ErrTimeout):
		return ErrLocked
	case errors.Is(err, fs.ErrPermission), errors.Is(err, ErrCorrupt):
		return err
	case err != nil:
		reason, _, _ := strings.Cut(err.Error(), "\n")
		return fmt.Errorf("%w: %s", ErrCorrupt, reason)
	}
	return x.readState()
}

// readState reads and checks what is stored beside the records.
func (x *Index) readState() error {
	var schema, seq []byte
	err := guard(func() (err error) {
		if schema, err = x.bleve.GetInternal(schemaKey); err == nil {
			seq, err = x.bleve.GetInternal(seqKey)
		}
		return err
	})
	if err != nil {
		return err
	}
	if string(schema) != schemaVersion {
		return fmt.Errorf("%w (its fields are version %q, these are %q)", ErrSchema, schema, schemaVersion)
	}
	n, err := strconv.ParseInt(string(seq), 10, 64)
	if err != nil {
		return fmt.Errorf("%w: its sequence number is %q", ErrCorrupt, seq)
	}
	x.seq.Store(n)
	return nil
}

// create makes a generation with nothing in it.
func (x *Index) create(path string, seq int64) error {
	return guard(func() error {
		m := mapping.NewIndexMapping()
		m.ScoringModel = bleveindex.BM25Scoring
		m.DefaultMapping = mapping.NewDocumentDisabledMapping() // fields are made by newDocument alone
		made, err := bleve.NewUsing(path, m, scorch.Name, scorch.Name, nil)
		if err != nil {
			return err
		}
		x.bleve = made
		batch := x.bleve.NewBatch()
		batch.SetInternal(schemaKey, []byte(schemaVersion))
		setSeq(batch, seq)
		x.seq.Store(seq)
		return x.bleve.Batch(batch)
	})
}

func setSeq(batch *bleve.Batch, seq int64) {
	batch.SetInternal(seqKey, strconv.AppendInt(nil, seq, 10))
}

// Close closes the index and gives up its lock.
func (x *Index) Close() error {
	var errs []error
	if x.server != nil {
		errs = append(errs, x.server.close())
	}
	if x.bleve != nil {
		errs = append(errs, guard(x.bleve.Close))
	}
	if x.lock != nil {
		errs = append(errs, x.lock.Close())
	}
	return errors.Join(errs...)
}

// Seq is the store's sequence number up to which the index has followed it; 0 at
// first.
func (x *Index) Seq() int64 { return x.seq.Load() }

// Count is how many records and documents the index holds.
func (x *Index) Count() (n int, err error) {
	err = guard(func() error {
		count, err := x.bleve.DocCount()
		n = int(count)
		return err
	})
	return n, err
}

// guard turns a panic inside bleve, or a fault in a file mapped into memory, as
// damaged files can cause them, into ErrCorrupt.
func guard(f func() error) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%w: %v", ErrCorrupt, r)
		}
	}()
	return f()
}

// wrap puts the operation before an error.
func wrap(err *error, format string, args ...any) {
	if *err != nil {
		*err = fmt.Errorf(format+": %w", append(args, *err)...)
	}
}
