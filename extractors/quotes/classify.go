package quotes

import (
	"strings"
	"unicode"

	"assize/extractors/vocab"
)

// Lengths that part terms from speech, in words. Measured on news and on
// reports: marks around fewer words than these are mostly terms, titles or
// scare quotes.
const (
	singleTermWords = 4  // between single marks, which British reports put around terms
	termWords       = 3  // up to this many, only with a credit of their own
	speechWords     = 5  // from this many, a whole sentence may stand without credit
	unmarkedWords   = 8  // from this many, a part of a sentence may
	singleUnmarked  = 10 // and between single marks
)

// isTerm says whether the quoted token is a term, title, rating or label,
// whoever is credited.
func (p *paragraph) isTerm(q int, s between) bool {
	inner := p.inner(p.tokens[q].quote)
	words := strings.Fields(inner)
	if len(words) == 0 {
		return true
	}
	plain := strings.ToLower(strings.Trim(inner, " .,;:!?…"))
	if vocab.RatingWords[plain] {
		return true
	}
	if !hasLetter(inner) {
		return true
	}
	title := capitals(words)
	if title > 0 && p.broadcast(q, s) && (title > 1 || p.tokens[q-1].possessive) {
		return true
	}
	end := strings.TrimRight(inner, "’'”\" ")
	closed := end != "" && strings.ContainsAny(end[len(end)-1:], ".!?,") || strings.HasSuffix(end, "…")
	if p.afterMarker(q, s, title > 1) && (title > 1 || !(closed && len(words) >= speechWords)) {
		return true
	}
	spoken := q > s.from && (p.tokens[q-1].is(":") || p.tokens[q-1].is(",") && p.saidBefore(q-1, s.from))
	if title > 1 && !spoken && strings.HasSuffix(inner, ",") && !p.isSaid(q, s) && p.inApposition(q, s) {
		return true // the youth council, ‘Don’t Whisper,’ met
	}
	if closed || spoken {
		return false
	}
	if p.marks[p.tokens[q].quote].style == single && len(words) <= singleTermWords {
		return !p.describes(q, s) && !p.isSaid(q, s)
	}
	return title > 1 && (p.tokens[max(q-1, s.from)].is("told") || !p.isSaid(q, s))
}

// broadcast says whether a programme's name is due: on CNN’s “…”, host of “…”.
func (p *paragraph) broadcast(q int, s between) bool {
	if q == s.from {
		return false
	}
	before := &p.tokens[q-1]
	return before.possessive && organisationalWord(before) || before.is("on", "of", "to", "told", "host", "star", "show", "program", "programme")
}

// inApposition says whether a quote stands behind a noun and a comma.
func (p *paragraph) inApposition(q int, s between) bool {
	return q-1 > s.from && p.tokens[q-1].is(",") && p.tokens[q-2].kind == word
}

// saidBefore says whether a verb of saying stands near before token i.
func (p *paragraph) saidBefore(i, lo int) bool {
	const near = 5
	for v := i - 1; v >= max(lo, i-near); v-- {
		if vocab.Cues[p.tokens[v].lower] && p.isCue(v, i+1) {
			return true
		}
	}
	return false
}

// describes says whether the words before are “described … as”.
func (p *paragraph) describes(q int, s between) bool {
	if q-2 < s.from || !p.tokens[q-1].is("as") {
		return false
	}
	for i := q - 2; i >= max(s.from, q-10); i-- {
		if strings.HasPrefix(p.tokens[i].lower, "describ") {
			return true
		}
	}
	return false
}

// isSaid says whether a plain verb of saying stands straight beside the stretch.
func (p *paragraph) isSaid(q int, s between) bool {
	strong := func(i int) bool { return p.tokens[i].kind == word && vocab.PlainCues[p.tokens[i].lower] }
	if q > s.from && strong(q-1) || q-1 > s.from && p.tokens[q-1].is("that", "it") && strong(q-2) {
		return true
	}
	return q+1 < s.to && strong(q+1)
}

