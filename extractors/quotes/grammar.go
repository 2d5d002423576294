package quotes

import (
	"strings"

	"assize/extractors/vocab"
)

// phraseLimit bounds a noun phrase, and clauseLimit a clause, in tokens: credit
// is never sought further away, so hostile text costs linear time.
const (
	phraseLimit = 14
	clauseLimit = 60
)

// subjectBefore finds the subject of the verb at token v, not before lo. Where
// commas set something off before the verb (X, the governor, said), it is the
// first name of the clause.
func (p *paragraph) subjectBefore(v, lo int) (between, bool) {
	lo = max(lo, v-clauseLimit)
	e := p.skipAuxiliaries(v, lo)
	if e <= lo {
		return between{}, false
	}
	if p.tokens[e-1].is(",", "–", "—") {
		return p.apart(e-1, lo)
	}
	return p.phraseBack(e, lo)
}

// overAside is where the brackets that end at token e open, or e itself.
func (p *paragraph) overAside(e, lo int) int {
	const longest = 8
	if e <= lo || !p.tokens[e-1].is(")") {
		return e
	}
	for i := e - 2; i >= lo && e-i <= longest; i-- {
		if p.tokens[i].is("(") {
			return i
		}
	}
	return e
}

// skipAuxiliaries walks left over what may stand between subject and verb:
// auxiliaries, adverbs, and "went on to".
func (p *paragraph) skipAuxiliaries(v, lo int) int {
	e := v
	for e > lo {
		t := &p.tokens[e-1]
		switch {
		case t.kind != word:
			return e
		case t.is("to") && e-2 >= lo:
			e -= 2
			if e > lo && p.tokens[e].is("on") {
				e--
			}
		case vocab.Auxiliaries[t.lower] || strings.HasSuffix(t.lower, "ly") && !t.capital():
			e--
		case t.is("and", "but") && e-2 >= lo && vocab.Cues[p.tokens[e-2].lower]: // smiled and said
			e -= 2
		default:
			return e
		}
	}
	return e
}

// hypothetical says whether the verb at v tells what may or should be said, not
// what was: would welcome, to counter; but went on to say.
func (p *paragraph) hypothetical(v, lo int) bool {
	for i := v - 1; i >= lo && p.tokens[i].kind == word; i-- {
		t := &p.tokens[i]
		if vocab.Modals[t.lower] || t.is("to") && !vocab.PlainCues[p.tokens[v].lower] {
			return true
		}
		if !vocab.Auxiliaries[t.lower] && !strings.HasSuffix(t.lower, "ly") {
			return false
		}
	}
	return false
}

// absolute reads the subject of a participle that has one of its own: with
// Example calling it “…”, and Sample saying “…”.
func (p *paragraph) absolute(v, lo int) (between, bool) {
	np, ok := p.phraseBack(v, lo)
	if !ok || np.from <= lo || np.to != v || !p.tokens[np.from-1].is("with", "and", "as", "–", "—", "-", ";") {
		return between{}, false
	}
	kind := describe(p.text, p.tokens[np.from:np.to]).kind
	return np, kind == person || kind == name || kind == organisation
}

// apart reads the segments between commas that end at token e (a comma), from
// the last to the first, and chooses the first name among them, else the first.
func (p *paragraph) apart(e, lo int) (between, bool) {
	var chosen between
	found, named := false, false
	for e > lo {
		start := e
		for start > lo && !p.tokens[start-1].is(",", "–", "—", ":", ";") && p.tokens[start-1].kind != quoted {
			start--
		}
		if np, ok := p.phraseBack(e, start); ok && np.from == start {
			kind := describe(p.text, p.tokens[np.from:np.to]).kind
			isName := kind == person || kind == name
			if isName || !named {
				chosen, found, named = np, true, named || isName
			}
		} else if ok && !found && start < e && !relative(&p.tokens[start]) {
			chosen, found = np, true
		} else if start < e && !relative(&p.tokens[start]) && p.tokens[start].kind != number && found {
			break
		}
		if start <= lo || !p.tokens[start-1].is(",", "–", "—") {
			break
		}
		e = start - 1
	}
	return chosen, found
}

func relative(t *token) bool {
	return t.is("who", "whose", "which", "whom", "a", "an", "the", "and") || t.kind == number || vocab.Prepositions[t.lower] ||
		!t.capital() && (strings.HasSuffix(t.lower, "ing") || strings.HasSuffix(t.lower, "ed"))
}

