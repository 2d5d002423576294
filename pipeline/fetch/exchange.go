package fetch

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"time"

	"assize/pipeline/frontier"
)

// errRedirects says that there was no end to the redirects.
var errRedirects = fmt.Errorf("more than %d redirects", maxRedirects)

// An exchange is one HTTP request and its answer, of which the body is still to
// be read. Its host is asked nothing else until it is closed.
type exchange struct {
	*http.Response
	retryAfter time.Duration // how long the server wants to be left alone
	end        func() error
}

func (x *exchange) close() error { return x.end() }

// follow requests the address and what it redirects to. Each hop is asked of
// permit first.
func (c *Client) follow(ctx context.Context, u *url.URL, header http.Header, pace Pace, permit func(*url.URL) error) (*exchange, error) {
	for hops := 0; ; hops++ {
		if err := permit(u); err != nil {
			return nil, err
		}
		x, err := c.request(ctx, u, header, pace)
		if err != nil {
			return nil, err
		}
		next, err := redirect(x.Response)
		if err == nil && next == nil {
			return x, nil
		}
		if err := errors.Join(err, x.close()); err != nil {
			return nil, err
		}
		if hops == maxRedirects {
			return nil, errRedirects
		}
		u = next
	}
}

// request waits for the turn of the host and sends one request.
func (c *Client) request(ctx context.Context, u *url.URL, header http.Header, pace Pace) (*exchange, error) {
	done := func(time.Duration) error { return nil }
	if pace != nil {
		var err error
		if done, err = pace.Turn(ctx, hostOf(u)); err != nil {
			return nil, err
		}
	}
	limited, cancel := context.WithTimeout(ctx, c.options.Timeout)
	resp, err := c.http.Do((&http.Request{Method: http.MethodGet, URL: u, Header: header}).WithContext(limited))
	if err != nil {
		cancel()
		return nil, errors.Join(err, done(0))
	}
	x := &exchange{Response: resp, retryAfter: retryAfter(resp.Header.Get("Retry-After"), c.options.Now())}
	x.end = func() error {
		err := resp.Body.Close()
		cancel()
		return errors.Join(err, done(x.retryAfter))
	}
	return x, nil
}

// hostOf is the host as the frontier knows it.
func hostOf(u *url.URL) string {
	if canonical, err := frontier.Canonical(u.String()); err == nil {
		if c, err := url.Parse(canonical); err == nil {
			return c.Host
		}
	}
	return u.Host
}

// redirect is where an answer sends its reader (RFC 9110, 15.4), nil for
// nowhere.
func redirect(resp *http.Response) (*url.URL, error) {
	switch resp.StatusCode {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther, http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
	default:
		return nil, nil
	}
	location := resp.Header.Get("Location")
	if location == "" {
		return nil, nil
	}
	next, err := frontier.Resolve(resp.Request.URL.String(), location)
	if err != nil {
		return nil, fmt.Errorf("it redirects to %q, which cannot be fetched", location)
	}
	return url.Parse(next)
}
