package pipeline

import (
	"context"
	"errors"
	"net/http"

	"assize/extractors/fault"
	"assize/pipeline/discover"
	"assize/pipeline/fetch"
	"assize/pipeline/frontier"
	"assize/pipeline/robots"
	"assize/pipeline/store"
)

// A body is what a fetch brought, on its way to extraction.
type body struct {
	task     frontier.Task
	response *fetch.Response
	fetched  *store.Fetched
	weight   int64 // of the in-flight limit
}

// An outcome is a task's end, on its way to the store.
type outcome struct {
	store.Completion
	weight  int64
	partial bool
}

// fetch is one worker of the fetch pool.
func (r *runner) fetch(ctx context.Context, tasks <-chan frontier.Turn, bodies chan<- body, outcomes chan<- outcome) error {
	for turn := range tasks {
		task := turn.Task
		if turn.Down {
			if _, err := r.frontier.Release(ctx, task, frontier.Answer{}); err != nil {
				return err
			}
			err := fault.Newf(fault.Network, "fetch "+task.URL, "%s is left alone for the rest of this run, since it gave no answer before or asked for that; try again later", task.Host)
			if err := send(ctx, outcomes, r.failure(task, err)); err != nil {
				return err
			}
			continue
		}
		if err := r.fetchOne(ctx, task, bodies, outcomes); err != nil {
			return err
		}
	}
	return nil
}

func (r *runner) fetchOne(ctx context.Context, task frontier.Task, bodies chan<- body, outcomes chan<- outcome) error {
	known, err := r.known(ctx, task)
	if err != nil {
		return err
	}
	if known != nil && known.Run == r.run.ID { // another source of this run asked for it
		if _, err := r.frontier.Release(ctx, task, frontier.Answer{}); err != nil {
			return err
		}
		return r.again(ctx, task, known, outcomes)
	}
	request := fetch.Request{URL: task.URL, Pace: r.frontier.Pace(task.Source)}
	if known != nil {
		request.ETag, request.LastModified = known.ETag, known.LastModified
	}
	response, fetchErr := r.Fetcher.Fetch(ctx, request)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if response == nil {
		response = &fetch.Response{URL: task.URL, FetchedAt: r.Now()}
	}
	again, err := r.frontier.Release(ctx, task, answer(response, fetchErr))
	if err != nil {
		return err
	}
	if again {
		r.event(Event{Kind: Retrying, URL: task.URL, Source: task.Source, Code: fault.CodeOf(fetchErr), Message: fetchErr.Error()})
		return nil
	}
	if task.Depth == 0 && task.List == "" && task.Host != "" {
		task.Root = hostOf(response.URL)
		task.List = string(discover.Sniff(response.Body))
	}
	if task.List != "" {
		return r.sendList(ctx, task, known, response, fetchErr, outcomes)
	}
	if fetchErr != nil {
		o := r.failure(task, fetchErr)
		if task.Depth == 0 && response.Status != 0 { // the host answers, and its lists may say more
			r.survey(&o.Completion, response.URL, "", nil)
		}
		return send(ctx, outcomes, o)
	}
	if response.NotModified && known != nil {
		return r.sendUnchanged(ctx, task, known, response, 0, outcomes)
	}
	return r.keep(ctx, task, known, response, bodies, outcomes)
}

// known is what the store has of a page when it is worth comparing with: stored
// whole by the extractors and profiles of today.
func (r *runner) known(ctx context.Context, task frontier.Task) (*store.Page, error) {
	page, err := r.Store.Page(ctx, task.URL)
	if errors.Is(err, store.ErrNotFound) {
		return nil, nil
	}
	if err == nil && page.Outcome == store.Listed && task.List != "" {
		return page, nil
	}
	if err != nil || page.Outcome != store.Stored || page.Reading != r.config.reading() {
		return nil, err
	}
	return page, nil
}

