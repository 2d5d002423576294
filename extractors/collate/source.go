package collate

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Bounds of the search in one source.
const (
	commonInSource = 100 // a shingle that a source has more often leads nowhere
	slack          = 60  // words beyond twice the statement's that its passage may be long
	sentenceReach  = 60  // words that a passage is lengthened by to the ends of its sentences
)

// A Source is a long text, such as a report, in which statements are looked up.
type Source struct {
	text   *Text
	places map[uint64][]int32 // the words at which each shingle begins
}

// NewSource prepares a text for looking up.
func NewSource(text string) *Source {
	s := &Source{text: NewText(label.ReplaceAllStringFunc(text, blank)), places: map[uint64][]int32{}}
	for i := range len(s.text.words) - shingle + 1 {
		h := shingleHash(s.text.words[i : i+shingle])
		s.places[h] = append(s.places[h], int32(i))
	}
	return s
}

// label is the number of a paragraph or list item at the beginning of a line. It
// belongs to no statement.
var label = regexp.MustCompile(`(?m)^[ \t]*(?:\d{1,3}(?:\.\d{1,3})*[.)]|\d{1,3}(?:\.\d{1,3})+|[a-z][.)]|[ivx]{1,4}\))[ \t]`)

func blank(s string) string { return strings.Repeat(" ", len(s)) }

// Passage is the text of a range of bytes, with paragraph numbers blanked.
func (s *Source) Passage(start, end int) string { return s.text.String[start:end] }

// Find is the passage, in bytes [start, end) of the source, that has most words
// in common with the statement: whole sentences, where they are not too long. It
// is not found where not even three words stand together.
func (s *Source) Find(al *Aligner, statement *Text) (start, end int, found bool) {
	from, to, found := s.densest(statement)
	if !found {
		return 0, 0, false
	}
	runs := al.align(statement.words, s.text.words[from:to])
	if len(runs) == 0 {
		return 0, 0, false
	}
	last := runs[len(runs)-1]
	start, end = s.sentences(from+runs[0].b, from+last.b+last.n)
	return start, end, true
}

// A hit is a shingle that the statement and the source have in common.
type hit struct{ statement, source int32 }

// densest is the stretch of the source, in words, that has most shingles of the
// statement.
func (s *Source) densest(statement *Text) (from, to int, found bool) {
	var hits []hit
	for i := range len(statement.words) - shingle + 1 {
		places := s.places[shingleHash(statement.words[i:i+shingle])]
		if len(places) > commonInSource {
			continue
		}
		for _, p := range places {
			hits = append(hits, hit{int32(i), p})
		}
	}
	if len(hits) == 0 {
		return 0, 0, false
	}
	slices.SortFunc(hits, func(a, b hit) int {
		return cmp.Or(cmp.Compare(a.source, b.source), cmp.Compare(a.statement, b.statement))
	})
	reach := int32(2*len(statement.words) + slack)
	inside := make([]int, len(statement.words)) // hits of each shingle of the statement in the stretch
	distinct, most, first, bestFirst, bestLast := 0, 0, 0, 0, 0
	for last, h := range hits {
		if inside[h.statement]++; inside[h.statement] == 1 {
			distinct++
		}
		for h.source-hits[first].source > reach {
			if inside[hits[first].statement]--; inside[hits[first].statement] == 0 {
				distinct--
			}
			first++
		}
		if distinct > most {
			most, bestFirst, bestLast = distinct, first, last
		}
	}
	margin := len(statement.words)
	from = max(int(hits[bestFirst].source)-margin, 0)
	to = min(int(hits[bestLast].source)+shingle+margin, len(s.text.words))
	return from, to, true
}

// sentences lengthens a stretch of words to the ends of its sentences, and
// returns its bytes.
func (s *Source) sentences(from, to int) (start, end int) {
	first, last := from, to
	for first > 0 && from-first < sentenceReach && !breaks(s.text.between(first)) {
		first--
	}
	if first > 0 && !breaks(s.text.between(first)) {
		first = from
	}
	for last < len(s.text.words) && last-to < sentenceReach && !breaks(s.text.between(last)) {
		last++
	}
	if last < len(s.text.words) && !breaks(s.text.between(last)) {
		last = to
	}
	return s.text.spans[first][0], s.text.spans[last-1][1] + closing(s.text.between(last))
}

// breaks says whether a sentence, or a block of the text, ends between two words.
// A full stop inside a number or an abbreviation has no space after it.
func breaks(between string) bool {
	if strings.ContainsAny(between, "\n\f") {
		return true
	}
	at := strings.IndexAny(between, ".?!:;")
	return at >= 0 && strings.ContainsFunc(between[at:], unicode.IsSpace)
}

// closing is how many bytes of punctuation belong to the word before it.
func closing(between string) int {
	n := 0
	for _, r := range between {
		if unicode.IsSpace(r) || unicode.In(r, unicode.Ps, unicode.Pi) {
			break
		}
		n += utf8.RuneLen(r)
	}
	return n
}
