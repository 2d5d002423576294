package index

import (
	"encoding/hex"
	"fmt"
	"hash/fnv"
	"iter"
	"strconv"
	"strings"
	"sync"

	"github.com/blevesearch/bleve/v2/index/scorch"
	segment "github.com/blevesearch/scorch_segment_api/v2"

	"assize/index/column"
)

// columns are the columns of the segments in use. A segment never changes, so a
// column is made once, when a search first asks for it, out of the segment's own
// postings, and is dropped when no snapshot of the index holds the segment.
type columns struct {
	mu           sync.Mutex
	dictionaries map[field]*column.Dictionary
	segments     map[uint64]*segmentColumns // by the segment's id
}

type segmentColumns struct {
	ordinals map[field]column.Ordinals
	numbers  map[field]column.Numbers
}

func newColumns() *columns {
	return &columns{dictionaries: map[field]*column.Dictionary{}, segments: map[uint64]*segmentColumns{}}
}

// numbers say what stands for a value in the column of a field.
var numbers = map[field]func(value string) uint64{
	date: dateNumber, docID: hashNumber, cluster: hashNumber,
}

// dateNumber is 20171005 for 2017-10-05.
func dateNumber(value string) uint64 {
	n, _ := strconv.ParseUint(strings.ReplaceAll(value, "-", ""), 10, 64)
	return n
}

// idNumber orders record ids as their text does, as far as 56 bits reach: the
// letter of the kind and fourteen of the sixteen or more hexadecimal digits.
func idNumber(value string) uint64 {
	letter, rest, _ := strings.Cut(value, "_")
	number := [8]byte{}
	copy(number[:1], letter)
	if _, err := hex.Decode(number[1:], []byte(rest[:min(len(rest), 14)])); err != nil {
		copy(number[1:], rest)
	}
	n := uint64(0)
	for _, b := range number {
		n = n<<8 | uint64(b)
	}
	return n
}

func hashNumber(value string) uint64 {
	h := fnv.New64a()
	h.Write([]byte(value))
	return h.Sum64()
}

// A part is one segment of a snapshot with the columns that a search needs.
type part struct {
	*scorch.SegmentSnapshot
	first    uint64 // number of its first document in the snapshot
	ordinals []column.Ordinals
	numbers  []column.Numbers
}

// of are the parts of a snapshot, with the columns of the fields in their order.
func (c *columns) of(snapshot *scorch.IndexSnapshot, counted, numbered []field) ([]part, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	kept := map[uint64]*segmentColumns{}
	var parts []part
	first := uint64(0)
	for _, s := range snapshot.Segments() {
		columns := c.segments[s.Id()]
		if columns == nil {
			columns = &segmentColumns{map[field]column.Ordinals{}, map[field]column.Numbers{}}
		}
		kept[s.Id()] = columns
		p := part{SegmentSnapshot: s, first: first}
		size := s.Segment().Count()
		first += size
		for _, f := range counted {
			o, ok := columns.ordinals[f]
			if !ok {
				var err error
				if o, err = column.NewOrdinals(int(size), terms(s, f), c.dictionary(f)); err != nil {
					return nil, fmt.Errorf("%w: column of %s: %v", ErrCorrupt, f.name, err)
				}
				columns.ordinals[f] = o
			}
			p.ordinals = append(p.ordinals, o)
		}
		for _, f := range numbered {
			n, ok := columns.numbers[f]
			if !ok {
				var err error
				if n, err = column.NewNumbers(int(size), terms(s, f), numbers[f]); err != nil {
					return nil, fmt.Errorf("%w: column of %s: %v", ErrCorrupt, f.name, err)
				}
				columns.numbers[f] = n
			}
			p.numbers = append(p.numbers, n)
		}
		parts = append(parts, p)
	}
	c.segments = kept
	return parts, nil
}

// values are the values of a field by ordinal, at least those of the parts that
// were asked for before.
func (c *columns) values(f field) []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.dictionary(f).Values()
}

func (c *columns) dictionary(f field) *column.Dictionary {
	if c.dictionaries[f] == nil {
		c.dictionaries[f] = column.NewDictionary()
	}
	return c.dictionaries[f]
}

// terms are the values of a field in a segment.
func terms(s *scorch.SegmentSnapshot, f field) column.Terms {
	return func(yield func(column.Term, error) bool) {
		dictionary, err := s.Segment().Dictionary(f.name)
		if err != nil {
			yield(column.Term{}, err)
			return
		}
		p := postings{dictionary: dictionary}
		all := dictionary.AutomatonIterator(nil, nil, nil)
		for {
			entry, err := all.Next()
			if err != nil {
				yield(column.Term{}, err)
				return
			}
			if entry == nil || !yield(column.Term{Value: entry.Term, Documents: p.of(entry.Term)}, nil) {
				return
			}
		}
	}
}

// postings reads the postings of one term after the other, in the same memory.
type postings struct {
	dictionary segment.TermDictionary
	list       segment.PostingsList
	iterator   segment.PostingsIterator
}

// of are the documents of a term, deleted ones among them.
func (p *postings) of(term string) iter.Seq2[int, error] {
	return func(yield func(int, error) bool) {
		list, err := p.dictionary.PostingsList([]byte(term), nil, p.list)
		if err != nil {
			yield(0, err)
			return
		}
		p.list, p.iterator = list, list.Iterator(false, false, false, p.iterator)
		for {
			posting, err := p.iterator.Next()
			if err != nil {
				yield(0, err)
				return
			}
			if posting == nil || !yield(int(posting.Number()), nil) {
				return
			}
		}
	}
}
