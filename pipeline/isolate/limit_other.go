//go:build !linux

package isolate

// limitProcess does nothing: these systems have no limit that counts used
// memory alone, so the watcher stands alone.
func limitProcess(int64) error { return nil }
