package quotes

import (
	"cmp"
	"sort"
	"strings"

	"assize/extractors/vocab"
)

// A figure is somebody whom the document names, in the fullest form found.
type figure struct {
	honorific    string
	words        []string
	role         string
	organisation string
	gender       gender
}

type gender byte

const (
	anyGender gender = iota
	feminine
	masculine
)

// name is the fullest form: Dame, Sir and Dr stay; Mr and Mrs only where the
// given name is not known.
func (f *figure) name() string {
	full := strings.Join(f.words, " ")
	if f.honorific != "" && (len(f.words) == 1 || vocab.KeptHonorifics.Has(f.honorific)) {
		return f.honorific + " " + full
	}
	return full
}

// A cast is everybody whom a document names, read before any quote is credited,
// because the full name may come after the short one.
type cast struct {
	byName  map[string]*figure   // given name and surname
	byWord  map[string][]*figure // surname, and given name
	byRole  map[string][]*figure
	ordered []appearance // people in subject place, in reading order
}

// An appearance is a person in subject place.
type appearance struct {
	paragraph, at int // the block, and the byte in it
	figure        *figure
}

func newCast() *cast {
	return &cast{byName: map[string]*figure{}, byWord: map[string][]*figure{}, byRole: map[string][]*figure{}}
}

// add merges a person into the cast and returns the figure.
func (c *cast) add(m mention) *figure {
	key := strings.ToLower(m.words[0] + " " + m.words[len(m.words)-1])
	f := c.byName[key]
	if f == nil {
		f = &figure{}
		c.byName[key] = f
		for i, w := range m.words {
			if i == 0 || i == len(m.words)-1 && len(m.words) > 1 {
				w = strings.ToLower(w)
				c.byWord[w] = append(c.byWord[w], f)
			}
		}
	}
	if len(m.words) > len(f.words) {
		f.words = m.words
	}
	if f.honorific == "" || vocab.KeptHonorifics.Has(m.honorific) {
		f.honorific = m.honorific
	}
	if g := genderOf(m.honorific); g != anyGender {
		f.gender = g
	}
	if f.role == "" && m.role != "" {
		f.role = m.role
		head := roleKey(m.role)
		c.byRole[head] = append(c.byRole[head], f)
	}
	if f.organisation == "" {
		f.organisation = m.organisation
	}
	return f
}

func genderOf(honorific string) gender {
	for _, w := range strings.Fields(honorific) {
		switch {
		case vocab.Feminine.Has(w):
			return feminine
		case vocab.Masculine.Has(w):
			return masculine
		}
	}
	return anyGender
}

// roleKey is the head of a role, for comparison: chief inspector.
func roleKey(role string) string {
	var head []string
	for _, w := range strings.Fields(strings.ToLower(role)) {
		w = strings.Trim(w, ",.")
		if len(head) > 0 && vocab.Prepositions[w] {
			break
		}
		if !vocab.Determiners[w] && w != "hm" {
			head = append(head, w)
		}
	}
	return strings.Join(head, " ")
}

// find resolves a mention to the one figure that it can mean, or nil.
func (c *cast) find(m mention) *figure {
	switch m.kind {
	case person, name:
	case phrase:
		return only(c.byRole[roleKey(m.role)], anyGender)
	default:
		return nil
	}
	last := strings.ToLower(m.words[len(m.words)-1])
	if len(m.words) > 1 {
		return c.byName[strings.ToLower(m.words[0])+" "+last]
	}
	var fuller []*figure
	for _, f := range c.byWord[last] {
		if len(f.words) > 1 {
			fuller = append(fuller, f)
		}
	}
	if f := only(fuller, genderOf(m.honorific)); f != nil {
		return f
	}
	if len(fuller) == 0 {
		return only(c.byWord[last], genderOf(m.honorific))
	}
	return nil
}

// fullest is the figure itself, or the one that a short form turned out to mean.
func (c *cast) fullest(f *figure) *figure {
	if len(f.words) > 1 {
		return f
	}
	if full := c.find(mention{kind: person, words: f.words, honorific: f.honorific}); full != nil {
		return full
	}
	return f
}

// only is the single figure of a fitting gender, or nil.
func only(figures []*figure, g gender) *figure {
	var found *figure
	for _, f := range figures {
		if g != anyGender && f.gender != anyGender && f.gender != g {
			continue
		}
		if found != nil && found != f {
			return nil
		}
		found = f
	}
	return found
}

// How far back a pronoun may point: in people, and in paragraphs.
const (
	pronounPeople     = 12
	pronounParagraphs = 8
)

// before finds the last person in subject place whom the pronoun fits.
func (c *cast) before(pronoun string, paragraph, at int) *figure {
	g := anyGender
	pronoun = strings.ToLower(pronoun)
	switch cmp.Or(vocab.OwnerPronouns[pronoun], pronoun) {
	case "she":
		g = feminine
	case "he":
		g = masculine
	default:
		return nil
	}
	i := sort.Search(len(c.ordered), func(i int) bool {
		a := &c.ordered[i]
		return a.paragraph > paragraph || a.paragraph == paragraph && a.at >= at
	})
	for n := 0; i > 0 && n < pronounPeople; n++ {
		i--
		a := &c.ordered[i]
		if paragraph-a.paragraph > pronounParagraphs {
			return nil
		}
		if f := c.fullest(a.figure); f.gender == anyGender || f.gender == g {
			return f
		}
	}
	return nil
}

