package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/http"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"assize/index"
	"assize/internal/export"
	"assize/internal/term"
	"assize/pipeline"
	"assize/pipeline/store"
	"assize/testdata"
)

// demoPort is taken when it is free, so that addresses and ids are mostly the same.
const demoPort = "8017"

// demoQueries are the searches that demo shows.
var demoQueries = []string{`"supply chain"`, `safeguarding kind:finding`}

func newDemo(a *app) *cobra.Command {
	var dir string
	cmd := &cobra.Command{
		Use:   "demo",
		Short: "See it work on a small website in the program, without network",
		Long: `demo serves the website of an invented inspectorate on this machine, crawls it over
HTTP, extracts and indexes what it says, searches it twice and exports it. The
data stays in a temporary folder, or in --dir, for you to try more.`,
		Example: `  assize demo
  assize demo --dir ./demo`,
		Args: arguments(cobra.ExactArgs(0)),
		RunE: func(cmd *cobra.Command, _ []string) error { return a.demo(cmd, dir) },
	}
	cmd.Flags().StringVar(&dir, "dir", "", "keep the data in `FOLDER`")
	return cmd
}

func (a *app) demo(cmd *cobra.Command, dir string) (err error) {
	ctx := cmd.Context()
	if dir == "" {
		if dir, err = os.MkdirTemp("", "assize-demo-"); err != nil {
			return err
		}
	}
	address, stop, err := serveDemo()
	if err != nil {
		return err
	}
	defer stop()
	fmt.Fprintf(a.out, "Crawling the website of an invented inspectorate at %s\n\n", address)
	if err := store.Init(dir); err != nil {
		return err
	}
	st, err := store.Open(ctx, dir, store.Write)
	if err != nil {
		return err
	}
	defer st.Close()
	if err := a.crawlDemo(ctx, st, address); err != nil {
		return err
	}
	for _, q := range demoQueries {
		fmt.Fprintf(a.out, "\n$ assize search '%s'\n", q)
		if err := a.searchDemo(cmd, st, q); err != nil {
			return err
		}
	}
	path := filepath.Join(dir, "demo.jsonl")
	n, err := exportFile(path, export.JSONL, st.Entries(ctx, func(store.Row) bool { return true }))
	if err != nil {
		return err
	}
	fmt.Fprintf(a.out, "\n%d documents and records are in %s\n", n, path)
	fmt.Fprintf(a.out, "Try more: assize search --data %s wardens kind:quote\n", dir)
	return nil
}

func (a *app) crawlDemo(ctx context.Context, st *store.Store, address string) error {
	observer := newPeopleObserver(a.screen(a.out).ForPeople(), term.NewProgress(a.screen(a.err)))
	stats, err := runCrawl(ctx, crawlRun{
		store:    st,
		sources:  []pipeline.Source{{Name: "demo", Seeds: []string{address}, Depth: pipeline.DefaultDepth}},
		contact:  "demo@localhost",
		observer: observer, allowPrivate: true,
	})
	if err != nil {
		return err
	}
	if stats.Interrupted {
		return context.Canceled
	}
	return observer.done(stats)
}

func (a *app) searchDemo(cmd *cobra.Command, st *store.Store, q string) error {
	parsed, err := a.query(cmd, []string{q})
	if err != nil {
		return err
	}
	r, err := a.find(cmd.Context(), st, index.Request{Query: parsed}, 5)
	if err != nil {
		return err
	}
	return a.printTable(cmd.Context(), st, r, a.screen(a.out).ForPeople())
}

// serveDemo serves the website in the binary and returns its address.
func serveDemo() (address string, stop func() error, err error) {
	site, err := fs.Sub(testdata.Site, "site")
	if err != nil {
		return "", nil, err
	}
	listener, err := net.Listen("tcp", net.JoinHostPort("127.0.0.1", demoPort))
	if err != nil {
		if listener, err = net.Listen("tcp", "127.0.0.1:0"); err != nil {
			return "", nil, err
		}
	}
	server := &http.Server{Handler: http.FileServerFS(site)}
	served := make(chan error, 1)
	go func() { served <- server.Serve(listener) }()
	stop = func() error {
		err := server.Close()
		if serve := <-served; !errors.Is(serve, http.ErrServerClosed) {
			err = errors.Join(err, serve)
		}
		return err
	}
	return "http://" + listener.Addr().String() + "/", stop, nil
}
