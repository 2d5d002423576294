package robots

import (
	"context"
	"errors"
	"net/url"
	"testing"
	"time"
)

func TestFetchRules(t *testing.T) {
	broken := errors.New("connection refused")
	const shut = "user-agent: *\ndisallow: /\ncrawl-delay: 2\n"
	tests := []struct {
		name    string
		status  int
		body    string
		err     error
		allowed bool
		reach   bool
	}{
		{"there", 200, shut, nil, false, true},
		{"none", 404, shut, nil, true, true},
		{"forbidden", 403, shut, nil, true, true},
		{"too many redirects", 310, shut, nil, true, true},
		{"slow down", 429, "", nil, false, false},
		{"server error", 500, "", nil, false, false},
		{"unavailable", 503, "", nil, false, false},
		{"no answer", 0, "", broken, false, false},
	}
	page, err := url.Parse("https://a.test/x?y")
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range tests {
		now := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
		asked := 0
		c := NewCache("assize", nil, func() time.Time { return now })
		fetch := func(_ context.Context, address string) (int, []byte, error) {
			asked++
			if address != "https://a.test/robots.txt" {
				t.Errorf("%s: asked for %s", tt.name, address)
			}
			return tt.status, []byte(tt.body), tt.err
		}
		for range 2 {
			allowed, delay, err := c.Check(t.Context(), page, fetch)
			if allowed != tt.allowed || (err == nil) != tt.reach || err != nil && !errors.Is(err, ErrUnreachable) {
				t.Errorf("%s: allowed %v, error %v", tt.name, allowed, err)
			}
			if want := 2 * time.Second; tt.status == 200 && delay != want {
				t.Errorf("%s: delay %v", tt.name, delay)
			}
		}
		want := 1
		if !tt.reach {
			want = 2 // what could not be had is asked for again
		}
		if asked != want {
			t.Errorf("%s: asked %d times at once, want %d", tt.name, asked, want)
		}
		now = now.Add(goodFor + time.Second)
		if _, _, err := c.Check(t.Context(), page, fetch); (err == nil) != tt.reach {
			t.Errorf("%s: a day later: %v", tt.name, err)
		}
		if asked != want+1 {
			t.Errorf("%s: asked %d times after a day, want %d", tt.name, asked, want+1)
		}
	}
}

func TestCancelledFetchIsNotKept(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	c := NewCache("assize", nil, time.Now)
	fetch := func(ctx context.Context, _ string) (int, []byte, error) {
		cancel()
		return 0, nil, ctx.Err()
	}
	page := &url.URL{Scheme: "http", Host: "a.test", Path: "/"}
	if _, _, err := c.Check(ctx, page, fetch); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	if len(c.entries) != 0 {
		t.Error("the cache keeps a cancelled fetch")
	}
}

// A shelf keeps files as long as the process lives.
type shelf map[string]File

func (s shelf) Robots(_ context.Context, origin string) (File, bool, error) {
	f, known := s[origin]
	return f, known, nil
}

func (s shelf) KeepRobots(_ context.Context, origin string, f File) error {
	s[origin] = f
	return nil
}

func TestKeptFileCountsForADay(t *testing.T) {
	kept := shelf{}
	now := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	page := &url.URL{Scheme: "http", Host: "a.test", Path: "/x"}
	asked, status := 0, 200
	ask := func() (bool, error) { // in a new process each time
		c := NewCache("assize", kept, func() time.Time { return now })
		allowed, _, err := c.Check(t.Context(), page, func(context.Context, string) (int, []byte, error) {
			asked++
			return status, []byte("user-agent: *\ndisallow: /x"), nil
		})
		return allowed, err
	}
	for range 3 {
		if allowed, err := ask(); allowed || err != nil || asked != 1 {
			t.Fatalf("allowed %v, %v, asked %d times", allowed, err, asked)
		}
	}
	now, status = now.Add(goodFor), 503
	if _, err := ask(); !errors.Is(err, ErrUnreachable) {
		t.Errorf("a day later the server fails: %v", err)
	}
	status = 404
	if allowed, err := ask(); !allowed || err != nil || asked != 3 {
		t.Errorf("then there is no file: allowed %v, %v, asked %d times", allowed, err, asked)
	}
	now = now.Add(-2 * goodFor)
	if ask(); asked != 4 {
		t.Errorf("a file from the future was believed")
	}
}
