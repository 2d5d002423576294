package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"

	"assize/extractors/record"
	"assize/pipeline/frontier"
)

// Commit stores a group of completions in one transaction: outcomes, documents,
// records, changes for the index, and the links found, as tasks.
func (r *Run) Commit(ctx context.Context, group []Completion) (Committed, error) {
	g := grouping{run: r, lanes: map[frontier.Lane]bool{}, again: map[int64]bool{}}
	err := r.s.write.within(ctx, func(t *txn) error {
		g.txn = t
		for i := range group {
			if err := g.complete(&group[i]); err != nil {
				return fmt.Errorf("%s: %w", group[i].Task.URL, err)
			}
		}
		return nil
	})
	if err != nil {
		return Committed{}, fmt.Errorf("store %d outcomes: %w", len(group), err)
	}
	return g.committed(), nil
}

// Offer adds tasks to the frontier. A task that is there already stays as it
// is, unless the offer is nearer to a seed.
func (r *Run) Offer(ctx context.Context, tasks []frontier.Task) (Committed, error) {
	g := grouping{run: r, lanes: map[frontier.Lane]bool{}}
	err := r.s.write.within(ctx, func(t *txn) error {
		g.txn = t
		return g.offer(tasks)
	})
	if err != nil {
		return Committed{}, fmt.Errorf("add %d tasks: %w", len(tasks), err)
	}
	return g.committed(), nil
}

// A grouping is one group while it is being written.
type grouping struct {
	*txn
	run   *Run
	lanes map[frontier.Lane]bool
	again map[int64]bool
}

func (g *grouping) committed() Committed {
	c := Committed{Again: g.again}
	for l := range g.lanes {
		c.Lanes = append(c.Lanes, l)
	}
	slices.SortFunc(c.Lanes, func(a, b frontier.Lane) int {
		return strings.Compare(a.Host+"\x00"+a.Source, b.Host+"\x00"+b.Source)
	})
	return c
}

func (g *grouping) complete(c *Completion) error {
	if c.Task.ID != 0 {
		// The depth may have shrunk since the task was handed out.
		err := g.one("UPDATE task SET state = ?, root = ? WHERE id = ? RETURNING depth", c.Outcome, c.Task.Root, c.Task.ID).Scan(&c.Task.Depth)
		if err != nil {
			return err
		}
	}
	if err := g.putSnapshotRow(c); err != nil {
		return err
	}
	if err := g.putLists(c); err != nil {
		return err
	}
	switch c.Outcome {
	case Listed:
		return g.putListPage(c)
	case Unchanged:
		return g.completeUnchanged(c)
	case Stored:
		if err := g.putPage(c); err != nil {
			return err
		}
		return g.offer(g.run.scope.Follow(c.Task, c.Links))
	case Suspect:
		return g.completeSuspect(c)
	default:
		return g.putFailure(c)
	}
}

// completeUnchanged goes on with the links that are stored. The page may have
// become heir to a document since it was looked at; then it is read again.
func (g *grouping) completeUnchanged(c *Completion) error {
	var extractor int
	if err := g.one("SELECT extractor FROM page WHERE url = ?", c.Task.URL).Scan(&extractor); err != nil {
		return err
	}
	if extractor == 0 {
		g.again[c.Task.ID] = true
		return g.requeue(c.Task)
	}
	links, err := g.storedLinks(c.Task.URL)
	if err != nil {
		return err
	}
	if err := g.touch(c); err != nil {
		return err
	}
	return g.offer(g.run.scope.Follow(c.Task, links))
}

// completeSuspect keeps the page's document, and flags it when no other page
// vouches for it. The links that it held are followed further.
func (g *grouping) completeSuspect(c *Completion) error {
	var document record.ID
	err := g.one("UPDATE page SET outcome = ?, code = ?, message = ?, run = ?, checked = ? WHERE url = ? RETURNING document",
		c.Outcome, c.Code, c.Message, g.run.ID, c.At.UnixMilli(), c.Task.URL).Scan(&document)
	if err != nil {
		return err
	}
	if err := g.flagDocument(document, string(c.Code)); err != nil {
		return err
	}
	links, err := g.storedLinks(c.Task.URL)
	if err != nil {
		return err
	}
	return g.offer(g.run.scope.Follow(c.Task, links))
}

