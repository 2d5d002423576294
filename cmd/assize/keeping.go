package main

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"assize/internal/config"
	"assize/pipeline"
	"assize/pipeline/schedule"
	"assize/pipeline/store"
)

// keepSchedule crawls each source when its turn comes, until the command is
// stopped.
func (a *app) keepSchedule(cmd *cobra.Command, settings *config.Settings, c crawlRun, asJSON bool) error {
	bySource := map[string]pipeline.Source{}
	keeper := &schedule.Keeper{Book: c.store, Clock: wallClock{}, Waiting: a.sayTurns, Skipped: func(turn store.Turn) {
		fmt.Fprintf(a.err, "skipped: the turn of %s at %s came during its run before\n", turn.Source, turn.Next.Local().Format(timeFormat))
	}}
	for _, s := range c.sources {
		if spec := settings.Sources[s.Name].Schedule; spec.Cron != "" {
			bySource[s.Name] = s
			keeper.Jobs = append(keeper.Jobs, schedule.Job{Source: s.Name, Spec: spec})
		}
	}
	if len(keeper.Jobs) == 0 {
		return usage(cmd, fmt.Errorf("no source has a schedule; write one into %s: schedule: \"15 6 * * 1-5\"", config.FileName))
	}
	keeper.Run = func(ctx context.Context, turn store.Turn) error {
		run := c
		run.sources, run.turns = []pipeline.Source{bySource[turn.Source]}, []store.Turn{turn}
		run.observer = a.newObserver(asJSON)
		fmt.Fprintf(a.err, "crawling %s\n", turn.Source)
		stats, err := runCrawl(ctx, run)
		if err != nil {
			return err
		}
		return run.observer.done(stats)
	}
	return keeper.Keep(cmd.Context())
}

// sayTurns says what comes next, the first first.
func (a *app) sayTurns(turns []store.Turn) {
	turns = slices.SortedFunc(slices.Values(turns), func(x, y store.Turn) int { return x.Next.Compare(y.Next) })
	for _, turn := range turns {
		fmt.Fprintf(a.err, "next: %s at %s\n", turn.Source, turn.Next.Local().Format(timeFormat))
	}
}

// wallClock is the clock of the machine.
type wallClock struct{}

func (wallClock) Now() time.Time                         { return time.Now() }
func (wallClock) After(d time.Duration) <-chan time.Time { return time.After(d) }
