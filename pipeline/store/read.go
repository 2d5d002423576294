package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"time"

	"assize/extractors/fault"
	"assize/extractors/record"
)

// Document finds a document by its id; ErrNotFound when there is none.
func (s *Store) Document(ctx context.Context, id record.ID) (*record.Document, error) {
	var data []byte
	err := s.read.QueryRowContext(ctx, "SELECT json FROM document WHERE id = ?", id).Scan(&data)
	if err != nil {
		return nil, fmt.Errorf("document %s: %w", id, notFound(err))
	}
	return decodeDocument(data)
}

// Documents yields every document, by id; an error ends them.
func (s *Store) Documents(ctx context.Context) iter.Seq2[*record.Document, error] {
	return func(yield func(*record.Document, error) bool) {
		rows, err := s.read.QueryContext(ctx, "SELECT json FROM document ORDER BY id")
		if err != nil {
			yield(nil, fmt.Errorf("read the documents: %w", err))
			return
		}
		defer rows.Close()
		for rows.Next() {
			var data []byte
			err := rows.Scan(&data)
			var d *record.Document
			if err == nil {
				d, err = decodeDocument(data)
			}
			if !yield(d, err) || err != nil {
				return
			}
		}
		if err := rows.Err(); err != nil {
			yield(nil, fmt.Errorf("read the documents: %w", err))
		}
	}
}

// Records are the records of a document in reading order.
func (s *Store) Records(ctx context.Context, document record.ID) ([]record.Record, error) {
	rows, err := s.read.QueryContext(ctx, recordRows+" WHERE document = ? ORDER BY place", document)
	if err != nil {
		return nil, fmt.Errorf("read the records of %s: %w", document, err)
	}
	var records []record.Record
	err = drain(rows, func(sc scanner) error {
		row, err := scanRow(sc)
		if err != nil {
			return err
		}
		r, err := record.Unmarshal(row.JSON)
		records = append(records, r)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read the records of %s: %w", document, err)
	}
	return records, nil
}

// Artefact is the text of a document that its records' spans count in.
func (s *Store) Artefact(ctx context.Context, document record.ID) (string, error) {
	var packed []byte
	err := s.read.QueryRowContext(ctx, "SELECT text FROM artefact WHERE document = ?", document).Scan(&packed)
	if err != nil {
		return "", fmt.Errorf("text of %s: %w", document, notFound(err))
	}
	text, err := s.packer.unpack(packed)
	if err != nil {
		return "", fmt.Errorf("text of %s: %w", document, err)
	}
	return string(text), nil
}

// A Context is a record with the text around it.
type Context struct {
	Entry
	Before, Exact, After string // of the text artefact; Exact reaches from the first span to the last
}

// Context finds a record with up to width code points of text on either side.
// Of a document, the text is its beginning.
func (s *Store) Context(ctx context.Context, id record.ID, width int) (*Context, error) {
	entry, err := s.Record(ctx, id)
	if err != nil {
		return nil, err
	}
	text, err := s.Artefact(ctx, entry.Document.ID)
	if err != nil {
		return nil, err
	}
	points := []rune(text)
	var start, end int
	if entry.Record != nil {
		if spans := entry.Record.Trace().Spans; len(spans) > 0 {
			start, end = spans[0].Start, spans[len(spans)-1].End
		}
	}
	cut := func(from, to int) string {
		from, to = min(max(from, 0), len(points)), min(max(to, 0), len(points))
		return string(points[from:max(from, to)])
	}
	return &Context{
		Entry: *entry, Before: cut(start-width, start), Exact: cut(start, end), After: cut(end, end+width),
	}, nil
}

// A Page is what is known of one URL that was fetched.
type Page struct {
	URL          string
	FinalURL     string // after redirects
	Source       string
	Outcome      Outcome
	Code         fault.Code // of the failure, or of what a stored page lacks; "" otherwise
	Message      string
	Snapshot     record.Hash
	ETag         string
	LastModified string
	Reading
	Document record.ID
	Run      int64 // the run that last asked for it
	Checked  time.Time
}

const pageColumns = `url, final_url, source, outcome, code, message, snapshot, etag, last_modified, extractor, profiles, document, run, checked`

// Page finds a page by its URL; ErrNotFound when it was never fetched.
func (s *Store) Page(ctx context.Context, url string) (*Page, error) {
	p, err := scanPage(s.read.QueryRowContext(ctx, "SELECT "+pageColumns+" FROM page WHERE url = ?", url))
	if err != nil {
		return nil, fmt.Errorf("page %s: %w", url, notFound(err))
	}
	return p, nil
}

func scanPage(s scanner) (*Page, error) {
	var p Page
	var checked int64
	err := s.Scan(&p.URL, &p.FinalURL, &p.Source, &p.Outcome, &p.Code, &p.Message, &p.Snapshot, &p.ETag, &p.LastModified,
		&p.Extractor, &p.Profiles, &p.Document, &p.Run, &checked)
	p.Checked = fromMillis(checked)
	return &p, err
}

// A RunInfo is one run of the crawler.
type RunInfo struct {
	ID       int64
	State    State
	Started  time.Time
	Finished time.Time // zero while it is unfinished
	Pages    map[Outcome]int
}

// Status is an overview of the data folder.
type Status struct {
	Records       map[record.Kind]int // documents among them
	Snapshots     int
	SnapshotBytes int64 // before compression
	Pages         map[Outcome]int
	Failures      map[fault.Code]int // pages by the code of their failure
	Failed        []Page             // the latest of them, up to 100
	Suspect       []Page             // the latest of those that answer with something else, up to 100
	LastRun       *RunInfo           // nil when there was none
	Queued        int                // tasks of unfinished runs
	Seq           int64
}

// Status counts what is there.
func (s *Store) Status(ctx context.Context) (*Status, error) {
	st := &Status{Records: map[record.Kind]int{}, Pages: map[Outcome]int{}, Failures: map[fault.Code]int{}}
	tx, err := s.read.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return nil, fmt.Errorf("read the store: %w", err)
	}
	defer tx.Rollback() //nolint:errcheck // nothing was written
	if err := st.read(ctx, tx); err != nil {
		return nil, fmt.Errorf("read the store: %w", err)
	}
	return st, nil
}

