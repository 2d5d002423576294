//go:build unix

package index

import (
	"os"
	"runtime"
	"syscall"
)

// peakMemory is the bytes that a process that has ended held at most.
func peakMemory(state *os.ProcessState) int64 {
	peak := state.SysUsage().(*syscall.Rusage).Maxrss
	if runtime.GOOS == "darwin" {
		return peak
	}
	return peak << 10
}
