package index

import (
	"errors"

	"github.com/blevesearch/bleve/v2/search"
	bleveindex "github.com/blevesearch/bleve_index_api"
)

// A union finds what any of its members finds, and scores it by the sum of their
// scores, each times its weight. It stands in place of bleve's disjunction, which
// takes a share off for each member that does not match: a word that is in the
// text alone would count a third of one that is in the heading and title, too.
// Nor does it norm scores by the query: that of a word is its BM25.
type union struct {
	members []member
	explain bool
}

// A member is one searcher of a union.
type member struct {
	search.Searcher
	weight float64
	what   string // that it finds, for explanations; "" when the searcher explains itself

	at      *search.DocumentMatch // the next that it finds
	started bool
}

func (u *union) Next(ctx *search.SearchContext) (*search.DocumentMatch, error) {
	for i := range u.members {
		if m := &u.members[i]; !m.started {
			if err := m.next(ctx); err != nil {
				return nil, err
			}
		}
	}
	return u.take(ctx)
}

func (u *union) Advance(ctx *search.SearchContext, id bleveindex.IndexInternalID) (*search.DocumentMatch, error) {
	for i := range u.members {
		m := &u.members[i]
		if m.started && (m.at == nil || m.at.IndexInternalID.Compare(id) >= 0) {
			continue
		}
		if m.at != nil {
			ctx.DocumentMatchPool.Put(m.at)
		}
		var err error
		if m.at, err = m.Searcher.Advance(ctx, id); err != nil {
			return nil, err
		}
		m.started = true
	}
	return u.take(ctx)
}

// take is the first document that any member is at; those that are move on.
func (u *union) take(ctx *search.SearchContext) (first *search.DocumentMatch, err error) {
	for _, m := range u.members {
		if m.at != nil && (first == nil || m.at.IndexInternalID.Compare(first.IndexInternalID) < 0) {
			first = m.at
		}
	}
	if first == nil {
		return nil, nil
	}
	score := 0.0
	var reasons []*search.Explanation
	for i := range u.members {
		m := &u.members[i]
		if m.at == nil || !m.at.IndexInternalID.Equals(first.IndexInternalID) {
			continue
		}
		added := m.weight * m.at.Score
		score += added
		if u.explain && m.what != "" {
			reasons = append(reasons, &search.Explanation{Value: added, Message: m.what})
		} else if m.at.Expl != nil {
			reasons = append(reasons, m.at.Expl)
		}
		if m.at != first {
			ctx.DocumentMatchPool.Put(m.at)
		}
		if err := m.next(ctx); err != nil {
			return nil, err
		}
	}
	first.Score, first.Expl = score, nil
	if u.explain {
		first.Expl = &search.Explanation{Value: score, Children: reasons}
	}
	return first, nil
}

func (m *member) next(ctx *search.SearchContext) (err error) {
	m.at, err = m.Searcher.Next(ctx)
	m.started = true
	return err
}

func (u *union) Close() error {
	var errs []error
	for _, m := range u.members {
		errs = append(errs, m.Searcher.Close())
	}
	return errors.Join(errs...)
}

func (u *union) Count() (n uint64) {
	for _, m := range u.members {
		n += m.Searcher.Count()
	}
	return n
}

func (u *union) DocumentMatchPoolSize() int {
	n := len(u.members)
	for _, m := range u.members {
		n += m.Searcher.DocumentMatchPoolSize()
	}
	return n
}

func (u *union) Size() (n int) {
	for _, m := range u.members {
		n += m.Searcher.Size()
	}
	return n
}

func (u *union) Weight() float64      { return 1 }
func (u *union) SetQueryNorm(float64) {}
func (u *union) Min() int             { return 0 } // so that bleve takes it as optional beside what must match

// A Reason is what one part of a query adds to the score of a hit.
type Reason struct {
	What  string  `json:"what"`
	Score float64 `json:"score"`
}

// reasons are the leaves of an explanation.
func reasons(x *search.Explanation) (all []Reason) {
	if x == nil {
		return nil
	}
	if len(x.Children) == 0 && x.Message != "" {
		return []Reason{{x.Message, x.Value}}
	}
	for _, child := range x.Children {
		all = append(all, reasons(child)...)
	}
	return all
}
