package quotes

import (
	"strings"
	"unicode"

	"assize/extractors/vocab"
)

// A mention is a noun phrase that can be a speaker, as the text puts it.
type mention struct {
	kind         mentionKind
	written      string   // the name or phrase as written, without its role
	honorific    string   // as written: Dame, Mr
	words        []string // of a person's name, honorific and post-nominals left out
	role         string   // as written: chief inspector of probation
	organisation string
}

type mentionKind byte

const (
	nobody       mentionKind = iota
	person                   // a name of a human being
	name                     // a capitalised word of which no more is known
	organisation             // a body, or a document
	phrase                   // one prisoner, the governor, a spokesperson for Sodexo
	pronoun
)

// describe reads a noun phrase: role before name, honorific, name, post-nominals.
func describe(text string, tokens []token) mention {
	tokens = trimPhrase(withoutAsides(tokens))
	if len(tokens) == 0 {
		return mention{}
	}
	last := &tokens[len(tokens)-1]
	written := text[tokens[0].start : last.start+len(last.text)]
	if len(tokens) == 1 && vocab.Pronouns[tokens[0].lower] {
		return mention{kind: pronoun, written: written}
	}
	determined := vocab.Determiners[tokens[0].lower]
	body := tokens
	if determined && len(body) > 1 {
		body = body[1:]
	}
	from := nameStart(body, determined)
	if from < len(body) {
		if m := asPerson(text, body, from); m.kind != nobody {
			return m
		}
	}
	m := mention{written: written}
	head := headEnd(body)
	switch {
	case vocab.GroupNouns[body[head-1].lower] || vocab.ServiceUsers[body[head-1].lower]:
		m.kind = phrase
	case isRole(body[:head]):
		m.kind, m.role = phrase, text[body[0].start:body[len(body)-1].end]
		if head+1 < len(body) && capitalised(body[head+1:]) && !vocab.RoleDomains[body[head+1].lower] {
			m.organisation = text[body[head+1].start:body[len(body)-1].end]
			m.role = text[body[0].start:body[head-1].end]
		}
		if !determined && m.organisation == "" || tokens[0].is("one", "another", "some") {
			m.role = ""
		}
	case body[head-1].capital() || vocab.OrganisationNouns[body[head-1].lower] || vocab.DocumentNouns[body[head-1].lower]:
		m.kind = organisation
		if len(body) == 1 && !determined && !organisational(body) {
			m.kind, m.words = name, []string{body[0].text}
		} else if body[0].capital() {
			m.organisation = written
		}
	case speaks(tokens, head+len(tokens)-len(body)):
		m.kind = phrase
	}
	return m
}

// speaks says whether a phrase without a name, whose head ends before token
// head, can speak: people, or a bare number of them (two, some, others).
func speaks(tokens []token, head int) bool {
	last := tokens[head-1].lower
	one := strings.TrimSuffix(strings.Replace(last, "men", "man", 1), "s")
	return vocab.RoleNouns[one] || vocab.ServiceUsers[last] || vocab.GroupNouns[last] || head == 1 && vocab.Determiners[last] || last == "others" || last == "who" || last == "someone" || strings.HasSuffix(last, "-old")
}

// withoutAsides drops what stands in brackets, and nicknames in marks.
func withoutAsides(tokens []token) []token {
	aside := false
	for i := range tokens {
		aside = aside || tokens[i].kind == quoted || tokens[i].is("(", ")", "[", "]")
	}
	if !aside {
		return tokens
	}
	var out []token
	depth := 0
	for _, t := range tokens {
		switch {
		case t.is("(", "["):
			depth++
		case t.is(")", "]"):
			depth--
		case depth == 0 && t.kind != quoted:
			out = append(out, t)
		}
	}
	return out
}

// trimPhrase drops punctuation and post-nominals from the ends.
func trimPhrase(tokens []token) []token {
	for len(tokens) > 0 && (tokens[0].kind != word && tokens[0].kind != number) {
		tokens = tokens[1:]
	}
	for len(tokens) > 0 {
		last := &tokens[len(tokens)-1]
		post := last.kind == word && vocab.PostNominals[last.lower] && last.text == strings.ToUpper(last.text) && len(tokens) > 1
		if last.kind == word && !post || last.kind == number {
			break
		}
		tokens = tokens[:len(tokens)-1]
	}
	return tokens
}

