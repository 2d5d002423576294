package robots

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"sync"
	"time"

	"golang.org/x/sync/singleflight"
)

const (
	goodFor = 24 * time.Hour // RFC 9309, 2.4
	badFor  = time.Minute    // an unreachable file is asked for again soon
)

// ErrUnreachable says that a host's robots.txt could not be had, so that
// everything on the host is refused for now (RFC 9309, 2.3.1.4).
var ErrUnreachable = errors.New("robots.txt cannot be read, so nothing may be fetched from this host; try again later")

// A Fetch gets a robots.txt: the status of the last answer after up to five
// redirects, and up to Limit bytes of it. More redirects are a status of 310.
type Fetch func(ctx context.Context, url string) (status int, body []byte, err error)

// A Cache holds the rules of each host for a day. It may be used by several
// goroutines; a host's file is fetched once however many ask.
type Cache struct {
	token   string
	fetch   Fetch
	now     func() time.Time
	flights singleflight.Group
	mu      sync.Mutex
	entries map[string]entry
}

type entry struct {
	rules *Rules
	err   error
	until time.Time
}

// NewCache makes a cache for the crawler with the given product token.
func NewCache(token string, fetch Fetch, now func() time.Time) *Cache {
	return &Cache{token: token, fetch: fetch, now: now, entries: map[string]entry{}}
}

// Rules returns what the robots.txt of the URL's host says. There may be none,
// and then all is allowed; where that cannot be told, the error is
// ErrUnreachable.
func (c *Cache) Rules(ctx context.Context, u *url.URL) (*Rules, error) {
	origin := u.Scheme + "://" + u.Host
	if e, ok := c.lookUp(origin); ok {
		return e.rules, e.err
	}
	v, err, _ := c.flights.Do(origin, func() (any, error) {
		if e, ok := c.lookUp(origin); ok {
			return e, nil
		}
		e := c.ask(ctx, origin+"/robots.txt")
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		c.mu.Lock()
		defer c.mu.Unlock()
		c.entries[origin] = e
		return e, nil
	})
	if err != nil {
		return nil, err
	}
	e := v.(entry)
	return e.rules, e.err
}

func (c *Cache) lookUp(origin string) (entry, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	e, ok := c.entries[origin]
	return e, ok && c.now().Before(e.until)
}

// ask applies section 2.3.1: a file that is there counts, a client error means
// that there is none, a server error or silence that nothing may be fetched.
// 429 is a server's plea and counts with the server errors.
func (c *Cache) ask(ctx context.Context, address string) entry {
	status, body, err := c.fetch(ctx, address)
	switch {
	case err != nil:
		return entry{err: fmt.Errorf("%w (%w)", ErrUnreachable, err), until: c.now().Add(badFor)}
	case status == 429 || status >= 500:
		return entry{err: fmt.Errorf("%w (%s: HTTP %d)", ErrUnreachable, address, status), until: c.now().Add(badFor)}
	case status >= 200 && status < 300:
		return entry{rules: Parse(body, c.token), until: c.now().Add(goodFor)}
	default:
		return entry{rules: new(Rules), until: c.now().Add(goodFor)}
	}
}

// Check says whether the URL may be fetched, and which delay the host asks for.
func (c *Cache) Check(ctx context.Context, u *url.URL) (allowed bool, delay time.Duration, err error) {
	rules, err := c.Rules(ctx, u)
	if err != nil {
		return false, 0, err
	}
	return rules.Allowed(requestPath(u)), rules.Delay(), nil
}

// requestPath is the part of the URL that rules are matched with.
func requestPath(u *url.URL) string {
	path := u.EscapedPath()
	if u.RawQuery != "" || u.ForceQuery {
		path += "?" + u.RawQuery
	}
	return path
}
