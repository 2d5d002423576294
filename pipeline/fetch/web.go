package fetch

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"code.dny.dev/ssrf"

	"assize/extractors/fault"
	"assize/pipeline/frontier"
	"assize/pipeline/robots"
)

const (
	maxRetryAfter = 24 * time.Hour
	firstBlock    = 64 << 10 // bytes of a body that are read at once,
	lastBlock     = 1 << 20  // twice as many each time, up to this
	accept        = "text/html,application/xhtml+xml,application/pdf,text/plain;q=0.9,*/*;q=0.5"
)

// fetchWeb asks robots.txt about each address on the way, fetches, and turns an
// error status into an error.
func (c *Client) fetchWeb(ctx context.Context, r Request, u *url.URL) (_ *Response, err error) {
	op := "fetch " + r.URL
	out := &Response{URL: r.URL, FetchedAt: c.options.Now()}
	header := http.Header{"User-Agent": {c.agent}, "Accept": {accept}}
	if r.ETag != "" {
		header.Set("If-None-Match", r.ETag)
	}
	if r.LastModified != "" {
		header.Set("If-Modified-Since", r.LastModified)
	}
	resp, err := c.follow(ctx, u, header, r.Pace, func(hop *url.URL) error {
		if hop != u {
			out.Redirects = append(out.Redirects, out.URL)
			out.URL = hop.String()
		}
		return c.permitted(ctx, hop, r.Pace, out)
	})
	if err != nil {
		return out, c.classify(ctx, op, err)
	}
	defer func() {
		if failure := resp.close(); failure != nil && err == nil {
			err = c.classify(ctx, op, failure)
		}
	}()
	if final, err := frontier.Canonical(out.URL); err == nil {
		out.URL = final
	}
	out.Status = resp.StatusCode
	out.ContentType = resp.Header.Get("Content-Type")
	out.ETag, out.LastModified = resp.Header.Get("ETag"), resp.Header.Get("Last-Modified")
	out.RetryAfter = resp.retryAfter
	if resp.StatusCode == http.StatusNotModified && (r.ETag != "" || r.LastModified != "") {
		out.NotModified = true
		return out, nil
	}
	if resp.StatusCode < 200 || resp.StatusCode > 299 {
		return out, statusFault(op, resp.StatusCode)
	}
	if out.Body, err = readUpTo(resp.Body, resp.ContentLength, c.options.MaxBody); err != nil {
		return out, c.classify(ctx, op, err)
	}
	if len(out.Body) == 0 {
		return out, fault.Newf(fault.Empty, op, "the answer has no content; look at the page in a browser")
	}
	return out, nil
}

// permitted asks the robots.txt of the address, whose delay the host then gets.
func (c *Client) permitted(ctx context.Context, u *url.URL, pace Pace, out *Response) error {
	allowed, delay, err := c.robots.Check(ctx, u, func(ctx context.Context, address string) (int, []byte, error) {
		return c.fetchRobots(ctx, address, pace, out)
	})
	if err == nil && pace != nil {
		err = pace.Delay(ctx, hostOf(u), delay)
	}
	if err == nil && !allowed {
		err = fault.Newf(fault.Robots, "fetch "+u.String(), "robots.txt of %s forbids it; ask its owner, or save the page and crawl the file", u.Host)
	}
	return err
}

// readUpTo reads a body that must not be larger than limit once decoded; a
// compressed one is read no farther than that. It is read in blocks, so that one
// that turns out too large never took up more than the limit.
func readUpTo(body io.Reader, declared, limit int64) ([]byte, error) {
	if declared > limit {
		return nil, errTooLarge
	}
	var blocks [][]byte
	next := int64(firstBlock)
	for size := int64(0); ; next = min(2*next, lastBlock) {
		block := make([]byte, min(next, limit+1-size))
		n, err := fill(block, body)
		blocks = append(blocks, block[:n])
		size += int64(n)
		switch {
		case size > limit:
			return nil, errTooLarge
		case err == io.EOF:
			return bytes.Join(blocks, nil), nil
		case err != nil:
			return nil, err
		}
	}
}

