package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"assize/internal/config"
	"assize/pipeline"
	"assize/pipeline/discover"
	"assize/pipeline/isolate"
)

// crawlFlags are the flags of crawl.
type crawlFlags struct {
	depth        int
	maxDocs      int
	delay        time.Duration
	contact      string
	schedule     bool
	since        string
	dryRun       bool
	allowPrivate bool
	json         bool
	pool         isolate.Options
}

func newCrawl(a *app) *cobra.Command {
	var f crawlFlags
	cmd := &cobra.Command{
		Use:   "crawl [SOURCE...]",
		Short: "Fetch pages and reports and store what they say",
		Long: `crawl reads each SOURCE, follows the links of web pages on the same host, stores
what it reads and brings the index up to date. A SOURCE is a web address, a file,
a folder (read with all below it) or the name of a source in assize.yaml; without
one, all sources in assize.yaml are crawled.

Pages are also looked for in the lists that a site keeps, in this order: GOV.UK's
search and content API, sitemaps, feeds, WordPress' API, and the further pages of
a listing. Of what a sitemap or WordPress names, that is taken which lies below
the address given. 'assize status' says what each list brought.

With --schedule, it stays and crawls each source when the "schedule" of the source
in assize.yaml says so, one at a time. A crash neither skips a turn nor takes it
twice; turns that were missed meanwhile are made up for by one.

What is stored already and has not changed is not stored again. Ctrl-C ends the
run in good order, a second Ctrl-C at once; the same command then goes on where
it stopped, also after a crash. Documents that fail are named on standard error
and do not end the run; the exit code is then 3.`,
		Example: `  assize crawl https://www.example.org/reports/ --depth 2 --max-docs 100
  assize crawl report.pdf ./downloads
  assize crawl probation
  assize crawl probation --since 30d --dry-run
  assize crawl --schedule`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if f.depth < 0 || f.maxDocs < 0 || f.delay < 0 {
				return usage(cmd, errors.New("--depth, --max-docs and --delay cannot be negative"))
			}
			return a.crawl(cmd, f, args)
		},
	}
	flags := cmd.Flags()
	flags.IntVar(&f.depth, "depth", pipeline.DefaultDepth, "follow links so many `STEPS` from each address; 0 reads that page alone")
	flags.IntVar(&f.maxDocs, "max-docs", 0, "stop after so many `DOCUMENTS` of a source; 0 means no limit")
	flags.DurationVar(&f.delay, "delay", pipeline.DefaultDelay, "the `PAUSE` between two requests to one host")
	flags.BoolVar(&f.schedule, "schedule", false, "crawl each source when its schedule in assize.yaml says so, until stopped")
	flags.StringVar(&f.since, "since", "", "leave out what lists say is older than this `DATE` (2026-11-01) or time (30d, 12h)")
	flags.BoolVar(&f.dryRun, "dry-run", false, "read lists and start pages alone, print what would be fetched and why, store nothing")
	flags.StringVar(&f.contact, "contact", "", "an `ADDRESS` where webmasters can reach you, sent with every request")
	addPoolFlags(flags, &f.pool)
	flags.BoolVar(&f.allowPrivate, "allow-private", false, "fetch from private network addresses, too")
	flags.BoolVar(&f.json, "json", false, "print every event and the summary as lines of JSON")
	return cmd
}

func (a *app) crawl(cmd *cobra.Command, f crawlFlags, args []string) error {
	settings, err := a.settings()
	if err != nil {
		return err
	}
	sources, err := namedSources(settings, args)
	if err != nil {
		return usage(cmd, err)
	}
	since, err := sinceTime(f.since, time.Now())
	if err != nil {
		return usage(cmd, err)
	}
	for i := range sources {
		f.override(&sources[i], cmd.Flags().Changed)
		sources[i].Since = since
	}
	contact := settings.Contact
	if f.contact != "" {
		contact = f.contact
	}
	if contact == "" && slices.ContainsFunc(sources, onTheWeb) {
		fmt.Fprintf(a.err, "note: webmasters cannot reach you; set \"contact\" in %s, or give --contact\n", config.FileName)
	}
	if f.dryRun {
		return a.dryRun(cmd.Context(), crawlRun{
			sources: sources, contact: contact, allowPrivate: f.allowPrivate, pool: f.pool, sites: settings.Sites,
		}, f.json)
	}
	st, err := a.openForCrawl(cmd.Context(), settings.Data.Path)
	if err != nil {
		return err
	}
	defer st.Close()
	if f.schedule {
		return a.keepSchedule(cmd, settings, crawlRun{
			store: st, sources: sources, contact: contact, allowPrivate: f.allowPrivate, pool: f.pool, sites: settings.Sites,
		}, f.json)
	}
	observer := a.newObserver(f.json)
	stopped := context.AfterFunc(cmd.Context(), func() {
		observer.progress().Say("stopping when what is in flight is stored; Ctrl-C again leaves at once")
	})
	defer stopped()
	stats, err := runCrawl(cmd.Context(), crawlRun{
		store: st, sources: sources, contact: contact, allowPrivate: f.allowPrivate, pool: f.pool, sites: settings.Sites, observer: observer,
	})
	if err != nil {
		return err
	}
	if err := observer.done(stats); err != nil {
		return err
	}
	switch {
	case stats.Interrupted:
		return context.Canceled
	case stats.Failed+stats.Partial > 0:
		return errSomeFailed
	}
	return nil
}

// argumentSource is the name of the source that is made of addresses and paths
// on the command line.
const argumentSource = "command line"

// namedSources are the sources that the arguments name; all of the configuration's
// when there are none.
func namedSources(settings *config.Settings, args []string) ([]pipeline.Source, error) {
	var sources []pipeline.Source
	add := func(name string, s config.Source) {
		sources = append(sources, pipeline.Source{
			Name: name, Seeds: s.URLs, Depth: s.Depth, Hosts: s.Hosts, MaxDocs: s.MaxDocs, Delay: s.Delay,
			Discover: s.Discover, Paths: s.Paths, Include: s.Include, Exclude: s.Exclude,
		})
	}
	names := slices.Sorted(maps.Keys(settings.Sources))
	if len(args) == 0 {
		if len(names) == 0 {
			return nil, fmt.Errorf("nothing to crawl: give a web address, a file or a folder, or write sources into %s", config.FileName)
		}
		args = names
	}
	var seeds []string
	for _, arg := range args {
		if s, named := settings.Sources[arg]; named {
			add(arg, s)
			continue
		}
		if near := config.DidYouMean(arg, names); near != "" && !isWebAddress(arg) && !exists(arg) {
			return nil, fmt.Errorf("%q is no address, file, folder or source of %s%s", arg, settings.File.Path, near)
		}
		seeds = append(seeds, arg)
	}
	if len(seeds) > 0 {
		add(argumentSource, config.Source{URLs: seeds, Depth: pipeline.DefaultDepth, Delay: settings.Delay, Discover: discover.Kinds})
	}
	return sources, nil
}

// override gives the flags that were given the last word.
func (f crawlFlags) override(s *pipeline.Source, given func(flag string) bool) {
	if given("depth") {
		s.Depth = f.depth
	}
	if given("max-docs") {
		s.MaxDocs = f.maxDocs
	}
	if given("delay") {
		s.Delay = f.delay
	}
}

func onTheWeb(s pipeline.Source) bool { return slices.ContainsFunc(s.Seeds, isWebAddress) }

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}