// nameStart is where the person's name at the end of a phrase begins, or the
// phrase's length when it ends in no such name.
func nameStart(tokens []token, determined bool) int {
	from := len(tokens)
	for from > 0 && inName(tokens, from-1) {
		from--
	}
	for from < len(tokens) && vocab.Particles[tokens[from].lower] && !tokens[from].capital() {
		from++
	}
	// a role, or a role and its domain, that is written with capitals
	for i := len(tokens) - 1; i >= from; i-- {
		if vocab.RoleNouns[tokens[i].lower] {
			from = i + 1
			break
		}
	}
	if from > 0 && isOf(&tokens[from-1]) && from < len(tokens) {
		if !isRole(tokens[:from-1]) {
			return len(tokens)
		}
		for from < len(tokens) && vocab.RoleDomains[tokens[from].lower] {
			from++
		}
		if len(tokens)-from < 2 || determined && !tokens[0].capital() {
			return len(tokens)
		}
	}
	return from
}

func inName(tokens []token, i int) bool {
	t := &tokens[i]
	if t.capital() {
		return true
	}
	return t.kind == word && vocab.Particles[t.lower] && i+1 < len(tokens) && tokens[i+1].capital() && i > 0 && tokens[i-1].capital()
}

func isOf(t *token) bool { return t.is("of", "for", "at", "from", "with", "in") }

// asPerson reads tokens[from:] as a name and what stands before as a role.
func asPerson(text string, tokens []token, from int) mention {
	nameTokens := tokens[from:]
	m := mention{written: text[nameTokens[0].start : nameTokens[len(nameTokens)-1].start+len(nameTokens[len(nameTokens)-1].text)]}
	rest := nameTokens
	for len(rest) > 1 && vocab.Honorifics[rest[0].lower] {
		m.honorific = strings.TrimSpace(m.honorific + " " + rest[0].text)
		rest = rest[1:]
	}
	for i := range rest {
		common := vocab.GroupNouns[rest[i].lower] || len(rest) == 1 && vocab.ServiceUsers[rest[i].lower] || organisationalWord(&rest[i])
		if common && m.honorific == "" || vocab.NotNames[rest[i].lower] {
			return mention{}
		}
		m.words = append(m.words, rest[i].text)
	}
	role := tokens[:from]
	for len(role) > 0 && role[len(role)-1].kind != word {
		role = role[:len(role)-1]
	}
	switch {
	case len(m.words) > 4:
		return mention{}
	case m.honorific != "" || len(m.words) > 1:
		m.kind = person
	case len(role) > 0 && isRole(role):
		m.kind = person
	default:
		m.kind = name
	}
	if len(role) > 0 {
		if !isRole(role) {
			return mention{}
		}
		m.setRole(text, role)
	}
	return m
}

// setRole keeps the role; a body named before it (Sodexo Justice Services
// director) becomes the organisation.
func (m *mention) setRole(text string, role []token) {
	if vocab.Determiners[role[0].lower] && len(role) > 1 {
		role = role[1:]
	}
	for i := 1; i+1 < len(role); i++ {
		if role[i].is("from", "since", "until") && (vocab.TimeWords[role[i+1].lower] || role[i+1].kind == number) {
			role = role[:i] // director from August
			break
		}
	}
	caps := 0
	for caps < len(role) && role[caps].capital() && !vocab.RoleNouns[role[caps].lower] {
		caps++
	}
	if caps > 0 && caps < len(role) && organisational(role[:caps]) {
		m.organisation = text[role[0].start : role[caps-1].start+len(role[caps-1].text)]
		role = role[caps:]
	}
	end := headEnd(role)
	if end < len(role) && role[end].is("at", "from", "for", "of") && end+1 < len(role) && organisational(role[end+1:]) {
		m.organisation = text[role[end+1].start:role[len(role)-1].end]
		m.organisation = strings.TrimPrefix(m.organisation, "the ")
		role = role[:end]
	}
	m.role = text[role[0].start:role[len(role)-1].end]
}

// headEnd is where the head of a noun phrase ends: before its first preposition.
func headEnd(tokens []token) int {
	for i := range tokens {
		if i > 0 && tokens[i].kind == word && vocab.Prepositions[tokens[i].lower] {
			return i
		}
	}
	return len(tokens)
}

// isRole says whether the head of the phrase ends in a word for what people are.
func isRole(tokens []token) bool {
	if len(tokens) == 0 {
		return false
	}
	return vocab.RoleNouns[tokens[headEnd(tokens)-1].lower]
}

func organisational(tokens []token) bool {
	for i := range tokens {
		if organisationalWord(&tokens[i]) {
			return true
		}
	}
	return false
}

func organisationalWord(t *token) bool {
	return vocab.OrganisationNouns[t.lower] || acronym(t.text)
}

// acronym says whether the word is two or more capitals: NPS, HMPPS.
func acronym(w string) bool {
	capitals := 0
	for _, r := range w {
		if !unicode.IsUpper(r) {
			return false
		}
		capitals++
	}
	return capitals > 1 && w != "HM"
}

func capitalised(tokens []token) bool {
	for i := range tokens {
		if tokens[i].capital() {
			return true
		}
	}
	return false
}
