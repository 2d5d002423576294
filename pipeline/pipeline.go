// Package pipeline is a run of the crawler: it takes the sources' seeds, fetches
// what is due, keeps the bytes, extracts records, stores them, and lets the index
// follow.
//
//	dispatch ─► fetch ─► extract ─► write ─► index
//	    ▲         │                   │
//	    └─────────┴─── frontier ◄─────┘
//
// Each arrow is a channel that holds no more than its receivers can take up at
// once; bytes that are on the way are bounded too. One goroutine writes to the
// store, one to the index. A task that fails is an outcome of its URL and never
// ends the run; only the store, the index and the caller can do that.
package pipeline

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"path"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"time"

	"assize/extractors"
	"assize/extractors/fault"
	"assize/extractors/record"
	"assize/extractors/sites"
	"assize/pipeline/discover"
	"assize/pipeline/fetch"
	"assize/pipeline/frontier"
	"assize/pipeline/store"
)

// A Source is a set of seeds with the rules for what is followed from them.
type Source struct {
	Name    string
	Seeds   []string      // web addresses, files and folders; folders are walked
	Depth   int           // links from a seed to its farthest page; 0 for the seeds alone
	Hosts   []string      // that links are followed to beside the seed's own host; no other is, not even for a PDF
	MaxDocs int           // documents of this source in one run; 0 for no limit
	Delay   time.Duration // between two requests to one host

	Discover []discover.Kind  // of lists in which its documents are looked for, too, where Depth is not 0
	Paths    []string         // that the paths of its pages begin with; none for all
	Include  []*regexp.Regexp // of which the address of a page must match one; none for all
	Exclude  []*regexp.Regexp // of which it must match none
	Since    time.Time        // what lists say is older is left out; zero for all
}

// What a source has when nobody says otherwise.
const (
	DefaultDepth = 3
	DefaultDelay = time.Second
)

// Config says what a run does. Zero values of what follows Sources mean the
// defaults.
type Config struct {
	Sources    []Source
	Fetchers   int           // requests at once, to different hosts: 8
	Extractors int           // extractions at once: one for each processor
	InFlight   int64         // bytes fetched and not yet stored: 256 MiB
	Backoff    time.Duration // that a busy or silent host rests, doubled each time: 5 s
	Version    int           // of the extractors: extractors.Version
	Sites      *sites.Set    // what the extractors know of websites: what the program is built with

	// Survey makes a run that fetches the lists and the seeds on the web alone;
	// Stats.Waiting is then what a whole run would begin with.
	Survey bool

	// Turns are when the schedules of sources come next; they move in the
	// transaction that begins the run.
	Turns []store.Turn

	// Stop, when it is closed, ends the run in good order: what is being worked
	// on is finished and stored. The same run goes on from there next time.
	Stop <-chan struct{}
}

// A Fetcher gets the bytes of a URL. Its errors are *fault.Error; a response
// may come beside them.
type Fetcher interface {
	Fetch(context.Context, fetch.Request) (*fetch.Response, error)
}

// An Extractor reads bytes. The result is useful even beside an error when it
// holds a document.
type Extractor interface {
	Extract(context.Context, extractors.Input) (extractors.Result, error)
}

// An Indexer follows the store. Applying a change twice is the same as applying
// it once. Seq is the sequence number that it has come to.
type Indexer interface {
	Apply(context.Context, []record.Change) error
	Seq() int64
}

// Deps is what a run works with.
type Deps struct {
	Store     *store.Store // open in mode Write
	Fetcher   Fetcher
	Extractor Extractor
	Indexer   Indexer  // may be nil
	Observer  Observer // may be nil
	Now       func() time.Time
}

