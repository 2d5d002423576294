package frontier

import (
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"
	"time"
)

// A Rule says which links of a source are followed, and which entries of lists.
type Rule struct {
	Depth   int              // links from a seed to its farthest page; 0 for the seeds alone
	Hosts   []string         // hosts whose pages and PDFs are followed beside the seed's own
	Files   []string         // hosts whose PDFs are
	Paths   []string         // that the paths of pages begin with; none for all
	Folders []string         // that the paths of what lists of a whole site name begin with; none for all
	Include []*regexp.Regexp // of which an address must match one; none for all
	Exclude []*regexp.Regexp // of which it must match none
	Since   time.Time        // what a list says is older is left out; zero for all
}

// A Scope holds the rule of every source by its name.
type Scope map[string]Rule

// Follow makes tasks of the links of a page that are in scope: on the host that
// the seed lies on, or one that the source names. Links to other hosts are not
// followed; name the host to have them. A PDF is part of the page that links to
// it: it is followed from the farthest pages, too, and from a host of files.
func (s Scope) Follow(page Task, links []Link) []Task {
	rule, ok := s[page.Source]
	if !ok || rule.Depth == 0 {
		return nil
	}
	var tasks []Task
	for _, link := range links {
		u, err := url.Parse(link.URL)
		if err != nil || page.Depth >= rule.Depth && !isPDF(u) || !rule.allows(u, page.Root) {
			continue
		}
		tasks = append(tasks, Task{
			URL: link.URL, Source: page.Source, Host: u.Host, Root: page.Root, Depth: page.Depth + 1, Via: page.URL, Anchor: link.Text,
		})
	}
	return tasks
}

// An Entry is one address of a list, on its way to become a task.
type Entry struct {
	URL      string // canonical
	Title    string
	Modified time.Time // zero when it is not known
}

// Take makes tasks of the entries of a list that are in scope, one step from the
// seed. Wide says that the list is of a whole site. Past are those in scope that
// are older than the source asks for.
func (s Scope) Take(list Task, entries []Entry, wide bool) (tasks, past []Task) {
	rule, ok := s[list.Source]
	if !ok {
		return nil, nil
	}
	for _, e := range entries {
		u, err := url.Parse(e.URL)
		if err != nil || !rule.allows(u, list.Root) || wide && !isPDF(u) && !below(rule.Folders, u) {
			continue
		}
		task := Task{URL: e.URL, Source: list.Source, Host: u.Host, Root: list.Root, Depth: 1, Via: list.URL, Anchor: e.Title}
		if rule.Past(e.Modified) {
			past = append(past, task)
		} else {
			tasks = append(tasks, task)
		}
	}
	return tasks, past
}

// Past says whether a time lies before what the rule asks for.
func (r Rule) Past(t time.Time) bool { return !t.IsZero() && t.Before(r.Since) }

// AllowsHost says whether addresses of the host may be followed from a seed on
// the host root.
func (r Rule) AllowsHost(u *url.URL, root string) bool {
	return (u.Scheme == "http" || u.Scheme == "https") && (u.Host == root || onHost(r.Hosts, u))
}

func (r Rule) allows(u *url.URL, root string) bool {
	if uninteresting[strings.ToLower(path.Ext(u.Path))] || matches(r.Exclude, u) {
		return false
	}
	if isPDF(u) && (r.AllowsHost(u, root) || onHost(r.Files, u)) {
		return true
	}
	return r.AllowsHost(u, root) && below(r.Paths, u) && (len(r.Include) == 0 || matches(r.Include, u))
}

func isPDF(u *url.URL) bool { return strings.EqualFold(path.Ext(u.Path), ".pdf") }

func onHost(hosts []string, u *url.URL) bool {
	return slices.Contains(hosts, u.Host) || slices.Contains(hosts, u.Hostname())
}

func below(folders []string, u *url.URL) bool {
	return len(folders) == 0 || slices.ContainsFunc(folders, func(folder string) bool { return strings.HasPrefix(u.Path, folder) })
}

func matches(patterns []*regexp.Regexp, u *url.URL) bool {
	return slices.ContainsFunc(patterns, func(p *regexp.Regexp) bool { return p.MatchString(u.String()) })
}

// uninteresting are the endings of addresses that lead to no text.
var uninteresting = set(
	".avi", ".bmp", ".css", ".csv", ".doc", ".docx", ".eot", ".epub", ".exe", ".gif", ".gz", ".ico", ".ics", ".jpeg",
	".jpg", ".js", ".json", ".mov", ".mp3", ".mp4", ".odp", ".ods", ".odt", ".ogg", ".ogv", ".otf", ".png", ".ppt",
	".pptx", ".rar", ".rss", ".rtf", ".svg", ".tar", ".tif", ".tiff", ".ttf", ".vcf", ".wav", ".webm", ".webp", ".wmv",
	".woff", ".woff2", ".xls", ".xlsx", ".xml", ".zip",
)

func set(words ...string) map[string]bool {
	m := make(map[string]bool, len(words))
	for _, w := range words {
		m[w] = true
	}
	return m
}
