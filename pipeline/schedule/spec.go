// Package schedule decides when each source runs: by a cron expression in a time
// zone, with a jitter, and with a rule for a turn that comes while the run before
// is still going on. The turns lie in the store and move in the transaction that
// begins a run, so that a crash neither skips nor doubles one.
package schedule

import (
	"errors"
	"fmt"
	"hash/fnv"
	"time"

	"github.com/adhocore/gronx"
)

// Overlap says what becomes of a turn that comes while the source's run before
// is still going on.
type Overlap string

// The rules.
const (
	Skip  Overlap = "skip"  // it is left out
	Queue Overlap = "queue" // it follows at once; of several, one does
)

// A Spec is when a source runs. The zero value is never.
type Spec struct {
	Cron    string // minute, hour, day, month, weekday; or six fields, seconds first; or @daily and the like
	Zone    *time.Location
	Jitter  time.Duration // a turn comes up to so much later, by the same amount whenever it is asked for
	Overlap Overlap
}

// Check says what is wrong with a cron expression.
func Check(cron string) error {
	if !gronx.IsValid(cron) {
		return fmt.Errorf(`want a cron expression such as "15 6 * * 1-5" (minute, hour, day, month, weekday), found %q`, cron)
	}
	if _, err := (Spec{Cron: cron, Zone: time.UTC}).Next("", time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)); err != nil {
		return fmt.Errorf("the cron expression %q never comes", cron)
	}
	return nil
}

// String is equal for specs with the same turns.
func (s Spec) String() string {
	return fmt.Sprintf("%s %s ~%s", s.Cron, s.Zone, s.Jitter)
}

var errNever = errors.New("the cron expression never comes")

// Next is the source's first turn after a time. The expression speaks of the
// clock on the wall: an hour that comes twice in autumn counts once, and a time
// that the clocks leave out in spring comes an hour off, not never.
func (s Spec) Next(source string, after time.Time) (time.Time, error) {
	wall := onWall(after.Add(-s.Jitter), s.Zone)
	for range 1000 {
		next, err := gronx.NextTickAfter(s.Cron, wall, false)
		if err != nil || !next.After(wall) {
			return time.Time{}, fmt.Errorf("%w: %q", errNever, s.Cron)
		}
		wall = next
		slot := time.Date(wall.Year(), wall.Month(), wall.Day(), wall.Hour(), wall.Minute(), wall.Second(), 0, s.Zone)
		if turn := slot.Add(s.delay(source, slot)); turn.After(after) {
			return turn, nil
		}
	}
	return time.Time{}, fmt.Errorf("%w: %q", errNever, s.Cron)
}

// onWall is what the clocks of a zone show, as if it were UTC, where no hour is
// missing or comes twice.
func onWall(t time.Time, zone *time.Location) time.Time {
	t = t.In(zone)
	return time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), 0, time.UTC)
}

// delay is the jitter of one slot of one source, in whole seconds.
func (s Spec) delay(source string, slot time.Time) time.Duration {
	seconds := uint64(s.Jitter / time.Second)
	if seconds == 0 {
		return 0
	}
	h := fnv.New64a()
	fmt.Fprintf(h, "%s %d", source, slot.Unix())
	return time.Duration(h.Sum64()%(seconds+1)) * time.Second
}
