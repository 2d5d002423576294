// Package saved keeps searches under names and matches them against what is new.
// They lie in a database of their own beside the store, together with what each has
// found since it was saved: a record is an item of a search once, however often the
// program is started or killed, and is delivered from there.
package saved

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"regexp"
	"time"

	_ "modernc.org/sqlite"

	"assize/extractors/record"
	"assize/index"
	"assize/index/query"
)

// The ways in which a search cannot be saved or found.
var (
	ErrNone   = errors.New("there is no saved search of that name")
	ErrExists = errors.New("there is a saved search of that name already; remove it first")
	ErrName   = errors.New("the name of a saved search is up to 64 small letters, digits and hyphens")
)

// names can be those of files and stand in addresses.
var names = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,63}$`)

const (
	schema = `
CREATE TABLE IF NOT EXISTS search (
	name  TEXT PRIMARY KEY,
	query TEXT NOT NULL,
	seq   INTEGER NOT NULL -- of the store, up to which it was matched
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS item (
	id     INTEGER PRIMARY KEY,
	search TEXT NOT NULL REFERENCES search ON DELETE CASCADE,
	record TEXT NOT NULL,
	json   BLOB NOT NULL,
	told   INTEGER NOT NULL DEFAULT 0,
	UNIQUE (search, record)
);`
	batch        = 1000 // changes matched at a time
	snippetWidth = 300  // characters
	feedItems    = 100
)

// A Search is a query under a name.
type Search struct {
	Name  string `json:"name"`
	Query string `json:"query"` // in canonical form
	Seq   int64  `json:"seq"`   // of the store, up to which it was matched
	Items int    `json:"items"` // that it has found
}

// An Item is a record that a search found.
type Item struct {
	Search    string      `json:"search"`
	ID        record.ID   `json:"id"`
	Kind      record.Kind `json:"kind"`
	Title     string      `json:"title"` // of the document
	Publisher string      `json:"publisher,omitempty"`
	URL       string      `json:"url"`   // opens the source at the place
	Text      string      `json:"text"`  // the part that shows why it was found
	Marks     [][2]int    `json:"marks"` // bytes of the text
	Found     time.Time   `json:"found"`
}

// A Source has the changes behind a sequence number, in order.
type Source interface {
	Changes(ctx context.Context, after int64, limit int) ([]record.Change, error)
}

// A Book is an open database of saved searches.
type Book struct{ db *sql.DB }

// Open opens the database in a file, and makes it if need be.
func Open(ctx context.Context, path string) (*Book, error) {
	file := url.URL{Path: filepath.ToSlash(path)}
	dsn := url.URL{Scheme: "file", Opaque: file.EscapedPath(), RawQuery: url.Values{"_pragma": {"busy_timeout(10000)", "foreign_keys(1)", "synchronous(2)"}}.Encode()}
	db, err := sql.Open("sqlite", dsn.String())
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	db.SetMaxOpenConns(1)
	if _, err := db.ExecContext(ctx, schema); err != nil {
		return nil, errors.Join(fmt.Errorf("open %s: %w", path, err), db.Close())
	}
	return &Book{db}, nil
}

// Close closes the database.
func (b *Book) Close() error { return b.db.Close() }

// Add saves a search, which is to find what comes behind a sequence number.
func (b *Book) Add(ctx context.Context, name string, q query.Query, seq int64) error {
	if !names.MatchString(name) {
		return fmt.Errorf("%q: %w", name, ErrName)
	}
	done, err := b.db.ExecContext(ctx, "INSERT INTO search VALUES (?, ?, ?) ON CONFLICT DO NOTHING", name, q.String(), seq)
	return oneRow(done, err, name, ErrExists)
}

// Remove forgets a search and what it found.
func (b *Book) Remove(ctx context.Context, name string) error {
	done, err := b.db.ExecContext(ctx, "DELETE FROM search WHERE name = ?", name)
	return oneRow(done, err, name, ErrNone)
}

// oneRow is the error of a statement that was to change a row.
func oneRow(done sql.Result, err error, name string, none error) error {
	if err != nil {
		return fmt.Errorf("saved search %s: %w", name, err)
	}
	if n, err := done.RowsAffected(); err != nil || n == 0 {
		return errors.Join(err, fmt.Errorf("%s: %w", name, none))
	}
	return nil
}

// List lists the searches by name.
func (b *Book) List(ctx context.Context) ([]Search, error) {
	rows, err := b.db.QueryContext(ctx, "SELECT name, query, seq, (SELECT count(*) FROM item WHERE search = name) FROM search ORDER BY name")
	if err != nil {
		return nil, fmt.Errorf("saved searches: %w", err)
	}
	defer rows.Close()
	var all []Search
	for rows.Next() {
		var s Search
		if err := rows.Scan(&s.Name, &s.Query, &s.Seq, &s.Items); err != nil {
			return nil, fmt.Errorf("saved searches: %w", err)
		}
		all = append(all, s)
	}
	return all, rows.Err()
}

// Run matches every search against what is new for it, and keeps what it finds.
// Each batch of changes is read and indexed once for all searches; what they find
// in it is kept together with how far they are, or not at all.
func (b *Book) Run(ctx context.Context, source Source, now func() time.Time) error {
	for {
		searches, err := b.List(ctx)
		if err != nil || len(searches) == 0 {
			return err
		}
		after := searches[0].Seq
		for _, s := range searches {
			after = min(after, s.Seq)
		}
		changes, err := source.Changes(ctx, after, batch)
		if err != nil {
			return err
		}
		if len(changes) == 0 {
			return nil
		}
		if err := b.match(ctx, searches, changes, now()); err != nil {
			return fmt.Errorf("saved searches: %w", err)
		}
	}
}

func (b *Book) match(ctx context.Context, searches []Search, changes []record.Change, now time.Time) error {
	queries := make([]query.Query, len(searches))
	for i, s := range searches {
		var err error
		if queries[i], _, err = query.Parse(s.Query); err != nil {
			return fmt.Errorf("%s: %w", s.Name, err)
		}
	}
	found, err := index.Match(ctx, changes, queries)
	if err != nil {
		return err
	}
	byID := map[record.ID]record.Change{}
	for _, c := range changes {
		byID[c.ID] = c
	}
	tx, err := b.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback() //nolint:errcheck // or it is committed
	last := changes[len(changes)-1].Seq
	for i, s := range searches {
		for _, id := range found[i] {
			if byID[id].Seq <= s.Seq {
				continue
			}
			data, err := json.Marshal(newItem(s.Name, queries[i], byID[id], now))
			if err != nil {
				return err
			}
			if _, err := tx.ExecContext(ctx, "INSERT INTO item (search, record, json) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", s.Name, id, data); err != nil {
				return err
			}
		}
		if _, err := tx.ExecContext(ctx, "UPDATE search SET seq = max(seq, ?) WHERE name = ?", last, s.Name); err != nil {
			return err
		}
	}
	return tx.Commit()
}

func newItem(name string, q query.Query, c record.Change, now time.Time) Item {
	it := Item{Search: name, ID: c.ID, Kind: record.KindDocument, Title: c.Document.Title, Publisher: c.Document.Publisher, URL: c.Document.URL, Found: now.UTC()}
	text := c.Document.Title
	if c.Record != nil {
		head := c.Record.Head()
		it.Kind, text = head.Kind, head.Text
		if open := c.Record.Trace().Open; open != "" {
			it.URL = open
		}
	}
	snippet := index.Highlight(q.Where, text, snippetWidth)
	it.Text, it.Marks = snippet.Text, snippet.Marks
	return it
}

// Items are what a search found last, the newest first.
func (b *Book) Items(ctx context.Context, name string) ([]Item, error) {
	return b.items(ctx, "SELECT id, json FROM item WHERE search = ? ORDER BY id DESC LIMIT ?", nil, name, feedItems)
}

// Tell hands each item that was not handed over before to tell, in the order in
// which they were found. One for which tell fails is handed over again next time;
// that ends it.
func (b *Book) Tell(ctx context.Context, tell func(Item) error) error {
	var ids []int64
	items, err := b.items(ctx, "SELECT id, json FROM item WHERE told = 0 ORDER BY id", &ids)
	if err != nil {
		return err
	}
	for i, it := range items {
		if err := tell(it); err != nil {
			return err
		}
		if _, err := b.db.ExecContext(ctx, "UPDATE item SET told = 1 WHERE id = ?", ids[i]); err != nil {
			return fmt.Errorf("saved searches: %w", err)
		}
	}
	return nil
}

func (b *Book) items(ctx context.Context, statement string, ids *[]int64, args ...any) (all []Item, err error) {
	rows, err := b.db.QueryContext(ctx, statement, args...)
	if err != nil {
		return nil, fmt.Errorf("saved searches: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var id int64
		var data []byte
		var it Item
		if err = rows.Scan(&id, &data); err == nil {
			err = json.Unmarshal(data, &it)
		}
		if err != nil {
			return nil, fmt.Errorf("saved searches: %w", err)
		}
		all = append(all, it)
		if ids != nil {
			*ids = append(*ids, id)
		}
	}
	return all, rows.Err()
}
