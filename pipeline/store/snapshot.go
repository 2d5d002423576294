package store

import (
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

// PutSnapshot keeps bytes for ever and says whether they are new. The file is
// complete on disk when PutSnapshot returns; a torn file from an earlier life is
// written again.
func (s *Store) PutSnapshot(body []byte) (record.Hash, bool, error) {
	hash := record.HashBytes(body)
	if _, err := s.Snapshot(hash); err == nil {
		return hash, false, nil
	}
	path := s.snapshotPath(hash)
	if err := writeWhole(path, s.packer.pack(body)); err != nil {
		return "", false, fmt.Errorf("keep snapshot %s: %w", hash, err)
	}
	return hash, true, nil
}

// Snapshot returns the bytes of a snapshot: ErrNotFound when there is none,
// ErrTorn when the file is damaged (crawl again to repair it).
func (s *Store) Snapshot(hash record.Hash) ([]byte, error) {
	packed, err := os.ReadFile(s.snapshotPath(hash))
	if errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("snapshot %s: %w", hash, ErrNotFound)
	}
	if err != nil {
		return nil, fmt.Errorf("snapshot %s: %w", hash, err)
	}
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