// touch notes that a page was asked for and is as it was.
func (g *grouping) touch(c *Completion) error {
	if c.Fetched == nil {
		return g.exec("UPDATE page SET run = ?, checked = ? WHERE url = ?", g.run.ID, c.At.UnixMilli(), c.Task.URL)
	}
	return g.exec(`UPDATE page SET run = ?, checked = ?, etag = coalesce(nullif(?, ''), etag),
		last_modified = coalesce(nullif(?, ''), last_modified) WHERE url = ?`,
		g.run.ID, c.At.UnixMilli(), c.Fetched.ETag, c.Fetched.LastModified, c.Task.URL)
}

// putFailure records why a page was not stored. What an earlier visit stored
// stays.
func (g *grouping) putFailure(c *Completion) error {
	return g.exec(`INSERT INTO page (url, source, outcome, code, message, run, checked) VALUES (?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT DO UPDATE SET source = excluded.source, outcome = excluded.outcome, code = excluded.code,
			message = excluded.message, run = excluded.run, checked = excluded.checked`,
		c.Task.URL, c.Task.Source, c.Outcome, c.Code, c.Message, g.run.ID, c.At.UnixMilli())
}

func (g *grouping) putPage(c *Completion) error {
	var before record.ID
	err := g.one("SELECT document FROM page WHERE url = ?", c.Task.URL).Scan(&before)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	f, x := c.Fetched, c.Extraction
	err = g.exec(`INSERT INTO page (`+pageColumns+`, links) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT DO UPDATE SET final_url = excluded.final_url, source = excluded.source, outcome = excluded.outcome,
			code = excluded.code, message = excluded.message, snapshot = excluded.snapshot, etag = excluded.etag,
			last_modified = excluded.last_modified, extractor = excluded.extractor, profiles = excluded.profiles, document = excluded.document,
			run = excluded.run, checked = excluded.checked, links = excluded.links`,
		c.Task.URL, f.FinalURL, c.Task.Source, c.Outcome, c.Code, c.Message, f.Snapshot.Hash, f.ETag, f.LastModified,
		x.Extractor, x.Profiles, x.Document, g.run.ID, c.At.UnixMilli(), g.run.s.packer.pack(joinLinks(c.Links)))
	if err != nil {
		return err
	}
	if err := g.putDocument(x, f.FinalURL, c.At.UnixMilli()); err != nil {
		return err
	}
	if before == "" || before == x.Document {
		return nil
	}
	heir, err := g.leaveDocument(before, f.FinalURL)
	if err != nil || heir == "" {
		return err
	}
	return g.requeue(frontier.Task{URL: heir, Source: c.Task.Source})
}

func (g *grouping) storedLinks(url string) ([]frontier.Link, error) {
	var packed []byte
	if err := g.one("SELECT links FROM page WHERE url = ?", url).Scan(&packed); err != nil {
		return nil, err
	}
	text, err := g.run.s.packer.unpack(packed)
	if err != nil {
		return nil, err
	}
	return splitLinks(text), nil
}

// offer adds tasks. One that is done already but was now found nearer to a seed
// passes the shorter way on to the pages it links to, so that what a run visits
// does not depend on which page answered first.
func (g *grouping) offer(tasks []frontier.Task) error {
	for len(tasks) > 0 {
		task := tasks[0]
		tasks = tasks[1:]
		if g.run.offered.again(task) {
			continue
		}
		var state Outcome
		var root string
		err := g.one(`INSERT INTO task (run, source, url, host, root, depth, via, anchor, list, step, state) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'queued')
			ON CONFLICT (run, source, url) DO UPDATE SET depth = excluded.depth, via = excluded.via, anchor = excluded.anchor
			WHERE excluded.depth < depth RETURNING state, root`,
			g.run.ID, task.Source, task.URL, task.Host, task.Root, task.Depth, task.Via, task.Anchor, task.List, task.Step).Scan(&state, &root)
		switch {
		case errors.Is(err, sql.ErrNoRows):
		case err != nil:
			return err
		case state == queued:
			g.lanes[task.Lane()] = true
		case state == Stored || state == Unchanged || state == Suspect:
			links, err := g.storedLinks(task.URL)
			if err != nil {
				return err
			}
			task.Root = root
			tasks = append(tasks, g.run.scope.Follow(task, links)...)
		}
	}
	return nil
}

// queued is the state of a task that has no outcome yet.
const queued Outcome = "queued"

// requeue makes sure that a task is worked on again in this run.
func (g *grouping) requeue(task frontier.Task) error {
	g.lanes[task.Lane()] = true
	return g.exec(`INSERT INTO task (run, source, url, host, root, depth, via, anchor, list, step, state) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'queued')
		ON CONFLICT (run, source, url) DO UPDATE SET state = 'queued'`,
		g.run.ID, task.Source, task.URL, task.Host, task.Root, task.Depth, task.Via, task.Anchor, task.List, task.Step)
}
