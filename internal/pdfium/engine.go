// Package pdfium reads and paints PDF pages by PDFium compiled to WebAssembly
// (github.com/klippa-app/go-pdfium on wazero, without cgo). It is the second
// engine, for what package extractors/pdfdoc/content cannot read and for
// pictures of pages: slower, and proven on more broken files.
//
// PDFium runs in a module of its own with bounded memory, no file system and no
// network. A failure inside it is an error, and the module is thrown away after
// every document.
package pdfium

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"assize/extractors/fault"
	"assize/pipeline/isolate/meter"

	lib "github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"
)

// Limits on what one document may take.
const (
	maxBody   = 100 << 20
	maxMemory = 256 << 20 // of the module, the document's own bytes included
	wasmPage  = 64 << 10
)

// An Engine is PDFium, which is compiled at the first use. Its methods may be
// called from several goroutines; one document is read at a time.
type Engine struct {
	cacheDir string
	mu       sync.Mutex
	pool     lib.Pool // nil until the first use
}

// New returns an engine that keeps the compiled module in cacheDir, so that only
// the first process on a machine compiles it (seconds); "" compiles it always.
func New(cacheDir string) *Engine { return &Engine{cacheDir: cacheDir} }

// Name is what provenance calls the engine.
func (*Engine) Name() string { return "pdfium" }

// CacheDir is the folder of this user for New, "" where the system has none.
func CacheDir() string {
	base, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	return filepath.Join(base, "assize", "pdfium")
}

// Close frees the compiled module. The engine may be used again, and compiles
// again.
func (e *Engine) Close() error {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.pool == nil {
		return nil
	}
	pool := e.pool
	e.pool = nil
	return pool.Close()
}

// start compiles the module at the first use. The document that happens to be the
// first is not charged for it: what becomes of it is what becomes of the next.
func (e *Engine) start(ctx context.Context) (err error) {
	if e.pool == nil {
		meter.Free(ctx, func() { e.pool, err = compileCached(e.cacheDir) })
	}
	return err
}

// compileCached compiles the module, or loads it from the cache. A cache that
// cannot be used costs time and nothing else.
func compileCached(dir string) (lib.Pool, error) {
	config := wazero.NewRuntimeConfig().
		WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling).
		WithMemoryLimitPages(maxMemory / wasmPage).
		WithCloseOnContextDone(true)
	if dir != "" {
		if cache, err := wazero.NewCompilationCacheWithDir(dir); err == nil {
			if pool, err := compile(config.WithCompilationCache(cache)); err == nil {
				return pool, nil
			}
		}
	}
	return compile(config)
}

func compile(config wazero.RuntimeConfig) (lib.Pool, error) {
	return webassembly.Init(webassembly.Config{
		MaxTotal: 1, RuntimeConfig: config, FSConfig: wazero.NewFSConfig(),
		Stdout: io.Discard, Stderr: io.Discard, RandomSource: rand.Reader,
	})
}

// open runs work on a document in a fresh module. Errors are *fault.Error.
func (e *Engine) open(ctx context.Context, op string, body []byte, password string, work func(*document)) (err error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	defer func() {
		if r := recover(); r != nil {
			err = fault.Newf(fault.Panic, op, "pdfium: %v", r)
		}
	}()
	switch {
	case ctx.Err() != nil:
		return fault.Interrupted(ctx, op)
	case len(body) == 0:
		return fault.Newf(fault.Empty, op, "the file has no bytes")
	case len(body) > maxBody:
		return fault.Newf(fault.TooLarge, op, "%d bytes, the limit for pdfium is %d", len(body), maxBody)
	}
	failed := func(err error) error {
		if ctx.Err() != nil {
			return fault.Interrupted(ctx, op)
		}
		return fault.New(fault.Panic, op, fmt.Errorf("start pdfium: %w", err))
	}
	if err := e.start(ctx); err != nil {
		return failed(err)
	}
	instance, err := e.pool.GetInstanceWithContext(ctx)
	if err != nil {
		return failed(err)
	}
	defer instance.Close()
	m, err := newModule(ctx, instance)
	if err != nil {
		return failed(err)
	}
	if d := load(m, body, password); d != nil {
		work(d)
	}
	switch {
	case ctx.Err() != nil:
		return fault.Interrupted(ctx, op)
	case m.failed == nil:
		return nil
	case fault.CodeOf(m.failed) != "":
		return fault.New(fault.CodeOf(m.failed), op, errors.Unwrap(m.failed))
	}
	reason, _, _ := strings.Cut(m.failed.Error(), "\n") // the rest is the module's stack
	return fault.Newf(fault.Panic, op, "pdfium: %s", reason)
}