// fill reads until the block is full. Unlike io.ReadFull it leaves errors as they
// are: a body that breaks off is not one that ends.
func fill(block []byte, r io.Reader) (n int, err error) {
	for n < len(block) && err == nil {
		var more int
		more, err = r.Read(block[n:])
		n += more
	}
	return n, err
}

var errTooLarge = errors.New("larger than the limit")

// fetchRobots is a robots.Fetch: too many redirects are no file, and what lies
// beyond the limit is not read. Out learns how long the server wants to be left
// alone.
func (c *Client) fetchRobots(ctx context.Context, address string, pace Pace, out *Response) (int, []byte, error) {
	u, err := url.Parse(address)
	if err != nil {
		return 0, nil, err
	}
	resp, err := c.follow(ctx, u, http.Header{"User-Agent": {c.agent}}, pace, func(*url.URL) error { return nil })
	if errors.Is(err, errRedirects) {
		return 310, nil, nil
	}
	if err != nil {
		return 0, nil, err
	}
	body, err := io.ReadAll(io.LimitReader(resp.Body, robots.Limit))
	out.RetryAfter = resp.retryAfter
	return resp.StatusCode, body, errors.Join(err, resp.close())
}

// classify makes one fault of whatever stopped a fetch.
func (c *Client) classify(ctx context.Context, op string, err error) error {
	var dial *net.OpError
	var resting *frontier.ErrResting
	switch {
	case ctx.Err() != nil:
		return fault.New(fault.Cancelled, op, ctx.Err())
	case fault.CodeOf(err) != "":
		return err
	case errors.As(err, &resting):
		return fault.New(fault.HTTPStatus, op, resting)
	case errors.Is(err, ssrf.ErrProhibitedIP), errors.Is(err, ssrf.ErrProhibitedNetwork):
		return fault.Newf(fault.Private, op, "the address is on a private network; allow that with --allow-private if you mean it")
	case errors.Is(err, errTooLarge):
		return c.tooLarge(op)
	case errors.Is(err, robots.ErrUnreachable):
		return fault.New(fault.Robots, op, err)
	case errors.Is(err, errRedirects):
		return fault.Newf(fault.HTTPStatus, op, "%w; look at the page in a browser for its right address", err)
	case timedOut(err):
		return fault.Newf(fault.Timeout, op, "no complete answer in time; try again later")
	case errors.As(err, &dial) && dial.Op == "dial":
		return fault.Newf(fault.Network, op, "%w; check the address and the network", dial)
	}
	return fault.Newf(fault.Network, op, "%w; try again later", err)
}

func timedOut(err error) bool {
	var t interface{ Timeout() bool }
	return errors.Is(err, context.DeadlineExceeded) || errors.As(err, &t) && t.Timeout()
}

// statusCodes are the error statuses that mean more than themselves.
var statusCodes = map[int]struct {
	code   fault.Code
	advice string
}{
	http.StatusUnauthorized:               {fault.Denied, "it asks for a password"},
	http.StatusForbidden:                  {fault.Denied, "the server refuses it; look at it in a browser, save it and crawl the file"},
	http.StatusUnavailableForLegalReasons: {fault.Denied, "the server refuses it"},
	http.StatusNotFound:                   {fault.NotFound, "there is no such page; check the address"},
	http.StatusGone:                       {fault.NotFound, "the page was taken away"},
	http.StatusTooManyRequests:            {fault.HTTPStatus, "the server wants fewer requests; crawl it later or with a longer delay"},
}

func statusFault(op string, status int) error {
	what := fmt.Sprintf("HTTP %d %s", status, http.StatusText(status))
	if s, ok := statusCodes[status]; ok {
		return fault.Newf(s.code, op, "%s: %s", what, s.advice)
	}
	return fault.Newf(fault.HTTPStatus, op, "%s: try again later", what)
}

// retryAfter reads a Retry-After field: seconds or a date (RFC 9110, 10.2.3),
// a day at most; 0 when there is none that can be read.
func retryAfter(value string, now time.Time) time.Duration {
	if seconds, err := strconv.ParseInt(value, 10, 32); err == nil {
		return min(max(time.Duration(seconds)*time.Second, 0), maxRetryAfter)
	}
	if date, err := http.ParseTime(value); err == nil {
		return min(max(date.Sub(now), 0), maxRetryAfter)
	}
	return 0
}