// Stats counts what a run did.
type Stats struct {
	Documents   int                 // stored, new or read again
	Partial     int                 // of these, those that could be read in part only
	Records     map[record.Kind]int // of the documents that were stored
	Unchanged   int                 // documents that were as they are stored
	Suspect     int                 // addresses that answer with something else than they held or their links said
	Failed      int
	Skipped     int // pages that links led to and that robots.txt or their kind rules out
	Failures    map[fault.Code]int
	Bytes       int64           // fetched
	Resumed     bool            // the run went on from where an earlier one was stopped
	Interrupted bool            // it was stopped before its end
	Waiting     []frontier.Task // after a survey
	Started     time.Time
	Finished    time.Time
}

// ErrConfig says that a configuration cannot be run.
var ErrConfig = errors.New("the sources cannot be crawled")

func (c Config) withDefaults() Config {
	c.Fetchers = orDefault(c.Fetchers, 8)
	c.Extractors = orDefault(c.Extractors, runtime.GOMAXPROCS(0))
	c.InFlight = orDefault(c.InFlight, 256<<20)
	c.Backoff = orDefault(c.Backoff, 5*time.Second)
	c.Version = orDefault(c.Version, extractors.Version)
	c.Sites = cmp.Or(c.Sites, sites.Embedded())
	return c
}

// reading is what a document must have been read with to be up to date.
func (c Config) reading() store.Reading {
	return store.Reading{Extractor: c.Version, Profiles: c.Sites.Fingerprint()}
}

func orDefault[T int | int64 | time.Duration](v, otherwise T) T {
	if v <= 0 {
		return otherwise
	}
	return v
}

func (c Config) check() error {
	names := map[string]bool{}
	for _, s := range c.Sources {
		switch {
		case names[s.Name]:
			return fmt.Errorf("%w: two are named %q; give each its own name", ErrConfig, s.Name)
		case len(s.Seeds) == 0:
			return fmt.Errorf("%w: source %q has no seed; give it an address, a file or a folder", ErrConfig, s.Name)
		case s.Depth < 0 || s.MaxDocs < 0 || s.Delay < 0:
			return fmt.Errorf("%w: source %q has a negative depth, limit or delay", ErrConfig, s.Name)
		}
		names[s.Name] = true
	}
	return nil
}

// plan is equal for runs of the same sources: a stopped one goes on only with
// what it began with.
func (c Config) plan(seeds map[string][]string) (string, error) {
	plan := slices.Clone(c.Sources)
	for i, s := range plan {
		plan[i].Seeds, plan[i].Delay = seeds[s.Name], 0
	}
	data, err := json.Marshal(plan)
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:]), err
}

func (c Config) scope(seeds map[string][]string) frontier.Scope {
	scope := frontier.Scope{}
	for _, s := range c.Sources {
		rule := frontier.Rule{Depth: s.Depth, Hosts: s.Hosts, Paths: s.Paths, Include: s.Include, Exclude: s.Exclude, Since: s.Since}
		for _, seed := range seeds[s.Name] {
			u, err := url.Parse(seed)
			if err != nil || u.Host == "" {
				continue
			}
			if profile := c.Sites.At(u); profile != nil {
				rule.Files = append(rule.Files, profile.Files...)
			}
			rule.Folders = append(rule.Folders, folder(u.Path))
		}
		if len(s.Paths) > 0 || len(s.Include) > 0 { // these say it better
			rule.Folders = nil
		}
		scope[s.Name] = rule
	}
	return scope
}

// folder is the path below which a site's own lists concern a seed: the last
// folder of its path, or a page without an ending as the folder that it is.
func folder(seed string) string {
	if path.Ext(seed) != "" || strings.HasSuffix(seed, "/") {
		return seed[:strings.LastIndexByte(seed, '/')+1]
	}
	return seed + "/"
}

func (c Config) policies() map[string]frontier.Policy {
	policies := map[string]frontier.Policy{}
	for _, s := range c.Sources {
		policies[s.Name] = frontier.Policy{Delay: s.Delay, MaxDocs: s.MaxDocs, Survey: c.Survey}
	}
	return policies
}
