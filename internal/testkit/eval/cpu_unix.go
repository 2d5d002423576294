//go:build unix

package main

import (
	"syscall"
	"time"
)

// cpuTime is what this process has computed so far, in user and system mode.
func cpuTime() time.Duration {
	var usage syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &usage) != nil {
		return 0
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}

// peakOfChildren is the most memory, in MB, that one of the child processes which
// have ended held.
func peakOfChildren() float64 {
	var usage syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_CHILDREN, &usage) != nil {
		return 0
	}
	return float64(usage.Maxrss) / 1024
}