// read gathers the people that one paragraph names.
func (c *cast) read(p *paragraph) {
	for _, s := range p.sentences {
		first := true
		for i := s.from; i < s.to; {
			m, end := personAt(p, i, s)
			if m.kind != person {
				i = max(end, i+1)
				continue
			}
			f := c.add(m)
			if first && len(m.words) > 0 && (m.role != "" || m.honorific != "" || subjectAt(p, end, s)) {
				c.ordered = append(c.ordered, appearance{p.at, p.tokens[i].start, f})
				first = false
			}
			i = end
		}
	}
}

// subjectAt says whether what follows a name lets it be a sentence's subject:
// a verb, a comma, or a colon.
func subjectAt(p *paragraph, i int, s between) bool {
	if i >= s.to {
		return false
	}
	t := &p.tokens[i]
	if t.kind == punct {
		return t.is(",", ":")
	}
	return t.kind == word && (vocab.Cues[t.lower] || vocab.Auxiliaries[t.lower] || strings.HasSuffix(t.lower, "ed"))
}

// personAt reads a name that begins at token i, with the role before it or in
// apposition. The end is where reading may go on.
func personAt(p *paragraph, i int, s between) (mention, int) {
	t := &p.tokens[i]
	if !t.capital() || vocab.NotNames[t.lower] && !vocab.Honorifics[t.lower] || commonOpening(t, i == s.from) {
		return mention{}, i + 1
	}
	if i > s.from && p.tokens[i-1].capital() && !commonOpening(&p.tokens[i-1], i-1 == s.from) {
		return mention{}, i + 1 // inside a run of capitals that is no name
	}
	end := i + 1
	for end < s.to && p.continuesName(i, end, s.to) {
		end++
	}
	from := i
	for n := 0; from > s.from && n < 5; n++ {
		before := &p.tokens[from-1]
		if from == i && !vocab.RoleNouns[before.lower] || !modifies(before) {
			break
		}
		from--
	}
	m := describe(p.text, p.tokens[from:end])
	if m.kind != person || len(m.words) == 0 {
		return mention{}, end
	}
	if m.role == "" {
		m.role, m.organisation = apposition(p, i, end, s)
	}
	if len(m.words) == 1 && m.honorific == "" && m.role == "" {
		return mention{}, end
	}
	return m, end
}

// continuesName says whether the token at end belongs to the name that begins at
// i: a further capital, or “of” and a domain after a role (Inspector of Probation).
func (p *paragraph) continuesName(i, end, to int) bool {
	if p.tokens[end-1].possessive {
		return false
	}
	if inName(p.tokens[:to], end) {
		return true
	}
	return isOf(&p.tokens[end]) && end+1 < to && vocab.RoleDomains[p.tokens[end+1].lower] && isRole(p.tokens[i:end])
}

// modifies says whether a word can stand inside a role, before its noun.
func modifies(t *token) bool {
	return t.kind == word && !vocab.Determiners[t.lower] && !vocab.Prepositions[t.lower] && !vocab.Cues[t.lower] &&
		!vocab.Auxiliaries[t.lower] && !vocab.Subordinators[t.lower] && !t.is("and")
}

// commonOpening says whether a capital is only due to the sentence's beginning.
func commonOpening(t *token, first bool) bool {
	return first && (vocab.Determiners[t.lower] || vocab.Prepositions[t.lower] || vocab.Subordinators[t.lower] ||
		vocab.Pronouns[t.lower] || vocab.TimeWords[t.lower] || vocab.NotNames[t.lower] ||
		strings.HasSuffix(t.lower, "ing") || strings.HasSuffix(t.lower, "ly")) || vocab.Pronouns[t.lower]
}

// apposition finds a role set off by commas, after a name (X, the governor of
// Y, …) or before it (the governor, X, …).
func apposition(p *paragraph, from, end int, s between) (role, body string) {
	if end < s.to && p.tokens[end].is(",", "(", "–", "—") {
		stop := end + 1
		for stop < s.to && stop-end < 16 && p.tokens[stop].kind == word && !verbal(&p.tokens[stop]) {
			stop++
		}
		if r := p.tokens[end+1 : stop]; roleLike(r) {
			var m mention
			m.setRole(p.text, r)
			return m.role, m.organisation
		}
	}
	if from-1 > s.from && p.tokens[from-1].is(",") {
		start := from - 1
		for start > s.from && from-start < 10 && modifiesOrOpens(&p.tokens[start-1]) {
			start--
		}
		for start < from-1 && !vocab.Determiners[p.tokens[start].lower] && !vocab.RoleNouns[p.tokens[start].lower] {
			start++
		}
		if r := p.tokens[start : from-1]; roleLike(r) {
			var m mention
			m.setRole(p.text, r)
			return m.role, m.organisation
		}
	}
	return "", ""
}

// modifiesOrOpens says whether a word can stand in a role phrase, its determiner
// and prepositions included.
func modifiesOrOpens(t *token) bool {
	return t.kind == word && !verbal(t) && !vocab.Subordinators[t.lower]
}

// verbal says whether a word is a verb of saying, not a name (Secretary of State).
func verbal(t *token) bool { return vocab.Cues[t.lower] && !t.capital() }

// roleLike says whether a phrase between commas is a role: short, no clause.
func roleLike(tokens []token) bool {
	if len(tokens) == 0 || !isRole(tokens) {
		return false
	}
	for i := range tokens {
		t := &tokens[i]
		if t.kind != word || vocab.Pronouns[t.lower] || vocab.Auxiliaries[t.lower] || t.is("who", "which", "that") {
			return false
		}
	}
	return true
}
