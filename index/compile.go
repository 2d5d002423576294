package index

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/blevesearch/bleve/v2/search"
	"github.com/blevesearch/bleve/v2/search/searcher"
	bleveindex "github.com/blevesearch/bleve_index_api"

	"assize/index/query"
)

// A place is where free text is looked up, and how much it counts there.
type place struct {
	target
	weight float64
	name   string
}

// places lists where words are looked up. Phrases are looked up in the first
// alone: somebody said or wrote exactly this.
var places = []place{
	{target{text, textExact}, 1, "in the text"},
	{target{section, sectionExact}, 0.5, "in a heading"},
	{target{title, titleExact}, 0.3, "in the title"},
}

// sideBySide is how much it counts that two words of a query that follow each
// other do so in the text (the ordered window of the sequential dependence model,
// Metzler and Croft 2005). Words are taken as they are written: to look for their
// other forms, too, trebles the time of a search and finds nothing better.
const sideBySide = 0.5

// A compiler makes the searchers that run a query. They are put together here,
// and not through bleve's own boolean query, since that takes a part which matches
// nothing for one that is not there.
type compiler struct {
	ctx     context.Context
	reader  bleveindex.IndexReader
	options search.SearcherOptions
}

// unranked is bleve's word for a search without scores.
const unranked = "none"

// unscored is the compiler for parts that choose records but do not rank them.
func (c compiler) unscored() compiler {
	c.options.Score = unranked
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
		return c.freeText(n)
	case query.Filter:
		t, ok := targets[n.Field]
		if !ok {
			return nil, fmt.Errorf("%w: there is no field %q", ErrBadQuery, n.Field)
		}
		c = c.unscored()
		return c.anyOf(len(n.Any), func(i int) (search.Searcher, error) { return c.term(t, n.Any[i]) })
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
	if err != nil {
		return nil, err
	}
	if must, err = c.lift(must, with); err != nil || len(without) == 0 {
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
	if c.options.Score == unranked {
		return searcher.NewDisjunctionSearcher(c.ctx, c.reader, all, 1, c.options)
	}
	u := &union{explain: c.options.Explain}
	for _, s := range all {
		u.members = append(u.members, member{Searcher: s, weight: 1})
	}
	return u, nil
}

// freeText finds a term wherever free text is looked up.
func (c compiler) freeText(t query.Term) (search.Searcher, error) {
	in := places
	if t.Form == query.Phrase || t.Form == query.Stemmed || t.Form == query.Near {
		in = places[:1]
	}
	find := func(i int) (search.Searcher, error) { return c.term(in[i].target, t) }
	if c.options.Score == unranked {
		return c.anyOf(len(in), find)
	}
	all, err := collect(len(in), find)
	if err != nil {
		return nil, err
	}
	u := &union{explain: c.options.Explain}
	for i, s := range all {
		u.members = append(u.members, member{Searcher: s, weight: in[i].weight, what: t.String() + " " + in[i].name})
	}
	return u, nil
}

// lift ranks higher what must match when words that follow each other in the
// query stand side by side in the text.
func (c compiler) lift(must search.Searcher, parts []query.Node) (search.Searcher, error) {
	pairs := &union{explain: c.options.Explain}
	for i := 1; i < len(parts) && c.options.Score != unranked; i++ {
		before, after := plain(parts[i-1]), plain(parts[i])
		if before == "" || after == "" {
			continue
		}
		pair := query.Term{Form: query.Phrase, Text: before + " " + after}
		s, err := c.term(places[0].target, pair)
		if err != nil {
			return nil, errors.Join(err, must.Close(), pairs.Close())
		}
		pairs.members = append(pairs.members, member{Searcher: s, weight: sideBySide, what: pair.Text + " side by side"})
	}
	if len(pairs.members) == 0 {
		return must, nil
	}
	return searcher.NewBooleanSearcher(c.ctx, c.reader, must, pairs, nil, c.options)
}

// plain is the word that a part of a query is; "" when it is anything else.
func plain(n query.Node) string {
	if t, ok := n.(query.Term); ok && t.Form == query.Plain {
		return t.Text
	}
	return ""
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
func (c compiler) term(t target, term query.Term) (search.Searcher, error) {
	c.options.Explain = false // what it adds is explained by the union that it is in
	switch words := strings.Fields(term.Text); term.Form {
	case query.Prefix:
		c = c.unscored()
		return searcher.NewTermPrefixSearcher(c.ctx, c.reader, term.Text, t.exact.name, 1, c.options)
	case query.Wildcard:
		c = c.unscored()
		return searcher.NewRegexpStringSearcher(c.ctx, c.reader, pattern(term.Text), t.exact.name, 1, c.options)
	case query.Fuzzy:
		c = c.unscored()
		return searcher.NewFuzzySearcher(c.ctx, c.reader, term.Text, 1, term.Edits(), t.exact.name, 1, c.options)
	case query.Near:
		return c.near(t.exact, term)
	case query.Stemmed:
		return c.stemmedPhrase(t.exact, term)
	case query.Phrase:
		if len(words) == 1 {
			return c.word(t.exact, term.Text)
		}
		return searcher.NewPhraseSearcher(c.ctx, c.reader, words, 0, false, t.exact.name, 1, c.options)
	}
	return c.word(t.plain, term.Text)
}

func (c compiler) word(f field, word string) (search.Searcher, error) {
	if f.cut == stemmed {
		word = stem(word)
	}
	return searcher.NewTermSearcher(c.ctx, c.reader, word, f.name, 1, c.options)
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
