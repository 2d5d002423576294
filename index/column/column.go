// Package column holds the values of a field by document number, in arrays, so
// that hits can be counted, sorted and grouped by it without a look at the index.
// A value that many documents have is held once, as an ordinal of a Dictionary
// that all segments of an index share; one that orders or tells apart documents
// is held as a number.
package column

import (
	"fmt"
	"iter"
	"sync"
)

// A Term is one value of a field in a segment and the numbers of the documents
// that have it.
type Term struct {
	Value     string
	Documents iter.Seq2[int, error] // ascending
}

// Terms are the values of a field in a segment. They may be gone through more
// than once.
type Terms = iter.Seq2[Term, error]

// Numbers are one value for each document of a segment, by its number; 0 is none.
type Numbers []uint64

// NewNumbers makes the column of a segment of so many documents. A document with
// several values keeps the greatest.
func NewNumbers(documents int, terms Terms, number func(value string) uint64) (Numbers, error) {
	numbers := make(Numbers, documents)
	err := each(documents, terms, number, func(doc int, value uint64) {
		numbers[doc] = max(numbers[doc], value)
	})
	return numbers, err
}

// Ordinals are any number of values for each document of a segment.
type Ordinals struct {
	first  []uint32 // by document number, where its values begin; one more at the end
	values []uint32
}

// NewOrdinals makes the column of a segment of so many documents, and gives the
// dictionary the values that it does not have yet.
func NewOrdinals(documents int, terms Terms, dictionary *Dictionary) (Ordinals, error) {
	first := make([]uint32, documents+1)
	err := each(documents, terms, dictionary.ordinal, func(doc int, _ uint32) { first[doc+1]++ })
	if err != nil {
		return Ordinals{}, err
	}
	for doc := range documents {
		first[doc+1] += first[doc]
	}
	o := Ordinals{first: first, values: make([]uint32, first[documents])}
	next := make([]uint32, documents)
	copy(next, first)
	err = each(documents, terms, dictionary.ordinal, func(doc int, value uint32) {
		o.values[next[doc]] = value
		next[doc]++
	})
	return o, err
}

// Of are the ordinals of a document's values.
func (o Ordinals) Of(doc int) []uint32 { return o.values[o.first[doc]:o.first[doc+1]] }

// each goes through the documents of each term, with what stands for its value.
func each[V any](documents int, terms Terms, stand func(value string) V, visit func(doc int, value V)) error {
	for term, err := range terms {
		if err != nil {
			return err
		}
		value := stand(term.Value)
		for doc, err := range term.Documents {
			if err != nil {
				return err
			}
			if doc < 0 || doc >= documents {
				return fmt.Errorf("document %d of a segment of %d", doc, documents)
			}
			visit(doc, value)
		}
	}
	return nil
}

// A Dictionary numbers the values of a field from 0, in the order in which they
// come. It only grows, and may be used by several goroutines.
type Dictionary struct {
	mu       sync.RWMutex
	ordinals map[string]uint32
	values   []string
}

// NewDictionary makes an empty dictionary.
func NewDictionary() *Dictionary { return &Dictionary{ordinals: map[string]uint32{}} }

func (d *Dictionary) ordinal(value string) uint32 {
	d.mu.Lock()
	defer d.mu.Unlock()
	n, ok := d.ordinals[value]
	if !ok {
		n = uint32(len(d.values))
		d.ordinals[value] = n
		d.values = append(d.values, value)
	}
	return n
}

// Values are the values by ordinal. What is there stays as it is.
func (d *Dictionary) Values() []string {
	d.mu.RLock()
	defer d.mu.RUnlock()
	return d.values[:len(d.values):len(d.values)]
}
