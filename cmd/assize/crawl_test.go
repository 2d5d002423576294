package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
)

// pagesOfSite is how many pages the test site has beside its first.
const pagesOfSite = 12

// A site is a small website that can hold back one answer, so that a test acts
// at exactly that moment.
type site struct {
	*httptest.Server
	gate atomic.Pointer[gate]
}

// A gate holds back the answer for one path.
type gate struct {
	path     string
	reached  chan struct{} // receives when the path is asked for
	released chan struct{} // closed to let the answer go
}

func newSite(t *testing.T) *site {
	s := &site{}
	s.Server = httptest.NewServer(http.HandlerFunc(s.serve))
	t.Cleanup(s.Close)
	return s
}

// hold makes the site hold back a path until release is called or the test ends.
func (s *site) hold(t *testing.T, path string) (g *gate, release func()) {
	g = &gate{path, make(chan struct{}, 1), make(chan struct{})}
	s.gate.Store(g)
	release = sync.OnceFunc(func() {
		s.gate.Store(nil)
		close(g.released)
	})
	t.Cleanup(release)
	return g, release
}

func (s *site) serve(w http.ResponseWriter, r *http.Request) {
	if g := s.gate.Load(); g != nil && r.URL.Path == g.path {
		g.reached <- struct{}{}
		<-g.released
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	switch {
	case r.URL.Path == "/":
		io.WriteString(w, "<title>Reports</title><main><h1>Reports</h1><ul>")
		for n := range pagesOfSite {
			fmt.Fprintf(w, `<li><a href="/report/%d">Report %d</a></li>`, n, n)
		}
		io.WriteString(w, "</ul></main>")
	case strings.HasPrefix(r.URL.Path, "/report/"):
		name := filepath.Base(r.URL.Path)
		fmt.Fprintf(w, `<title>Report %[1]s</title><main><h1>Report %[1]s</h1><h2>Public protection</h2>
			<p>We found that:</p><ul><li>plans in district %[1]s were thin and came too late</li>
			<li>managers in district %[1]s knew their staff well</li></ul></main>`, name)
	default:
		http.NotFound(w, r)
	}
}

// program is the test binary as the program assize (see TestMain).
func program(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "assize", args...)
	cmd.Dir = t.TempDir()
	cmd.Env = append(os.Environ(), "XDG_CONFIG_HOME="+cmd.Dir)
	return cmd
}

// finish runs a call to its end and wants the exit code.
func finish(t *testing.T, want int, args ...string) (stdout, stderr string) {
	t.Helper()
	cmd := program(t, args...)
	var out, words bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &words
	code := exitOf(t, cmd.Run())
	if code != want {
		t.Fatalf("assize %s: exit code %d, want %d\n%s%s", strings.Join(args, " "), code, want, &out, &words)
	}
	return out.String(), words.String()
}

func exitOf(t *testing.T, err error) int {
	t.Helper()
	if exit, ok := errors.AsType[*exec.ExitError](err); ok {
		return exit.ExitCode()
	}
	if err != nil {
		t.Fatal(err)
	}
	return 0
}

// stopAt starts a crawl, sends the signal when it asks for the path, and returns
// the exit code (-1 when the signal ended the process).
func (s *site) stopAt(t *testing.T, path string, signal os.Signal, crawl ...string) int {
	t.Helper()
	g, release := s.hold(t, path)
	cmd := program(t, crawl...)
	words := &listener{word: "stopping", heard: make(chan struct{})}
	cmd.Stderr = words
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	select {
	case <-g.reached:
	case err := <-ended:
		t.Fatalf("the crawl ended before it asked for %s: %v\n%s", path, err, words)
	}
	if err := cmd.Process.Signal(signal); err != nil {
		t.Fatal(err)
	}
	if signal != os.Kill {
		<-words.heard // else the rest of the site may be fetched before the signal is seen
		release()
		return exitOf(t, <-ended)
	}
	err := <-ended
	release()
	return exitOf(t, err)
}

// A listener keeps what is written to it and tells when it has heard a word.
type listener struct {
	said  bytes.Buffer
	word  string
	heard chan struct{}
}

func (l *listener) String() string { return l.said.String() }

func (l *listener) Write(p []byte) (int, error) {
	before := strings.Contains(l.String(), l.word)
	n, err := l.said.Write(p)
	if !before && strings.Contains(l.String(), l.word) {
		close(l.heard)
	}
	return n, err
}

