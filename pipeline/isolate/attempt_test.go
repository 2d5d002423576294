package isolate_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"assize/extractors"
	"assize/extractors/fault"
	"assize/extractors/pdfdoc"
	"assize/extractors/record"
	"assize/pipeline/isolate"
)

// behavePDF reads a file of four pages. The script says what befalls it at which
// step, "3:panic engine:exit": a page, open, engine or layout. The title of the
// document tells what has read which page.
func behavePDF(ctx context.Context, script string, opts pdfdoc.Options) (extractors.Result, error) {
	befalls := map[string]string{}
	for _, word := range strings.Fields(script) {
		step, how, _ := strings.Cut(word, ":")
		befalls[step] = strings.ReplaceAll(how, "-", " ")
	}
	var own, engine []int
	var failure error
	begin := func(step string) {
		if err := die(ctx, befalls[step]); err != nil && failure == nil {
			failure = err
		}
	}
	_, alone := opts.Fatal[0]
	if !alone {
		begin("open")
	}
	for page := 1; page <= 4 && failure == nil; page++ {
		_, fatal := opts.Fatal[page]
		switch {
		case opts.MaxPages > 0 && page > opts.MaxPages:
		case alone, fatal:
			engine = append(engine, page)
		default:
			opts.Begin(page)
			begin(fmt.Sprint(page))
			own = append(own, page)
		}
	}
	opts.Begin(0)
	if opts.Own {
		engine = nil
	}
	if len(engine) > 0 {
		begin("engine")
	}
	begin("layout")
	return extractors.Result{Document: record.Document{Title: fmt.Sprintf("own %v, engine %v", own, engine)}}, failure
}

func TestAttempts(t *testing.T) {
	p := pool(t, isolate.Options{Memory: 256 << 20})
	for _, test := range []struct {
		script, title string
		code          fault.Code
	}{
		{"", "own [1 2 3 4], engine []", ""},
		{"2:panic", "own [1 3 4], engine [2]", ""},
		{"2:leak", "own [1 3 4], engine [2]", ""},
		{"2:panic 4:exit", "own [], engine [1 2 3 4]", ""},
		{"open:overflow", "own [], engine [1 2 3 4]", ""},
		{"open:fault", "own [], engine []", fault.Encrypted},
		{"open:panic engine:panic", "", fault.Panic},
		{"2:panic 4:exit engine:panic", "own [1 3], engine []", fault.Panic},
		{"1:leak 2:exit engine:panic", "own [], engine []", fault.Memory},
		{"2:panic engine:exit", "own [1 3 4], engine []", fault.Panic},
		{"layout:leak", "", fault.Memory},
	} {
		r, err := p.Extract(t.Context(), input("%PDF-1.7 "+test.script))
		if r.Document.Title != test.title || fault.CodeOf(err) != test.code {
			t.Errorf("%s: got %q, %v; want %q, %q", test.script, r.Document.Title, err, test.title, test.code)
		}
	}
}

// A page that does not get on costs itself alone, and what a document has read by
// its deadline is delivered.
func TestAttemptsInTime(t *testing.T) {
	p := pool(t, isolate.Options{Timeout: 3 * time.Second})
	for _, test := range []struct {
		script, title string
		code          fault.Code
	}{
		{"3:hang", "own [1 2 4], engine [3]", ""},
		{"engine:slow 2:panic", "own [1 3 4], engine [2]", fault.Timeout},
		{"layout:hang", "", fault.Timeout},
	} {
		r, err := p.Extract(t.Context(), input("%PDF-1.7 "+test.script))
		if r.Document.Title != test.title || fault.CodeOf(err) != test.code {
			t.Errorf("%s: got %q, %v; want %q, %q", test.script, r.Document.Title, err, test.title, test.code)
		}
	}
}
