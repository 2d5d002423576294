package isolate

import "syscall"

// limitProcess sets RLIMIT_DATA, which counts private writable memory and so
// not the address space that the Go runtime merely reserves. It holds even
// against one huge allocation, which no watcher could catch in time. Room is
// left for the runtime's own structures.
func limitProcess(memory int64) error {
	if raceEnabled {
		return nil // the race detector maps shadow memory many times the heap's size
	}
	const runtimeShare = 128 << 20
	limit := uint64(memory) + runtimeShare
	return syscall.Setrlimit(syscall.RLIMIT_DATA, &syscall.Rlimit{Cur: limit, Max: limit})
}
