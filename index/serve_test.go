package index

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"reflect"
	"testing"

	"assize/extractors/record"
)

// asItIs brings nothing in.
func asItIs(context.Context) error { return nil }

// hold opens an index for writing, answers at its socket, says so, and goes on
// until it is killed.
func hold(dir string, n int) error {
	x, err := Open(dir, Options{})
	if err != nil {
		return err
	}
	if err := x.Serve(asItIs); err != nil {
		return err
	}
	fmt.Println("held")
	return applyTo(x, n)
}

// applyTo brings synthetic records in, one by one, for ever.
func applyTo(x *Index, n int) error {
	for {
		for c := range synthetic(n) {
			c.Seq = x.Seq() + 1
			if err := x.Apply(context.Background(), []record.Change{c}); err != nil {
				return err
			}
		}
	}
}

// TestSearchWhileAnotherProcessWrites holds that a search is answered while
// another process writes, and after it was killed.
func TestSearchWhileAnotherProcessWrites(t *testing.T) {
	const ours = "supply chain doc:d_report,d_blog sort:newest"
	x, dir := newIndex(t, corpus(t))
	want := find(t, x, ours)
	x.Close()
	for range 2 { // the second time with what the kill left
		cmd := child(t, "hold", dir, 100)
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		if s := bufio.NewScanner(out); !s.Scan() || s.Text() != "held" {
			t.Fatalf("the child said %q", s.Text())
		}
		holder := Ask(dir)
		if holder == nil {
			t.Fatal("nobody answers")
		}
		r := Request{Query: parse(t, "supply chain kind:finding,quote,recommendation"), Limit: 100, Facets: []string{"kind"}, Explain: true}
		last := int64(0)
		for range 20 {
			page, err := holder.Search(t.Context(), r)
			if err != nil {
				t.Fatal(err)
			}
			if page.Total < 4 || page.Seq < last || page.Facets["kind"] == nil || page.Searched == nil || page.Hits[0].Why == nil {
				t.Fatalf("the holder answers %+v", page)
			}
			last = page.Seq
		}
		if _, err := holder.Search(t.Context(), Request{Limit: -1}); !errors.Is(err, ErrBadQuery) {
			t.Errorf("a bad request: %v", err)
		}
		if err := cmd.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		cmd.Wait() // which only says that it was killed
		if _, err := holder.Search(t.Context(), r); !errors.Is(err, ErrGone) {
			t.Errorf("after the kill: %v", err)
		}
		if Ask(dir) != nil {
			t.Error("a dead process answers")
		}
	}
	x, err := Open(dir, Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	if got := find(t, x, ours); got != want {
		t.Errorf("after the kills %q is found, before %q", got, want)
	}
}

func TestServe(t *testing.T) {
	x, dir := newIndex(t, corpus(t))
	if err := x.Serve(asItIs); err != nil {
		t.Fatal(err)
	}
	holder := Ask(dir)
	for _, text := range []string{"", "supply chain sort:newest group:report", `("in the chain" OR safet*) -kind:quote date:2015..2019`} {
		r := Request{Query: parse(t, text), Limit: 3, Facets: FacetFields()}
		here, err := x.Search(t.Context(), r)
		if err != nil {
			t.Fatal(err)
		}
		there, err := holder.Search(t.Context(), r)
		if err != nil {
			t.Fatal(err)
		}
		if there.Took = here.Took; !reflect.DeepEqual(here, there) {
			t.Errorf("%s:\n  here  %+v\n  there %+v", text, here, there)
		}
	}
	conn, err := net.Dial("unix", holder.address)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	fmt.Fprint(conn, `{"Query": "speakr:`) // and never more
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
	if Ask(dir) != nil {
		t.Error("a closed index answers")
	}
	if _, err := os.Stat(holder.address); !os.IsNotExist(err) {
		t.Errorf("the socket is left: %v", err)
	}
}
