// Package schemas holds records against their JSON Schemas, for tests.
package schemas

import (
	"bytes"
	"encoding/json"
	"fmt"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"assize/extractors/record"
)

// A Set is the compiled schema of every kind.
type Set map[record.Kind]*jsonschema.Schema

// Compile compiles the schemas as they are printed.
func Compile() (Set, error) {
	set := Set{}
	for _, kind := range record.Kinds {
		text, err := record.JSONSchema(kind)
		if err != nil {
			return nil, err
		}
		schema, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
		if err != nil {
			return nil, fmt.Errorf("schema of %s: %w", kind, err)
		}
		compiler := jsonschema.NewCompiler()
		if err := compiler.AddResource(string(kind), schema); err != nil {
			return nil, fmt.Errorf("schema of %s: %w", kind, err)
		}
		if set[kind], err = compiler.Compile(string(kind)); err != nil {
			return nil, fmt.Errorf("schema of %s: %w", kind, err)
		}
	}
	return set, nil
}

// Validate checks one line of an export against the schema that it names.
func (s Set) Validate(line []byte) (record.Kind, error) {
	var head struct {
		Kind record.Kind `json:"kind"`
	}
	if err := json.Unmarshal(line, &head); err != nil {
		return "", err
	}
	schema, ok := s[head.Kind]
	if !ok {
		return head.Kind, fmt.Errorf("no schema for kind %q", head.Kind)
	}
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(line))
	if err != nil {
		return head.Kind, err
	}
	return head.Kind, schema.Validate(value)
}
