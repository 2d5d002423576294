// Command assize brings back what inspectorates found and what they said:
// it crawls pages and reports, keeps what it read, and searches and exports
// findings, quotes, recommendations and ratings that can each be checked
// against their source.
package main

import (
	"context"
	"io"
	"log"
	"os"
	"os/signal"
	"syscall"
	_ "time/tzdata" // schedules name time zones, which not every system knows
)

func main() {
	// Libraries report to the standard logger what they also return as errors.
	log.SetOutput(io.Discard)
	// The first signal stops the work; once it is stopped with, the second one
	// finds the system's own handling and ends the process.
	ctx, restore := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, restore)
	os.Exit(run(ctx, os.Args[1:], streams{os.Stdin, os.Stdout, os.Stderr, os.Getenv}))
}
