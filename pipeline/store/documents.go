package store

import (
	"bytes"
	"database/sql"
	"errors"
	"slices"
	"strings"

	"assize/extractors/record"
)

// putDocument brings the document and its records to what was extracted. Rows
// that are the same keep their sequence number, so that the index has nothing
// to do; rows that are gone leave a tombstone. A changed document renumbers its
// records too, because the index keeps the document's fields with each of them.
//
// Two pages may hold one document (a file in two folders). The smaller URL of
// those that still hold it is the document's, whichever came first.
func (t *txn) putDocument(x *Extraction, url string, at int64) error {
	var owner string
	var old []byte
	err := t.one("SELECT url, json FROM document WHERE id = ?", x.Document).Scan(&owner, &old)
	known := err == nil
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	if known && owner < url {
		var held bool
		err := t.one("SELECT EXISTS (SELECT 1 FROM page WHERE document = ? AND final_url = ?)", x.Document, owner).Scan(&held)
		if err != nil || held {
			return err
		}
	}
	changed := !known || !bytes.Equal(old, x.json)
	switch {
	case !known:
		err = t.exec("INSERT INTO document (id, url, seq, first_seen, json) VALUES (?, ?, ?, ?, ?)",
			x.Document, url, t.next(), at, x.json)
		if err == nil {
			err = t.exec("DELETE FROM tombstone WHERE id = ?", x.Document)
		}
	case changed || owner != url:
		err = t.exec("UPDATE document SET url = ?, seq = ?, json = ? WHERE id = ?", url, t.next(), x.json, x.Document)
	}
	if err != nil {
		return err
	}
	err = t.exec("INSERT INTO artefact (document, text) VALUES (?, ?) ON CONFLICT DO UPDATE SET text = excluded.text",
		x.Document, x.artefact)
	if err != nil {
		return err
	}
	return t.putRecords(x, changed, at)
}

func (t *txn) putRecords(x *Extraction, renumber bool, at int64) error {
	type row struct {
		place int
		json  []byte
	}
	old := map[record.ID]row{}
	err := t.each(func(s scanner) error {
		var id record.ID
		var r row
		err := s.Scan(&id, &r.place, &r.json)
		old[id] = r
		return err
	}, "SELECT id, place, json FROM record WHERE document = ?", x.Document)
	if err != nil {
		return err
	}
	for i, r := range x.rows {
		place := i + 1
		was, known := old[r.id]
		delete(old, r.id)
		if known && !renumber && was.place == place && bytes.Equal(was.json, r.json) {
			continue
		}
		err := t.exec(`INSERT INTO record (id, document, place, kind, seq, first_seen, json) VALUES (?, ?, ?, ?, ?, ?, ?)
			ON CONFLICT DO UPDATE SET place = excluded.place, seq = excluded.seq, json = excluded.json`,
			r.id, x.Document, place, r.kind, t.next(), at, r.json)
		if err != nil {
			return err
		}
		if known {
			continue
		}
		if err := t.exec("DELETE FROM tombstone WHERE id = ?", r.id); err != nil {
			return err
		}
	}
	for id := range old {
		if err := t.bury("record", id); err != nil {
			return err
		}
	}
	return nil
}

// flagDocument adds a flag to a document that no stored page holds.
func (t *txn) flagDocument(id record.ID, flag string) error {
	var data []byte
	err := t.one(`SELECT json FROM document WHERE id = ?1
		AND NOT EXISTS (SELECT 1 FROM page WHERE document = ?1 AND outcome = 'stored')`, id).Scan(&data)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return err
	}
	d, err := decodeDocument(data)
	if err != nil || slices.Contains(d.Flags, flag) {
		return err
	}
	d.Flags = append(d.Flags, flag)
	if data, err = record.Marshal(d); err != nil {
		return err
	}
	if err := t.exec("UPDATE document SET seq = ?, json = ? WHERE id = ?", t.next(), data, id); err != nil {
		return err
	}
	records, err := t.recordsOf(id)
	for _, r := range records {
		if err == nil {
			err = t.exec("UPDATE record SET seq = ? WHERE id = ?", t.next(), r)
		}
	}
	return err
}

// recordsOf lists a document's records in their order.
func (t *txn) recordsOf(document record.ID) (list []record.ID, err error) {
	err = t.each(func(s scanner) error {
		var r record.ID
		err := s.Scan(&r)
		list = append(list, r)
		return err
	}, "SELECT id FROM record WHERE document = ? ORDER BY place", document)
	return list, err
}

// bury deletes a row of table document or record, takes it out of its cluster and
// leaves a tombstone.
func (t *txn) bury(table string, id record.ID) error {
	if err := t.exec("DELETE FROM "+table+" WHERE id = ?", id); err != nil {
		return err
	}
	if err := t.exec("DELETE FROM cluster WHERE record = ?", id); err != nil {
		return err
	}
	return t.exec("INSERT INTO tombstone (id, seq) VALUES (?, ?) ON CONFLICT DO UPDATE SET seq = excluded.seq", id, t.next())
}

// leaveDocument is called when a page that held a document now holds another. A
// file's document is named by its bytes, so an edited file replaces it: the old
// document passes to the next file with the same bytes, whose URL is returned
// for it to be read again, or goes. A web page's document stays: that an address
// now leads elsewhere does not unsay what it said.
func (t *txn) leaveDocument(id record.ID, url string) (heir string, err error) {
	if !strings.HasPrefix(url, "file:") {
		return "", nil
	}
	var owner string
	err = t.one("SELECT url FROM document WHERE id = ?", id).Scan(&owner)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	err = t.one("SELECT url FROM page WHERE document = ? ORDER BY final_url LIMIT 1", id).Scan(&heir)
	switch {
	case err == nil && owner != url:
		return "", nil
	case err == nil:
		return heir, t.exec("UPDATE page SET extractor = 0 WHERE url = ?", heir)
	case !errors.Is(err, sql.ErrNoRows):
		return "", err
	}
	records, err := t.recordsOf(id)
	if err != nil {
		return "", err
	}
	for _, r := range records {
		if err := t.bury("record", r); err != nil {
			return "", err
		}
	}
	if err := t.exec("DELETE FROM artefact WHERE document = ?", id); err != nil {
		return "", err
	}
	return "", t.bury("document", id)
}
