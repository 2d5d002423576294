package index

import (
	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/english"

	"assize/index/query"
)

// exact cuts text into words as the query language does.
type exact struct{}

func (exact) Analyze(input []byte) analysis.TokenStream { return analyse(input, nil) }

// stemmed cuts text into words and brings each to its English stem.
type stemmed struct{}

func (stemmed) Analyze(input []byte) analysis.TokenStream { return analyse(input, stem) }

func analyse(input []byte, change func(string) string) analysis.TokenStream {
	tokens := make([]analysis.Token, 0, len(input)/4+1)
	for w := range query.Words(string(input)) {
		term := w.Text
		if change != nil {
			term = change(term)
		}
		tokens = append(tokens, analysis.Token{
			Term: []byte(term), Start: w.Start, End: w.End, Position: len(tokens) + 1, Type: analysis.AlphaNumeric,
		})
	}
	stream := make(analysis.TokenStream, len(tokens))
	for i := range tokens {
		stream[i] = &tokens[i]
	}
	return stream
}

// stem is the English (Porter 2) stem of a word.
func stem(word string) string {
	env := snowballstem.NewEnv(word)
	english.Stem(env)
	return env.Current()
}
