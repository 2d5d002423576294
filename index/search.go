package index

import (
	"bytes"
	"cmp"
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"assize/extractors/record"
	"assize/index/query"
)

// Limits of a search.
const (
	MaxLimit  = 1000
	MaxOffset = 10_000 // beyond it, go on from page to page with After
	maxFacet  = 50
)

// The orders, as the field sort of a query names them. Equal hits come newest
// first, then by id.
const (
	Relevance = "relevance"
	Newest    = "newest"
	Oldest    = "oldest"
)

var orders = []string{Relevance, Newest, Oldest}

// A Request is a search.
type Request struct {
	Query   query.Query // without an order it is Relevance, or Newest when the query only filters
	Limit   int         // up to MaxLimit; 0 for totals alone
	Offset  int         // up to MaxOffset
	After   string      // the Next of an earlier page, in place of an Offset
	Facets  []string    // fields of which values are counted; see FacetFields
	Explain bool        // give the reasons for each score
}

// A Page is what was found.
type Page struct {
	Total  int // of all hits, on this page or not
	Groups int // of all groups of them, when the query asks for groups
	Hits   []Hit
	Facets map[string][]Count
	Next   string // for After; "" when this is the last page
	Took   time.Duration

	Seq        int64             // up to which the index had followed the store
	Searched   query.Node        `json:"-"` // what was searched for: the query with its synonyms
	Also       []query.Expansion // these synonyms
	DidYouMean string            // a query with words that are there in place of those that are not; or ""
}

// A Hit is one record that was found.
type Hit struct {
	ID    record.ID
	Score float64  // 0 when not sorted by relevance
	Same  int      // further hits in its group
	Why   []Reason // for the score, when the request asks for them
}

// A Count is how many hits have a value.
type Count struct {
	Value string `json:"value"`
	N     int    `json:"n"`
}

// FacetFields lists the fields whose values can be counted.
func FacetFields() []string {
	var names []string
	for _, f := range query.Fields {
		if _, ok := facets[f.Name]; ok {
			names = append(names, f.Name)
		}
	}
	return names
}

// Search runs a search. What is wrong with the request is an ErrBadQuery.
func (x *Index) Search(ctx context.Context, r Request) (page *Page, err error) {
	defer wrap(&err, "search")
	begun := time.Now()
	c, err := r.collector()
	if err != nil {
		return nil, err
	}
	page = &Page{Facets: map[string][]Count{}, Seq: x.Seq()}
	page.Searched, page.Also = query.Expand(r.Query.Where, stem)
	err = guard(func() error { return x.search(ctx, r, c, page) })
	page.Took = time.Since(begun)
	return page, err
}

func (x *Index) search(ctx context.Context, r Request, c *collector, page *Page) error {
	snapshot, err := x.snapshot()
	if err != nil {
		return err
	}
	defer snapshot.Close()
	var counted []field
	for _, name := range r.Facets {
		counted = append(counted, facets[name])
	}
	numbered := []field{date}
	if r.Query.Group != "" {
		numbered = append(numbered, groupings[r.Query.Group])
	}
	if c.parts, err = x.columns.of(snapshot, counted, numbered); err != nil {
		return err
	}
	values := make([][]string, len(counted))
	for i, f := range counted {
		values[i] = x.columns.values(f)
		c.counts = append(c.counts, make([]int, len(values[i])))
	}
	if err := c.collect(ctx, snapshot, page.Searched); err != nil {
		return err
	}
	page.Total, page.Groups = c.total, len(c.groups)
	for i, name := range r.Facets {
		page.Facets[name] = c.facet(i, values[i])
	}
	if c.total < few {
		if page.DidYouMean, err = suggest(ctx, snapshot, r.Query); err != nil {
			return err
		}
	}
	hits, err := c.hits()
	if err != nil {
		return err
	}
	if len(hits) == c.keep && c.keep > 0 {
		if page.Next, err = encodeCursor(hits[len(hits)-1].rank); err != nil {
			return err
		}
	}
	for _, hit := range hits[min(r.Offset, len(hits)):] {
		p := c.parts[c.partOf(hit.doc)]
		name, err := p.DocID(hit.doc - p.first)
		if err != nil {
			return err
		}
		h := Hit{ID: record.ID(name), Score: hit.Score, Why: reasons(hit.why)}
		if g := c.groups[hit.group]; g != nil {
			h.Same = g.size - 1
		}
		page.Hits = append(page.Hits, h)
	}
	return nil
}

// collector checks a request and makes what collects its hits.
func (r *Request) collector() (*collector, error) {
	if r.Query.Where == nil {
		r.Query.Where = query.And{}
	}
	order := cmp.Or(r.Query.Sort, defaultSort(r.Query.Where))
	switch {
	case !slices.Contains(orders, order):
		return nil, fmt.Errorf("%w: there is no order %q", ErrBadQuery, order)
	case r.Query.Group != "" && groupings[r.Query.Group] == (field{}):
		return nil, fmt.Errorf("%w: hits cannot be grouped by %q", ErrBadQuery, r.Query.Group)
	case r.Limit < 0 || r.Limit > MaxLimit:
		return nil, fmt.Errorf("%w: a limit of %d is not within 0 and %d", ErrBadQuery, r.Limit, MaxLimit)
	case r.Offset < 0 || r.Offset > MaxOffset:
		return nil, fmt.Errorf("%w: an offset of %d is not within 0 and %d", ErrBadQuery, r.Offset, MaxOffset)
	case r.Offset > 0 && r.After != "":
		return nil, fmt.Errorf("%w: an offset and a page to go on from cannot be given together", ErrBadQuery)
	}
	for _, name := range r.Facets {
		if _, ok := facets[name]; !ok {
			return nil, fmt.Errorf("%w: the values of %q cannot be counted, only those of %s", ErrBadQuery, name, strings.Join(FacetFields(), ", "))
		}
	}
	c := &collector{sort: order, explain: r.Explain}
	if r.Limit > 0 {
		c.keep = r.Offset + r.Limit
	}
	if r.Query.Group != "" {
		c.groups = map[uint64]*group{}
	}
	if r.After == "" {
		return c, nil
	}
	var err error
	c.after, err = decodeCursor(r.After)
	return c, err
}

// defaultSort is by relevance when there is something to rank by.
func defaultSort(n query.Node) string {
	order := Newest
	query.Terms(n, func(query.Term) { order = Relevance })
	return order
}

// A cursor is the rank of the last hit of a page, as JSON in base64. It holds
// while records come and go, since it names a place and no count.

func encodeCursor(last rank) (string, error) {
	data, err := json.Marshal(last)
	return base64.RawURLEncoding.EncodeToString(data), err
}

func decodeCursor(cursor string) (*rank, error) {
	data, err := base64.RawURLEncoding.DecodeString(cursor)
	last := &rank{}
	if err == nil {
		decoder := json.NewDecoder(bytes.NewReader(data))
		decoder.DisallowUnknownFields()
		err = decoder.Decode(last)
	}
	if err != nil {
		return nil, fmt.Errorf("%w: %q is no page to go on from", ErrBadQuery, cursor)
	}
	return last, nil
}
