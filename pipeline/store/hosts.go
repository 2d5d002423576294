package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"assize/pipeline/frontier"
	"assize/pipeline/robots"
)

// Host is what was kept of a host's pace; of an unknown one, the name alone.
func (s *Store) Host(ctx context.Context, name string) (frontier.HostState, error) {
	h := frontier.HostState{Host: name}
	var until, delay, failed int64
	err := s.read.QueryRowContext(ctx, "SELECT until, delay, fails, failed FROM host WHERE host = ?", name).Scan(&until, &delay, &h.Fails, &failed)
	if errors.Is(err, sql.ErrNoRows) {
		return h, nil
	}
	if err != nil {
		return h, fmt.Errorf("read the state of %s: %w", name, err)
	}
	h.Until, h.Failed = fromMillis(until), fromMillis(failed)
	h.Delay = time.Duration(delay) * time.Millisecond
	return h, nil
}

// KeepHosts keeps the pace of hosts. It is on disk when KeepHosts returns.
func (s *Store) KeepHosts(ctx context.Context, states ...frontier.HostState) error {
	if len(states) == 0 {
		return nil
	}
	err := s.write.within(ctx, func(t *txn) error {
		for _, h := range states {
			err := t.exec(`INSERT INTO host (host, until, delay, fails, failed) VALUES (?, ?, ?, ?, ?)
				ON CONFLICT DO UPDATE SET until = excluded.until, delay = excluded.delay, fails = excluded.fails, failed = excluded.failed`,
				h.Host, ceilMillis(h.Until), (h.Delay + time.Millisecond - 1).Milliseconds(), h.Fails, ceilMillis(h.Failed))
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("keep the state of %d hosts: %w", len(states), err)
	}
	return nil
}

// ceilMillis never lets a host be asked too early.
func ceilMillis(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.Add(time.Millisecond - 1).UnixMilli()
}

// Robots is the robots.txt of an origin ("https://host") as it was last fetched;
// false when it never was.
func (s *Store) Robots(ctx context.Context, origin string) (robots.File, bool, error) {
	var f robots.File
	var packed []byte
	var fetched int64
	err := s.read.QueryRowContext(ctx, "SELECT status, body, fetched FROM robots WHERE origin = ?", origin).Scan(&f.Status, &packed, &fetched)
	if errors.Is(err, sql.ErrNoRows) {
		return f, false, nil
	}
	if err == nil {
		f.Body, err = s.packer.unpack(packed)
	}
	if err != nil {
		return f, false, fmt.Errorf("read the robots.txt of %s: %w", origin, err)
	}
	f.Fetched = fromMillis(fetched)
	return f, true, nil
}

// KeepRobots keeps the robots.txt of an origin.
func (s *Store) KeepRobots(ctx context.Context, origin string, f robots.File) error {
	err := s.write.within(ctx, func(t *txn) error {
		return t.exec(`INSERT INTO robots (origin, status, body, fetched) VALUES (?, ?, ?, ?)
			ON CONFLICT DO UPDATE SET status = excluded.status, body = excluded.body, fetched = excluded.fetched`,
			origin, f.Status, s.packer.pack(f.Body), f.Fetched.UnixMilli())
	})
	if err != nil {
		return fmt.Errorf("keep the robots.txt of %s: %w", origin, err)
	}
	return nil
}
