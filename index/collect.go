package index

import (
	"cmp"
	"container/heap"
	"context"
	"errors"
	"fmt"
	"slices"
	"sort"

	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/search"
	bleveindex "github.com/blevesearch/bleve_index_api"

	"assize/index/query"
)

// A rank is a hit's place among the others: of a higher score, or of an equal one
// and a later date, or of those and a smaller id. Sorted by date, all scores are
// 0, and dates are turned round for the oldest first; a record without a date is
// the last either way.
type rank struct {
	Score float64 `json:"s,omitempty"`
	Date  uint64  `json:"d,omitempty"`
	ID    uint64  `json:"i"`
}

func (a rank) compare(b rank) int { return cmp.Or(a.compareUnnamed(b), cmp.Compare(a.ID, b.ID)) }

// compareUnnamed leaves the ids out, which cost a look at the segment; most hits
// are told apart without.
func (a rank) compareUnnamed(b rank) int {
	return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(b.Date, a.Date))
}

// A candidate is a hit that may come on the page.
type candidate struct {
	rank
	doc   uint64 // its number in the snapshot
	group uint64
	why   *search.Explanation // of the score, when it is to be explained
}

// A collector goes through all hits of a search: it counts them, counts the
// values of their facets, and keeps the best.
type collector struct {
	parts   []part
	sort    string
	explain bool
	keep    int   // how many hits
	after   *rank // only hits behind it are kept
	total   int
	counts  [][]int           // for each facet, by ordinal
	groups  map[uint64]*group // nil when hits are not grouped
	best    worstFirst
}

// A group is the hits that have a value in common.
type group struct {
	best candidate
	size int
}

// The order of a collector's columns of numbers.
const (
	dateColumn = iota
	groupColumn
)

// add takes a hit in.
func (c *collector) add(p part, local int, score float64, why *search.Explanation) error {
	c.total++
	for i, o := range p.ordinals {
		for _, value := range o.Of(local) {
			c.counts[i][value]++
		}
	}
	if c.keep == 0 {
		return nil
	}
	hit := candidate{doc: p.first + uint64(local), rank: rank{Score: score, Date: p.numbers[dateColumn][local]}, why: why}
	if c.sort == Oldest && hit.Date > 0 {
		hit.Date = 1<<32 - hit.Date
	}
	if c.groups == nil {
		return c.offer(hit)
	}
	hit.group = p.numbers[groupColumn][local]
	if hit.group == 0 {
		hit.group = 1<<63 | hit.doc // alone in its group
	}
	g, ok := c.groups[hit.group]
	if !ok {
		c.groups[hit.group] = &group{best: hit, size: 1}
		return nil
	}
	g.size++
	order := hit.compareUnnamed(g.best.rank)
	if order == 0 {
		if err := errors.Join(c.name(&hit), c.name(&g.best)); err != nil {
			return err
		}
		order = hit.compare(g.best.rank)
	}
	if order < 0 {
		g.best = hit
	}
	return nil
}

// name gives a hit its id.
func (c *collector) name(hit *candidate) error {
	if hit.ID != 0 {
		return nil
	}
	p := c.parts[c.partOf(hit.doc)]
	id, err := p.DocID(hit.doc - p.first)
	hit.ID = idNumber(string(id))
	return err
}

// offer keeps a hit if it is among the best so far.
func (c *collector) offer(hit candidate) error {
	full := len(c.best) == c.keep
	if full && hit.compareUnnamed(c.best[0].rank) > 0 || c.after != nil && hit.compareUnnamed(*c.after) < 0 {
		return nil
	}
	if err := c.name(&hit); err != nil {
		return err
	}
	switch {
	case c.after != nil && hit.compare(*c.after) <= 0:
	case !full:
		heap.Push(&c.best, hit)
	case hit.compare(c.best[0].rank) < 0:
		c.best[0] = hit
		heap.Fix(&c.best, 0)
	}
	return nil
}

