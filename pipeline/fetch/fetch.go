// Package fetch gets the bytes of one URL: politely over HTTP (own user agent,
// robots.txt, time and size limits, no private addresses), or from a local file.
// Whatever goes wrong is a *fault.Error whose message names the address and what
// to do about it.
package fetch

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"syscall"
	"time"

	"code.dny.dev/ssrf"

	"assize/extractors/fault"
	"assize/pipeline/robots"
)

const (
	// Product is the name under which robots.txt addresses the crawler.
	Product = "assize"
	// DefaultMaxBody is the largest body that is read, in bytes, decoded.
	DefaultMaxBody = 48 << 20

	defaultHeaderTimeout = 20 * time.Second
	defaultTimeout       = 120 * time.Second
	dialTimeout          = 10 * time.Second
	maxRedirects         = 5
)

// Options set up a Client. Zero values mean the defaults.
type Options struct {
	Version       string        // of the program, for the user agent
	Contact       string        // a URL or mail address for the owners of websites
	AllowPrivate  bool          // fetch from loopback and private networks too
	MaxBody       int64         // bytes, after decompression
	HeaderTimeout time.Duration // from the request to the head of the answer
	Timeout       time.Duration // of one request, from its turn to the last byte
	Robots        robots.Keeper // keeps robots.txt files; may be nil
	Now           func() time.Time
}

// A Request asks for one URL.
type Request struct {
	URL          string
	ETag         string // validators of what is held already (RFC 9110, 13)
	LastModified string
	Pace         Pace // of every HTTP request that this takes, robots.txt and redirects too; nil for none
}

// A Pace spaces the requests to each host (with its port).
type Pace interface {
	// Turn waits until the host may be asked. Done ends the request; retryAfter
	// is how long the server wants to be left alone.
	Turn(ctx context.Context, host string) (done func(retryAfter time.Duration) error, err error)
	// Delay notes which delay the host's robots.txt asks for.
	Delay(ctx context.Context, host string, delay time.Duration) error
}

// A Response is an answer. It may accompany an error, without a body.
type Response struct {
	URL          string   // after redirects
	Redirects    []string // the URLs that led there, in order
	Status       int
	ContentType  string
	ETag         string
	LastModified string
	NotModified  bool // what the validators name is still right; no body
	Body         []byte
	RetryAfter   time.Duration // how long the server wants to be left alone
	FetchedAt    time.Time
}

// A Client fetches. It may be used by several goroutines.
type Client struct {
	http    *http.Client
	robots  *robots.Cache
	options Options
	agent   string
}

// New makes a client. It goes straight to the servers: proxy settings of the
// environment do not count, because behind a proxy nobody could tell a private
// address from a public one.
func New(o Options) *Client {
	control := ssrf.New(ssrf.WithAnyPort()).Safe
	if o.AllowPrivate {
		control = nil
	}
	return newClient(o, control)
}

// newClient makes a client that asks control, after the DNS has answered, about
// every address before it dials.
func newClient(o Options, control func(network, address string, c syscall.RawConn) error) *Client {
	o.MaxBody = orDefault(o.MaxBody, DefaultMaxBody)
	o.HeaderTimeout = orDefault(o.HeaderTimeout, defaultHeaderTimeout)
	o.Timeout = orDefault(o.Timeout, defaultTimeout)
	if o.Now == nil {
		o.Now = time.Now
	}
	dialer := &net.Dialer{Timeout: dialTimeout, Control: control}
	c := &Client{options: o, agent: userAgent(o), http: &http.Client{
		Transport: &http.Transport{
			DialContext:            dialer.DialContext,
			TLSHandshakeTimeout:    dialTimeout,
			ResponseHeaderTimeout:  o.HeaderTimeout,
			MaxResponseHeaderBytes: 256 << 10,
			MaxIdleConnsPerHost:    2,
			IdleConnTimeout:        time.Minute,
			ForceAttemptHTTP2:      true,
		},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
	c.robots = robots.NewCache(Product, o.Robots, o.Now)
	return c
}

func orDefault[T int64 | time.Duration](v, otherwise T) T {
	if v <= 0 {
		return otherwise
	}
	return v
}

func userAgent(o Options) string {
	agent := Product
	if o.Version != "" {
		agent += "/" + o.Version
	}
	if o.Contact != "" {
		agent += " (+" + o.Contact + ")"
	}
	return agent
}

// Close gives up idle connections.
func (c *Client) Close() { c.http.CloseIdleConnections() }

// Fetch gets the URL, by its scheme from the web or from the disk.
func (c *Client) Fetch(ctx context.Context, r Request) (*Response, error) {
	u, err := url.Parse(r.URL)
	if err != nil || u.Scheme != "file" && u.Host == "" {
		return nil, fault.Newf(fault.Malformed, "fetch "+r.URL, "not a URL that can be fetched; check how it is written")
	}
	switch u.Scheme {
	case "http", "https":
		return c.fetchWeb(ctx, r, u)
	case "file":
		return c.fetchFile(r.URL)
	}
	return nil, fault.Newf(fault.Unsupported, "fetch "+r.URL, "only http, https and files are fetched")
}

func (c *Client) tooLarge(op string) error {
	return fault.Newf(fault.TooLarge, op, "larger than the limit of %s; cut it into parts and crawl those, or leave it out", size(c.options.MaxBody))
}

func size(bytes int64) string {
	if bytes < 1<<20 {
		return fmt.Sprintf("%d bytes", bytes)
	}
	return fmt.Sprintf("%d MiB", bytes>>20)
}
