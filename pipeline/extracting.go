package pipeline

import (
	"context"
	"fmt"
	"net/url"
	"slices"

	"assize/extractors"
	"assize/extractors/fault"
	"assize/extractors/record"
	"assize/pipeline/frontier"
	"assize/pipeline/store"
)

const (
	// maxLinks bounds what one page can add to the frontier.
	maxLinks = 10_000
	// maxAnchor bounds what is kept of a link's text, in characters.
	maxAnchor = 200
	// flagPartial marks a document that could be read in part only.
	flagPartial = "partial"
)

// extract is one worker of the extract pool.
func (r *runner) extract(ctx context.Context, bodies <-chan body, outcomes chan<- outcome) error {
	for b := range bodies {
		o, err := r.extractOne(ctx, b)
		if err != nil {
			return err
		}
		o.weight = b.weight
		if err := send(ctx, outcomes, o); err != nil {
			return err
		}
	}
	return nil
}

func (r *runner) extractOne(ctx context.Context, b body) (outcome, error) {
	u, err := url.Parse(b.response.URL)
	if err != nil {
		return r.failure(b.task, fault.New(fault.Malformed, "read "+b.response.URL, err)), nil
	}
	result, err := r.safely(ctx, extractors.Input{URL: u, ContentType: b.response.ContentType, Body: b.response.Body, Sites: r.config.Sites})
	if ctx.Err() != nil {
		return outcome{}, ctx.Err()
	}
	if result.Document.ID == "" {
		if err == nil {
			err = fault.Newf(fault.Unsupported, "read "+b.response.URL, "nothing could be read from it")
		}
		o := r.failure(b.task, err)
		o.Fetched = b.fetched
		return o, nil
	}
	o := outcome{Completion: store.Completion{Task: b.task, Outcome: store.Stored, Fetched: b.fetched, At: b.response.FetchedAt}}
	verdict, kept, failure := r.judge(ctx, b, &result)
	if failure != nil {
		return outcome{}, failure
	}
	if verdict.Code != "" {
		o.Code, o.Message = verdict.Code, b.task.URL+" "+verdict.Reason
		result.Document.Flags = append(result.Document.Flags, string(verdict.Code))
	}
	switch {
	case kept && verdict.Code != "":
		o.Outcome = store.Suspect
		return o, nil
	case err != nil:
		o.partial, o.Code, o.Message = true, fault.CodeOf(err), err.Error()
		if !slices.Contains(result.Document.Flags, flagPartial) {
			result.Document.Flags = append(result.Document.Flags, flagPartial)
		}
	}
	if o.Extraction, err = r.Store.Encode(result, r.config.reading()); err != nil {
		return outcome{}, err
	}
	if b.task.Host != "" { // a saved page must not start a crawl
		o.Links = followable(result)
		r.survey(&o.Completion, b.response.URL, b.response.ContentType, b.response.Body)
	}
	r.event(Event{Kind: Extracted, URL: b.task.URL, Source: b.task.Source, Document: result.Document.ID, Count: len(result.Records)})
	return o, nil
}

// safely keeps a panic of the extractor to its document.
func (r *runner) safely(ctx context.Context, in extractors.Input) (result extractors.Result, err error) {
	defer func() {
		if p := recover(); p != nil {
			result, err = extractors.Result{}, fault.New(fault.Panic, "read "+in.URL.String(), fmt.Errorf("the parser failed: %v", p))
		}
	}()
	return r.Extractor.Extract(ctx, in)
}

// followable are the links of a page, canonical, each once.
func followable(result extractors.Result) []frontier.Link {
	if result.Document.Provenance.Method != record.MethodHTML {
		return nil
	}
	seen := map[string]bool{}
	var links []frontier.Link
	for _, l := range result.Links {
		address, err := frontier.Canonical(l.URL)
		if err != nil || seen[address] {
			continue
		}
		if seen[address] = true; len(links) == maxLinks {
			break
		}
		text := []rune(l.Text)
		links = append(links, frontier.Link{URL: address, Text: string(text[:min(len(text), maxAnchor)])})
	}
	return links
}
