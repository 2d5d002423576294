package pipeline

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"assize/extractors/record"
	"assize/pipeline/store"
)

// TestThroughput crawls 2,000 pages of 19 KB over loopback, each in a process of
// its own, with this crawler, which stores all of it durably, and with colly,
// which stores nothing, in turns. It says how many pages a second and how much
// processor time a page took, before extraction.
func TestThroughput(t *testing.T) {
	if os.Getenv("ASSIZE_PEERS") == "" {
		t.Skip("a comparison with colly, which go fetches: set ASSIZE_PEERS=1")
	}
	const pages, rounds = 2000, 3
	colly := filepath.Join(t.TempDir(), "colly")
	build := exec.Command("go", "build", "-o", colly, "./colly")
	build.Dir = filepath.Join("..", "internal", "testkit", "peers")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("build colly: %v\n%s", err, out)
	}
	s := httptest.NewServer(web(pages))
	defer s.Close()
	measure := func(name string, cmd *exec.Cmd) float64 {
		begin := time.Now()
		if err := cmd.Wait(); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		rate := pages / time.Since(begin).Seconds()
		cpu := cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
		t.Logf("%-6s %5.0f pages/s, %.2f ms CPU a page", name, rate, float64(cpu.Microseconds())/1000/pages)
		return rate
	}
	for range rounds {
		dir := t.TempDir()
		if err := store.Init(dir); err != nil {
			t.Fatal(err)
		}
		ours := measure("assize", crawler(t, dir, s.URL+"/0"))
		st, err := store.Open(t.Context(), dir, store.Read)
		if err != nil {
			t.Fatal(err)
		}
		status, err := st.Status(t.Context())
		st.Close()
		if err != nil || status.Records[record.KindDocument] != pages {
			t.Fatalf("%d documents, %v", status.Records[record.KindDocument], err)
		}
		peer := exec.CommandContext(t.Context(), colly, s.URL+"/0")
		if err := peer.Start(); err != nil {
			t.Fatal(err)
		}
		t.Logf("ratio %.2f", ours/measure("colly", peer))
	}
}

// web serves n pages of 19 KB with 30 links each.
func web(n int) http.Handler {
	text := "<p>" + strings.Repeat("inspectors found that the wardens worked well, ", 380) + "</p>"
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var i int
		if _, err := fmt.Sscanf(r.URL.Path, "/%d", &i); err != nil {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprintf(w, "<html><body><p>Page %d</p>", i)
		for j := range 30 {
			fmt.Fprintf(w, `<a href="/%d">next</a>`, (i*30+j+1)%n)
		}
		fmt.Fprint(w, text, "</body></html>")
	})
}
