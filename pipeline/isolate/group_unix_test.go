//go:build unix

package isolate_test

import (
	"testing"
	"time"

	"assize/extractors/fault"
	"assize/pipeline/isolate"
)

// A program that a worker has started holds the worker's standard error open:
// were it left alive, the pool would wait for it.
func TestChildrenEndWithTheirWorker(t *testing.T) {
	p := pool(t, isolate.Options{Wall: time.Second})
	if _, err := p.Extract(t.Context(), input("child hangs")); fault.CodeOf(err) != fault.Timeout {
		t.Errorf("got %v", err)
	}
}
