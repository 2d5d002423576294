package frontier

import (
	"net/url"
	"path"
	"slices"
	"strings"
)

// A Rule says which links of a source are followed.
type Rule struct {
	Depth int      // links from a seed to its farthest page; 0 for the seeds alone
	Hosts []string // hosts whose pages and PDFs are followed beside the seed's own
}

// A Scope holds the rule of every source by its name.
type Scope map[string]Rule

// Follow makes tasks of the links of a page that are in scope: on the host that
// the seed lies on, or one that the source names. Links to other hosts are not
// followed, PDFs neither; name the host to have them.
func (s Scope) Follow(page Task, links []Link) []Task {
	rule, ok := s[page.Source]
	if !ok || page.Depth >= rule.Depth {
		return nil
	}
	var tasks []Task
	for _, link := range links {
		u, err := url.Parse(link.URL)
		if err != nil || !rule.allows(u, page.Root) || uninteresting[strings.ToLower(path.Ext(u.Path))] {
			continue
		}
		tasks = append(tasks, Task{
			URL: link.URL, Source: page.Source, Host: u.Host, Root: page.Root, Depth: page.Depth + 1, Via: page.URL, Anchor: link.Text,
		})
	}
	return tasks
}

func (r Rule) allows(u *url.URL, root string) bool {
	if u.Scheme != "http" && u.Scheme != "https" {
		return false
	}
	return u.Host == root || slices.Contains(r.Hosts, u.Host) || slices.Contains(r.Hosts, u.Hostname())
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
