package quotes

import "assize/extractors/vocab"

// isCue says whether token v credits the words that follow at q. A weak cue
// must stand beside them, have a noun such as “statement” between, or show by
// what stands around it that it is a verb of saying here.
func (p *paragraph) isCue(v, q int) bool {
	t := &p.tokens[v]
	if t.kind != word || !vocab.Cues[t.lower] || t.capital() && v > 0 && p.tokens[v-1].capital() {
		return false
	}
	if v > 0 && p.isNoun(v) {
		return false
	}
	if !vocab.WeakCues[t.lower] || p.reports(v, q) {
		return true
	}
	if q-v <= 1 {
		return q != v || vocab.ReadingCues[t.lower]
	}
	if q-v <= 4 && p.tokens[q-1].is(":", ",") {
		return true
	}
	for i := v + 1; i < q; i++ {
		if vocab.CueNouns[p.tokens[i].lower] {
			return true
		}
	}
	return false
}

// isNoun says whether the word at v is a noun by what stands before it: the
// report, his call, Example’s claim.
func (p *paragraph) isNoun(v int) bool {
	before := &p.tokens[v-1]
	if before.kind != word || vocab.Pronouns[before.lower] {
		return false
	}
	return before.possessive || vocab.Determiners[before.lower] && !vocab.Speaking[before.lower]
}

// reports says whether a weak cue is a verb of saying by what stands around it:
// found that “…”, promises to “…”, fired back, she calls it.
func (p *paragraph) reports(v, q int) bool {
	if v+1 < q && p.tokens[v+1].is("back") || v+2 == q && p.tokens[v+1].is("that", "to") {
		return true
	}
	return v > 0 && v < q && q-v <= phraseLimit && vocab.NounCues[p.tokens[v].lower] && (vocab.Pronouns[p.tokens[v-1].lower] || p.tokens[v-1].is(",") && p.named(v-2))
}

// named says whether token i is a capitalised word.
func (p *paragraph) named(i int) bool { return i >= 0 && p.tokens[i].capital() }

// speechNoun reads the owner of a noun of speech that stands straight before
// the quote: X’s remark that “…”, her answer was: “…”, in X’s words, “…”.
func (p *paragraph) speechNoun(q, lo int) (credit, bool) {
	const near = 12
	noun := -1
	for i := q - 1; i >= max(lo, q-near); i-- {
		t := &p.tokens[i]
		if t.kind == word && vocab.SpeechNouns[t.lower] && !t.possessive {
			noun = i
			break
		}
		if t.kind == quoted || q-i > 2 && !p.opensBy(q) {
			return credit{}, false
		}
	}
	if noun < 0 {
		return credit{}, false
	}
	for i := noun - 1; i >= max(lo, noun-4); i-- {
		t := &p.tokens[i]
		switch {
		case t.kind != word:
			return credit{}, false
		case vocab.OwnerPronouns[t.lower] != "":
			c := credit{who: mention{kind: pronoun, written: t.text}, rule: bySpeechNoun, cue: p.tokens[noun].text, in: p, at: i, verb: noun}
			return c, true
		case t.possessive:
			np, ok := p.phraseBack(i+1, lo)
			if !ok {
				return credit{}, false
			}
			c, ok := p.creditTo(np, -1, bySpeechNoun)
			c.cue = p.tokens[noun].text
			return c, ok
		case vocab.Determiners[t.lower] || vocab.Prepositions[t.lower] || vocab.Auxiliaries[t.lower]:
			return credit{}, false
		}
	}
	return credit{}, false
}

// opensBy says whether the words straight before the quote at q open it: that,
// was, a colon.
func (p *paragraph) opensBy(q int) bool {
	return p.tokens[q-1].is("that", "was", "is", ":", ",")
}
