package index

import (
	"errors"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/blevesearch/bleve/v2/search"
	"github.com/blevesearch/bleve/v2/search/searcher"

	"assize/index/query"
)

// stemmedPhrase finds words next to each other in any of their forms. The stemmed
// fields have no positions, which would cost a third of the index: the forms of
// each word are looked up among the words as they stand.
func (c compiler) stemmedPhrase(f field, term query.Term) (search.Searcher, error) {
	var words [][]string
	for word := range strings.FieldsSeq(term.Text) {
		forms, err := c.forms(f, word)
		if err != nil {
			return nil, err
		}
		words = append(words, append(forms, word))
	}
	return searcher.NewMultiPhraseSearcher(c.ctx, c.reader, words, 0, false, f.name, 1, c.options)
}

// forms are the words of a field, other than the given one, that have its stem.
// A stem differs from the beginning of its words in the last letter at most
// (policy, polici), but for a few short words.
func (c compiler) forms(f field, word string) (forms []string, err error) {
	wanted := stem(word)
	_, size := utf8.DecodeLastRuneInString(wanted)
	beginning := wanted[:len(wanted)-size]
	if beginning == "" {
		return nil, nil
	}
	dict, err := c.reader.FieldDictPrefix(f.name, []byte(beginning))
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, dict.Close()) }()
	for {
		entry, err := dict.Next()
		if err != nil || entry == nil {
			return forms, err
		}
		if entry.Term != word && stem(entry.Term) == wanted {
			forms = append(forms, entry.Term)
		}
	}
}

// wildcards are what * and ? of a query are in a regular expression.
var wildcards = strings.NewReplacer(`\*`, ".*", `\?`, ".")

// pattern is a wildcard term as a regular expression, which is to match whole
// words.
func pattern(text string) string { return wildcards.Replace(regexp.QuoteMeta(text)) }
