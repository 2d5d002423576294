package store

import (
	"errors"
	"strings"
	"testing"

	"assize/extractors/record"
)

func TestResolve(t *testing.T) {
	s := open(t)
	commit(t, begin(t, s, nil), completion(t, s, "https://example.org/a", "body", "One finding.", "Another."))
	var ids []record.ID
	for row, err := range s.Rows(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, row.ID)
	}
	if len(ids) != 3 {
		t.Fatalf("want a document and two findings, got %v", ids)
	}
	for _, id := range ids {
		for _, prefix := range []record.ID{id, id[:leastPrefix]} {
			if got, err := s.Resolve(t.Context(), string(prefix)); err != nil || got != id {
				t.Errorf("%s: got %q, error %v", prefix, got, err)
			}
		}
	}
	if _, err := s.Resolve(t.Context(), string(ids[0][:leastPrefix-1])); err == nil || !strings.Contains(err.Error(), "too short") {
		t.Errorf("a short prefix: error %v", err)
	}
	for _, absent := range []string{"q_000000", string(ids[0]) + "0", "d_%%%%%%"} {
		if _, err := s.Resolve(t.Context(), absent); !errors.Is(err, ErrNotFound) {
			t.Errorf("%s: error %v", absent, err)
		}
	}
}
