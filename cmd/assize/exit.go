package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"assize/index"
	"assize/index/query"
	"assize/internal/config"
	"assize/internal/saved"
	"assize/pipeline"
	"assize/pipeline/store"
)

// An outcome is one way in which the program ends.
type outcome struct {
	code    int
	meaning string
	is      func(error) bool
	hint    string // what to do next, printed under the error
	silent  bool   // the verb has said all there is to say
}

// outcomes is the one place where errors become exit codes: the first that
// fits is taken.
var outcomes = []outcome{
	{code: 0, meaning: "the command did what it was asked to", is: func(err error) bool { return err == nil }, silent: true},
	{code: 130, meaning: "interrupted; what was committed is kept, and the same command goes on from there",
		is: target(context.Canceled), silent: true},
	{code: 2, meaning: "wrong usage, or a fault in the configuration", is: func(err error) bool {
		return kind[*usageError](err) || kind[*config.Error](err) || kind[*query.Error](err) ||
			errors.Is(err, index.ErrBadQuery) || errors.Is(err, saved.ErrName) || errors.Is(err, pipeline.ErrConfig)
	}},
	{code: 3, meaning: "finished, but some documents failed; each is named on standard error", is: target(errSomeFailed), silent: true},
	{code: 4, meaning: "search -e: nothing matched", is: target(errNothingMatched), silent: true},
	{code: 10, meaning: "no data folder", is: target(store.ErrNoData)},
	{code: 11, meaning: "the data folder or its index is locked by another process", is: func(err error) bool {
		return errors.Is(err, store.ErrLocked) || errors.Is(err, index.ErrLocked)
	},
		hint: "Wait until it has finished, or name another data folder with --data."},
	{code: 1, meaning: "the command failed", is: func(error) bool { return true }},
}

// What a verb returns when it ran to its end and has already said how.
var (
	errSomeFailed     = errors.New("some documents failed")
	errNothingMatched = errors.New("nothing matched")
)

func target(want error) func(error) bool {
	return func(err error) bool { return errors.Is(err, want) }
}

func kind[E error](err error) bool {
	_, ok := errors.AsType[E](err)
	return ok
}

// report prints what went wrong and what to do next, and returns the exit code.
func (a *app) report(err error) int {
	for _, o := range outcomes {
		if !o.is(err) {
			continue
		}
		if !o.silent {
			fmt.Fprintf(a.err, "assize: %v\n", err)
		}
		if o.hint != "" {
			fmt.Fprintln(a.err, o.hint)
		}
		return o.code
	}
	return 1
}

// A usageError is a call that cannot be meant.
type usageError struct {
	err     error
	command string
}

func usage(cmd *cobra.Command, err error) error { return &usageError{err, cmd.CommandPath()} }

func (e *usageError) Error() string {
	return fmt.Sprintf("%v\nRun '%s --help' for how it is used.", e.err, e.command)
}

func (e *usageError) Unwrap() error { return e.err }
