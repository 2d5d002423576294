package quotes

import (
	"strings"

	"assize/extractors/vocab"
)

// after reads the clause that follows: “…,” said X; “…,” X said.
func (p *paragraph) after(q, hi int) (credit, bool) {
	i := q + 1
	hi = min(hi, i+clauseLimit)
	open := p.invites(q) || bareCredit(p.tokens, i)
	for i < hi && p.tokens[i].is(",", "–", "—", "-") {
		i++
		open = true
	}
	for i < hi && p.tokens[i].kind == word && (p.tokens[i].is("also", "as", "then") || strings.HasSuffix(p.tokens[i].lower, "ly") && !p.tokens[i].capital()) {
		i++
	}
	if i >= hi || p.tokens[i].kind != word {
		return credit{}, false
	}
	if strings.HasSuffix(p.tokens[i].lower, "ing") && vocab.Cues[p.tokens[i].lower] {
		return credit{}, false // its subject stands before the quote
	}
	if p.isCue(i, i) {
		if np, ok := p.subjectAfter(i, hi); ok {
			return p.creditTo(np, i, byVerbAfter)
		}
	}
	open = open || vocab.Pronouns[p.tokens[i].lower]
	for v := i + 1; v < hi; v++ {
		t := &p.tokens[v]
		if t.kind == quoted || t.is(";", ":") || !open && !(vocab.PlainCues[t.lower] && p.ends(v, hi)) && v > i+phraseLimit {
			break
		}
		if !open && !p.ends(v, hi) {
			continue
		}
		if t.kind == word && vocab.Cues[t.lower] && !t.capital() && (!vocab.WeakCues[t.lower] || v == i+1 || p.ends(v, hi)) {
			if np, ok := p.subjectBefore(v, i); ok && (open && !(vocab.WeakCues[t.lower] && v > i+1) || np.from == i) {
				return p.creditTo(np, v, bySubjectAfter)
			}
		}
	}
	return credit{}, false
}

// invites says whether the quote ends the way that a quote before its credit
// does.
func (p *paragraph) invites(q int) bool {
	inner := strings.TrimRight(p.inner(p.tokens[q].quote), " ”’\"'")
	return strings.HasSuffix(inner, ",") || strings.HasSuffix(inner, "?") || strings.HasSuffix(inner, "!") ||
		strings.HasSuffix(inner, "—") || strings.HasSuffix(inner, "–") || strings.HasSuffix(inner, "…") || strings.HasSuffix(inner, "...")
}

// before reads the clause that leads to token q: X said: “…”. Of a participle
// (…, saying: “…”) the subject is that of an earlier verb of saying, or of the
// sentence.
func (p *paragraph) before(q, lo int) (credit, bool) {
	lo = max(lo, q-clauseLimit)
	participle := -1
	var would credit // by a verb that tells what may be said, or should be
	for v := q - 1; v >= lo; v-- {
		if p.tokens[v].kind == quoted {
			if participle >= 0 {
				continue // a participle's subject may stand before another quote
			}
			lo = v + 1
			break
		}
		if !p.isCue(v, q) {
			continue
		}
		if strings.HasSuffix(p.tokens[v].lower, "ing") {
			if np, ok := p.absolute(v, lo); ok {
				return p.creditTo(np, v, p.rungBefore(q))
			}
			if participle < 0 {
				participle = v
			}
			continue
		}
		np, ok := p.subjectBefore(v, lo)
		if !ok && v > 0 && p.tokens[v-1].kind == quoted {
			np, ok = p.subjectAfter(v, q) // “…,” said X, “…”
		}
		if !ok {
			np, ok = p.mainSubject(lo, v)
		}
		if !ok && v+1 < q {
			np, ok = p.subjectAfter(v, q)
		}
		if !ok {
			continue
		}
		said := v
		if participle >= 0 {
			said = participle
		}
		c, ok := p.creditTo(np, said, p.rungBefore(q))
		if !ok {
			continue
		}
		if !p.hypothetical(v, lo) {
			return c, true
		}
		if would.in == nil {
			would = c
		}
	}
	if would.in != nil {
		return would, true
	}
	if participle >= 0 {
		if np, ok := p.mainSubject(lo, participle); ok {
			if c, ok := p.creditTo(np, participle, p.rungBefore(q)); ok {
				return c, true
			}
		}
	}
	if c, ok := p.speechNoun(q, lo); ok {
		return c, true
	}
	return p.nameColon(q, lo)
}

// rungBefore is surer when a colon or comma stands straight before the quote.
func (p *paragraph) rungBefore(q int) rule {
	if p.tokens[q-1].is(":", ",") {
		return byColon
	}
	return byVerbBefore
}

