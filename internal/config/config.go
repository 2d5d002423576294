// Package config reads assize.yaml and decides where the data folder is. Each
// setting is looked for in a fixed order, and where it was found is kept, so
// that `assize status` can say it:
//
//	configuration: --config, ASSIZE_CONFIG, ./assize.yaml, the XDG configuration folder
//	data folder:   --data, ASSIZE_DATA, "data" in the configuration, the XDG data folder
package config

import (
	"regexp"
	"time"

	"assize/pipeline/discover"
	"assize/pipeline/schedule"
)

// Config is one configuration file, checked and with its defaults filled in.
type Config struct {
	Contact string // how a webmaster reaches whoever crawls; part of the user agent
	Data    string // the data folder; "" when the file does not say
	Delay   time.Duration
	Zone    *time.Location // of the schedules
	Sources map[string]Source

	// Profiles are files of site profiles, and folders of them.
	Profiles []string
}

// A Source is a named place to crawl.
type Source struct {
	URLs    []string // where it starts, at least one
	Depth   int      // how many links away from a start a page may be
	MaxDocs int      // 0 means no limit
	Delay   time.Duration
	Hosts   []string // hosts that links may lead to, beside those of URLs

	Discover []discover.Kind  // of lists in which documents are looked for, too; all when the file does not say
	Paths    []string         // that the paths of pages begin with
	Include  []*regexp.Regexp // of which the address of a page must match one
	Exclude  []*regexp.Regexp // of which it must match none

	Schedule schedule.Spec // when it is crawled; Cron is "" when the file does not say
}

// An Error is a setting that cannot be used. Line and Column count from 1 and
// are 0 where the fault has no place in a file.
type Error struct {
	File         string
	Line, Column int
	Message      string
}
