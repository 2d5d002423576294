package pipeline

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"assize/pipeline/fetch"
	"assize/pipeline/frontier"
)

// BenchmarkRun crawls 500 pages of 17 kB and 30 links each, without a network,
// and crawls them again.
func BenchmarkRun(b *testing.B) {
	const n = 500
	pages := map[string]string{}
	for i := range n {
		var page strings.Builder
		fmt.Fprintf(&page, "* finding of page %d\n", i)
		for j := range 30 {
			fmt.Fprintf(&page, `<a href="/%d">`, (i*30+j+1)%n)
		}
		page.WriteString(strings.Repeat("inspectors found that ", 800))
		pages[fmt.Sprintf("http://a.test/%d", i)] = page.String()
	}
	count := func(name string, got, want int) {
		if got != want {
			b.Fatalf("%d documents %s, want %d", got, name, want)
		}
	}
	crawled := 0
	for b.Loop() {
		w := newWorld(b)
		w.Fetcher = &clerk{answer: func(u string, _ int) (*fetch.Response, error) { return page(u, pages[u]), nil }}
		config := one(n, "http://a.test/0")
		count("stored", w.run(config).Documents, n)
		count("unchanged", w.run(config).Unchanged, n)
		crawled += 2 * n
	}
	b.ReportMetric(float64(crawled)/b.Elapsed().Seconds(), "pages/s")
}

// BenchmarkFrontier offers 20,000 URLs to the store, once new and once known.
func BenchmarkFrontier(b *testing.B) {
	offered := 0
	for b.Loop() {
		w := newWorld(b)
		run, err := w.Store.BeginRun(b.Context(), "plan", nil, time.Now())
		if err != nil {
			b.Fatal(err)
		}
		for range 2 {
			for part := range 20 {
				if _, err := run.Offer(b.Context(), tasks(part*1000, 1000)); err != nil {
					b.Fatal(err)
				}
				offered += 1000
			}
		}
		if status, err := w.Store.Status(b.Context()); err != nil || status.Queued != 20_000 {
			b.Fatalf("%+v, %v", status, err)
		}
	}
	b.ReportMetric(float64(offered)/b.Elapsed().Seconds(), "URLs/s")
}

func tasks(from, n int) []frontier.Task {
	out := make([]frontier.Task, n)
	for i := range out {
		out[i] = frontier.Task{URL: fmt.Sprintf("http://a.test/page/%d", from+i), Source: "s", Host: "a.test", Depth: 1}
	}
	return out
}
