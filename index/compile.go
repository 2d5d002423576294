package index

import (
	"context"
	"fmt"
	"strings"

	"github.com/blevesearch/bleve/v2/search"
	"github.com/blevesearch/bleve/v2/search/searcher"
	bleveindex "github.com/blevesearch/bleve_index_api"

	"assize/index/query"
)

// A weighted target is where free text is looked up, and how much it counts there.
type weighted struct {
	target
	boost float64
}

// freeText lists where words are looked up. Phrases are looked up in the first
// alone: somebody said or wrote exactly this.
var freeText = []weighted{
	{target{text, textExact}, 1},
	{target{section, sectionExact}, 0.3},
	{target{title, titleExact}, 0.3},
}

// A compiler makes the searchers that run a query. They are put together here,
// and not through bleve's own boolean query, since that takes a part which matches
// nothing for one that is not there.
type compiler struct {
	ctx     context.Context
	reader  bleveindex.IndexReader
	options search.SearcherOptions
}

// unscored is the compiler for parts that choose records but do not rank them.
func (c compiler) unscored() compiler {
	c.options.Score = "none"
	return c
}

func (c compiler) node(n query.Node) (search.Searcher, error) {
	switch n := n.(type) {
	case query.And:
		return c.and(n)
	case query.Or:
		return c.anyOf(len(n), func(i int) (search.Searcher, error) { return c.node(n[i]) })
	case query.Not:
		return c.and(query.And{n})
	case query.Term:
		in := freeText
		if n.Form == query.Phrase || n.Form == query.Stemmed || n.Form == query.Near {
			in = freeText[:1]
		}
		return c.anyOf(len(in), func(i int) (search.Searcher, error) { return c.term(in[i].target, n, in[i].boost) })
	case query.Filter:
		t, ok := targets[n.Field]
		if !ok {
			return nil, fmt.Errorf("%w: there is no field %q", ErrBadQuery, n.Field)
		}
		c = c.unscored()
		return c.anyOf(len(n.Any), func(i int) (search.Searcher, error) { return c.term(t, n.Any[i], 1) })
	case query.Dates:
		c = c.unscored()
		return c.anyOf(len(n), func(i int) (search.Searcher, error) { return c.period(n[i]) })
	}
	return nil, fmt.Errorf("%w: unknown node %T", ErrBadQuery, n)
}

// and is all the parts of n, less those that are negated.
func (c compiler) and(n query.And) (search.Searcher, error) {
	var with, without []query.Node
	for _, part := range n {
		if not, ok := part.(query.Not); ok {
			without = append(without, not.Node)
		} else {
			with = append(with, part)
		}
	}
	must, err := c.allOf(with)
	if err != nil || len(without) == 0 {
		return must, err
	}
	u := c.unscored()
	mustNot, err := u.anyOf(len(without), func(i int) (search.Searcher, error) { return u.node(without[i]) })
	if err != nil {
		must.Close()
		return nil, err
	}
	return searcher.NewBooleanSearcher(c.ctx, c.reader, must, nil, mustNot, c.options)
}

func (c compiler) allOf(parts []query.Node) (search.Searcher, error) {
	if len(parts) == 0 {
		return searcher.NewMatchAllSearcher(c.ctx, c.reader, 1, c.options)
	}
	all, err := collect(len(parts), func(i int) (search.Searcher, error) { return c.node(parts[i]) })
	if err != nil || len(all) == 1 {
		return first(all), err
	}
	return searcher.NewConjunctionSearcher(c.ctx, c.reader, all, c.options)
}

func (c compiler) anyOf(n int, part func(int) (search.Searcher, error)) (search.Searcher, error) {
	if n == 0 {
		return searcher.NewMatchNoneSearcher(c.reader)
	}
	all, err := collect(n, part)
	if err != nil || n == 1 {
		return first(all), err
	}
	return searcher.NewDisjunctionSearcher(c.ctx, c.reader, all, 1, c.options)
}

// collect makes n searchers, or none.
func collect(n int, part func(int) (search.Searcher, error)) ([]search.Searcher, error) {
	var all []search.Searcher
	for i := range n {
		s, err := part(i)
		if err != nil {
			for _, made := range all {
				made.Close()
			}
			return nil, err
		}
		all = append(all, s)
	}
	return all, nil
}

func first(all []search.Searcher) search.Searcher {
	if len(all) == 0 {
		return nil
	}
	return all[0]
}

// term looks one term up. The words that a prefix or another pattern stands for
// are not ranked, since the rarest of them would always win.
func (c compiler) term(t target, term query.Term, boost float64) (search.Searcher, error) {
	switch words := strings.Fields(term.Text); term.Form {
	case query.Prefix:
		c = c.unscored()
		return searcher.NewTermPrefixSearcher(c.ctx, c.reader, term.Text, t.exact.name, boost, c.options)
	case query.Wildcard:
		c = c.unscored()
		return searcher.NewRegexpStringSearcher(c.ctx, c.reader, pattern(term.Text), t.exact.name, boost, c.options)
	case query.Fuzzy:
		c = c.unscored()
		return searcher.NewFuzzySearcher(c.ctx, c.reader, term.Text, 1, term.Edits(), t.exact.name, boost, c.options)
	case query.Near:
		return c.near(t.exact, term, boost)
	case query.Stemmed:
		return c.stemmedPhrase(t.exact, term, boost)
	case query.Phrase:
		if len(words) == 1 {
			return c.word(t.exact, term.Text, boost)
		}
		return searcher.NewPhraseSearcher(c.ctx, c.reader, words, 0, false, t.exact.name, boost, c.options)
	}
	return c.word(t.plain, term.Text, boost)
}

func (c compiler) word(f field, word string, boost float64) (search.Searcher, error) {
	if f.cut == stemmed {
		word = stem(word)
	}
	return searcher.NewTermSearcher(c.ctx, c.reader, word, f.name, boost, c.options)
}

// period finds dates within a period. A date of which only the year or the month
// is known counts as the first day of it. The years between the first and the
// last are looked up as years, since there are few of them.
func (c compiler) period(p query.Period) (search.Searcher, error) {
	from, to := p.From, p.To
	if from == "" {
		from = "0000"
	}
	if to == "" {
		to = "9999"
	}
	fromYear, toYear := from[:len("2006")], to[:len("2006")]
	if fromYear == toYear {
		return c.between(date, from, to+after)
	}
	ranges := []struct {
		field    field
		from, to string
	}{
		{date, from, fromYear + after},
		{year, fromYear + after, before(toYear)},
		{date, toYear, to + after},
	}
	return c.anyOf(len(ranges), func(i int) (search.Searcher, error) {
		return c.between(ranges[i].field, ranges[i].from, ranges[i].to)
	})
}

// after makes of a date a string behind all dates within it.
const after = "~"

// before is a string behind all years earlier than the one given.
func before(year string) string {
	last := len(year) - 1
	return year[:last] + string(year[last]-1) + after
}

func (c compiler) between(f field, from, to string) (search.Searcher, error) {
	included := true
	return searcher.NewTermRangeSearcher(c.ctx, c.reader, []byte(from), []byte(to), &included, &included, f.name, 1, c.options)
}
