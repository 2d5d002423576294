package record

import (
	"embed"
	"encoding/json"
	"fmt"
)

//go:embed schema
var schemas embed.FS

// JSONSchema returns the JSON Schema (2020-12) of a kind, complete in itself.
func JSONSchema(kind Kind) ([]byte, error) {
	read := func(name string) (map[string]any, error) {
		data, err := schemas.ReadFile("schema/" + name + ".json")
		if err != nil {
			return nil, fmt.Errorf("no schema for kind %q", name)
		}
		var v map[string]any
		return v, json.Unmarshal(data, &v)
	}
	schema, err := read(string(kind))
	if err != nil {
		return nil, err
	}
	defs, err := read("defs")
	if err != nil {
		return nil, err
	}
	schema["$defs"] = reachable(schema, defs)
	return json.MarshalIndent(schema, "", "  ")
}

// reachable keeps the definitions that the schema refers to, directly or not.
func reachable(schema, defs map[string]any) map[string]any {
	const prefix = "#/$defs/"
	kept := map[string]any{}
	var walk func(any)
	walk = func(v any) {
		switch v := v.(type) {
		case map[string]any:
			if ref, ok := v["$ref"].(string); ok && kept[ref[len(prefix):]] == nil {
				kept[ref[len(prefix):]] = defs[ref[len(prefix):]]
				walk(defs[ref[len(prefix):]])
			}
			for _, child := range v {
				walk(child)
			}
		case []any:
			for _, child := range v {
				walk(child)
			}
		}
	}
	walk(schema)
	return kept
}
