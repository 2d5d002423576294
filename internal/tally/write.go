package tally

import (
	"encoding/csv"
	"encoding/json"
	"io"

	"assize/extractors/record"
	"assize/internal/export"
)

// CSV writes the table with the names of its columns above it, guarded against
// formulas as an export is.
func (t *Table) CSV(w io.Writer) error {
	c := csv.NewWriter(w)
	var names []string
	for _, column := range t.Columns {
		names = append(names, export.Inert(column.Name))
	}
	c.Write(names) //nolint:errcheck // csv keeps the error for Error
	for _, row := range t.Rows {
		cells := make([]string, len(row))
		for i, cell := range row {
			cells[i] = export.Inert(record.Normalise(cell))
		}
		c.Write(cells) //nolint:errcheck // see above
	}
	c.Flush()
	return c.Error()
}

// MarshalJSON makes an object with the title, the names of the columns in their
// order and the rows, each an object by those names; what is empty is left out.
func (t *Table) MarshalJSON() ([]byte, error) {
	out := struct {
		Title   string           `json:"title"`
		Columns []string         `json:"columns"`
		Rows    []map[string]any `json:"rows"`
	}{t.Title, []string{}, []map[string]any{}}
	for _, column := range t.Columns {
		out.Columns = append(out.Columns, column.Name)
	}
	for _, row := range t.Rows {
		object := map[string]any{}
		for i, cell := range row {
			switch {
			case cell == "":
			case t.Columns[i].Number:
				object[t.Columns[i].Name] = json.Number(cell)
			default:
				object[t.Columns[i].Name] = cell
			}
		}
		out.Rows = append(out.Rows, object)
	}
	return record.Marshal(out)
}
