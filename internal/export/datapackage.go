package export

import (
	"encoding/json"
	"io"
)

// DataPackage writes the Frictionless Data Package (specification v1) that
// describes a CSV file of this name.
func DataPackage(w io.Writer, file string) error {
	type field struct {
		Name        string `json:"name"`
		Type        string `json:"type"`
		Description string `json:"description"`
	}
	fields := make([]field, len(columns))
	for i, c := range columns {
		fields[i] = field{c.name, "string", c.help}
		if c.integer {
			fields[i].Type = "integer"
		}
	}
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	return enc.Encode(map[string]any{
		"profile":     "tabular-data-package",
		"name":        "assize-records",
		"description": "Documents and what they say, one row each. An apostrophe stands before a cell that a spreadsheet would take for a formula.",
		"resources": []any{map[string]any{
			"profile": "tabular-data-resource", "name": "records", "path": file,
			"format": "csv", "mediatype": "text/csv", "encoding": "utf-8",
			"schema": map[string]any{"fields": fields, "primaryKey": "id", "missingValues": []string{""}},
		}},
	})
}
