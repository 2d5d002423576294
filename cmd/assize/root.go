package main

import (
	"context"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"assize/internal/config"
	"assize/internal/term"
)

// streams is what a call of the program has of the world beside the file system.
type streams struct {
	in       io.Reader
	out, err io.Writer
	getenv   func(string) string
}

// app is one call of the program: its streams and the flags of every verb.
type app struct {
	streams
	configFile string
	dataFolder string
	noColour   bool
}

// run is the whole program; it returns the exit code.
func run(ctx context.Context, args []string, s streams) int {
	a := &app{streams: s}
	root := newRoot(a)
	root.SetArgs(args)
	root.SetIn(s.in)
	root.SetOut(s.out)
	root.SetErr(s.err)
	err := root.ExecuteContext(ctx)
	if err != nil && ctx.Err() != nil {
		err = ctx.Err() // whatever the work made of it
	}
	return a.report(err)
}

// The groups of verbs in the help.
const (
	groupStart = "start"
	groupRead  = "read"
	groupKeep  = "keep"
)

func newRoot(a *app) *cobra.Command {
	root := &cobra.Command{
		Use:   "assize",
		Short: "Crawl, search and export what inspectorates found and said",
		Long: `assize fetches inspection reports and the pages about them (HTML, PDF, text),
extracts quotes, findings, recommendations and ratings, and lets you search and
export them. Every record knows its place in the source.`,
		Example: `  assize demo                                      see it work, without network
  assize init                                      begin
  assize crawl https://www.example.org/reports/    collect
  assize search '"supply chain" kind:finding'      find
  assize export --out findings.jsonl               take away`,
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          knownCommand,
		RunE:          func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	flags := root.PersistentFlags()
	flags.StringVar(&a.configFile, "config", "", "read the configuration from `FILE`")
	flags.StringVar(&a.dataFolder, "data", "", "keep the data in `FOLDER`")
	flags.BoolVar(&a.noColour, "no-color", false, "never use colour")
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error { return usage(cmd, err) })

	root.AddGroup(
		&cobra.Group{ID: groupStart, Title: "Collect:"},
		&cobra.Group{ID: groupRead, Title: "Search and export:"},
		&cobra.Group{ID: groupKeep, Title: "Look after the data:"},
	)
	add := func(group string, verbs ...*cobra.Command) {
		for _, v := range verbs {
			v.GroupID = group
			root.AddCommand(v)
		}
	}
	add(groupStart, newDemo(a), newInit(a), newCrawl(a), newExtract(a), newSources(a))
	add(groupRead, newSearch(a), newShow(a), newTrace(a), newSummary(a), newExport(a), newSaved(a))
	add(groupKeep, newStatus(a), newDoctor(a), newIndex(a))
	root.AddCommand(newSchema(a), newVersion(a), newWorker())
	root.AddCommand(newTopics()...)
	root.SetHelpCommand(newHelp())
	root.InitDefaultCompletionCmd()
	if completion, _, err := root.Find([]string{"completion"}); err == nil {
		completion.Example = "  assize completion bash > /etc/bash_completion.d/assize\n  assize completion zsh > \"${fpath[1]}/_assize\""
	}
	return root
}

// knownCommand refuses what is no verb or topic, naming the one that is spelt
// like it.
func knownCommand(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	var names []string
	for _, sub := range cmd.Commands() {
		if !sub.Hidden {
			names = append(names, sub.Name())
		}
	}
	return usage(cmd, fmt.Errorf("unknown command %q for %q%s", args[0], cmd.CommandPath(), config.DidYouMean(args[0], names)))
}

// arguments makes a faulty count of arguments a usage error.
func arguments(check cobra.PositionalArgs) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if err := check(cmd, args); err != nil {
			return usage(cmd, err)
		}
		return nil
	}
}

// screen is what can be shown on one of the streams.
func (a *app) screen(w io.Writer) *term.Screen { return term.NewScreen(w, a.getenv, a.noColour) }

// settings is the configuration in force.
func (a *app) settings() (*config.Settings, error) {
	return config.Load(config.Request{Config: a.configFile, Data: a.dataFolder, Getenv: a.getenv})
}
