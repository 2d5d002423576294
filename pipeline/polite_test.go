package pipeline

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"sync"
	"testing"
	"time"

	"assize/extractors/fault"
	"assize/extractors/record"
	"assize/pipeline/fetch"
)

// A clerk is a fetcher that answers by itself and notes when it was asked.
type clerk struct {
	answer func(url string, times int) (*fetch.Response, error) // times: how often this URL was asked for before
	mu     sync.Mutex
	calls  []call
	times  map[string]int
	open   map[string]int // requests of each host
	most   int            // of them at once
}

type call struct {
	url        string
	begin, end time.Time
}

func (c *clerk) Fetch(_ context.Context, r fetch.Request) (*fetch.Response, error) {
	u, _ := url.Parse(r.URL)
	begin := time.Now()
	c.mu.Lock()
	if c.open == nil {
		c.open, c.times = map[string]int{}, map[string]int{}
	}
	c.open[u.Host]++
	c.most = max(c.most, c.open[u.Host])
	times := c.times[r.URL]
	c.times[r.URL]++
	c.mu.Unlock()
	response, err := c.answer(r.URL, times)
	c.mu.Lock()
	defer c.mu.Unlock()
	c.open[u.Host]--
	c.calls = append(c.calls, call{r.URL, begin, time.Now()})
	return response, err
}

// gap is the shortest time between the end of a request and the next.
func (c *clerk) gap() time.Duration {
	slices.SortFunc(c.calls, func(a, b call) int { return a.begin.Compare(b.begin) })
	shortest := time.Hour
	for i := range c.calls[1:] {
		shortest = min(shortest, c.calls[i+1].begin.Sub(c.calls[i].end))
	}
	return shortest
}

func page(address, text string) *fetch.Response {
	return &fetch.Response{URL: address, Status: 200, Body: []byte(text), FetchedAt: time.Now()}
}

func links(n int) (text string) {
	for i := range n {
		text += fmt.Sprintf(`<a href="/%d">`, i)
	}
	return text
}

func TestDelay(t *testing.T) {
	w := newWorld(t)
	c := &clerk{answer: func(u string, _ int) (*fetch.Response, error) { return page(u, links(8)), nil }}
	w.Fetcher = c
	config := one(1, "http://a.test/")
	config.Sources[0].Delay = 10 * time.Millisecond
	w.run(config)
	if want := 10 * time.Millisecond; len(c.calls) != 9 || c.gap() < want || c.most != 1 {
		t.Errorf("%d requests, up to %d at once, %v apart; want 9, one at a time, %v apart", len(c.calls), c.most, c.gap(), want)
	}
}

func TestHostsGoSideBySide(t *testing.T) {
	w := newWorld(t)
	both := make(chan struct{})
	waiting := make(chan struct{}, 1)
	c := &clerk{answer: func(u string, _ int) (*fetch.Response, error) {
		select {
		case waiting <- struct{}{}:
			<-both // until the other host is asked
		default:
			close(both)
		}
		return page(u, "* x"), nil
	}}
	w.Fetcher = c
	if stats := w.run(one(0, "http://a.test/", "http://b.test/")); stats.Documents != 2 {
		t.Errorf("stats %+v", stats)
	}
}

func TestBusyHostIsLeftAlone(t *testing.T) {
	const hold = 40 * time.Millisecond
	w := newWorld(t)
	c := &clerk{}
	c.answer = func(u string, times int) (*fetch.Response, error) {
		if u == "http://a.test/1" && times < 2 {
			return &fetch.Response{URL: u, Status: 429, RetryAfter: hold}, fault.Newf(fault.HTTPStatus, "fetch "+u, "HTTP 429")
		}
		return page(u, links(4)), nil
	}
	w.Fetcher = c
	stats := w.run(one(1, "http://a.test/"))
	if stats.Documents != 5 || stats.Failed != 0 || c.times["http://a.test/1"] != 3 {
		t.Errorf("stats %+v after %v", stats, c.times)
	}
	slices.SortFunc(c.calls, func(a, b call) int { return a.begin.Compare(b.begin) })
	for i, this := range c.calls[:len(c.calls)-1] {
		refused := this.url == "http://a.test/1" && c.calls[i+1].url == "http://a.test/1"
		if gap := c.calls[i+1].begin.Sub(this.end); refused && gap < hold {
			t.Errorf("asked again after %v, want %v", gap, hold)
		}
	}
	if got := w.journal.of(Retrying); len(got) != 2 {
		t.Errorf("retries %v", got)
	}
}

func TestSilentHostIsGivenUp(t *testing.T) {
	w := newWorld(t)
	c := &clerk{answer: func(u string, _ int) (*fetch.Response, error) {
		if u == "http://a.test/" {
			return page(u, links(20)), nil
		}
		return nil, fault.Newf(fault.Network, "fetch "+u, "connection reset")
	}}
	w.Fetcher = c
	config := one(1, "http://a.test/")
	config.Backoff = time.Millisecond
	stats := w.run(config)
	if stats.Failures[fault.Network] != 20 {
		t.Errorf("stats %+v", stats)
	}
	if want := 1 + 2*3; len(c.calls) != want {
		t.Errorf("%d requests, want %d: two pages three times, and no more", len(c.calls), want)
	}
}

func TestBytesInFlight(t *testing.T) {
	w := newWorld(t)
	w.Fetcher = &clerk{answer: func(u string, _ int) (*fetch.Response, error) {
		return page(u, links(30)+"* "+u), nil
	}}
	config := one(1, "http://a.test/", "http://b.test/", "http://c.test/")
	config.InFlight = 10 // less than any page
	if stats := w.run(config); stats.Documents != 3*31 {
		t.Errorf("stats %+v", stats)
	}
}

// A follower is an index in memory.
type follower struct {
	seq     int64
	records map[record.ID]int64
	fail    error
}

func (f *follower) Seq() int64 { return f.seq }

func (f *follower) Apply(_ context.Context, changes []record.Change) error {
	if f.fail != nil {
		return f.fail
	}
	for _, c := range changes {
		if c.Seq <= f.seq {
			return fmt.Errorf("change %d after %d", c.Seq, f.seq)
		}
		f.seq = c.Seq
		if c.Deleted {
			delete(f.records, c.ID)
		} else {
			f.records[c.ID] = c.Seq
		}
	}
	return nil
}

func TestIndexFollows(t *testing.T) {
	pages := tree(700) // 2,100 rows: more than two full batches
	s := serve(t, pages)
	w := newWorld(t)
	x := &follower{records: map[record.ID]int64{}}
	broken := errors.New("disk full")
	x.fail = broken
	w.Indexer = x
	config := one(20, s.URL+"/0")
	if _, err := Run(t.Context(), config, w.Deps); !errors.Is(err, broken) {
		t.Fatalf("with a broken index: %v", err)
	}
	x.fail = nil
	w.run(config)
	pages["/5"] = "* another finding\n" + links(3)
	w.run(config)
	want := map[record.ID]int64{}
	for c, err := range w.Store.All(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		want[c.ID] = c.Seq
	}
	if len(want) != 700*3-1 || fmt.Sprint(x.records) != fmt.Sprint(want) {
		t.Errorf("the index has %d records, the store %d, or they differ", len(x.records), len(want))
	}
}
