package record

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// Marshal encodes a document or record as one JSON object without a newline;
// characters that are only special in HTML are left as they are.
func Marshal(v any) ([]byte, error) {
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(buf.Bytes(), []byte{'\n'}), nil
}

// Unmarshal decodes one JSON object into the record that its "kind" names. A
// document is not a Record; decode it with encoding/json.
func Unmarshal(data []byte) (Record, error) {
	var head struct {
		Kind Kind `json:"kind"`
	}
	if err := json.Unmarshal(data, &head); err != nil {
		return nil, fmt.Errorf("decode record: %w", err)
	}
	var r Record
	switch head.Kind {
	case KindFinding:
		r = new(Finding)
	case KindQuote:
		r = new(Quote)
	case KindRecommendation:
		r = new(Recommendation)
	case KindRating:
		r = new(Rating)
	default:
		return nil, fmt.Errorf("decode record: unknown kind %q", head.Kind)
	}
	if err := json.Unmarshal(data, r); err != nil {
		return nil, fmt.Errorf("decode %s: %w", head.Kind, err)
	}
	return r, nil
}