// hits are the best, the best first.
func (c *collector) hits() ([]candidate, error) {
	for _, g := range c.groups {
		if err := c.offer(g.best); err != nil {
			return nil, err
		}
	}
	slices.SortFunc(c.best, func(a, b candidate) int { return a.compare(b.rank) })
	return c.best, nil
}

// worstFirst is a heap with the worst hit on top.
type worstFirst []candidate

func (h worstFirst) Len() int           { return len(h) }
func (h worstFirst) Less(i, j int) bool { return h[i].compare(h[j].rank) > 0 }
func (h worstFirst) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }
func (h *worstFirst) Push(x any)        { *h = append(*h, x.(candidate)) }
func (h *worstFirst) Pop() any {
	last := (*h)[len(*h)-1]
	*h = (*h)[:len(*h)-1]
	return last
}

// checkEvery is after how many hits a search looks whether it was given up.
const checkEvery = 4096

// collect brings all hits of a query to the collector.
func (c *collector) collect(ctx context.Context, snapshot *scorch.IndexSnapshot, n query.Node) error {
	if all, ok := n.(query.And); ok && len(all) == 0 {
		return c.everything(ctx)
	}
	bm25 := search.GetScoringModelCallbackFn(func() string { return bleveindex.BM25Scoring })
	ctx = context.WithValue(ctx, search.GetScoringModelCallbackKey, bm25)
	options := search.SearcherOptions{Explain: c.explain && c.sort == Relevance}
	if c.sort != Relevance {
		options.Score = unranked
	}
	s, err := compiler{ctx, snapshot, options}.node(n)
	if err != nil {
		return err
	}
	defer s.Close()
	pool := search.NewDocumentMatchPool(s.DocumentMatchPoolSize()+1, 0)
	sc := &search.SearchContext{DocumentMatchPool: pool, IndexReader: snapshot}
	at := 0
	for {
		if c.total%checkEvery == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		d, err := s.Next(sc)
		if err != nil || d == nil {
			return err
		}
		doc := d.IndexInternalID.Value()
		if at < len(c.parts)-1 && doc >= c.parts[at+1].first || doc < c.parts[at].first {
			at = c.partOf(doc)
		}
		score := d.Score
		if c.sort != Relevance {
			score = 0
		}
		if err := c.add(c.parts[at], int(doc-c.parts[at].first), score, d.Expl); err != nil {
			return err
		}
		pool.Put(d)
	}
}

// partOf is the part that holds a document.
func (c *collector) partOf(doc uint64) int {
	return sort.Search(len(c.parts), func(i int) bool { return c.parts[i].first > doc }) - 1
}

// everything is what the empty query finds.
func (c *collector) everything(ctx context.Context) error {
	for _, p := range c.parts {
		deleted := p.Deleted()
		for local := range int(p.Segment().Count()) {
			if local%checkEvery == 0 && ctx.Err() != nil {
				return ctx.Err()
			}
			if deleted != nil && deleted.Contains(uint32(local)) {
				continue
			}
			if err := c.add(p, local, 0, nil); err != nil {
				return err
			}
		}
	}
	return nil
}

// facet are the counts of one facet, the most frequent value first.
func (c *collector) facet(i int, values []string) []Count {
	var all []Count
	for ordinal, n := range c.counts[i] {
		if n > 0 {
			all = append(all, Count{values[ordinal], n})
		}
	}
	slices.SortFunc(all, func(a, b Count) int { return cmp.Or(b.N-a.N, cmp.Compare(a.Value, b.Value)) })
	return all[:min(len(all), maxFacet)]
}

// snapshot is the index as it is now; it is to be closed.
func (x *Index) snapshot() (*scorch.IndexSnapshot, error) {
	advanced, err := x.bleve.Advanced()
	if err != nil {
		return nil, err
	}
	reader, err := advanced.Reader()
	if err != nil {
		return nil, err
	}
	snapshot, ok := reader.(*scorch.IndexSnapshot)
	if !ok {
		return nil, fmt.Errorf("%w: a reader of type %T", ErrCorrupt, reader)
	}
	return snapshot, nil
}
