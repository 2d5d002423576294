package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/klauspost/compress/zstd"

	"assize/extractors/record"
)

const (
	snapshotFolder = "snapshots"
	halfWritten    = ".new-*"
	// snapshotLimit bounds what a damaged or foreign snapshot file may unpack to.
	snapshotLimit = 1 << 30
)

// ErrTorn marks a snapshot whose bytes are not those it is named by.
var ErrTorn = errors.New("the snapshot file is damaged")

// A Kept is a snapshot on its way to stay for ever. A large one is a file that is
// complete on disk; a small one goes into the database with the row that names it,
// in one transaction, so that a group of pages costs one fsync and not one each.
type Kept struct {
	Hash  record.Hash
	Bytes int64  // before compression
	small []byte // zstd; nil for a file
}

// smallSnapshot is how large, once compressed, a snapshot in the database may be.
// Above about 100 kB a file is read faster (SQLite, Internal Versus External BLOBs).
const smallSnapshot = 64 << 10

// PutSnapshot keeps bytes. A torn file from an earlier life is written again.
func (s *Store) PutSnapshot(body []byte) (Kept, error) {
	kept := Kept{Hash: record.HashBytes(body), Bytes: int64(len(body))}
	packed := s.packer.pack(body)
	if len(packed) <= smallSnapshot {
		kept.small = packed
		return kept, nil
	}
	if _, err := s.snapshotFile(kept.Hash); err == nil {
		return kept, nil
	}
	if err := writeWhole(s.snapshotPath(kept.Hash), packed); err != nil {
		return Kept{}, fmt.Errorf("keep snapshot %s: %w", kept.Hash, err)
	}
	return kept, nil
}

// putSnapshotRow brings a completion's snapshot into the database.
func (g *grouping) putSnapshotRow(c *Completion) error {
	if c.Fetched == nil || c.Fetched.Snapshot.Hash == "" {
		return nil
	}
	kept := c.Fetched.Snapshot
	err := g.exec("INSERT INTO snapshot (hash, content_type, bytes, first_seen) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
		kept.Hash, c.Fetched.ContentType, kept.Bytes, c.At.UnixMilli())
	if err != nil || kept.small == nil {
		return err
	}
	return g.exec("INSERT INTO small_snapshot (hash, packed) VALUES (?, ?) ON CONFLICT DO NOTHING", kept.Hash, kept.small)
}

// Snapshot returns the bytes of a snapshot: ErrNotFound when there is none,
// ErrTorn when they are damaged (crawl again to repair a file).
func (s *Store) Snapshot(ctx context.Context, hash record.Hash) ([]byte, error) {
	var packed []byte
	err := s.read.QueryRowContext(ctx, "SELECT packed FROM small_snapshot WHERE hash = ?", hash).Scan(&packed)
	if errors.Is(err, sql.ErrNoRows) {
		return s.snapshotFile(hash)
	}
	if err != nil {
		return nil, fmt.Errorf("snapshot %s: %w", hash, err)
	}
	return s.unpackSnapshot(hash, packed)
}

func (s *Store) snapshotFile(hash record.Hash) ([]byte, error) {
	packed, err := os.ReadFile(s.snapshotPath(hash))
	if errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("snapshot %s: %w", hash, ErrNotFound)
	}
	if err != nil {
		return nil, fmt.Errorf("snapshot %s: %w", hash, err)
	}
	return s.unpackSnapshot(hash, packed)
}

func (s *Store) unpackSnapshot(hash record.Hash, packed []byte) ([]byte, error) {
	body, err := s.packer.unpack(packed)
	if err != nil || record.HashBytes(body) != hash {
		return nil, fmt.Errorf("snapshot %s: %w; crawl its page again", hash, ErrTorn)
	}
	return body, nil
}

func (s *Store) snapshotPath(hash record.Hash) string {
	hex := filepath.Base(hash.Hex())
	return filepath.Join(s.dir, snapshotFolder, (hex + "__")[:2], hex)
}

// writeWhole writes a file under a temporary name, brings it to disk and
// renames it, so that nobody ever sees half of it.
func writeWhole(path string, data []byte) (err error) {
	dir := filepath.Dir(path)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	f, err := os.CreateTemp(dir, halfWritten)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(f.Name()))
		}
	}()
	_, err = f.Write(data)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}

// sweepSnapshots removes what a killed writer left half written.
func sweepSnapshots(dir string) error {
	left, err := filepath.Glob(filepath.Join(dir, snapshotFolder, "*", halfWritten))
	for _, path := range left {
		err = errors.Join(err, os.Remove(path))
	}
	return err
}

// A packer compresses with zstd (RFC 8878). It is safe for concurrent use.
type packer struct {
	enc *zstd.Encoder
	dec *zstd.Decoder
}

func newPacker() (packer, error) {
	enc, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithLowerEncoderMem(true))
	if err != nil {
		return packer{}, err
	}
	dec, err := zstd.NewReader(nil, zstd.WithDecoderMaxMemory(snapshotLimit), zstd.WithDecoderConcurrency(0))
	if err != nil {
		return packer{}, errors.Join(err, enc.Close())
	}
	return packer{enc, dec}, nil
}

func (p packer) pack(b []byte) []byte            { return p.enc.EncodeAll(b, nil) }
func (p packer) unpack(b []byte) ([]byte, error) { return p.dec.DecodeAll(b, nil) }

func (p packer) close() {
	if p.enc != nil {
		p.enc.Close()
	}
	if p.dec != nil {
		p.dec.Close()
	}
}
