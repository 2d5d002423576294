package index

import (
	"cmp"
	"slices"
	"strings"

	"github.com/blevesearch/bleve/v2/search"
	"github.com/blevesearch/bleve/v2/search/searcher"

	"assize/index/query"
)

// near finds the values of a field in which all words of a term stand within so
// many others. Bleve has the positions but no such searcher.
func (c compiler) near(f field, term query.Term) (search.Searcher, error) {
	words := strings.Fields(term.Text)
	c.options.IncludeTermVectors = true
	all, err := collect(len(words), func(i int) (search.Searcher, error) { return c.word(f, words[i]) })
	if err != nil {
		return nil, err
	}
	both, err := searcher.NewConjunctionSearcher(c.ctx, c.reader, all, c.options)
	if err != nil {
		return nil, err
	}
	return searcher.NewFilteringSearcher(c.ctx, both, func(_ *search.SearchContext, d *search.DocumentMatch) bool {
		values := map[uint64][]position{}
		for _, l := range d.FieldTermLocations {
			if i := slices.Index(words, l.Term); i >= 0 && l.Field == f.name {
				value := l.Location.ArrayPositions[0]
				values[value] = append(values[value], position{i, int(l.Location.Pos)})
			}
		}
		for _, places := range values {
			if len(windows(places, len(words), term.Within)) > 0 {
				return true
			}
		}
		return false
	}), nil
}

// A position is where one of several wanted words stands.
type position struct{ word, pos int }

// windows are the shortest runs of positions, both ends included, that hold each
// of n wanted words and at most within others.
func windows(places []position, n, within int) (found [][2]int) {
	slices.SortFunc(places, func(a, b position) int { return cmp.Or(a.pos-b.pos, a.word-b.word) })
	seen := make([]int, n) // how often each word stands in the window
	missing := n
	first := 0
	for _, last := range places {
		if seen[last.word]++; seen[last.word] == 1 {
			missing--
		}
		for missing == 0 {
			if last.pos-places[first].pos+1 <= n+within {
				found = append(found, [2]int{places[first].pos, last.pos})
			}
			if seen[places[first].word]--; seen[places[first].word] == 0 {
				missing++
			}
			first++
		}
	}
	return found
}
