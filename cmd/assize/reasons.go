package main

import (
	"cmp"
	"fmt"
	"net/url"
	"slices"

	"assize/extractors/fault"
	"assize/internal/term"
	"assize/pipeline/store"
)

// listState is what became of one list of addresses.
type listState struct {
	Source  string     `json:"source"`
	Kind    string     `json:"kind"`
	URL     string     `json:"url"`
	Code    fault.Code `json:"code,omitempty"`
	Message string     `json:"message,omitempty"`
	Entries int        `json:"entries"`
	Taken   int        `json:"taken"`
	Past    int        `json:"past"`
}

func newListState(l store.List) listState { return listState(l) }

// String says for people what the list brought.
func (l listState) String() string {
	line := fmt.Sprintf("%s: %s %s", l.Source, l.Kind, term.Clean(l.URL))
	if l.Code != "" {
		return fmt.Sprintf("%s: none (%s)", line, l.Code)
	}
	line += fmt.Sprintf(": %d of %d addresses in scope", l.Taken, l.Entries)
	if l.Past > 0 {
		line += fmt.Sprintf(", %d too old", l.Past)
	}
	return line
}

// hostFailures counts the failed pages of a source on a host, for one reason.
type hostFailures struct {
	Source string     `json:"source"`
	Host   string     `json:"host"` // "" for files
	Code   fault.Code `json:"code"`
	Pages  int        `json:"pages"`
}

func (h hostFailures) String() string {
	return fmt.Sprintf("%s, %s: %d %s", h.Source, cmp.Or(h.Host, "files"), h.Pages, h.Code)
}

// failuresByHost counts failures by source, host and reason, most first.
func failuresByHost(pages []store.Page) []hostFailures {
	counts := map[hostFailures]int{}
	for _, p := range pages {
		host := ""
		if u, err := url.Parse(p.URL); err == nil {
			host = u.Host
		}
		counts[hostFailures{Source: p.Source, Host: host, Code: p.Code}]++
	}
	list := []hostFailures{}
	for h, n := range counts {
		h.Pages = n
		list = append(list, h)
	}
	slices.SortFunc(list, func(a, b hostFailures) int {
		return cmp.Or(b.Pages-a.Pages, cmp.Compare(a.String(), b.String()))
	})
	return list
}
