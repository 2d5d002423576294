package index

import (
	"context"
	"errors"

	"assize/extractors/record"
	"assize/index/query"
)

// Match finds the records among the changes that each of the queries matches, by an
// index in memory of them alone: what it costs does not depend on how much is
// stored.
func Match(ctx context.Context, changes []record.Change, queries []query.Query) (found [][]record.ID, err error) {
	defer wrap(&err, "match")
	x := &Index{factory: factory{stems: stemmer{}}, columns: newColumns()}
	defer func() { err = errors.Join(err, x.Close()) }()
	if err := x.create("", 0); err != nil {
		return nil, err
	}
	if err := x.Apply(ctx, changes); err != nil {
		return nil, err
	}
	for _, q := range queries {
		q.Sort, q.Group = Newest, ""
		var ids []record.ID
		for r := (Request{Query: q, Limit: MaxLimit}); ; {
			page, err := x.Search(ctx, r)
			if err != nil {
				return nil, err
			}
			for _, h := range page.Hits {
				ids = append(ids, h.ID)
			}
			if r.After = page.Next; r.After == "" {
				break
			}
		}
		found = append(found, ids)
	}
	return found, nil
}
