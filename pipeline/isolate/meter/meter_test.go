package meter

import (
	"context"
	"testing"
	"time"
)

// burn uses so much CPU time.
func burn(d time.Duration) {
	for end := processTime() + d; processTime() < end; {
	}
}

func TestFreeWorkIsNotCharged(t *testing.T) {
	burn(10 * time.Millisecond)
	var told []time.Duration
	m := New(func(uncharged time.Duration) { told = append(told, uncharged) })
	ctx := m.Context(context.Background())
	const paid, free = 20 * time.Millisecond, time.Second
	burn(paid)
	var before, within time.Duration
	Free(ctx, func() {
		before = m.Spent()
		burn(free)
		within = m.Spent()
	})
	if before < paid || within != before {
		t.Errorf("%s before free work, %s within", before, within)
	}
	if after := m.Spent(); after < paid || after >= free {
		t.Errorf("%s after free work", after)
	}
	if len(told) != 2 || told[0] < 10*time.Millisecond || told[1]-told[0] < free {
		t.Errorf("told %v", told)
	}
}

func TestFreeWithoutMeter(t *testing.T) {
	done := false
	if Free(t.Context(), func() { done = true }); !done {
		t.Error("the work was not done")
	}
}