func (s *site) crawl(data string) []string {
	return []string{"crawl", "--data", data, "--allow-private", "--delay", "0", s.URL + "/"}
}

// undisturbed is the export of one run that nothing stopped.
func (s *site) undisturbed(t *testing.T) string {
	t.Helper()
	data := t.TempDir()
	finish(t, 0, s.crawl(data)...)
	out, _ := finish(t, 0, "export", "--data", data)
	if n := strings.Count(out, "\n"); n <= pagesOfSite {
		t.Fatalf("%d pages yield %d documents and records only", pagesOfSite+1, n)
	}
	return out
}

// difference names the first line in which two exports differ.
func difference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range min(len(g), len(w)) {
		if g[i] != w[i] {
			return fmt.Sprintf("line %d is\n%s\nwant\n%s", i+1, g[i], w[i])
		}
	}
	return fmt.Sprintf("there are %d lines, want %d", len(g)-1, len(w)-1)
}

func TestKilledRunResumes(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	want := s.undisturbed(t)
	data := t.TempDir()
	for _, page := range []int{0, 2, 5, 8, 11} {
		s.stopAt(t, fmt.Sprintf("/report/%d", page), os.Kill, s.crawl(data)...)
	}
	finish(t, 0, s.crawl(data)...)
	if got, _ := finish(t, 0, "export", "--data", data); got != want {
		t.Errorf("after five kills, %s", difference(got, want))
	}
	finish(t, 0, "search", "--data", data, "-e", `"report 11"`)

	finish(t, 0, s.crawl(data)...)
	if got, _ := finish(t, 0, "export", "--data", data); got != want {
		t.Errorf("after a second crawl, %s", difference(got, want))
	}
}

func TestSourceOfTheConfiguration(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	dir := t.TempDir()
	file := filepath.Join(dir, "assize.yaml")
	text := fmt.Sprintf("contact: me@example.org\ndata: store\ndelay: 0\nsources:\n  reports:\n    urls: ['%s/']\n    max_docs: 4\n", s.URL)
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		args []string
		want string
	}{
		{[]string{"--depth", "0", "reports"}, "documents\t1 stored"},
		{[]string{"reports"}, "documents\t3 stored (0 in part), 1 unchanged"},
		{[]string{"--max-docs", "0"}, fmt.Sprintf("documents\t%d stored (0 in part), 4 unchanged", pagesOfSite-3)},
	} {
		out, words := finish(t, 0, append([]string{"crawl", "--config", file, "--allow-private"}, tt.args...)...)
		if !strings.Contains(out, tt.want) || strings.Contains(words, "webmasters") {
			t.Errorf("crawl %s: got\n%s%s\nwant %s", tt.args, out, words, tt.want)
		}
	}
}

func TestInterruptedRunResumes(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	want := s.undisturbed(t)
	data := t.TempDir()
	if code := s.stopAt(t, "/report/7", os.Interrupt, s.crawl(data)...); code != 130 {
		t.Errorf("exit code %d after an interrupt, want 130", code)
	}
	finish(t, 0, s.crawl(data)...)
	if got, _ := finish(t, 0, "export", "--data", data); got != want {
		t.Errorf("after an interrupt, %s", difference(got, want))
	}
}

func TestLockedFolder(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	data := t.TempDir()
	g, release := s.hold(t, "/report/5")
	cmd := program(t, s.crawl(data)...)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	<-g.reached
	if _, words := finish(t, 11, s.crawl(data)...); !strings.Contains(words, fmt.Sprintf("process %d", cmd.Process.Pid)) {
		t.Errorf("the message does not name the process that holds the lock:\n%s", words)
	}
	finish(t, 0, "init", "--data", data)
	finish(t, 0, "status", "--data", data)
	finish(t, 0, "export", "--data", data)
	if _, words := finish(t, 0, "search", "-e", "--data", data, "kind:document"); words != "" {
		t.Errorf("a search through the crawl that holds the index says\n%s", words)
	}
	finish(t, 11, "index", "rebuild", "--data", data)
	release()
	if code := exitOf(t, cmd.Wait()); code != 0 {
		t.Errorf("the crawl that held the lock ended with %d", code)
	}
}
