package index

import (
	"slices"

	bleveindex "github.com/blevesearch/bleve_index_api"
	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/english"

	"assize/index/query"
)

// A value is one value of a field as bleve takes it (a document.Field), its
// terms made already.
type value struct {
	field
	text     string
	position []uint64 // which value of the field in its record, from 0
	length   int      // in words
	terms    bleveindex.TokenFrequencies
}

func (v *value) Name() string                                          { return v.name }
func (v *value) Value() []byte                                         { return []byte(v.text) }
func (v *value) ArrayPositions() []uint64                              { return v.position }
func (v *value) EncodedFieldType() byte                                { return 't' }
func (v *value) Options() bleveindex.FieldIndexingOptions              { return v.options }
func (v *value) Analyze()                                              {}
func (v *value) AnalyzedLength() int                                   { return v.length }
func (v *value) AnalyzedTokenFrequencies() bleveindex.TokenFrequencies { return v.terms }
func (v *value) NumPlainTextBytes() uint64                             { return uint64(len(v.text)) }
func (v *value) Size() int                                             { return len(v.text) + len(v.terms)*termBytes }

// termBytes is about what a term takes in memory; bleve wants to know, but counts
// for longer than the answer is worth.
const termBytes = 128

// clone is a value whose terms can be changed without those of v.
func (v *value) clone() *value {
	c := *v
	c.terms = make(bleveindex.TokenFrequencies, len(v.terms))
	for key, term := range v.terms {
		own := *term
		own.Locations = slices.Clip(own.Locations)
		c.terms[key] = &own
	}
	return &c
}

// wholeValue is a value that is one term.
func wholeValue(f field, text string, position uint64) *value {
	return &value{f, text, []uint64{position}, 1, bleveindex.TokenFrequencies{text: {Term: []byte(text)}}}
}

// textValue is a value of which each word is a term, changed by the given
// function. What it allocates, it allocates for all words at once.
func textValue(f field, text string, words []query.Word, position uint64, change func(string) string) *value {
	v := &value{f, text, []uint64{position}, len(words), make(bleveindex.TokenFrequencies, len(words))}
	terms := make([]bleveindex.TokenFreq, len(words))
	locations := make([]bleveindex.TokenLocation, len(words))
	pointers := make([]*bleveindex.TokenLocation, len(words))
	for i, w := range words {
		key := change(w.Text)
		term, ok := v.terms[key]
		if !ok {
			term = &terms[i]
			term.Term = []byte(key)
			term.Locations = pointers[i : i : i+1]
			v.terms[key] = term
		}
		if f.options.IncludeTermVectors() {
			locations[i] = bleveindex.TokenLocation{ArrayPositions: v.position, Start: w.Start, End: w.End, Position: i + 1}
			term.Locations = append(term.Locations, &locations[i])
		}
		if !f.options.SkipFreqNorm() {
			term.SetFrequency(term.Frequency() + 1)
		}
	}
	return v
}

// A stemmer remembers the stems of words, since there are few words and each
// comes often. It is for one goroutine.
type stemmer map[string]string

// maxStems is how many stems are remembered; what goes beyond is mostly noise.
const maxStems = 100_000

func (s stemmer) stem(word string) string {
	if stem, ok := s[word]; ok {
		return stem
	}
	stem := stem(word)
	if len(s) < maxStems {
		s[word] = stem
	}
	return stem
}

// singulars are the singulars of plurals that no rule makes.
var singulars = map[string]string{"children": "child", "women": "woman", "men": "man"}

// stem is the English (Porter 2) stem of a word in British spelling, or of its
// singular.
func stem(word string) string {
	if singular, ok := singulars[word]; ok {
		word = singular
	}
	env := snowballstem.NewEnv(british(word))
	english.Stem(env)
	return env.Current()
}

func same(word string) string { return word }
