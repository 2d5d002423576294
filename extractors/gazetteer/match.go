package gazetteer

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A node of the trie is what may follow the words that lead to it.
type node struct {
	next   map[string]*node
	entity *Entity // that is named by the words up to here
}

// add puts a name in. Where two entities share a name, the first keeps it.
func (n *node) add(name string, e *Entity) {
	for _, t := range tokens(name) {
		if n.next == nil {
			n.next = map[string]*node{}
		}
		word := plain(name[t.start:t.end])
		if n.next[word] == nil {
			n.next[word] = &node{}
		}
		n = n.next[word]
	}
	if n.entity == nil {
		n.entity = e
	}
}

// A token is a word of a text: letters, digits and the marks inside words.
type token struct {
	start, end int
	upper      bool // begins with a capital or a digit
	joined     bool // nothing but a space or a comma and a space parts it from the token before
}

// tokens cuts a text into words.
func tokens(text string) []token {
	out := make([]token, 0, len(text)/6)
	last := 0 // the end of the token before
	for i := 0; i < len(text); {
		r, size := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(text[i:])
		}
		if !wordRune(r) || r == '\'' || r == '’' || r == '-' || r == '/' || r == '.' {
			i += size
			continue
		}
		start := i
		for i < len(text) {
			c, n := rune(text[i]), 1
			if c >= utf8.RuneSelf {
				c, n = utf8.DecodeRuneInString(text[i:])
			}
			if !wordRune(c) {
				break
			}
			i += n
		}
		end := start + len(strings.TrimRight(text[start:i], "'’-/."))
		if text[start:end] == "St" && end < len(text) && text[end] == '.' {
			end++ // St. Helens
		}
		out = append(out, token{start: start, end: end, upper: unicode.IsUpper(r) || r >= '0' && r <= '9', joined: joins(text[last:start])})
		last = end
	}
	return out
}

func wordRune(r rune) bool {
	switch {
	case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == '\'', r == '’', r == '-', r == '&', r == '/', r == '.':
		return true
	}
	return r >= utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsDigit(r))
}

// joins says whether the text between two words may stand inside a name.
func joins(gap string) bool {
	switch gap {
	case " ", ", ", "\u00a0":
		return true
	}
	return false
}

// plain is a word with straight apostrophes.
func plain(word string) string { return strings.ReplaceAll(word, "’", "'") }

// bare is a word without the possessive at its end, and the bytes cut off.
func bare(word string) (string, int) {
	for _, ending := range []string{"'s", "’s"} {
		if w, ok := strings.CutSuffix(word, ending); ok {
			return w, len(ending)
		}
	}
	return word, 0
}

// A Name is a mention of an entity in bytes [Start, End) of a text.
type Name struct {
	Start, End int
	Entity     *Entity
}

// Find is every name in a text that the gazetteer holds, word by word and the
// longest where several begin at one word, in order and apart from each other.
func (g *Gazetteer) Find(text string) []Name {
	return scan(text, func(words []token) (Name, int) { return g.at(text, words) })
}

// scan goes through the words of a text: at reads the name that they begin with,
// and how many of them it takes, 0 for no name.
func scan(text string, at func(words []token) (Name, int)) []Name {
	var out []Name
	words := tokens(text)
	for i := 0; i < len(words); {
		name, used := at(words[i:])
		if used == 0 {
			i++
			continue
		}
		out = append(out, name)
		i += used
	}
	return out
}

// at is the longest name that the words begin with, and how many it takes.
func (g *Gazetteer) at(text string, words []token) (longest Name, used int) {
	if !words[0].upper {
		return Name{}, 0
	}
	n := g.root
	for k, t := range words {
		if k > 0 && !t.joined {
			break
		}
		word := text[t.start:t.end]
		if stem, cut := bare(word); cut > 0 {
			if last := n.next[plain(stem)]; last != nil && last.entity != nil {
				longest, used = Name{words[0].start, t.end - cut, last.entity}, k+1
			}
		}
		if n = n.next[plain(word)]; n == nil {
			break
		}
		if n.entity != nil {
			longest, used = Name{words[0].start, t.end, n.entity}, k+1
		}
	}
	return longest, used
}