// nameColon reads a name or body and a colon, with no verb.
func (p *paragraph) nameColon(q, lo int) (credit, bool) {
	if q-1 <= lo || !p.tokens[q-1].is(":") {
		return credit{}, false
	}
	np, ok := p.phraseBack(q-1, lo)
	if !ok {
		np, ok = p.apart(q-1, lo)
	}
	if ok {
		m := describe(p.text, p.tokens[np.from:np.to])
		if m.kind == person || (m.kind == organisation || m.kind == name || m.kind == phrase && m.role != "") && (np.from == lo || isDash(runeAt(p.tokens[np.from-1].text, 0))) {
			return p.creditTo(np, -1, byNameColon)
		}
	}
	if first, ok := p.apart(q-1, lo); ok {
		if describe(p.text, p.tokens[first.from:first.to]).kind == person {
			return p.creditTo(first, -1, byNameColon)
		}
	}
	if subject, ok := p.mainSubject(lo, q-1); ok && subject.to < q-1 {
		if kind := describe(p.text, p.tokens[subject.from:subject.to]).kind; kind == person || kind == pronoun || kind == name && tensed(&p.tokens[subject.to]) {
			return p.creditTo(subject, -1, bySubjectColon)
		}
	}
	return credit{}, false
}

// tensed says whether a word after a bare name makes it a subject: Example
// delivered, Example has.
func tensed(t *token) bool {
	return t.kind == word && (vocab.Auxiliaries[t.lower] || strings.HasSuffix(t.lower, "ed"))
}

// trailing reads a credit at the end of the sentence: … “…” of the work, X said.
func (p *paragraph) trailing(q, hi int) (credit, bool) {
	end := min(hi, q+clauseLimit)
	comma := -1
	for i := q + 1; i < end; i++ {
		if p.tokens[i].kind == quoted {
			return credit{}, false
		}
		if p.tokens[i].is(",") && comma < 0 || comma >= 0 && p.tokens[i].is(",") && p.credited(comma+1, i) == nil {
			comma = i
		}
	}
	if comma < 0 {
		return credit{}, false
	}
	if c := p.credited(comma+1, end); c != nil {
		return *c, true
	}
	return credit{}, false
}

// credited reads a clause that is nothing but a credit: X said in a statement.
func (p *paragraph) credited(from, to int) *credit {
	for v := from; v < to; v++ {
		t := &p.tokens[v]
		if t.kind != word || !vocab.Cues[t.lower] || vocab.WeakCues[t.lower] || t.capital() {
			continue
		}
		if v == from {
			if np, ok := p.subjectAfter(v, to); ok {
				c, ok := p.creditTo(np, v, byTrailing)
				if ok && (np.to >= to || p.tokens[np.to].kind == punct || vocab.Prepositions[p.tokens[np.to].lower]) {
					return &c
				}
			}
			return nil
		}
		if np, ok := p.subjectBefore(v, from); ok && np.from <= from+1 {
			if v+1 < to && p.tokens[v+1].kind == word && !vocab.Prepositions[p.tokens[v+1].lower] && !vocab.TimeWords[p.tokens[v+1].lower] {
				return nil
			}
			c, _ := p.creditTo(np, v, byTrailing)
			return &c
		}
		return nil
	}
	return nil
}

// according reads “according to X” in the sentence of token q.
func (p *paragraph) according(q int, s between) (credit, bool) {
	to := min(s.to, q+clauseLimit)
	for i := max(s.from, q-clauseLimit); i+2 < to; i++ {
		if p.tokens[i].is("according") && p.tokens[i+1].is("to") {
			if np, ok := p.phraseForward(i+2, to); ok {
				c, _ := p.creditTo(np, i, byAccording)
				c.cue = "according to"
				return c, true
			}
		}
	}
	return credit{}, false
}

// sentenceBefore credits a quote that is a sentence of its own to whoever speaks
// in sentence k, the one before it: X told of the pods. “…”
func (p *paragraph) sentenceBefore(k int) (credit, bool) {
	s := p.sentences[k]
	for i := s.from; i < s.to; i++ {
		if p.tokens[i].kind == quoted {
			return credit{}, false
		}
	}
	c, ok := p.before(s.to, s.from)
	if !ok {
		np, found := p.mainSubject(s.from, s.to)
		if !found {
			return credit{}, false
		}
		if c, ok = p.creditTo(np, -1, bySentence); c.who.kind != person && c.who.kind != pronoun {
			return credit{}, false
		}
	}
	c.rule = bySentence
	return c, ok
}

// leadIn reads a block that announces the words after it.
func (p *paragraph) leadIn() (credit, bool) {
	if len(p.sentences) == 0 {
		return credit{}, false
	}
	s := p.sentences[len(p.sentences)-1]
	last := &p.tokens[s.to-1]
	if !last.is(":", ",", "–", "—", "-") {
		return credit{}, false
	}
	if c, ok := p.before(s.to, s.from); ok {
		if last.is(":") || c.rule == byColon {
			c.rule = byLeadIn
			return c, true
		}
	}
	if last.is(":") {
		return p.according(s.to, s)
	}
	return credit{}, false
}
