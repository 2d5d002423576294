//go:build !unix

package main

import "time"

var began = time.Now()

// cpuTime is the time since the start, which is more than was computed.
func cpuTime() time.Duration { return time.Since(began) }