// afterMarker says whether the words before announce a name or term.
func (p *paragraph) afterMarker(q int, s between, title bool) bool {
	phrase := ""
	if title && q-1 > s.from && p.tokens[q-1].is(",") {
		q-- // in his book, “…”
	}
	for i := q - 1; i >= s.from && q-i <= 3; i-- {
		if p.tokens[i].kind != word {
			return false
		}
		phrase = strings.TrimSpace(p.tokens[i].lower + " " + phrase)
		if vocab.TermMarkers[phrase] && !(i == q-1 && p.tokens[i].is("called", "named", "dubbed", "labelled", "labeled") && q-2 >= s.from && p.names(q-2)) {
			return true
		}
	}
	return false
}

// names says whether token i is somebody who gives things their names: what
// she called “…”, Example called “…”; not a book called “…”.
func (p *paragraph) names(i int) bool {
	return p.tokens[i].capital() || vocab.Pronouns[p.tokens[i].lower]
}

// capitals counts the words with a capital letter where every word of weight
// begins with one, as in a title; it is 0 otherwise.
func capitals(words []string) int {
	n := 0
	for i, w := range words {
		r := firstLetter(w)
		switch {
		case unicode.IsUpper(r):
			n++
		case i == 0 || len(w) > 3 && unicode.IsLetter(r) && !vocab.Prepositions.Has(w):
			return 0
		}
	}
	return n
}

func firstLetter(w string) rune {
	for _, r := range w {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
	}
	return 0
}

func hasLetter(s string) bool { return strings.IndexFunc(s, unicode.IsLetter) >= 0 }

// speechAlone says whether the stretch can only be speech although nobody is
// credited: a whole sentence, or long.
func speechAlone(inner string, s style) bool {
	words, least := len(strings.Fields(inner)), unmarkedWords
	if s == single {
		least = singleUnmarked
	}
	return english(inner) && (words >= least || words >= speechWords && sentenceLike(inner))
}

// english says whether enough of a text are English function words; the grammar
// here knows no other language, and does not guess at one.
func english(text string) bool {
	const least = 5 // one word of so many
	words, function := strings.Fields(strings.ToLower(text)), 0
	for _, w := range words {
		w = strings.Trim(w, ".,;:!?“”‘’\"'()")
		if vocab.Determiners[w] || vocab.Prepositions[w] || vocab.Pronouns[w] || vocab.Auxiliaries[w] || vocab.Subordinators[w] || w == "and" {
			function++
		}
	}
	return function*least >= len(words)
}

// sentenceLike begins with a capital and ends with a stop.
func sentenceLike(s string) bool {
	s = strings.TrimSpace(s)
	if s == "" {
		return false
	}
	return unicode.IsUpper(firstLetter(s)) && strings.ContainsRune(".!?…,", []rune(s[max(0, len(s)-4):])[len([]rune(s[max(0, len(s)-4):]))-1])
}

// nobodysWords says whether a block quote holds dates, notes or law rather than
// what somebody said.
func nobodysWords(text string) bool {
	words := strings.Fields(text)
	if len(words) < 3 {
		return true
	}
	first := strings.ToLower(strings.Trim(words[0], ":.()"))
	if noteOpenings[first] || !english(text) {
		return true
	}
	figures, labels := 0, 0
	for _, w := range words {
		if unicode.IsDigit(firstLetter(w)) {
			figures++
		}
		if strings.HasSuffix(w, ":") {
			labels++
		}
	}
	return labels > 1 || figures*5 > len(words)
}

var noteOpenings = map[string]bool{
	"note": true, "notes": true, "nb": true, "disclaimer": true, "warning": true, "important": true, "section": true,
	"article": true, "source": true, "update": true, "correction": true, "contact": true, "published": true, "tags": true,
}
