package tracing

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"assize/extractors/record"
	"assize/pipeline/store"
)

// Why two documents are compared, the best reason first.
type Why string

// The reasons.
const (
	ItsReport   Why = "its report"                       // the document links to it as what it reports on
	ReportsIt   Why = "reports on it"                    // it links to the document as what it reports on
	Linked      Why = "linked"                           // one links to the other as a document
	TheirReport Why = "report of what shares statements" // a document with statements in common links to it as its report
	SameWords   Why = "shares statements"                // they have statements in a cluster
	SameEvents  Why = "same body, near in time"          // both are about one inspected body, published within half a year
)

var reasons = []Why{ItsReport, ReportsIt, Linked, TheirReport, SameWords, SameEvents}

const (
	near         = 183 * 24 * time.Hour
	mostCompared = 12 // documents that one is compared with
)

// A Compared is a document that another is compared with.
type Compared struct {
	Document *record.Document `json:"document"`
	Why      Why              `json:"why"`
}

// originals are the types of documents in which statements are made first.
var originals = []record.DocType{record.InspectionReport, record.Thematic, record.Annual, record.Inquiry, record.Audit, record.PressRelease}

// originality is low for a document that others restate.
func originality(d *record.Document) int {
	if i := slices.Index(originals, d.Type); i >= 0 {
		return i
	}
	return len(originals)
}

// A relation collects why documents are to be compared with one.
type relation struct {
	st        *store.Store
	document  *record.Document
	why       map[record.ID]Why
	byAddress map[string]record.ID
}

// give keeps the best reason.
func (r *relation) give(id record.ID, reason Why) {
	if id != r.document.ID && (r.why[id] == "" || slices.Index(reasons, reason) < slices.Index(reasons, r.why[id])) {
		r.why[id] = reason
	}
}

// related finds what a document is to be compared with, the best reason first,
// then what others restate, then the earliest, and the links to its report that
// lead to nothing in the store.
func related(ctx context.Context, st *store.Store, d *record.Document) (found []Compared, missing []record.Link, err error) {
	r := &relation{st, d, map[record.ID]Why{}, map[string]record.ID{}}
	if err := r.scan(ctx); err != nil {
		return nil, nil, err
	}
	for _, l := range d.Links {
		if linkReasons[l.Rel] == "" {
			continue
		}
		id, err := r.target(ctx, l)
		if err != nil {
			return nil, nil, err
		}
		if id != "" {
			r.give(id, linkReasons[l.Rel])
		} else if l.Rel == record.RelReport {
			missing = append(missing, l)
		}
	}
	if err := r.share(ctx); err != nil {
		return nil, nil, err
	}
	for id, reason := range r.why {
		other, err := st.Document(ctx, id)
		if err != nil {
			return nil, nil, err
		}
		found = append(found, Compared{other, reason})
	}
	slices.SortFunc(found, func(a, b Compared) int {
		return cmp.Or(cmp.Compare(slices.Index(reasons, a.Why), slices.Index(reasons, b.Why)),
			cmp.Compare(originality(a.Document), originality(b.Document)),
			cmp.Compare(published(a.Document), published(b.Document)), cmp.Compare(a.Document.ID, b.Document.ID))
	})
	return found[:min(len(found), mostCompared)], missing, nil
}

// scan looks at every document for links to this one and for the same body, and
// notes the addresses of all.
func (r *relation) scan(ctx context.Context) error {
	for other, err := range r.st.Documents(ctx) {
		if err != nil {
			return err
		}
		r.byAddress[other.URL] = other.ID
		if other.CanonicalURL != "" {
			r.byAddress[other.CanonicalURL] = other.ID
		}
		for _, l := range other.Links {
			if reason := backReasons[l.Rel]; reason != "" && (l.URL == r.document.URL || l.URL == r.document.CanonicalURL) {
				r.give(other.ID, reason)
			}
		}
		if sameEvents(r.document, other) {
			r.give(other.ID, SameEvents)
		}
	}
	return nil
}

// share looks at the documents that have statements in common with this one.
func (r *relation) share(ctx context.Context) error {
	sharing, err := r.st.Sharing(ctx, r.document.ID)
	if err != nil {
		return err
	}
	for id := range sharing {
		r.give(id, SameWords)
		other, err := r.st.Document(ctx, id)
		if err != nil {
			return err
		}
		for _, l := range other.Links {
			if l.Rel != record.RelReport {
				continue
			}
			report, err := r.target(ctx, l)
			if err != nil {
				return err
			}
			if report != "" {
				r.give(report, TheirReport)
			}
		}
	}
	return nil
}

// target is the document that a link leads to, be it by way of another address;
// "" for none in the store.
func (r *relation) target(ctx context.Context, l record.Link) (record.ID, error) {
	page, err := r.st.Page(ctx, l.URL)
	if err == nil && page.Document != "" {
		return page.Document, nil
	}
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return "", err
	}
	return r.byAddress[l.URL], nil
}

// What a link from the document means, and one to it.
var (
	linkReasons = map[record.LinkRel]Why{record.RelReport: ItsReport, record.RelDocument: Linked}
	backReasons = map[record.LinkRel]Why{record.RelReport: ReportsIt, record.RelDocument: Linked}
)

// sameEvents says whether two documents name one inspected body and were
// published within half a year of each other.
func sameEvents(a, b *record.Document) bool {
	first, second := day(a), day(b)
	if first.IsZero() || second.IsZero() || first.Sub(second).Abs() > near {
		return false
	}
	return slices.ContainsFunc(a.InspectedBodies, func(body string) bool {
		return slices.ContainsFunc(b.InspectedBodies, func(other string) bool { return strings.EqualFold(body, other) })
	})
}

// day is the first day on which a document may have been published; zero where
// that is not known.
func day(d *record.Document) time.Time {
	value := published(d)
	t, err := time.Parse(time.DateOnly[:min(len(value), len(time.DateOnly))], value)
	if value == "" || err != nil {
		return time.Time{}
	}
	return t
}

func published(d *record.Document) string {
	if d.Published == nil {
		return ""
	}
	return d.Published.Value
}
