package main

import (
	"strings"
	"unicode"
)

// words are the runs of letters, digits and underscores in lower case, as both
// benchmarks cut them (Python's \w+).
func words(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsNumber(r) && r != '_'
	})
}

// counts are a bag of things.
func counts[T comparable](list []T) map[T]int {
	bag := make(map[T]int, len(list))
	for _, v := range list {
		bag[v]++
	}
	return bag
}

// match is how much of two bags is common, and how much there is in each.
type match struct{ common, got, want float64 }

func compare[T comparable](got, want []T) match {
	m := match{got: float64(len(got)), want: float64(len(want))}
	wanted := counts(want)
	for v, n := range counts(got) {
		m.common += float64(min(n, wanted[v]))
	}
	return m
}

func (m match) plus(o match) match {
	return match{m.common + o.common, m.got + o.got, m.want + o.want}
}

func (m match) precision() float64 { return share(m.common, m.got, m.want) }
func (m match) recall() float64    { return share(m.common, m.want, m.got) }

// share is part of whole; nothing where nothing was wanted is right.
func share(part, whole, other float64) float64 {
	if whole == 0 && other == 0 {
		return 1
	}
	if whole == 0 {
		return 0
	}
	return part / whole
}

func f1(precision, recall float64) float64 {
	if precision+recall == 0 {
		return 0
	}
	return 2 * precision * recall / (precision + recall)
}

// shingles are a text's runs of four words; a shorter text is one shingle. The
// article-extraction-benchmark compares texts by these, case included.
func shingles(text string) []string {
	const size = 4
	all := strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) && r != '_' })
	if len(all) == 0 {
		return nil
	}
	var list []string
	for i := 0; i < max(1, len(all)-size+1); i++ {
		list = append(list, strings.Join(all[i:min(len(all), i+size)], " "))
	}
	return list
}

// A mean averages what is added to it.
type mean struct {
	sum float64
	n   int
}

func (m *mean) add(v float64) { m.sum, m.n = m.sum+v, m.n+1 }

func (m *mean) addIf(ok bool) {
	m.n++
	if ok {
		m.sum++
	}
}

func (m mean) value() float64 {
	if m.n == 0 {
		return 0
	}
	return m.sum / float64(m.n)
}

func (m mean) measure(name string) measure { return measure{name: name, value: m.value(), cases: m.n} }
