package pipeline

import (
	"context"
	"errors"

	"assize/extractors"
	"assize/extractors/fault"
	"assize/extractors/identity"
	"assize/pipeline/store"
)

// judge says whether an answer is the document that the store holds under its
// address, or the one that the link to it promised. Kept means that there is a
// good one in the store, which must stay. Files are what they are.
func (r *runner) judge(ctx context.Context, b body, result *extractors.Result) (verdict identity.Verdict, kept bool, err error) {
	if b.task.Host == "" {
		return verdict, false, nil
	}
	page, err := r.Store.Page(ctx, b.task.URL)
	if errors.Is(err, store.ErrNotFound) {
		page, err = &store.Page{}, nil
	}
	if err != nil || page.Snapshot == b.fetched.Snapshot.Hash && !misled(page) { // the same bytes, read by other extractors or profiles
		return verdict, false, err
	}
	before, err := r.before(ctx, page)
	if err != nil {
		return verdict, false, err
	}
	now := identity.FactsOf(&result.Document, "")
	if result.Doc != nil {
		now.Text = result.Doc.Text
	}
	verdict = identity.Judge(now, before, identity.Promise{URL: b.task.URL, Anchor: b.task.Anchor})
	return verdict, before != nil, nil
}

// before is what the store holds of a page, nil when that is nothing or was not
// what was asked for either.
func (r *runner) before(ctx context.Context, page *store.Page) (*identity.Facts, error) {
	if page.Document == "" || misled(page) {
		return nil, nil
	}
	document, err := r.Store.Document(ctx, page.Document)
	if errors.Is(err, store.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	text, err := r.Store.Artefact(ctx, page.Document)
	if err != nil {
		return nil, err
	}
	facts := identity.FactsOf(document, text)
	return &facts, nil
}

// misled reports whether what is stored of a page was not what was asked for.
func misled(page *store.Page) bool { return page.Outcome == store.Stored && suspicious(page.Code) }

// suspicious reports whether a code says that an answer is not what was asked
// for.
func suspicious(code fault.Code) bool {
	return code == fault.SoftRedirect || code == fault.NotAReport
}
