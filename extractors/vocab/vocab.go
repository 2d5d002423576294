// Package vocab holds the words that the record extractors share: verbs of
// saying, titles and roles of people, kinds of report sections, themes. They are
// tables, so that a researcher can read and correct them without reading code.
package vocab

import "strings"

// A Set is a set of lower-case words or phrases.
type Set map[string]bool

// words reads a table of single words, parted by white space.
func words(table string) Set {
	s := Set{}
	for _, w := range strings.Fields(table) {
		s[w] = true
	}
	return s
}

// phrases reads a table of phrases, one a line.
func phrases(table string) Set {
	s := Set{}
	for _, line := range strings.Split(table, "\n") {
		if line = strings.TrimSpace(line); line != "" {
			s[line] = true
		}
	}
	return s
}

// Has says whether the set holds the word, whatever its case.
func (s Set) Has(word string) bool { return s[strings.ToLower(word)] }

// In says whether a key (see Key) holds one of the set's words or phrases.
func (s Set) In(key string) bool {
	for phrase := range s {
		if HasPhrase(key, phrase) {
			return true
		}
	}
	return false
}

// inflected adds the regular forms (says, added, adding) of each base verb.
func inflected(bases, irregular string) Set {
	s := words(irregular)
	for _, base := range strings.Fields(bases) {
		s[base] = true
		stem, third, past := base, base+"s", base+"ed"
		switch {
		case strings.HasSuffix(base, "e"):
			stem, past = strings.TrimSuffix(base, "e"), base+"d"
		case strings.HasSuffix(base, "y") && !strings.ContainsAny(base[len(base)-2:len(base)-1], "aeiou"):
			third, past = strings.TrimSuffix(base, "y")+"ies", strings.TrimSuffix(base, "y")+"ied"
		case strings.HasSuffix(base, "s"), strings.HasSuffix(base, "sh"), strings.HasSuffix(base, "ch"), strings.HasSuffix(base, "x"):
			third = base + "es"
		}
		s[third], s[past], s[stem+"ing"] = true, true, true
	}
	return s
}

// touches says whether a key holds the phrase, or a word that begins with it
// when the phrase ends in *.
func touches(key, phrase string) bool {
	if stem, open := strings.CutSuffix(phrase, "*"); open {
		return strings.Contains(key, " "+stem)
	}
	return HasPhrase(key, phrase)
}
