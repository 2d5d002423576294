package export

import (
	"bytes"
	"errors"
	"io"
	"iter"
	"os"
	"path/filepath"
	"testing"

	"assize/extractors/record"
)

// sequence yields the items and then, if there is one, the error.
func sequence(err error, items ...any) iter.Seq2[any, error] {
	return func(yield func(any, error) bool) {
		for _, item := range items {
			if !yield(item, nil) {
				return
			}
		}
		if err != nil {
			yield(nil, err)
		}
	}
}

func TestJSONL(t *testing.T) {
	span := record.Span{Start: 1, End: 4}
	quote := map[string]string{"text": "a <b>\n\u2028"}
	broken := errors.New("disk gone")
	tests := map[string]struct {
		items iter.Seq2[any, error]
		want  string
		lines int
		fails bool
	}{
		"nothing":        {items: sequence(nil)},
		"two":            {sequence(nil, span, quote), "{\"page\":0,\"start\":1,\"end\":4}\n{\"text\":\"a <b>\\n\\u2028\"}\n", 2, false},
		"source breaks":  {sequence(broken, span), "{\"page\":0,\"start\":1,\"end\":4}\n", 1, true},
		"item not JSON":  {sequence(nil, span, func() {}), "{\"page\":0,\"start\":1,\"end\":4}\n", 1, true},
		"breaks at once": {sequence(broken), "", 0, true},
	}
	for name, tt := range tests {
		var out bytes.Buffer
		n, err := JSONL(&out, tt.items)
		if out.String() != tt.want || n != tt.lines || (err != nil) != tt.fails {
			t.Errorf("%s: got %d lines, error %v, %q", name, n, err, out.String())
		}
	}
}

func TestFile(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "out.jsonl")
	say := func(s string, err error) func(io.Writer) error {
		return func(w io.Writer) error {
			io.WriteString(w, s)
			return err
		}
	}
	if err := File(path, say("old\n", nil)); err != nil {
		t.Fatal(err)
	}
	if err := File(path, say("half of the n", io.ErrClosedPipe)); !errors.Is(err, io.ErrClosedPipe) {
		t.Errorf("got error %v", err)
	}
	if got, _ := os.ReadFile(path); string(got) != "old\n" {
		t.Errorf("a failed export left %q", got)
	}
	if err := File(path, say("new\n", nil)); err != nil {
		t.Fatal(err)
	}
	if got, _ := os.ReadFile(path); string(got) != "new\n" {
		t.Errorf("got %q", got)
	}
	if left, _ := os.ReadDir(dir); len(left) != 1 {
		t.Errorf("files were left behind: %v", left)
	}
	if err := File(filepath.Join(dir, "none", "x"), say("", nil)); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a folder that is not there: got error %v", err)
	}
}
