package main

import (
	"cmp"
	"iter"
	"slices"
	"strings"
	"unicode"
)

// An answer is one quoted stretch as extracted: code points [start, end) of the
// text, marks and stops trimmed.
type answer struct {
	start, end       int
	words            []string
	speaker, mention string
}

const (
	longQuote  = 4  // words from which PolNeAR's measures count a quote as long
	sameQuote  = .5 // of what two stretches cover together, what they must have in common
	markedEnds = " \t\r\n\u00a0\u200b\"“”'‘’«».,;:!?…-–—"
)

// A quoteScore counts, over documents, what was found and credited rightly. A
// quote is found when its overlap (Jaccard) with an answer is at least
// sameQuote; it is right when it is also credited to its speaker.
type quoteScore struct {
	gold, answers, found, right    int
	named, pronoun, refused, exact mean
	recall, position               map[string]*mean
}

// add scores one document, leaving out what has fewer words than least.
func (s *quoteScore) add(l *quoteLabel, least int) {
	if s.recall == nil {
		s.recall, s.position = map[string]*mean{}, map[string]*mean{}
	}
	short := func(g saying) bool { return len(spoken(g.Text)) < least }
	gold, negatives := slices.DeleteFunc(slices.Clone(l.Quotes), short), slices.DeleteFunc(slices.Clone(l.Negatives), short)
	answers := slices.DeleteFunc(l.answers(), func(a answer) bool { return len(a.words) < least })
	s.gold += len(gold)
	pairs := l.pair(gold, answers)
	taken := map[int]bool{}
	for _, j := range pairs {
		taken[j] = true
	}
	for j, a := range answers {
		if taken[j] || !slices.ContainsFunc(l.Ignore, func(g saying) bool { return l.overlap(g, a) > 0 }) {
			s.answers++
		}
	}
	for _, n := range negatives {
		s.refused.addIf(!slices.ContainsFunc(answers, func(a answer) bool { return l.overlap(n, a) >= sameQuote }))
	}
	for i, g := range gold {
		j, found := pairs[i]
		tally(s.recall, g.Kind).addIf(found)
		if !found {
			continue
		}
		s.found++
		if s.credit(g, answers[j]) {
			s.right++
		}
	}
	for _, note := range l.result.Notes {
		if note.Code == "untraceable" {
			s.exact.addIf(false)
		}
	}
	for range l.result.Records {
		s.exact.addIf(true)
	}
}

// credit says whether the answer to a quote names its speaker, and nobody where
// nobody is named.
func (s *quoteScore) credit(g saying, a answer) bool {
	if g.Speaker == "" {
		return a.speaker == ""
	}
	mention := cmp.Or(a.mention, a.speaker)
	pronoun := g.Pronoun || pronouns[strings.ToLower(g.Speaker)] > 0
	var ok bool
	switch {
	case g.Resolved != "":
		ok = namesSame(g.Resolved, a.speaker) || slices.ContainsFunc(g.Aliases, func(n string) bool { return namesSame(n, a.speaker) })
	case pronoun:
		ok = strings.EqualFold(mention, g.Speaker)
	default:
		ok = namesSame(g.Speaker, a.speaker) || namesSame(g.Speaker, mention) ||
			slices.ContainsFunc(g.Aliases, func(n string) bool { return namesSame(n, a.speaker) })
	}
	if pronoun {
		s.pronoun.addIf(ok)
	} else {
		s.named.addIf(ok)
	}
	if g.Position != "" {
		tally(s.position, g.Position).addIf(ok)
	}
	return ok
}

// f1 is the harmonic mean of the shares that hits have of quotes and answers.
func (s *quoteScore) f1(hits int) float64 {
	return f1(float64(hits)/float64(max(1, s.answers)), float64(hits)/float64(max(1, s.gold)))
}

// pair matches quotes with answers, the best overlaps first; it maps the index
// of a quote to that of its answer.
func (l *quoteLabel) pair(gold []saying, answers []answer) map[int]int {
	type match struct {
		overlap float64
		i, j    int
	}
	var matches []match
	for i, g := range gold {
		for j, a := range answers {
			if o := l.overlap(g, a); o >= sameQuote {
				matches = append(matches, match{o, i, j})
			}
		}
	}
	slices.SortStableFunc(matches, func(a, b match) int { return cmp.Compare(b.overlap, a.overlap) })
	pairs, taken := map[int]int{}, map[int]bool{}
	for _, m := range matches {
		if _, paired := pairs[m.i]; !paired && !taken[m.j] {
			pairs[m.i], taken[m.j] = m.j, true
		}
	}
	return pairs
}

// overlap is what two stretches have in common of what they cover together: of
// places, or where the label has none, of words.
func (l *quoteLabel) overlap(g saying, a answer) float64 {
	if l.HTML != "" {
		m := compare(a.words, spoken(g.Text))
		return m.common / max(1, m.got+m.want-m.common)
	}
	common := min(g.End, a.end) - max(g.Start, a.start)
	return max(0, float64(common)/float64(max(1, max(g.End, a.end)-min(g.Start, a.start))))
}

// trimMarks narrows a stretch to what stands between its marks and stops.
func trimMarks(text []rune, start, end int) (int, int) {
	for start < end && strings.ContainsRune(markedEnds, text[start]) {
		start++
	}
	for end > start && strings.ContainsRune(markedEnds, text[end-1]) {
		end--
	}
	return start, end
}

// notNames are words of a speaker's label that do not tell who it is.
var notNames = counts(strings.Fields(`mr mrs ms miss dr dame sir lord lady professor prof rt hon hm the a an of and for in at to from
	its his her their former president sen gov rep senator governor`))

var pronouns = counts(strings.Fields(`he she they it we i who him her them his their`))

// namesSame says whether the answer has a capitalised word of the label, or any
// word of weight where the label has no capital.
func namesSame(label, answer string) bool {
	key := slices.Collect(capitals(label))
	if len(key) == 0 {
		key = weighty(label)
	}
	got := weighty(answer)
	return slices.ContainsFunc(key, func(w string) bool { return slices.Contains(got, w) })
}

func capitals(label string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, w := range strings.FieldsFunc(label, func(r rune) bool {
			return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("’'.-", r)
		}) {
			for _, part := range weighty(w) {
				if unicode.IsUpper([]rune(w)[0]) && notNames[part] == 0 && !yield(part) {
					return
				}
			}
		}
	}
}

// weighty are the words that tell who somebody is, or all where none does.
func weighty(label string) []string {
	all := spoken(strings.NewReplacer("’s", "", "'s", "").Replace(label))
	if kept := slices.DeleteFunc(slices.Clone(all), func(w string) bool { return notNames[w] > 0 }); len(kept) > 0 {
		return kept
	}
	return all
}

// spoken are the words of a text, don't counted as one.
func spoken(text string) []string {
	return words(strings.NewReplacer("’", "", "'", "").Replace(text))
}

func tally(shares map[string]*mean, key string) *mean {
	if shares[key] == nil {
		shares[key] = &mean{}
	}
	return shares[key]
}
