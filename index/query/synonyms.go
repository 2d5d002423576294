package query

import (
	_ "embed"
	"slices"
	"strings"
)

//go:embed synonyms.txt
var synonymsFile string

// synonyms are the groups of phrases that mean the same, each phrase as its words.
var synonyms = readSynonyms(synonymsFile)

func readSynonyms(file string) (groups [][][]string) {
	for line := range strings.Lines(file) {
		if strings.HasPrefix(line, "#") || strings.TrimSpace(line) == "" {
			continue
		}
		var group [][]string
		for member := range strings.SplitSeq(line, "=") {
			group = append(group, strings.Fields(phrase(member)))
		}
		groups = append(groups, group)
	}
	return groups
}

// An Expansion says what was searched for beside what was typed.
type Expansion struct {
	Typed string   `json:"typed"`
	Also  []string `json:"also"`
}

// Expand adds to words and runs of words that were not put in quotation marks what
// means the same. Stem gives the stem of a word, so that forms of a word count as
// the word.
func Expand(n Node, stem func(string) string) (Node, []Expansion) {
	e := expander{stem: remembered(stem)}
	return e.node(n), e.done
}

// remembered is stem that works each word out once: a typed word is held against
// every synonym.
func remembered(stem func(string) string) func(string) string {
	stems := map[string]string{}
	return func(word string) string {
		known, ok := stems[word]
		if !ok {
			known = stem(word)
			stems[word] = known
		}
		return known
	}
}

type expander struct {
	stem func(string) string
	done []Expansion
}

func (e *expander) node(n Node) Node {
	switch n := n.(type) {
	case And:
		return e.and(n)
	case Or:
		parts := make(Or, len(n))
		for i, part := range n {
			parts[i] = e.node(part)
		}
		return parts
	case Not:
		return Not{e.node(n.Node)}
	case Term:
		if n.Form == Plain {
			return e.and(And{n})
		}
	}
	return n
}

// and looks for the longest run of words at each place.
func (e *expander) and(n And) Node {
	var parts And
	for i := 0; i < len(n); {
		run := 0
		for i+run < len(n) && isWord(n[i+run]) {
			run++
		}
		group, length := e.longest(n[i : i+run])
		if length == 0 {
			part := n[i]
			if !isWord(part) {
				part = e.node(part)
			}
			parts = append(parts, part)
			i++
			continue
		}
		parts = append(parts, e.either(n[i:i+length], group))
		i += length
	}
	if len(parts) == 1 {
		return parts[0]
	}
	return parts
}

func isWord(n Node) bool {
	t, ok := n.(Term)
	return ok && t.Form == Plain
}

// longest finds the group with the longest phrase that the words begin with.
func (e *expander) longest(words And) (group [][]string, length int) {
	for _, g := range synonyms {
		for _, p := range g {
			if len(p) > length && len(p) <= len(words) && e.begins(words, p) {
				group, length = g, len(p)
			}
		}
	}
	return group, length
}

func (e *expander) begins(words And, phrase []string) bool {
	for i, word := range phrase {
		if typed := words[i].(Term).Text; typed != word && e.stem(typed) != e.stem(word) {
			return false
		}
	}
	return true
}

// either is the words as typed or any other phrase of their group.
func (e *expander) either(typed And, group [][]string) Node {
	any := Or{typed}
	if len(typed) == 1 {
		any[0] = typed[0]
	}
	done := Expansion{Typed: typed.String()}
	for _, p := range group {
		if e.same(typed, p) {
			continue
		}
		t := Term{Form: Plain, Text: strings.Join(p, " ")}
		if len(p) > 1 {
			t.Form = Stemmed
		}
		any = append(any, t)
		done.Also = append(done.Also, t.Text)
	}
	if !slices.ContainsFunc(e.done, func(x Expansion) bool { return x.Typed == done.Typed }) {
		e.done = append(e.done, done)
	}
	return any
}

func (e *expander) same(typed And, phrase []string) bool {
	return len(typed) == len(phrase) && e.begins(typed, phrase)
}
