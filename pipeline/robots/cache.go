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

// goodFor is how long a file counts (RFC 9309, 2.4).
const goodFor = 24 * time.Hour

// ErrUnreachable says that a host's robots.txt could not be had, so that
// everything on the host is refused for now (RFC 9309, 2.3.1.4).
var ErrUnreachable = errors.New("robots.txt cannot be read, so nothing may be fetched from this host; try again later")

// A Fetch gets a robots.txt: the status of the last answer after up to five
// redirects, and up to Limit bytes of it. More redirects are a status of 310.
type Fetch func(ctx context.Context, url string) (status int, body []byte, err error)

// A File is what was answered when a robots.txt was asked for.
type File struct {
	Status  int
	Body    []byte
	Fetched time.Time
}

// A Keeper keeps the files of origins ("https://host") from run to run.
type Keeper interface {
	Robots(ctx context.Context, origin string) (f File, known bool, err error)
	KeepRobots(ctx context.Context, origin string, f File) error
}

// A Cache holds the rules of each host for a day. A file that cannot be reached
// is asked for again whenever it is needed: how soon that is, is up to the
// host's pace. A Cache may be used by several goroutines; a host's file is
// fetched once however many ask.
type Cache struct {
	token   string
	keeper  Keeper
	now     func() time.Time
	flights singleflight.Group
	mu      sync.Mutex
	entries map[string]entry
}

type entry struct {
	rules *Rules
	until time.Time
}

// NewCache makes a cache for the crawler with the given product token. The keeper
// may be nil.
func NewCache(token string, keeper Keeper, now func() time.Time) *Cache {
	return &Cache{token: token, keeper: keeper, now: now, entries: map[string]entry{}}
}

// Check says whether the URL may be fetched, and which delay its host asks for.
// The robots.txt is fetched if need be. There may be none, and then all is
// allowed; where that cannot be told, the error is ErrUnreachable.
func (c *Cache) Check(ctx context.Context, u *url.URL, fetch Fetch) (allowed bool, delay time.Duration, err error) {
	rules, err := c.rules(ctx, u.Scheme+"://"+u.Host, fetch)
	if err != nil {
		return false, 0, err
	}
	return rules.Allowed(requestPath(u)), rules.Delay(), nil
}

func (c *Cache) rules(ctx context.Context, origin string, fetch Fetch) (*Rules, error) {
	if e, ok := c.lookUp(origin); ok {
		return e.rules, nil
	}
	v, err, _ := c.flights.Do(origin, func() (any, error) {
		if e, ok := c.lookUp(origin); ok {
			return e.rules, nil
		}
		f, err := c.file(ctx, origin, fetch)
		if err != nil {
			return nil, err
		}
		rules := new(Rules)
		if f.Status >= 200 && f.Status < 300 {
			rules = Parse(f.Body, c.token)
		}
		c.mu.Lock()
		defer c.mu.Unlock()
		c.entries[origin] = entry{rules, f.Fetched.Add(goodFor)}
		return rules, nil
	})
	if err != nil {
		return nil, err
	}
	return v.(*Rules), nil
}

func (c *Cache) lookUp(origin string) (entry, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	e, ok := c.entries[origin]
	return e, ok && c.now().Before(e.until)
}

// file is the kept file, or a fresh one by section 2.3.1: one that is there
// counts, a client error means that there is none, a server error or silence that
// nothing may be fetched. 429 is a server's plea and counts with the server
// errors.
func (c *Cache) file(ctx context.Context, origin string, fetch Fetch) (File, error) {
	now := c.now()
	if c.keeper != nil {
		f, known, err := c.keeper.Robots(ctx, origin)
		if err != nil {
			return File{}, err
		}
		if known && !f.Fetched.After(now) && now.Before(f.Fetched.Add(goodFor)) {
			return f, nil
		}
	}
	status, body, err := fetch(ctx, origin+"/robots.txt")
	switch {
	case ctx.Err() != nil:
		return File{}, ctx.Err()
	case err != nil:
		return File{}, fmt.Errorf("%w (%w)", ErrUnreachable, err)
	case status == 429 || status >= 500:
		return File{}, fmt.Errorf("%w (%s/robots.txt: HTTP %d)", ErrUnreachable, origin, status)
	}
	f := File{Status: status, Body: body, Fetched: now}
	if c.keeper != nil {
		err = c.keeper.KeepRobots(ctx, origin, f)
	}
	return f, err
}

// requestPath is the part of the URL that rules are matched with.
func requestPath(u *url.URL) string {
	path := u.EscapedPath()
	if u.RawQuery != "" || u.ForceQuery {
		path += "?" + u.RawQuery
	}
	return path
}
