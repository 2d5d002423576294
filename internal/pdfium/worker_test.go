package pdfium

import (
	"bytes"
	"compress/zlib"
	"context"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"assize/extractors"
	"assize/extractors/record"
	"assize/pipeline/isolate"
)

// work reads a document in a worker and tells the text of its first page and the
// most memory that the process held.
func work(ctx context.Context, in extractors.Input) (extractors.Result, error) {
	pages, err := engine.Read(ctx, in.Body, "", nil)
	var result extractors.Result
	if len(pages) > 0 {
		result.Document = record.Document{Title: shown(pages[0]), Subtitle: peak()}
	}
	return result, err
}

// peak is the line of the kernel that tells the most memory that was resident.
func peak() string {
	status, _ := os.ReadFile("/proc/self/status")
	for line := range strings.Lines(string(status)) {
		if strings.HasPrefix(line, "VmHWM:") {
			return strings.TrimSpace(line)
		}
	}
	return "no peak known here"
}

// A page that unfolds to more than the module may hold is an outcome of the
// engine, and does not end the worker.
func TestWorkerMemory(t *testing.T) {
	result, err := inWorker(t, 2*time.Minute, engine.cacheDir, bomb(t, 600<<20))
	if err != nil && !strings.Contains(err.Error(), "pdfium") {
		t.Errorf("the worker died: %v", err)
	}
	t.Log(result.Document.Subtitle, err)
}

func inWorker(t *testing.T, limit time.Duration, cacheDir string, body []byte) (extractors.Result, error) {
	t.Helper()
	pool := isolate.New(isolate.Options{Timeout: limit, Command: []string{os.Args[0]}, Env: []string{envWorker + "=1", envCache + "=" + cacheDir}})
	defer pool.Close()
	return pool.Extract(t.Context(), extractors.Input{Body: body})
}

// bomb is a file whose page unfolds to so many bytes.
func bomb(t *testing.T, size int) []byte {
	t.Helper()
	var packed bytes.Buffer
	w := zlib.NewWriter(&packed)
	spaces := bytes.Repeat([]byte(" "), 1<<20)
	for range size / len(spaces) {
		if _, err := w.Write(spaces); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return fmt.Appendf(nil, "%%PDF-1.5\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj\n"+
		"3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R>> endobj\n"+
		"4 0 obj <</Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream endobj\ntrailer <</Root 1 0 R>>\n%%%%EOF", packed.Len(), packed.Bytes())
}
