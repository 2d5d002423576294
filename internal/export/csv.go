package export

import (
	"encoding/csv"
	"io"
	"strings"

	"assize/pipeline/store"
)

// csvTable writes a heading and a row for each entry as RFC 4180 has it, in UTF-8.
type csvTable struct{ w *csv.Writer }

func newCSV(w io.Writer) Printer {
	p := csvTable{csv.NewWriter(w)}
	var names []string
	for _, c := range columns {
		names = append(names, c.name)
	}
	p.w.Write(names) //nolint:errcheck // csv keeps the error for Flush
	return p
}

func (p csvTable) Print(e *store.Entry) error {
	cells := row(e)
	for i := range cells {
		cells[i] = Inert(cells[i])
	}
	return p.w.Write(cells)
}

func (p csvTable) End() error {
	p.w.Flush()
	return p.w.Error()
}

// Inert puts an apostrophe before a cell that a spreadsheet would take for a
// formula (OWASP, CSV Injection), in either width of the characters.
func Inert(cell string) string {
	if cell != "" && strings.ContainsAny(cell[:1], "=+-@\t\r\n") {
		return "'" + cell
	}
	for _, wide := range []string{"＝", "＋", "－", "＠"} {
		if strings.HasPrefix(cell, wide) {
			return "'" + cell
		}
	}
	return cell
}
