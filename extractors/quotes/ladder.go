package quotes

import (
	"strings"

	"assize/extractors/record"
	"assize/extractors/vocab"
)

// A rule is one rung of the ladder that credits a quote. The name stands in
// the record, so that a reader can filter by it.
type rule struct {
	name       string
	confidence float64
}

// The rungs, with their confidence: see the package's documentation.
var (
	byVerbAfter     = rule{"verb-subject-after", .95}     // “…,” said X
	bySubjectAfter  = rule{"subject-verb-after", .96}     // “…,” X, the governor, said
	byTrailing      = rule{"credit-at-sentence-end", .96} // … “…” of it, X said.
	byColon         = rule{"verb-colon-before", .88}      // X said: “…”
	byVerbBefore    = rule{"verb-before", .85}            // X said that they “…”
	byAccording     = rule{"according-to", .7}            // according to X
	byNameColon     = rule{"name-colon", .64}             // Chief Inspector X: “…”
	bySubjectColon  = rule{"subject-colon", .78}          // X was not pleased: “…”
	bySibling       = rule{"same-sentence", .83}          // another quote of the sentence
	byPrevious      = rule{"previous-quote", .94}         // “…,” said X. “…”
	bySpeechNoun    = rule{"speech-noun", .55}            // X’s remark that “…”
	bySentence      = rule{"sentence-before", .73}        // X told of it. “…”
	byLeadIn        = rule{"lead-in", .92}                // X said: ¶ “…”
	byStatement     = rule{"statement", .8}               // X has made this statement: ¶ … without marks
	byNextParagraph = rule{"next-paragraph", .73}         // “….” said X. ¶ “….”
	byLastSpeaker   = rule{"last-speaker", .75}           // “….” said X. ¶ “…” and more
	bySignature     = rule{"signature", .9}               // “…” – X
	byCite          = rule{"cite", .98}                   // <cite>X</cite>, or “- X, governor” below
	byNobody        = rule{"no-credit", .84}
)

// A credit is whom a quote is credited to, and by what.
type credit struct {
	who  mention
	cue  string
	rule rule
	in   *paragraph
	at   int // token of the paragraph where the credit stands
	verb int // token of the verb, where there is one
	// relative is the pronoun of a clause that hangs from who: Ann Example, who said
	relative string
}

// credit seeks the credit of the quoted token q in its own sentence.
func (p *paragraph) credit(q int, s between) (credit, bool) {
	after, follows := p.after(q, s.to)
	if follows && p.invites(q) && (after.rule == byVerbAfter || p.closes(after, s.to) && !vocab.PressCues[strings.ToLower(after.cue)]) {
		return after, true
	}
	if p.beside(q, s.from) {
		if c, ok := p.before(q, s.from); ok {
			return c, true
		}
	}
	if c, ok := p.signed(q); ok {
		return c, true
	}
	if follows && (!p.inClause(q, s.from) || p.closes(after, s.to)) {
		return after, true
	}
	if c, ok := p.before(q, s.from); ok && follows {
		return c, true
	}
	if follows {
		return after, true
	}
	if c, ok := p.before(q, s.from); ok {
		return c, true
	}
	if c, ok := p.trailing(q, s.to); ok {
		return c, true
	}
	return p.according(q, s)
}

// inClause says whether words of the sentence lead into the quote.
func (p *paragraph) inClause(q, lo int) bool { return q > lo && p.tokens[q-1].kind == word }

// closes says whether nothing but an adverbial follows a credit: …, he said on
// Monday.
func (p *paragraph) closes(c credit, hi int) bool {
	return c.at > c.verb || p.ends(c.verb, hi)
}

// ends says whether a verb of saying ends its clause, but for an adverbial.
func (p *paragraph) ends(v, hi int) bool {
	i := v + 1
	return i >= hi || p.tokens[i].kind == punct || vocab.Prepositions[p.tokens[i].lower] || vocab.TimeWords[p.tokens[i].lower]
}

