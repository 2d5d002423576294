package index

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/search"

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

// A Request is a search.
type Request struct {
	Query  query.Query // without an order it is Relevance, or Newest when the query only filters
	Limit  int         // up to MaxLimit; 0 for totals alone
	Offset int         // up to MaxOffset
	After  string      // the Next of an earlier page, in place of an Offset
	Facets []string    // fields of which values are counted; see FacetFields
}

// A Page is what was found.
type Page struct {
	Total  int // of all hits, on this page or not
	Hits   []Hit
	Facets map[string][]Count
	Next   string // for After; "" when this is the last page
	Took   time.Duration
}

// A Hit is one record that was found.
type Hit struct {
	ID    record.ID
	Score float64 // 0 when not sorted by relevance
}

// A Count is how many hits have a value.
type Count struct {
	Value string
	N     int
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
	req, err := r.compile()
	if err != nil {
		return nil, err
	}
	var result *bleve.SearchResult
	if err = guard(func() (err error) {
		result, err = x.bleve.SearchInContext(ctx, req)
		return err
	}); err != nil {
		return nil, err
	}
	page = &Page{Total: int(result.Total), Took: result.Took, Facets: map[string][]Count{}}
	for _, hit := range result.Hits {
		page.Hits = append(page.Hits, Hit{record.ID(hit.ID), hit.Score})
	}
	for name, facet := range result.Facets {
		for _, t := range facet.Terms.Terms() {
			page.Facets[name] = append(page.Facets[name], Count{t.Term, t.Count})
		}
	}
	if n := len(result.Hits); n > 0 && n == r.Limit {
		page.Next, err = encodeCursor(req.Sort, result.Hits[n-1])
	}
	return page, err
}

// compile checks a request and brings it into bleve's form.
func (r Request) compile() (*bleve.SearchRequest, error) {
	if r.Query.Where == nil {
		r.Query.Where = query.And{}
	}
	if r.Query.Sort == "" {
		r.Query.Sort = defaultSort(r.Query.Where)
	}
	order, ok := orders[r.Query.Sort]
	switch {
	case !ok:
		return nil, fmt.Errorf("%w: there is no order %q", ErrBadQuery, r.Query.Sort)
	case r.Query.Group != "":
		return nil, fmt.Errorf("%w: hits cannot be grouped", ErrBadQuery)
	case r.Limit < 0 || r.Limit > MaxLimit:
		return nil, fmt.Errorf("%w: a limit of %d is not within 0 and %d", ErrBadQuery, r.Limit, MaxLimit)
	case r.Offset < 0 || r.Offset > MaxOffset:
		return nil, fmt.Errorf("%w: an offset of %d is not within 0 and %d", ErrBadQuery, r.Offset, MaxOffset)
	case r.Offset > 0 && r.After != "":
		return nil, fmt.Errorf("%w: an offset and a page to go on from cannot be given together", ErrBadQuery)
	}
	req := bleve.NewSearchRequestOptions(compiled{r.Query.Where}, r.Limit, r.Offset, false)
	req.SortByCustom(order())
	if r.Query.Sort != Relevance {
		req.Score = bleve.ScoreNone
	}
	if r.After != "" {
		var err error
		if req.SearchAfter, err = decodeCursor(r.After, len(req.Sort)); err != nil {
			return nil, err
		}
	}
	for _, name := range r.Facets {
		f, ok := facets[name]
		if !ok {
			return nil, fmt.Errorf("%w: the values of %q cannot be counted, only those of %s", ErrBadQuery, name, strings.Join(FacetFields(), ", "))
		}
		req.AddFacet(name, bleve.NewFacetRequest(f.name, maxFacet))
	}
	return req, nil
}

// defaultSort is by relevance when there is something to rank by.
func defaultSort(n query.Node) string {
	sort := Newest
	query.Terms(n, func(query.Term) { sort = Relevance })
	return sort
}

// orders make bleve's orders, which keep state while a search runs.
var orders = map[string]func() search.SortOrder{
	Relevance: func() search.SortOrder {
		return search.SortOrder{&search.SortScore{Desc: true}, byDate(true), &search.SortDocID{}}
	},
	Newest: func() search.SortOrder { return search.SortOrder{byDate(true), &search.SortDocID{}} },
	Oldest: func() search.SortOrder { return search.SortOrder{byDate(false), &search.SortDocID{}} },
}

// byDate sorts by date, records without one last.
func byDate(newestFirst bool) *search.SortField {
	return &search.SortField{Field: date.name, Desc: newestFirst, Type: search.SortFieldAsString, Missing: search.SortFieldMissingLast}
}

// A cursor is the sort values of the last hit of a page, as JSON in base64.

func encodeCursor(order search.SortOrder, last *search.DocumentMatch) (string, error) {
	values := slices.Clone(last.Sort)
	for i, by := range order {
		if by.RequiresScoring() {
			values[i] = fmt.Sprint(last.Score)
		}
	}
	data, err := json.Marshal(values)
	return base64.RawURLEncoding.EncodeToString(data), err
}

func decodeCursor(cursor string, n int) ([]string, error) {
	var values []string
	data, err := base64.RawURLEncoding.DecodeString(cursor)
	if err == nil {
		err = json.Unmarshal(data, &values)
	}
	if err != nil || len(values) != n {
		return nil, fmt.Errorf("%w: %q is no page to go on from", ErrBadQuery, cursor)
	}
	return values, nil
}
