package pipeline

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"assize/pipeline/store"
)

// A porter serves links at the pace of its robots.txt, asks to be left alone at
// every fourth request, and notes when requests came.
type porter struct {
	came chan bool // for each request, whether it was answered with a plea
	mu   sync.Mutex
	log  []time.Time
	shut []window
}

// A window is a time in which no request may come.
type window struct{ from, to time.Time }

func (p *porter) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	now := time.Now()
	p.log = append(p.log, now)
	n := len(p.log)
	if n%4 == 0 {
		shut := window{now, now.Add(time.Second)}
		retryAfter := "1"
		if n%8 == 0 {
			shut.to = now.Add(2 * time.Second).Truncate(time.Second)
			retryAfter = shut.to.UTC().Format(http.TimeFormat)
		}
		p.shut = append(p.shut, shut)
		w.Header().Set("Retry-After", retryAfter)
		w.WriteHeader(http.StatusTooManyRequests)
	}
	p.mu.Unlock()
	if r.URL.Path == "/robots.txt" {
		io.WriteString(w, "user-agent: *\ncrawl-delay: 0.2\n")
	} else {
		io.WriteString(w, links(12))
	}
	if p.came != nil {
		p.came <- n%4 == 0
	}
}

// tooSoon lists the requests that came within the delay of another, or when none
// was to come.
func (p *porter) tooSoon(delay time.Duration) (out []string) {
	for i, at := range p.log {
		if i > 0 && at.Sub(p.log[i-1]) < delay {
			out = append(out, fmt.Sprintf("request %d, %v after the one before", i, at.Sub(p.log[i-1])))
		}
		for _, shut := range p.shut {
			if at.After(shut.from) && at.Before(shut.to) {
				out = append(out, fmt.Sprintf("request %d, %v before it was welcome", i, shut.to.Sub(at)))
			}
		}
	}
	return out
}

// TestPaceOutlivesKills kills a crawler after each second request, and when it
// has been asked to leave the server alone.
func TestPaceOutlivesKills(t *testing.T) {
	p := &porter{came: make(chan bool)}
	s := httptest.NewServer(p)
	defer s.Close()
	u, err := url.Parse(s.URL)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := store.Init(dir); err != nil {
		t.Fatal(err)
	}
	kept := func() time.Time {
		st, err := store.Open(t.Context(), dir, store.Read)
		if err != nil {
			t.Fatal(err)
		}
		defer st.Close()
		host, err := st.Host(t.Context(), u.Host)
		if err != nil {
			t.Fatal(err)
		}
		return host.Until
	}
	for range 6 {
		cmd := crawler(t, dir, s.URL+"/")
		plea := <-p.came
		if !plea {
			plea = <-p.came
		}
		if plea { // what it asked for is kept before anything else is done
			for asked := p.shut[len(p.shut)-1].from; !kept().After(asked); {
			}
		}
		if err := cmd.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		if err := cmd.Wait(); err == nil {
			t.Fatal("the crawler came to its end too early")
		}
	}
	cmd := crawler(t, dir, s.URL+"/")
	go func() {
		for range p.came { // until the last request
		}
	}()
	err = cmd.Wait()
	s.Close()
	close(p.came)
	if err != nil {
		t.Fatal(err)
	}
	if early := p.tooSoon(200 * time.Millisecond); len(early) > 0 || len(p.shut) < 3 {
		t.Errorf("of %d requests and %d pleas, too soon: %v", len(p.log), len(p.shut), early)
	}
	t.Logf("%d requests, %d pleas", len(p.log), len(p.shut))
}

// crawler crawls the seeds in a process of its own.
func crawler(t *testing.T, dir string, seeds ...string) *exec.Cmd {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0])
	cmd.Env = append(os.Environ(), childFolder+"="+dir, childFolder+"_SEEDS="+strings.Join(seeds, " "))
	cmd.Stderr = os.Stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	return cmd
}
