package isolate_test

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"assize/extractors"
	"assize/extractors/block"
	"assize/extractors/fault"
	"assize/extractors/pdfdoc"
	"assize/extractors/record"
	"assize/extractors/sites"
	"assize/pipeline/isolate"
)

// envBehave makes this test binary a worker whose parser does what the body of
// each snapshot tells it to.
const envBehave = "ASSIZE_TEST_WORKER"

func TestMain(m *testing.M) {
	if os.Getenv(envBehave) == "" {
		goleak.VerifyTestMain(m)
		return
	}
	if err := isolate.Worker(context.Background(), os.Stdin, os.Stdout, behave); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func behave(ctx context.Context, in extractors.Input) (extractors.Result, error) {
	fmt.Println("a library talks")
	if script, ok := strings.CutPrefix(string(in.Body), "%PDF-1.7 "); ok {
		return behavePDF(ctx, script, in.PDF)
	}
	if err := die(ctx, string(in.Body)); err != nil {
		return extractors.Result{}, err
	}
	f := &record.Finding{Common: record.Common{Text: string(in.Body)}, Themes: []string{}}
	profiles := ""
	if in.Sites != nil {
		profiles = in.Sites.Fingerprint()
	}
	record.Identify("d_1", []record.Record{f})
	return extractors.Result{
		Document: record.Document{Title: in.ContentType, URL: in.URL.String(), Subtitle: in.PDF.Password, Flags: []string{fmt.Sprint(in.PDF.IgnoreTags, in.Explain), profiles}},
		Records:  []record.Record{f}, Doc: &block.Doc{Text: "text"},
		Notes: []extractors.Note{{Code: "n"}}, Links: []record.Link{{URL: "u"}},
	}, nil
}

// die does what a parser should not.
func die(ctx context.Context, how string) error {
	switch how {
	case "panic":
		panic("index out of range in a parser")
	case "goroutine panic":
		go panic("elsewhere")
		select {}
	case "hang":
		for spin := uint64(1); spin != 0; {
			spin |= spin << 1
		}
	case "overflow":
		_ = deeper(1 << 40)
	case "leak":
		var kept [][]byte
		for {
			chunk := make([]byte, 1<<20)
			for i := range chunk {
				chunk[i] = 1
			}
			kept = append(kept, chunk)
			if len(kept) > 1<<20 {
				return nil
			}
		}
	case "huge":
		big := make([]byte, 1<<40)
		big[1<<39] = 1
		return fmt.Errorf("%d", len(big))
	case "exit":
		os.Exit(3)
	case "fault":
		return fault.Newf(fault.Encrypted, "open x.pdf", "needs a password")
	case "block":
		select {}
	case "child hangs":
		child := exec.Command("sleep", "1000")
		child.Stderr = os.Stderr
		return child.Run()
	case "slow":
		for ctx.Err() == nil {
			runtime.Gosched()
		}
		return fault.Interrupted(ctx, "read x.pdf")
	}
	return nil
}

func deeper(levels int) int {
	if levels == 0 {
		return 0
	}
	var pad [1024]byte
	pad[levels%len(pad)] = 1
	return deeper(levels-1) + int(pad[0])
}

func pool(t *testing.T, opts isolate.Options) *isolate.Pool {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	opts.Command = []string{exe}
	opts.Env = []string{envBehave + "=1", "GORACE=atexit_sleep_ms=0"}
	p := isolate.New(opts)
	t.Cleanup(p.Close)
	return p
}

func input(body string) extractors.Input {
	return extractors.Input{
		URL: &url.URL{Scheme: "https", Host: "example.org", Path: "/r"}, ContentType: "text/plain", PDF: pdfdoc.Options{Password: "pw", IgnoreTags: true}, Body: []byte(body),
	}
}

func TestResultComesBackWhole(t *testing.T) {
	p := pool(t, isolate.Options{})
	in := input("ordinary")
	want, _ := behave(t.Context(), in)
	got, err := p.Extract(t.Context(), in)
	if err != nil {
		t.Fatal(err)
	}
	a, _ := record.Marshal(want)
	b, _ := record.Marshal(got)
	if string(a) != string(b) {
		t.Errorf("got  %s\nwant %s", b, a)
	}
	if got.Records[0].Head().Text != "ordinary" {
		t.Errorf("record = %+v", got.Records[0])
	}
}

// TestProfilesReachTheWorker changes the profiles between documents of one worker.
func TestProfilesReachTheWorker(t *testing.T) {
	p := pool(t, isolate.Options{})
	for _, name := range []string{"a.yaml", "a.yaml", "b.yaml"} {
		set, err := sites.Embedded().With(sites.File{Name: name, Text: "expects: Ours.\nhosts: [a.example]\ncontent: [main]"})
		if err != nil {
			t.Fatal(err)
		}
		in := input("ordinary")
		in.Sites, in.Explain = set, true
		got, err := p.Extract(t.Context(), in)
		if want := []string{"true true", set.Fingerprint()}; err != nil || !slices.Equal(got.Document.Flags, want) {
			t.Errorf("the worker saw %v, %v, want %v", got.Document.Flags, err, want)
		}
	}
	got, err := p.Extract(t.Context(), input("ordinary"))
	if want := []string{"true false", ""}; err != nil || !slices.Equal(got.Document.Flags, want) {
		t.Errorf("the worker kept %v, %v", got.Document.Flags, err)
	}
}

func TestFailuresAreTypedAndTheNextDocumentIsRead(t *testing.T) {
	cases := map[string]fault.Code{
		"panic": fault.Panic, "goroutine panic": fault.Panic, "overflow": fault.Panic, "exit": fault.Panic,
		"leak": fault.Memory, "huge": fault.Memory, "fault": fault.Encrypted,
	}
	p := pool(t, isolate.Options{Memory: 256 << 20})
	for body, want := range cases {
		t.Run(body, func(t *testing.T) {
			_, err := p.Extract(t.Context(), input(body))
			if got := fault.CodeOf(err); got != want {
				t.Errorf("got %v, want %s", err, want)
			}
			if body != "fault" && !strings.Contains(fmt.Sprint(err), "https://example.org/r") {
				t.Errorf("%v does not name the document", err)
			}
			if r, err := p.Extract(t.Context(), input("after")); err != nil || r.Records[0].Head().Text != "after" {
				t.Errorf("the next document: %v", err)
			}
		})
	}
}

func TestTimeout(t *testing.T) {
	p := pool(t, isolate.Options{Timeout: time.Second})
	if _, err := p.Extract(t.Context(), input("hang")); fault.CodeOf(err) != fault.Timeout {
		t.Errorf("got %v", err)
	}
}

// A worker that uses no CPU time is ended as well.
func TestBlocked(t *testing.T) {
	p := pool(t, isolate.Options{Wall: time.Second})
	if _, err := p.Extract(t.Context(), input("block")); fault.CodeOf(err) != fault.Timeout || !strings.Contains(err.Error(), "no answer within") {
		t.Errorf("got %v", err)
	}
}

func TestCancel(t *testing.T) {
	p := pool(t, isolate.Options{})
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error)
	go func() {
		_, err := p.Extract(ctx, input("hang"))
		done <- err
	}()
	cancel()
	if err := <-done; fault.CodeOf(err) != fault.Cancelled || !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func TestManyAtOnce(t *testing.T) {
	p := pool(t, isolate.Options{Workers: 3})
	var wg sync.WaitGroup
	for i := range 60 {
		wg.Go(func() {
			body := fmt.Sprint("document ", i)
			if i%7 == 0 {
				body = "panic"
			}
			r, err := p.Extract(t.Context(), input(body))
			if i%7 == 0 {
				if fault.CodeOf(err) != fault.Panic {
					t.Errorf("got %v", err)
				}
			} else if err != nil || r.Records[0].Head().Text != body {
				t.Errorf("%s: %v", body, err)
			}
		})
	}
	wg.Wait()
}
