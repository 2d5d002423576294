package identity

import (
	"hash/fnv"
	"strings"

	"assize/extractors/vocab"
)

// mostWords bounds how much of a text is compared.
const mostWords = 50_000

// shared is the part of the runs of four words of a text that another has, too.
func shared(before, now string) float64 {
	was, is := shingles(before), shingles(now)
	if len(was) == 0 {
		return 0
	}
	n := 0
	for s := range was {
		if is[s] {
			n++
		}
	}
	return float64(n) / float64(len(was))
}

// shingles are the digests of a text's runs of four words, case and punctuation
// aside; of a shorter text, of all of it.
func shingles(text string) map[uint64]bool {
	const run = 4
	words := strings.Fields(vocab.Key(text))
	words = words[:min(len(words), mostWords)]
	set := make(map[uint64]bool, len(words))
	for i := range max(min(len(words), 1), len(words)-run+1) {
		h := fnv.New64a()
		for _, w := range words[i:min(i+run, len(words))] {
			h.Write([]byte(w))
			h.Write([]byte{' '})
		}
		set[h.Sum64()] = true
	}
	return set
}

// alikeTitles reports whether two titles have half of their words in common.
func alikeTitles(a, b string) bool {
	was, is := map[string]bool{}, map[string]bool{}
	for _, w := range strings.Fields(vocab.Key(a)) {
		was[w] = true
	}
	common := 0
	for _, w := range strings.Fields(vocab.Key(b)) {
		if was[w] && !is[w] {
			common++
		}
		is[w] = true
	}
	return common > 0 && 2*common >= max(len(was), len(is))
}

// distinctWords are those of a link's text that tell its document from others.
func distinctWords(anchor string) []string {
	var list []string
	for _, w := range strings.Fields(vocab.Key(anchor)) {
		if len(w) > 2 && !vocab.LinkFillers[w] && strings.Trim(w, "0123456789") != "" {
			list = append(list, w)
		}
	}
	return list
}

// anyIn reports whether a key (see vocab.Key) has one of the words.
func anyIn(words []string, key string) bool {
	for _, w := range words {
		if vocab.HasPhrase(key, w) {
			return true
		}
	}
	return false
}