// answer is what the frontier has to know of a fetch. A task is tried again when
// its host was busy or silent, or had to be left alone.
func answer(response *fetch.Response, err error) frontier.Answer {
	var resting *frontier.ErrResting
	busy := response.Status == http.StatusTooManyRequests || response.Status == http.StatusServiceUnavailable
	code := fault.CodeOf(err)
	switch {
	case errors.As(err, &resting):
		return frontier.Answer{Again: true}
	case busy, code == fault.Network, code == fault.Timeout, code == fault.Robots && errors.Is(err, robots.ErrUnreachable):
		return frontier.Answer{Kind: frontier.Failure, RetryAfter: response.RetryAfter, Again: true}
	}
	return frontier.Answer{Kind: frontier.Success, RetryAfter: response.RetryAfter}
}

// keep stores the bytes and passes them on, unless they are those that the
// store has read already.
func (r *runner) keep(ctx context.Context, task frontier.Task, known *store.Page, response *fetch.Response, bodies chan<- body, outcomes chan<- outcome) error {
	size := int64(len(response.Body))
	weight := min(size, r.config.InFlight)
	if err := r.bytes.Acquire(ctx, weight); err != nil {
		return err
	}
	kept, err := r.Store.PutSnapshot(response.Body)
	if err != nil {
		return err
	}
	r.fetched.Add(size)
	r.event(Event{Kind: Fetched, URL: task.URL, Source: task.Source, Bytes: size})
	if known != nil && known.Snapshot == kept.Hash && known.FinalURL == response.URL {
		return r.sendUnchanged(ctx, task, known, response, weight, outcomes)
	}
	return send(ctx, bodies, body{task: task, response: response, weight: weight, fetched: &store.Fetched{
		FinalURL: response.URL, ContentType: response.ContentType, ETag: response.ETag, LastModified: response.LastModified,
		Snapshot: kept,
	}})
}

// again ends a task whose address another source of this run has asked for.
func (r *runner) again(ctx context.Context, task frontier.Task, known *store.Page, outcomes chan<- outcome) error {
	if task.List != "" {
		return r.sendList(ctx, task, known, &fetch.Response{URL: known.FinalURL, NotModified: true}, nil, outcomes)
	}
	if task.Depth == 0 && task.Host != "" {
		task.Root = hostOf(known.FinalURL)
	}
	return r.sendUnchanged(ctx, task, known, nil, 0, outcomes)
}

func (r *runner) sendList(ctx context.Context, task frontier.Task, known *store.Page, response *fetch.Response, failure error, outcomes chan<- outcome) error {
	o, err := r.readList(ctx, task, known, response, failure)
	if err != nil {
		return err
	}
	return send(ctx, outcomes, o)
}

// sendUnchanged ends a task whose page is as it is stored; response is nil when
// nobody was asked.
func (r *runner) sendUnchanged(ctx context.Context, task frontier.Task, known *store.Page, response *fetch.Response, weight int64, outcomes chan<- outcome) error {
	c := store.Completion{Task: task, Outcome: store.Unchanged, At: r.Now()}
	if response != nil {
		c.Fetched = &store.Fetched{FinalURL: known.FinalURL, ETag: response.ETag, LastModified: response.LastModified}
	}
	if r.leads(task, known.FinalURL) {
		body, err := r.Store.Snapshot(ctx, known.Snapshot)
		if err != nil {
			return err
		}
		r.survey(&c, known.FinalURL, "", body)
	}
	return send(ctx, outcomes, outcome{Completion: c, weight: weight})
}

// failure is the outcome of a task that brought no document. A page that only a
// link led to, and that robots.txt forbids or no extractor reads, is skipped: it
// was not asked for by name.
func (r *runner) failure(task frontier.Task, err error) outcome {
	c := store.Completion{Task: task, Outcome: store.Failed, Code: fault.CodeOf(err), Message: err.Error(), At: r.Now()}
	if c.Code == "" {
		c.Code = fault.Malformed
	}
	ruledOut := c.Code == fault.Unsupported || c.Code == fault.Robots && !errors.Is(err, robots.ErrUnreachable)
	if task.Depth > 0 && ruledOut {
		c.Outcome = store.Skipped
	}
	return outcome{Completion: c}
}
