package pipeline

import (
	"bytes"
	"cmp"
	"context"
	"net/url"
	"slices"

	"assize/extractors/fault"
	"assize/pipeline/discover"
	"assize/pipeline/fetch"
	"assize/pipeline/frontier"
	"assize/pipeline/store"
)

// readList is the outcome of a task that is a list of addresses. One that cannot
// be had or read is noted and fails nothing: the site may have none.
func (r *runner) readList(ctx context.Context, task frontier.Task, known *store.Page, response *fetch.Response, failure error) (outcome, error) {
	c := store.Completion{Task: task, Outcome: store.Listed, At: r.Now()}
	line := store.List{Source: task.Source, Kind: task.List, URL: task.URL}
	var weight int64
	if failure == nil {
		var found discover.Found
		body, err := r.listBody(ctx, &c, &weight, known, response)
		if err != nil {
			return outcome{}, err
		}
		kind := discover.Kind(task.List)
		final := task
		final.Root = cmp.Or(task.Root, hostOf(response.URL))
		found, failure = discover.Read(kind, parsed(c.Fetched.FinalURL), body)
		entries := entriesOf(found)
		c.Found, c.Past = r.scope.Take(final, entries, kind.Wide())
		line.Entries, line.Taken, line.Past = len(entries), len(c.Found), len(c.Past)
		c.Found = append(r.listTasks(final, found.Lists), c.Found...)
	}
	if failure != nil {
		line.Code, line.Message = fault.CodeOf(failure), failure.Error()
	}
	c.Lists = []store.List{line}
	c.Code, c.Message = line.Code, line.Message
	return outcome{Completion: c, weight: weight}, nil
}

// listBody is the text of a list, which a server may have sent earlier.
func (r *runner) listBody(ctx context.Context, c *store.Completion, weight *int64, known *store.Page, response *fetch.Response) ([]byte, error) {
	if response.NotModified && known != nil {
		c.Fetched = &store.Fetched{FinalURL: known.FinalURL, ETag: cmp.Or(response.ETag, known.ETag),
			LastModified: cmp.Or(response.LastModified, known.LastModified), Snapshot: store.Kept{Hash: known.Snapshot}}
		return r.Store.Snapshot(ctx, known.Snapshot)
	}
	size := int64(len(response.Body))
	*weight = min(size, r.config.InFlight)
	if err := r.bytes.Acquire(ctx, *weight); err != nil {
		return nil, err
	}
	kept, err := r.Store.PutSnapshot(response.Body)
	r.fetched.Add(size)
	c.Fetched = &store.Fetched{FinalURL: response.URL, ContentType: response.ContentType, ETag: response.ETag,
		LastModified: response.LastModified, Snapshot: kept}
	return response.Body, err
}

// entriesOf are the entries of a list, canonical, each address once.
func entriesOf(found discover.Found) []frontier.Entry {
	seen := map[string]bool{}
	var entries []frontier.Entry
	for _, e := range found.Entries {
		address, err := frontier.Canonical(e.URL)
		if err != nil || seen[address] {
			continue
		}
		seen[address] = true
		title := []rune(e.Title)
		entries = append(entries, frontier.Entry{URL: address, Title: string(title[:min(len(title), maxAnchor)]), Modified: e.Modified})
	}
	return entries
}

// listTasks makes tasks of the lists that a list or page leads to, if the source
// asks for their kind and they are not too far or too old. The next page of a
// listing is a page like others, as far from the seed as the one before.
func (r *runner) listTasks(from frontier.Task, lists []discover.List) []frontier.Task {
	rule := r.scope[from.Source]
	var tasks []frontier.Task
	for _, l := range lists {
		u := parsed(l.URL)
		if !r.looksFor(from.Source, l.Kind) || !rule.AllowsHost(u, from.Root) || rule.Past(l.Modified) {
			continue
		}
		task := frontier.Task{URL: l.URL, Source: from.Source, Host: u.Host, Root: from.Root, Via: from.URL, List: string(l.Kind)}
		if from.List == string(l.Kind) || l.Kind == discover.Listing {
			task.Step = from.Step + 1
		}
		if l.Kind == discover.Listing {
			task.List, task.Depth = "", from.Depth
		}
		if canonical, err := frontier.Canonical(l.URL); err == nil && task.Step < l.Kind.MaxSteps() {
			task.URL = canonical
			tasks = append(tasks, task)
		}
	}
	return tasks
}

// looksFor says whether a source is looked for in lists of a kind. Robots.txt is
// read for the sitemaps that it names.
func (r *runner) looksFor(source string, kind discover.Kind) bool {
	kinds := r.kinds[source]
	return slices.Contains(kinds, kind) || kind == discover.Robots && slices.Contains(kinds, discover.Sitemap)
}

// survey adds to the completion of a page what it leads to beside its links: of
// a seed, the lists of its site; of any page, what its profile says of listings.
// Body is nil when the page could not be had.
func (r *runner) survey(c *store.Completion, address, contentType string, body []byte) {
	task := c.Task
	if !r.leads(task, address) {
		return
	}
	seed := task.Depth == 0 && task.Step == 0
	base := parsed(address)
	profile := r.config.Sites.At(base)
	var found discover.Found
	if body != nil && !bytes.HasPrefix(body, []byte("%PDF-")) {
		found = discover.Page(base, contentType, body, profile, task.Depth == 0)
	}
	if seed {
		found.Lists = append(discover.Start(base, profile), found.Lists...)
		c.Lists = r.absent(task, found)
	} else {
		found.Lists = slices.DeleteFunc(found.Lists, func(l discover.List) bool { return l.Kind != discover.Listing })
	}
	c.Found = r.listTasks(task, found.Lists)
	if !r.looksFor(task.Source, discover.Listing) {
		return
	}
	entries := entriesOf(found)
	items, _ := r.scope.Take(task, entries, false)
	if len(entries) > 0 {
		c.Lists = append(c.Lists, store.List{Source: task.Source, Kind: string(discover.Listing), URL: task.URL, Entries: len(entries), Taken: len(items)})
	}
	for i := range items {
		items[i].Depth = task.Depth + 1
	}
	if task.Depth < r.scope[task.Source].Depth {
		c.Found = append(c.Found, items...)
	}
}

// leads says whether a page may lead to more than its links.
func (r *runner) leads(task frontier.Task, address string) bool {
	if task.Host == "" || r.scope[task.Source].Depth == 0 || len(r.kinds[task.Source]) == 0 {
		return false
	}
	profile := r.config.Sites.At(parsed(address))
	return task.Depth == 0 || profile != nil && len(profile.Listing.Items)+len(profile.Listing.Next) > 0
}

// absent notes the kinds of lists that the site of a seed does not have.
func (r *runner) absent(seed frontier.Task, found discover.Found) []store.List {
	var lists []store.List
	for _, kind := range discover.Kinds {
		has := slices.ContainsFunc(found.Lists, func(l discover.List) bool { return l.Kind == kind })
		if r.looksFor(seed.Source, kind) && !has && (kind != discover.Listing || len(found.Entries) == 0) {
			lists = append(lists, store.List{Source: seed.Source, Kind: string(kind), URL: seed.URL, Code: fault.NotFound, Message: "the page announces none"})
		}
	}
	return lists
}

// parsed is an address that was fetched, or one made from such.
func parsed(address string) *url.URL {
	u, err := url.Parse(address)
	if err != nil {
		return &url.URL{}
	}
	return u
}
