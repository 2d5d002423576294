//go:build !race

// The measures read hundreds of documents on one goroutine, so the race detector
// would find nothing in them and make them ten times slower; the gate runs them
// without it.

package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// corpus is where the labelled documents lie, seen from this package.
var corpus = filepath.Join("..", "..", "..", "..", "shared", "corpus")

// TestQuality holds every measure that has a floor to it.
func TestQuality(t *testing.T) {
	if testing.Short() {
		t.Skip("reads hundreds of pages")
	}
	floors, err := readFloors()
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names() {
		t.Run(name, func(t *testing.T) {
			if _, err := os.Stat(corpus); errors.Is(err, fs.ErrNotExist) && !own[name] {
				t.Skip("the labelled documents are not beside the checkout, in ../shared/corpus")
			}
			measures, err := evaluations[name](t.Context(), corpus)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range measures {
				key := name + " " + m.name
				floor, ok := floors[key]
				if ok && m.value < floor {
					t.Errorf("%s: %.4f, the floor is %.4f", m.name, m.value, floor)
				}
				delete(floors, key)
			}
			for key := range floors {
				if strings.HasPrefix(key, name+" ") {
					t.Errorf("floors.tsv has %q, which is not measured", key)
				}
			}
		})
	}
}
