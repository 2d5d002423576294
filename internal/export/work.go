package export

import (
	"crypto/sha256"
	"strings"

	"assize/extractors/record"
)

// A work is what is cited once, at however many addresses it lies.
type work [sha256.Size]byte

// workOf tells works apart by title, publisher and day of publication; where one
// of them is not known, by the text.
func workOf(d *record.Document) work {
	parts := []string{string(d.Provenance.Artefact)}
	if d.Title != "" && d.Publisher != "" && d.Published != nil && d.Published.Precision == record.Day {
		parts = []string{d.Title, d.Subtitle, d.Publisher, d.Published.Value}
	}
	return sha256.Sum256([]byte(strings.Join(parts, "\x00")))
}
