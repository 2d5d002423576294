package main

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"assize/pipeline/store"
)

// TestScheduleSurvivesAKill kills the keeper of a schedule in the middle of a
// run, starts it again, and wants that run to have ended once.
func TestScheduleSurvivesAKill(t *testing.T) {
	s := newSite(t)
	dir := filepath.Join(t.TempDir(), "store")
	file := filepath.Join(t.TempDir(), "assize.yaml")
	text := fmt.Sprintf("delay: 0s\nsources:\n  north:\n    urls: [%s]\n    schedule: \"* * * * * *\"\n", s.URL)
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	crawl := []string{"crawl", "--schedule", "--config", file, "--data", dir, "--allow-private"}
	if code := s.stopAt(t, "/report/5", os.Kill, crawl...); code != -1 {
		t.Fatalf("killed, it ends with %d", code)
	}

	cmd := program(t, crawl...)
	words, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(words)
	for lines.Scan() && !strings.HasPrefix(lines.Text(), "documents") {
	}
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	for lines.Scan() {
	}
	if code := exitOf(t, cmd.Wait()); code != 0 {
		t.Errorf("stopped, it ends with %d", code)
	}

	st, err := store.Open(t.Context(), dir, store.Read)
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	infos, err := st.Sources(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	yields := infos["north"].Yields
	if len(yields) == 0 || yields[len(yields)-1] != pagesOfSite+1 || infos["north"].Documents != pagesOfSite+1 {
		t.Errorf("the runs found %v documents, of which there are %d", yields, infos["north"].Documents)
	}
	for _, page := range []string{"/", "/report/5"} {
		if p, err := st.Page(t.Context(), s.URL+page); err != nil || p.Run < 1 {
			t.Errorf("%s: %+v, %v", page, p, err)
		}
	}
}
