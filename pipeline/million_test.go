package pipeline

import (
	"bytes"
	"fmt"
	"os"
	"testing"
	"time"

	"assize/pipeline/frontier"
	"assize/pipeline/store"
)

// TestMillion brings a million URLs on a thousand hosts into the frontier, and
// says how fast, in how much memory, and how soon after a restart the first of
// them is handed out.
func TestMillion(t *testing.T) {
	if os.Getenv("ASSIZE_MILLION") == "" {
		t.Skip("a million URLs take minutes: set ASSIZE_MILLION=1")
	}
	const total, batch, hosts = 1_000_000, 1000, 1000
	dir := t.TempDir()
	if err := store.Init(dir); err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(t.Context(), dir, store.Write)
	if err != nil {
		t.Fatal(err)
	}
	run, err := s.BeginRun(t.Context(), "plan", nil, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	peak := 0
	begin := time.Now()
	for n := 0; n < total; n += batch {
		tasks := make([]frontier.Task, batch)
		for i := range tasks {
			host := fmt.Sprintf("h%d.test", (n+i*7)%hosts)
			tasks[i] = frontier.Task{URL: fmt.Sprintf("http://%s/reports/page-%d", host, n+i), Source: "s", Host: host, Root: host, Depth: 1}
		}
		if _, err := run.Offer(t.Context(), tasks); err != nil {
			t.Fatal(err)
		}
		peak = max(peak, anonymous(t))
	}
	t.Logf("%.0f inserts/s, %d MB of anonymous memory", total/time.Since(begin).Seconds(), peak>>10)
	if status, err := s.Status(t.Context()); err != nil || status.Queued != total {
		t.Fatalf("%+v, %v", status, err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}

	begin = time.Now()
	if s, err = store.Open(t.Context(), dir, store.Write); err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if run, err = s.BeginRun(t.Context(), "plan", nil, time.Now()); err != nil {
		t.Fatal(err)
	}
	if _, err := run.Counts(t.Context(), "s"); err != nil {
		t.Fatal(err)
	}
	f, err := frontier.New(t.Context(), run, frontier.NewHosts(s, time.Second, false, time.Now), nil, map[string]int{})
	if err != nil {
		t.Fatal(err)
	}
	turn, err := f.Next(t.Context(), time.Now())
	if err != nil || !turn.OK {
		t.Fatalf("turn %+v, %v", turn, err)
	}
	t.Logf("%.2f s from a restart to the first task, %d MB of anonymous memory", time.Since(begin).Seconds(), anonymous(t)>>10)
}

// anonymous is this process's anonymous memory in KiB, as proc(5) has it.
func anonymous(t *testing.T) (kib int) {
	t.Helper()
	data, err := os.ReadFile("/proc/self/status")
	if err != nil {
		t.Skipf("no figures of memory: %v", err)
	}
	_, rest, _ := bytes.Cut(data, []byte("RssAnon:"))
	if _, err := fmt.Sscan(string(rest), &kib); err != nil {
		t.Fatal(err)
	}
	return kib
}
