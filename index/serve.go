package index

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"assize/index/query"
)

// ErrGone is what a search ends with when the process that holds the index ended
// before it answered.
var ErrGone = errors.New("the process that holds the index has ended")

// socketFile in the folder of an index holds the address of the socket at which
// its holder answers. The socket lies in a folder of its own that only the user can
// enter, since a data folder's name may be longer than that of a socket can be.
const socketFile = "socket"

// Limits of an exchange.
const (
	exchangeTime = 30 * time.Second
	askedBytes   = 1 << 20
)

// asked is a Request as it goes over the socket, the query in canonical form, and
// answered what comes back, each as one JSON value.
type asked struct {
	Query         string
	Limit, Offset int
	After         string
	Facets        []string
	Explain       bool
}

type answered struct {
	Page  *Page
	Error string // "" when there is a page
}

// A server answers the searches of other processes while this one has the index
// open for writing, which keeps them from opening it.
type server struct {
	index    *Index
	refresh  func(context.Context) error
	listener net.Listener
	folder   string // of the socket
	ctx      context.Context
	cancel   context.CancelFunc
	running  sync.WaitGroup
}

// Serve answers the searches of other processes until the index is closed; see
// Ask. Before each it calls refresh, which may bring in what is new; several calls
// may run at a time.
func (x *Index) Serve(refresh func(context.Context) error) (err error) {
	defer wrap(&err, "serve the index")
	s := &server{index: x, refresh: refresh}
	if s.folder, err = os.MkdirTemp("", "assize-"); err != nil {
		return err
	}
	address := filepath.Join(s.folder, "s")
	if s.listener, err = net.Listen("unix", address); err != nil {
		return errors.Join(err, os.RemoveAll(s.folder))
	}
	s.ctx, s.cancel = context.WithCancel(context.Background())
	s.running.Go(s.accept)
	x.server = s
	if last, err := os.ReadFile(x.dir.path(socketFile)); err == nil { // left by a crash
		os.Remove(strings.TrimSpace(string(last)))
		os.Remove(filepath.Dir(strings.TrimSpace(string(last))))
	}
	return x.dir.replace(socketFile, address)
}

func (s *server) accept() {
	for {
		conn, err := s.listener.Accept()
		if errors.Is(err, net.ErrClosed) {
			return
		}
		if err == nil {
			s.running.Go(func() { s.answer(conn) })
		}
	}
}

// answer answers one search. Who asks something else gets no answer.
func (s *server) answer(conn net.Conn) {
	defer conn.Close()
	stop := context.AfterFunc(s.ctx, func() { conn.Close() })
	defer stop()
	conn.SetDeadline(time.Now().Add(exchangeTime))
	var q asked
	if err := json.NewDecoder(io.LimitReader(conn, askedBytes)).Decode(&q); err != nil {
		return
	}
	var a answered
	parsed, _, err := query.Parse(q.Query)
	if err == nil {
		err = s.refresh(s.ctx)
	}
	if err == nil {
		a.Page, err = s.index.Search(s.ctx, Request{Query: parsed, Limit: q.Limit, Offset: q.Offset, After: q.After, Facets: q.Facets, Explain: q.Explain})
	}
	if err != nil {
		a = answered{Error: err.Error()}
	}
	json.NewEncoder(conn).Encode(a) // who has gone meanwhile is not waited for
}

// close ends what is being answered.
func (s *server) close() error {
	err := errors.Join(os.Remove(s.index.dir.path(socketFile)), s.listener.Close())
	s.cancel()
	s.running.Wait()
	return errors.Join(err, os.RemoveAll(s.folder))
}

// A Holder is another process that has an index open for writing and answers
// searches.
type Holder struct{ address string }

// Ask finds the process that holds the index in a folder; nil when there is none
// that answers.
func Ask(dir string) *Holder {
	data, err := os.ReadFile(folder(dir).path(socketFile))
	if err != nil {
		return nil
	}
	h := &Holder{strings.TrimSpace(string(data))}
	conn, err := h.dial(context.Background())
	if err != nil {
		return nil
	}
	conn.Close()
	return h
}

func (h *Holder) dial(ctx context.Context) (net.Conn, error) {
	dialer := net.Dialer{Timeout: lockTimeout}
	return dialer.DialContext(ctx, "unix", h.address)
}

// Search has the holder run a search; it fails with ErrGone when that ends before
// it has answered.
func (h *Holder) Search(ctx context.Context, r Request) (*Page, error) {
	if _, err := r.collector(); err != nil {
		return nil, err
	}
	conn, err := h.dial(ctx)
	if err != nil {
		return nil, fmt.Errorf("%w: %v", ErrGone, err)
	}
	defer conn.Close()
	stop := context.AfterFunc(ctx, func() { conn.Close() })
	defer stop()
	conn.SetDeadline(time.Now().Add(exchangeTime))
	var a answered
	err = json.NewEncoder(conn).Encode(asked{r.Query.String(), r.Limit, r.Offset, r.After, r.Facets, r.Explain})
	if err == nil {
		err = json.NewDecoder(conn).Decode(&a)
	}
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case err != nil:
		return nil, fmt.Errorf("%w: %v", ErrGone, err)
	case a.Page == nil:
		return nil, errors.New(a.Error)
	}
	a.Page.Searched, a.Page.Also = query.Expand(r.Query.Where, stem)
	return a.Page, nil
}

// Close is there so that a Holder can stand for an Index.
func (h *Holder) Close() error { return nil }
