package pipeline

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"assize/extractors/record"
	"assize/pipeline/fetch"
	"assize/pipeline/store"
)

// tree is a site of n pages, each with links to two more and back to the first,
// and with findings of its own.
func tree(n int) map[string]string {
	pages := map[string]string{}
	for i := range n {
		var b strings.Builder
		fmt.Fprintf(&b, "* finding A of page %d\n* finding B of page %d\n", i, i)
		for _, to := range []int{2*i + 1, 2*i + 2, 0} {
			if to < n {
				fmt.Fprintf(&b, `<a href="/%d">`, to)
			}
		}
		pages[fmt.Sprintf("/%d", i)] = b.String()
	}
	return pages
}

// stopper closes Stop at the nth stored document.
type stopper struct {
	left int
	stop chan struct{}
}

func (s *stopper) Event(e Event) {
	if e.Kind == EventKind(store.Stored) {
		if s.left--; s.left == 0 {
			close(s.stop)
		}
	}
}

func TestStopAndGoOn(t *testing.T) {
	const n = 60
	s := serve(t, tree(n))
	w := newWorld(t)
	config := one(20, s.URL+"/0")
	var asked []string
	documents := 0
	for round := range n {
		stop := &stopper{left: 7, stop: make(chan struct{})}
		config.Stop, w.Observer = stop.stop, stop
		stats, err := Run(t.Context(), config, w.Deps)
		if err != nil {
			t.Fatal(err)
		}
		asked = append(asked, s.asked()...)
		documents += stats.Documents
		if stats.Resumed != (round > 0) {
			t.Errorf("round %d: resumed %v", round, stats.Resumed)
		}
		st, err := w.Store.Status(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if !stats.Interrupted {
			if st.LastRun.State != store.Finished || st.LastRun.Pages[store.Stored] != n || st.Queued != 0 {
				t.Errorf("at the end: %+v", st.LastRun)
			}
			break
		}
		if st.LastRun.State != store.Interrupted || st.Queued == 0 {
			t.Errorf("round %d: %+v, %d queued", round, st.LastRun, st.Queued)
		}
	}
	slices.Sort(asked)
	if len(asked) != n || len(slices.Compact(asked)) != n || documents != n {
		t.Errorf("%d requests and %d documents for %d pages, want one each", len(asked), documents, n)
	}
	if st, _ := w.Store.Status(t.Context()); st.Records[record.KindFinding] != 2*n {
		t.Errorf("%d findings, want %d", st.Records[record.KindFinding], 2*n)
	}
}

// canceller cancels at the nth stored document.
type canceller struct {
	left   int
	cancel context.CancelFunc
}

func (c *canceller) Event(e Event) {
	if e.Kind == EventKind(store.Stored) {
		if c.left--; c.left == 0 {
			c.cancel()
		}
	}
}

func TestCutOff(t *testing.T) {
	s := serve(t, tree(60))
	w := newWorld(t)
	config := one(20, s.URL+"/0")
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	w.Observer = &canceller{left: 5, cancel: cancel}
	stats, err := Run(ctx, config, w.Deps)
	if !errors.Is(err, context.Canceled) || !stats.Interrupted {
		t.Fatalf("%+v, %v", stats, err)
	}
	w.Observer = nil
	if stats := w.run(config); !stats.Resumed || stats.Interrupted {
		t.Errorf("afterwards: %+v", stats)
	}
	if st, _ := w.Store.Status(t.Context()); st.Records[record.KindDocument] != 60 {
		t.Errorf("%d documents", st.Records[record.KindDocument])
	}
}

// childFolder names the environment variable that makes this test binary a
// crawler of the data folder it holds; its arguments are seeds.
const childFolder = "ASSIZE_TEST_CRAWL"

func child(dir string) int {
	err := func() error {
		s, err := store.Open(context.Background(), dir, store.Write)
		if err != nil {
			return err
		}
		client := fetch.New(fetch.Options{AllowPrivate: true, Robots: s})
		config := one(20, strings.Fields(os.Getenv(childFolder+"_SEEDS"))...)
		_, err = Run(context.Background(), config, Deps{Store: s, Fetcher: client, Extractor: reader{}})
		return errors.Join(err, s.Close())
	}()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return 0
}

// TestKill kills a crawler at random moments, counted in requests and files, and
// holds what it comes to in the end against a crawl that was left alone. With
// ASSIZE_KILLS=1 the site has 20,000 pages.
func TestKill(t *testing.T) {
	n, kills := 200, 8
	if os.Getenv("ASSIZE_KILLS") != "" {
		n, kills = 20_000, 10
	}
	folder := t.TempDir()
	for i := range 40 {
		text := fmt.Sprintf("* finding of file %d\n", i/2) // each text in two files
		write(t, filepath.Join(folder, fmt.Sprintf("%02d.txt", (i*7)%40)), text)
	}
	s := serve(t, tree(n))
	var budget atomic.Int64 // requests until the next kill
	enough := make(chan struct{}, 1)
	inner := s.Config.Handler
	s.Config.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if budget.Add(-1) == 0 {
			enough <- struct{}{}
		}
		inner.ServeHTTP(w, r)
	})
	seeds := []string{s.URL + "/0", folder}

	calm := newWorld(t)
	calm.run(one(20, seeds...))
	want := rows(t, calm.Store)
	if len(want) != n*3+20*2 {
		t.Fatalf("%d rows, want %d", len(want), n*3+20*2)
	}

	dir := t.TempDir()
	if err := store.Init(dir); err != nil {
		t.Fatal(err)
	}
	for kill := range kills {
		budget.Store(1 + rand.Int64N(int64(n/kills)))
		cmd := crawler(t, dir, seeds...)
		done := make(chan error, 1)
		go func() { done <- cmd.Wait() }()
		select {
		case <-enough:
			if err := cmd.Process.Kill(); err != nil {
				t.Fatal(err)
			}
			<-done
		case err := <-done:
			t.Fatalf("crawler %d came to its end too early: %v", kill, err)
		}
	}
	budget.Store(-1)
	if err := crawler(t, dir, seeds...).Wait(); err != nil {
		t.Fatal(err)
	}
	killed, err := store.Open(t.Context(), dir, store.Read)
	if err != nil {
		t.Fatal(err)
	}
	defer killed.Close()
	got := rows(t, killed)
	if !slices.Equal(got, want) {
		t.Errorf("%d rows after %d kills, %d without, or they differ", len(got), kills, len(want))
	}
	requests := len(s.asked()) - n // without the calm crawl's
	t.Logf("%d kills: %d requests for %d pages", kills, requests, n)
	if requests < n {
		t.Errorf("%d requests, want at least %d", requests, n)
	}
	left, err := filepath.Glob(filepath.Join(dir, "snapshots", "*", ".new-*"))
	if err != nil || len(left) > 0 {
		t.Errorf("half-written snapshots are left: %v, %v", left, err)
	}
	var seqs []int64
	changes, err := killed.Changes(t.Context(), 0, 1_000_000)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range changes {
		if c.Deleted {
			t.Errorf("%s was deleted", c.ID)
		}
		seqs = append(seqs, c.Seq)
	}
	if len(seqs) != len(want) || !slices.IsSorted(seqs) {
		t.Errorf("%d changes for %d rows", len(seqs), len(want))
	}
}