func (st *Status) read(ctx context.Context, tx *sql.Tx) error {
	each := func(query string, scan func(scanner) error) error {
		rows, err := tx.QueryContext(ctx, query)
		if err != nil {
			return err
		}
		return drain(rows, scan)
	}
	return errors.Join(
		each("SELECT kind, count(*) FROM record GROUP BY kind UNION ALL SELECT 'document', count(*) FROM document", func(s scanner) error {
			var kind record.Kind
			var n int
			err := s.Scan(&kind, &n)
			st.Records[kind] = n
			return err
		}),
		each("SELECT count(*), coalesce(sum(bytes), 0) FROM snapshot", func(s scanner) error {
			return s.Scan(&st.Snapshots, &st.SnapshotBytes)
		}),
		each("SELECT outcome, code, count(*) FROM page GROUP BY outcome, code", func(s scanner) error {
			var outcome Outcome
			var code fault.Code
			var n int
			err := s.Scan(&outcome, &code, &n)
			st.Pages[outcome] += n
			if outcome == Failed {
				st.Failures[code] = n
			}
			return err
		}),
		each("SELECT "+pageColumns+" FROM page WHERE outcome = 'failed' ORDER BY checked DESC, url LIMIT 100", func(s scanner) error {
			p, err := scanPage(s)
			st.Failed = append(st.Failed, *p)
			return err
		}),
		each("SELECT "+pageColumns+" FROM page WHERE code IN ('soft_redirect', 'not_a_report') ORDER BY checked DESC, url LIMIT 100", func(s scanner) error {
			p, err := scanPage(s)
			st.Suspect = append(st.Suspect, *p)
			return err
		}),
		each("SELECT id, state, started, finished, counts FROM run ORDER BY id DESC LIMIT 1", func(s scanner) error {
			run, err := scanRun(s)
			st.LastRun = run
			return err
		}),
		each("SELECT count(*) FROM task WHERE state = 'queued'", func(s scanner) error { return s.Scan(&st.Queued) }),
		each("SELECT last FROM sequence", func(s scanner) error { return s.Scan(&st.Seq) }),
	)
}

func scanRun(s scanner) (*RunInfo, error) {
	var r RunInfo
	var started, finished int64
	var counts []byte
	if err := s.Scan(&r.ID, &r.State, &started, &finished, &counts); err != nil {
		return nil, err
	}
	r.Started = fromMillis(started)
	if finished > 0 {
		r.Finished = fromMillis(finished)
	}
	return &r, json.Unmarshal(counts, &r.Pages)
}

func notFound(err error) error {
	if errors.Is(err, sql.ErrNoRows) {
		return ErrNotFound
	}
	return err
}
