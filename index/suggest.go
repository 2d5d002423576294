package index

import (
	"context"
	"errors"
	"unicode/utf8"

	"github.com/blevesearch/bleve/v2/index/scorch"

	"assize/index/query"
)

// few is how many hits are so few that other words may have been meant.
const few = 5

// suggest is the query with each word that no text has replaced by a word that is
// spelt like it; "" when there is none to replace.
func suggest(ctx context.Context, snapshot *scorch.IndexSnapshot, q query.Query) (string, error) {
	s := suggester{ctx: ctx, snapshot: snapshot}
	q.Where = query.Replace(q.Where, s.replace)
	if s.err != nil || !s.replaced {
		return "", s.err
	}
	return q.String(), nil
}

type suggester struct {
	ctx      context.Context
	snapshot *scorch.IndexSnapshot
	replaced bool
	err      error
}

func (s *suggester) replace(t query.Term) query.Term {
	if t.Form != query.Plain || utf8.RuneCountInString(t.Text) < 4 || s.documents(text, stem(t.Text)) > 0 {
		return t
	}
	if near := s.nearest(t); near != "" {
		t.Text, s.replaced = near, true
	}
	return t
}

// documents is how many records have a word in a field.
func (s *suggester) documents(f field, word string) uint64 {
	if s.err != nil {
		return 0
	}
	reader, err := s.snapshot.TermFieldReader(s.ctx, []byte(word), f.name, false, false, false)
	if err != nil {
		s.err = err
		return 0
	}
	n := reader.Count()
	s.err = reader.Close()
	return n
}

// nearest is the word of the texts that takes the fewest changes to get to from
// the term's, and of those the most frequent. The first letter is taken for right.
func (s *suggester) nearest(t query.Term) (best string) {
	if s.err != nil {
		return ""
	}
	_, first := utf8.DecodeRuneInString(t.Text)
	dict, err := s.snapshot.FieldDictFuzzy(textExact.name, t.Text, t.Edits(), t.Text[:first])
	if err != nil {
		s.err = err
		return ""
	}
	defer func() { s.err = errors.Join(s.err, dict.Close()) }()
	fewest, most := t.Edits()+1, uint64(0)
	for {
		entry, err := dict.Next()
		if err != nil || entry == nil {
			s.err = errors.Join(s.err, err)
			return best
		}
		edits, n := query.Edits(t.Text, entry.Term), s.documents(textExact, entry.Term)
		if edits < fewest || edits == fewest && n > most {
			best, fewest, most = entry.Term, edits, n
		}
	}
}