// phraseBack reads the noun phrase that ends before token e.
func (p *paragraph) phraseBack(e, lo int) (between, bool) {
	if e <= lo {
		return between{}, false
	}
	last := &p.tokens[p.overAside(e, lo)-1]
	if vocab.Pronouns[last.lower] {
		return between{e - 1, e}, true
	}
	if last.is("who", "which", "that") {
		e--
		for e > lo && p.tokens[e-1].kind == punct {
			e--
		}
		return p.phraseBack(e, lo)
	}
	from := e
	lo = max(lo, e-phraseLimit)
walk:
	for from > lo {
		if open := p.overAside(from, lo); open < from {
			from = open
			continue
		}
		t := &p.tokens[from-1]
		right := &p.tokens[min(from, e-1)]
		switch {
		case t.kind == number:
			if from == e {
				break walk
			}
		case t.kind != word:
			break walk
		case t.is("and", "&", "or"):
			if from == e || from-2 < lo || !(p.tokens[from-2].capital() && right.capital() && !vocab.Cues[p.tokens[from-2].lower]) {
				break walk
			}
		case t.is("that") && from-2 >= lo && vocab.Cues[p.tokens[from-2].lower]: // said that staff
			break walk
		case vocab.Determiners[t.lower]:
			from--
			if from-2 >= lo && p.complement(from-1, lo) {
				continue
			}
			break walk
		case vocab.Prepositions[t.lower]:
			if from == e || !p.complement(from-1, lo) {
				break walk
			}
		case vocab.Subordinators[t.lower] || vocab.Pronouns[t.lower] || vocab.Auxiliaries[t.lower]:
			break walk
		case vocab.TimeWords[t.lower] && (from == e || !t.capital() || right.capital() && from-1 == lo):
			break walk
		case vocab.Cues[t.lower] && !t.capital() && !vocab.RoleNouns[t.lower] && (!vocab.WeakCues[t.lower] || from < e && right.capital()):
			break walk
		case !t.capital() && from < e && right.capital() && !vocab.RoleNouns[t.lower]:
			break walk
		case !t.capital() && (strings.HasSuffix(t.lower, "ing") || strings.HasSuffix(t.lower, "ly")) && from == lo+1:
			break walk
		}
		from--
	}
	for from < e && (p.tokens[from].kind != word || vocab.Prepositions[p.tokens[from].lower] || p.tokens[from].is("and", "but", "or")) && p.tokens[from].kind != number {
		from++
	}
	np := between{from, e}
	if from > lo && !p.tokens[from].capital() {
		if who, ok := p.antecedent(from, lo); ok {
			return who, true
		}
	}
	return np, from < e && !p.empty(np)
}

// antecedent finds the phrase that a relative clause hangs from, when token i is
// inside one: a care leaver, in “a care leaver who met with inspectors said”.
func (p *paragraph) antecedent(i, lo int) (between, bool) {
	const longest = 8
	if !vocab.Prepositions[p.tokens[i-1].lower] {
		return between{}, false
	}
	for k := i - 2; k > lo && i-k <= longest && p.tokens[k].kind == word; k-- {
		if p.tokens[k].is("who", "which") {
			return p.phraseBack(k, lo)
		}
	}
	return between{}, false
}

// complement says whether the preposition at i goes on with a noun phrase that
// began before it: spokesman for X, chief inspector of Y, head at Z.
func (p *paragraph) complement(i, lo int) bool {
	t := &p.tokens[i]
	if !t.is("of", "for", "from", "at", "with", "in", "on", "to") || i-1 < lo {
		return false
	}
	before := &p.tokens[i-1]
	if before.kind != word || vocab.Cues[before.lower] && !vocab.RoleNouns[before.lower] || vocab.Auxiliaries[before.lower] || vocab.Prepositions[before.lower] {
		return false
	}
	if t.is("of") {
		return true
	}
	return vocab.RoleNouns[before.lower] || vocab.GroupNouns[before.lower]
}

// empty phrases cannot be a subject: bare determiners, adverbials of time.
func (p *paragraph) empty(np between) bool {
	for i := np.from; i < np.to; i++ {
		t := &p.tokens[i]
		if t.kind == word && !vocab.Prepositions[t.lower] && !(vocab.TimeWords[t.lower]) {
			if vocab.Determiners[t.lower] && np.to-np.from > 1 {
				continue
			}
			return vocab.Determiners[t.lower] && !t.is("one", "some", "many", "another", "others", "both", "several", "few", "most", "all", "two", "three")
		}
	}
	return true
}