// beside says whether a colon or a verb of saying stands straight before the
// quote, so that what comes after it counts for less.
func (p *paragraph) beside(q, lo int) bool {
	const near = 3
	if q > lo && p.tokens[q-1].is(":") {
		return true
	}
	for v := q - 1; v >= max(lo, q-near); v-- {
		if p.isCue(v, q) {
			return true
		}
	}
	return false
}

// signed reads a name behind a dash that ends the paragraph: “…” – Jo Sample.
func (p *paragraph) signed(q int) (credit, bool) {
	const longest = 14
	if q+1 >= len(p.tokens) || !isDash(runeAt(p.tokens[q+1].text, 0)) || len(p.tokens)-q > longest {
		return credit{}, false
	}
	return p.signature(q + 2)
}

// signature reads the name that token i begins, where nothing but a role may
// follow it.
func (p *paragraph) signature(i int) (credit, bool) {
	if i >= len(p.tokens) {
		return credit{}, false
	}
	for k := i; k < len(p.tokens); k++ {
		if t := &p.tokens[k]; t.kind == quoted || vocab.Cues[t.lower] && !vocab.RoleNouns[t.lower] {
			return credit{}, false
		}
	}
	s := between{i, len(p.tokens)}
	m, _ := personAt(p, i, s)
	if m.kind != person {
		np, ok := p.phraseForward(i, s.to)
		if !ok {
			return credit{}, false
		}
		if m = describe(p.text, p.tokens[np.from:np.to]); m.kind != person && m.kind != name && m.kind != organisation && !(m.kind == phrase && np.to == s.to) {
			return credit{}, false
		}
	}
	return credit{who: m, rule: bySignature, at: i, in: p}, true
}

// creditTo credits the noun phrase; v is the token of the verb, or -1. Beside a
// verb that credits nothing but words, whatever stands as subject speaks: a
// voice-over, the suit.
func (p *paragraph) creditTo(np between, v int, r rule) (credit, bool) {
	c := credit{who: describe(p.text, p.tokens[np.from:np.to]), rule: r, at: np.from, in: p}
	if v < 0 {
		return c, c.who.kind != nobody
	}
	verb := &p.tokens[v]
	c.verb = v
	c.cue = p.text[verb.start:verb.end]
	if p.bareAdjective(np, c.who) {
		return credit{}, false
	}
	if c.who.kind == nobody && (r == bySubjectAfter || r == byVerbAfter || vocab.PlainCues[verb.lower] && p.tokens[np.from].is("one", "another", "a", "an")) &&
		!vocab.WeakCues[verb.lower] && (p.skipAuxiliaries(v, np.to) == np.to || np.from == v+1) {
		c.who = mention{kind: phrase, written: p.text[p.tokens[np.from].start:p.tokens[np.to-1].end]}
	}
	if e := p.skipAuxiliaries(v, np.to); e > np.to && p.tokens[e-1].is("who", "which", "that") {
		c.relative = p.tokens[e-1].text
	}
	return c, c.who.kind != nobody
}

// bareAdjective says whether a phrase is one capital at the beginning of a
// sentence that qualifies what comes after it: Careful support had helped.
func (p *paragraph) bareAdjective(np between, who mention) bool {
	if who.kind != name || np.to-np.from > 1 || np.to >= len(p.tokens) || np.from != p.sentences[p.sentenceOf(np.from)].from {
		return false
	}
	next := &p.tokens[np.to]
	return next.kind == word && !next.capital() && !vocab.Cues[next.lower] && !tensed(next) && !vocab.Prepositions[next.lower] && !vocab.Subordinators[next.lower] && !next.is("and")
}

