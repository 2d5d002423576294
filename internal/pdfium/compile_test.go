//go:build !race

// Compiling the module takes seconds, and minutes under the race detector, which
// would watch the compiler and not this package; the gate runs these tests without
// it.

package pdfium

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// A damaged cache costs time and nothing else; a sound one is used.
func TestCache(t *testing.T) {
	if testing.Short() {
		t.Skip("compiling takes seconds")
	}
	if engine.cacheDir == "" {
		t.Skip("this system has no folder for caches")
	}
	if _, err := engine.Read(t.Context(), file("", "q Q"), "", nil); err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(engine.cacheDir + "/*/*")
	if err != nil || len(files) == 0 {
		t.Fatalf("cache %v, %v", files, err)
	}
	damaged := t.TempDir()
	for _, file := range files {
		name := filepath.Join(damaged, filepath.Base(filepath.Dir(file)), filepath.Base(file))
		if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte("no code"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	second := New(damaged)
	if _, err := second.Read(t.Context(), file("", "q Q"), "", nil); err != nil {
		t.Error(err)
	}
	if err := second.Close(); err != nil {
		t.Error(err)
	}
}

// Under the limits of a worker the module is compiled, without a cache, and reads:
// the document has less time than compiling takes, and is not charged for it.
func TestWorkerCompiles(t *testing.T) {
	if testing.Short() {
		t.Skip("compiling takes seconds")
	}
	result, err := inWorker(t, time.Second, "", file("", everything))
	if err != nil || !strings.HasPrefix(result.Document.Title, "Plain text") {
		t.Fatalf("%q, %v", result.Document.Title, err)
	}
	t.Log(result.Document.Subtitle)
}
