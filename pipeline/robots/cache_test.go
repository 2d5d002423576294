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
		c := NewCache("assize", func(_ context.Context, address string) (int, []byte, error) {
			asked++
			if address != "https://a.test/robots.txt" {
				t.Errorf("%s: asked for %s", tt.name, address)
			}
			return tt.status, []byte(tt.body), tt.err
		}, func() time.Time { return now })
		for range 2 {
			allowed, delay, err := c.Check(t.Context(), page)
			if allowed != tt.allowed || (err == nil) != tt.reach || err != nil && !errors.Is(err, ErrUnreachable) {
				t.Errorf("%s: allowed %v, error %v", tt.name, allowed, err)
			}
			if want := 2 * time.Second; tt.status == 200 && delay != want {
				t.Errorf("%s: delay %v", tt.name, delay)
			}
		}
		if asked != 1 {
			t.Errorf("%s: asked %d times at once, want 1", tt.name, asked)
		}
		now = now.Add(goodFor + time.Second)
		if _, _, err := c.Check(t.Context(), page); (err == nil) != tt.reach {
			t.Errorf("%s: a day later: %v", tt.name, err)
		}
		if asked != 2 {
			t.Errorf("%s: asked %d times after a day, want 2", tt.name, asked)
		}
	}
}

func TestCancelledFetchIsNotKept(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	c := NewCache("assize", func(ctx context.Context, _ string) (int, []byte, error) {
		cancel()
		return 0, nil, ctx.Err()
	}, time.Now)
	page := &url.URL{Scheme: "http", Host: "a.test", Path: "/"}
	if _, _, err := c.Check(ctx, page); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	if len(c.entries) != 0 {
		t.Error("the cache keeps a cancelled fetch")
	}
}