// credited climbs the ladder for mark k.
func (x *extraction) credited(p *paragraph, k int) *spoken {
	q := p.quotedAt[k]
	s := p.sentences[p.sentenceOf(q)]
	if p.isTerm(q, s) {
		return &spoken{term: true}
	}
	inner := p.inner(k)
	short := len(strings.Fields(inner)) <= termWords
	if c, ok := p.credit(q, s); ok {
		said := x.resolve(c)
		said.term = short && said.figure == nil && strings.EqualFold(c.who.written, "it") // a thing named it so
		return said
	}
	if q == len(p.tokens)-1 {
		if c, ok := x.signedBelow(p.at); ok {
			return x.resolve(c)
		}
	}
	previous, at := p.previous(k)
	if previous != nil && at >= s.from {
		return inherit(previous, bySibling)
	}
	if c, ok := x.nextInSentence(p, k, s); ok {
		c.rule = bySibling
		return x.resolve(c)
	}
	opens := startsAt(p.text, p.marks[k].open)
	if opens {
		if c, ok := x.introduced(p.at); ok {
			return x.resolve(c)
		}
	}
	if opens && len(p.tokens) == 1 && sentenceLike(inner) && x.last != nil && p.at == x.lastAt+1 {
		return inherit(x.last, byNextParagraph)
	}
	if previous != nil && (!short && p.connects(q, s.from) || q == s.from && q+1 == s.to && sentenceLike(inner)) {
		return inherit(previous, byPrevious)
	}
	if short {
		return &spoken{term: true}
	}
	if n := p.sentenceOf(q); n > 0 && q == s.from && sentenceLike(inner) {
		if c, ok := p.sentenceBefore(n - 1); ok {
			return x.resolve(c)
		}
	}
	if opens && len(strings.Fields(inner)) > speechWords && x.last != nil && p.at == x.lastAt+1 {
		return inherit(x.last, byLastSpeaker)
	}
	if !speechAlone(inner, p.marks[k].style) {
		return &spoken{term: true}
	}
	return &spoken{rule: byNobody, resolution: record.Unresolved, voice: record.Speech}
}

// previous is the last quote of the paragraph before mark k, terms left out, and
// the token where it stands.
func (p *paragraph) previous(k int) (*spoken, int) {
	const lookBack = 4
	for n := 0; k > 0 && n < lookBack; n++ {
		k--
		if said := p.said[k]; said != nil && !said.term {
			return said, p.quotedAt[k]
		}
	}
	return nil, 0
}

// connects says whether the quote at q begins its sentence, but for words that
// join it to the one before: But “…”; Adding, “…”.
func (p *paragraph) connects(q, lo int) bool {
	const longest = 3
	if q-lo > longest {
		return false
	}
	for i := lo; i < q; i++ {
		if t := &p.tokens[i]; !t.is(",", ":") && !vocab.Connectives[t.lower] && !vocab.Cues[t.lower] {
			return false
		}
	}
	return true
}

// signedBelow reads the paragraph after block i when it is a dash and a name.
func (x *extraction) signedBelow(i int) (credit, bool) {
	const longest = 14
	if i+1 >= len(x.paragraphs) || x.paragraphs[i+1] == nil {
		return credit{}, false
	}
	p := x.paragraphs[i+1]
	if len(p.tokens) < 2 || len(p.tokens) > longest || !isDash(runeAt(p.tokens[0].text, 0)) {
		return credit{}, false
	}
	return p.signature(1)
}

// nextInSentence takes the credit of a later quote of the same sentence:
// “…” and “…,” he said.
func (x *extraction) nextInSentence(p *paragraph, k int, s between) (credit, bool) {
	const lookAhead = 4
	for n := k + 1; n < len(p.marks) && n <= k+lookAhead && p.quotedAt[n] < s.to; n++ {
		if c, ok := p.after(p.quotedAt[n], s.to); ok {
			return c, true
		}
		if c, ok := p.trailing(p.quotedAt[n], s.to); ok {
			return c, true
		}
	}
	return credit{}, false
}

// introduced reads the block that introduces block i.
func (x *extraction) introduced(i int) (credit, bool) {
	if x.before[i] < 0 || x.paragraphs[x.before[i]] == nil {
		return credit{}, false
	}
	return x.paragraphs[x.before[i]].leadIn()
}

func inherit(from *spoken, r rule) *spoken {
	out := *from
	out.rule = rule{r.name, min(r.confidence, from.rule.confidence)}
	return &out
}