// phraseForward reads the noun phrase that begins at token i.
func (p *paragraph) phraseForward(i, hi int) (between, bool) {
	hi = min(hi, i+phraseLimit)
	to := i
walk:
	for to < hi {
		t := &p.tokens[to]
		switch {
		case t.kind == number && to > i && !vocab.Determiners[p.tokens[to-1].lower]:
			break walk
		case t.kind != word && t.kind != number:
			break walk
		case vocab.Pronouns[t.lower]:
			if to == i {
				return between{i, i + 1}, true
			}
			break walk
		case vocab.Subordinators[t.lower] || vocab.Auxiliaries[t.lower] || vocab.TimeWords[t.lower] && !(to > i && vocab.Determiners[p.tokens[to-1].lower]):
			break walk
		case t.is("and", "&"):
			if to == i || to+1 >= hi || !p.tokens[to-1].capital() || !p.tokens[to+1].capital() {
				break walk
			}
		case vocab.Prepositions[t.lower]:
			if to == i || to+1 >= hi || !p.complement(to, i) || p.tokens[to-1].capital() && !t.is("of") && !vocab.RoleNouns[p.tokens[to-1].lower] {
				break walk
			}
		case vocab.Determiners[t.lower]:
			if to > i && !isOf(&p.tokens[to-1]) {
				break walk
			}
		case to > i && vocab.Determiners[p.tokens[to-1].lower] && strings.HasSuffix(t.lower, "ed"): // one unaligned voter
		case to > i && !t.capital() && !isOf(&p.tokens[to-1]) && (vocab.Cues[t.lower] && !vocab.RoleNouns[t.lower] || strings.HasSuffix(t.lower, "ed") || strings.HasSuffix(t.lower, "ly")):
			break walk
		case to > i && !t.capital() && p.tokens[to-1].capital() && !vocab.RoleNouns[t.lower] && !vocab.Particles[t.lower] && !vocab.OrganisationNouns[t.lower]:
			break walk
		}
		to++
	}
	for to > i && (vocab.Prepositions[p.tokens[to-1].lower] || vocab.Determiners[p.tokens[to-1].lower] && to-i > 1) {
		to--
	}
	np := between{i, to}
	return np, to > i && !p.empty(np)
}

// subjectAfter reads the subject that follows its verb: said X, and said the
// governor, X.
func (p *paragraph) subjectAfter(v, hi int) (between, bool) {
	i := v + 1
	for i < hi && p.tokens[i].kind == word && strings.HasSuffix(p.tokens[i].lower, "ly") && !p.tokens[i].capital() {
		i++
	}
	np, ok := p.phraseForward(i, hi)
	if !ok {
		return np, false
	}
	if kind := describe(p.text, p.tokens[np.from:np.to]).kind; kind == phrase && np.to < hi && p.tokens[np.to].is(",") {
		if apposed, ok := p.phraseForward(np.to+1, hi); ok {
			if describe(p.text, p.tokens[apposed.from:apposed.to]).kind == person {
				return apposed, true
			}
		}
	}
	return np, true
}

// afterTime skips words of time at the beginning of a sentence, up to their
// comma: Eight years ago, he said.
func (p *paragraph) afterTime(lo, hi int) int {
	const longest = 5
	time := false
	for i := lo; i < hi && i-lo <= longest; i++ {
		t := &p.tokens[i]
		if t.is(",") && time {
			return i + 1
		}
		if t.kind != word && t.kind != number {
			return lo
		}
		time = time || vocab.TimeWords[t.lower] || vocab.TimeNouns[t.lower]
	}
	return lo
}

// mainSubject reads the subject of a sentence that begins at lo, its opening
// adverbial skipped.
func (p *paragraph) mainSubject(lo, hi int) (between, bool) {
	i := p.afterTime(lo, hi)
	for hops := 0; i < hi && hops < 3; hops++ {
		t := &p.tokens[i]
		if t.kind == word && (vocab.Prepositions[t.lower] || vocab.Subordinators[t.lower] || vocab.TimeWords[t.lower] ||
			strings.HasSuffix(t.lower, "ing") || strings.HasSuffix(t.lower, "ly") || t.is("and", "but")) {
			next := i + 1
			if !t.is("and", "but", "so", "yet") {
				for next < hi && !p.tokens[next].is(",") && p.tokens[next].kind != quoted {
					next++
				}
				next++
			}
			i = next
			continue
		}
		break
	}
	if i >= hi {
		return between{}, false
	}
	return p.phraseForward(i, hi)
}
