package store

import (
	"fmt"

	"assize/extractors"
	"assize/extractors/record"
)

// An Extraction is one document with its records in the form in which it is
// stored. Making it is the work of many goroutines, so that the one that
// commits has little left to do.
type Extraction struct {
	Document record.ID
	Reading
	json     []byte
	artefact []byte // zstd
	rows     []encoded
}

// A Reading is what a document was read with. A page whose own is another is due
// to be read again.
type Reading struct {
	Extractor int    // version of the extractors; 0 to have it read again
	Profiles  string // fingerprint of the site profiles; "" for those that the program is built with
}

type encoded struct {
	id   record.ID
	kind record.Kind
	json []byte
}

// Encode prepares the result of an extraction for Run.Commit.
func (s *Store) Encode(result extractors.Result, by Reading) (*Extraction, error) {
	x := &Extraction{Document: result.Document.ID, Reading: by}
	var err error
	if x.json, err = record.Marshal(&result.Document); err != nil {
		return nil, fmt.Errorf("encode document %s: %w", x.Document, err)
	}
	if result.Doc != nil {
		x.artefact = s.packer.pack([]byte(result.Doc.Text))
	} else {
		x.artefact = s.packer.pack(nil)
	}
	for _, r := range result.Records {
		data, err := record.Marshal(r)
		if err != nil {
			return nil, fmt.Errorf("encode record %s: %w", r.Head().ID, err)
		}
		x.rows = append(x.rows, encoded{r.Head().ID, r.Head().Kind, data})
	}
	return x, nil
}

// Kinds counts the records by kind.
func (x *Extraction) Kinds() map[record.Kind]int {
	counts := map[record.Kind]int{}
	for _, r := range x.rows {
		counts[r.kind]++
	}
	return counts
}
