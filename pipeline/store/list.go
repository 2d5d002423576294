package store

import (
	"context"
	"fmt"

	"assize/extractors/fault"
	"assize/pipeline/frontier"
)

// A List is what became of one list of addresses in a run: a sitemap, a feed, an
// answer of an API.
type List struct {
	Source  string
	Kind    string
	URL     string     // of the list; of the seed where the site has none of the kind
	Code    fault.Code // why it could not be read or had; not_found for none
	Message string
	Entries int // addresses that it names
	Taken   int // of these, those in scope
	Past    int // of these, those that are older than was asked for
}

// putLists notes what became of lists, and brings what they name into the
// frontier. What is too old for the run is put there as skipped, so that no link
// leads to it either.
func (g *grouping) putLists(c *Completion) error {
	for _, l := range c.Lists {
		err := g.exec("INSERT OR REPLACE INTO list (run, source, kind, url, code, message, entries, taken, past) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
			g.run.ID, c.Task.Source, l.Kind, l.URL, l.Code, l.Message, l.Entries, l.Taken, l.Past)
		if err != nil {
			return err
		}
	}
	for _, task := range c.Past {
		err := g.exec(`INSERT INTO task (run, source, url, host, root, depth, via, anchor, state) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'skipped')
			ON CONFLICT (run, source, url) DO UPDATE SET state = 'skipped' WHERE state = 'queued' AND depth > 0`,
			g.run.ID, task.Source, task.URL, task.Host, task.Root, task.Depth, task.Via, task.Anchor)
		if err != nil {
			return err
		}
	}
	return g.offer(c.Found)
}

// putListPage keeps what a list was fetched with, so that it need not be sent
// again.
func (g *grouping) putListPage(c *Completion) error {
	f := c.Fetched
	if f == nil {
		return nil
	}
	return g.exec(`INSERT INTO page (url, final_url, source, outcome, snapshot, etag, last_modified, run, checked) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT DO UPDATE SET final_url = excluded.final_url, source = excluded.source, outcome = excluded.outcome, code = '', message = '',
			snapshot = excluded.snapshot, etag = excluded.etag, last_modified = excluded.last_modified, run = excluded.run, checked = excluded.checked`,
		c.Task.URL, f.FinalURL, c.Task.Source, c.Outcome, f.Snapshot.Hash, f.ETag, f.LastModified, g.run.ID, c.At.UnixMilli())
}

// Lists are what became of the lists of each source in the last run that looked
// for them, by source, kind and address.
func (s *Store) Lists(ctx context.Context) ([]List, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT source, kind, url, code, message, entries, taken, past FROM list
		WHERE run = (SELECT max(run) FROM list AS last WHERE last.source = list.source) ORDER BY source, kind, url`)
	var lists []List
	if err == nil {
		err = drain(rows, func(sc scanner) error {
			var l List
			err := sc.Scan(&l.Source, &l.Kind, &l.URL, &l.Code, &l.Message, &l.Entries, &l.Taken, &l.Past)
			lists = append(lists, l)
			return err
		})
	}
	if err != nil {
		return nil, fmt.Errorf("read the lists: %w", err)
	}
	return lists, nil
}

// Waiting are the queued tasks of the run, nearest to the seeds first.
func (r *Run) Waiting(ctx context.Context) ([]frontier.Task, error) {
	rows, err := r.s.read.QueryContext(ctx, "SELECT url, source, depth, via, anchor FROM task WHERE run = ? AND state = 'queued' ORDER BY source, depth, id", r.ID)
	var tasks []frontier.Task
	if err == nil {
		err = drain(rows, func(sc scanner) error {
			var t frontier.Task
			err := sc.Scan(&t.URL, &t.Source, &t.Depth, &t.Via, &t.Anchor)
			tasks = append(tasks, t)
			return err
		})
	}
	if err != nil {
		return nil, fmt.Errorf("read the frontier: %w", err)
	}
	return tasks, nil
}
