package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync"
)

// A writer is the one connection that changes the database, with its prepared
// statements.
type writer struct {
	mu         sync.Mutex
	db         *sql.DB
	conn       *sql.Conn
	statements map[string]*sql.Stmt
}

func newWriter(ctx context.Context, dir string) (*writer, error) {
	db, err := openDatabase(dir, "rw")
	if err != nil {
		return nil, err
	}
	conn, err := db.Conn(ctx)
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return &writer{db: db, conn: conn, statements: map[string]*sql.Stmt{}}, nil
}

func (w *writer) close() error {
	var errs []error
	for _, s := range w.statements {
		errs = append(errs, s.Close())
	}
	return errors.Join(append(errs, w.conn.Close(), w.db.Close())...)
}

// A txn is one open transaction.
type txn struct {
	ctx context.Context
	w   *writer
	seq int64
}

// within runs do in one transaction: all of it is committed, or none.
func (w *writer) within(ctx context.Context, do func(*txn) error) (err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	t := &txn{ctx: ctx, w: w}
	if err := t.exec("BEGIN IMMEDIATE"); err != nil {
		return err
	}
	defer func() {
		if err != nil {
			t.ctx = context.WithoutCancel(ctx)
			err = errors.Join(err, t.exec("ROLLBACK"))
		}
	}()
	if err := t.one("SELECT last FROM sequence").Scan(&t.seq); err != nil {
		return err
	}
	before := t.seq
	if err := do(t); err != nil {
		return err
	}
	if t.seq != before {
		if err := t.exec("UPDATE sequence SET last = ?", t.seq); err != nil {
			return err
		}
	}
	return t.exec("COMMIT")
}

// next is the next number of the store's sequence.
func (t *txn) next() int64 {
	t.seq++
	return t.seq
}

func (t *txn) statement(query string) (*sql.Stmt, error) {
	if s := t.w.statements[query]; s != nil {
		return s, nil
	}
	s, err := t.w.conn.PrepareContext(t.ctx, query)
	if err != nil {
		return nil, fmt.Errorf("prepare %q: %w", query, err)
	}
	t.w.statements[query] = s
	return s, nil
}

func (t *txn) exec(query string, args ...any) error {
	s, err := t.statement(query)
	if err != nil {
		return err
	}
	_, err = s.ExecContext(t.ctx, args...)
	return err
}

// one runs a query for at most one row.
func (t *txn) one(query string, args ...any) scanner {
	s, err := t.statement(query)
	if err != nil {
		return failed{err}
	}
	return s.QueryRowContext(t.ctx, args...)
}

func (t *txn) each(scan func(scanner) error, query string, args ...any) error {
	s, err := t.statement(query)
	if err != nil {
		return err
	}
	rows, err := s.QueryContext(t.ctx, args...)
	if err != nil {
		return err
	}
	return drain(rows, scan)
}

// A scanner is a row.
type scanner interface{ Scan(...any) error }

type failed struct{ err error }

func (f failed) Scan(...any) error { return f.err }

// drain scans every row and closes them.
func drain(rows *sql.Rows, scan func(scanner) error) error {
	defer rows.Close()
	for rows.Next() {
		if err := scan(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}
