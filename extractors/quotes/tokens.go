package quotes

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"assize/extractors/vocab"
)

// A token is a word, a punctuation mark, or a whole quoted stretch, which the
// grammar around it treats as opaque.
type token struct {
	kind       tokenKind
	text       string // without a possessive ’s
	lower      string
	start, end int // bytes of the paragraph
	quote      int // quoted: index into the paragraph's marked stretches
	possessive bool
}

type tokenKind byte

const (
	word tokenKind = iota + 1
	number
	punct
	quoted
)

// capital says whether a word begins with a capital letter.
func (t *token) capital() bool {
	if t.kind != word {
		return false
	}
	r, _ := utf8.DecodeRuneInString(t.text)
	return unicode.IsUpper(r)
}

func (t *token) is(texts ...string) bool {
	for _, s := range texts {
		if t.lower == s {
			return true
		}
	}
	return false
}

// bytesPerToken is about how long words and marks of English text are.
const bytesPerToken = 5

// tokenise splits a paragraph, its quoted stretches already known.
func tokenise(text string, marks []marked) []token {
	out := make([]token, 0, len(text)/bytesPerToken+1)
	next := 0
	for i := 0; i < len(text); {
		if next < len(marks) && i == marks[next].open {
			out = append(out, token{kind: quoted, start: i, end: marks[next].closed, quote: next})
			i = marks[next].closed
			next++
			continue
		}
		limit := len(text)
		if next < len(marks) {
			limit = marks[next].open
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			end := wordEnd(text, i, limit)
			w := newWord(text, i, end)
			if n := pluralApostrophe(text[:limit], end); n > 0 {
				end += n
				w.end, w.possessive = end, true
			}
			out = append(out, w)
			i = end
		case unicode.IsSpace(r):
			i += size
		default:
			out = append(out, token{kind: punct, text: text[i : i+size], lower: text[i : i+size], start: i, end: i + size})
			i += size
		}
	}
	return out
}

// wordEnd runs over letters, digits and the marks that stand inside words.
func wordEnd(text string, i, limit int) int {
	start := i
	for i < limit {
		r, size := utf8.DecodeRuneInString(text[i:])
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r):
		case strings.ContainsRune("’'-‑&@/", r) && i+size < limit && joins(text, i+size):
		case (r == '.' || r == ',') && unicode.IsDigit(rune(text[i-1])) && unicode.IsDigit(runeAt(text, i+size)): // 1.6, 1,200
		case r == '.' && unicode.IsLower(rune(text[i-1])) && unicode.IsLower(runeAt(text, i+size)): // example.org
		case r == '.' && abbreviated(text[start:i]) && i+size <= limit:
			if !joins(text, i+size) {
				return i + size
			}
		default:
			return i
		}
		i += size
	}
	return limit
}

func joins(text string, at int) bool {
	r := runeAt(text, at)
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

// abbreviated says whether a full stop after the word belongs to it: initials
// (J., U.S.) and honorifics.
func abbreviated(w string) bool {
	w = w[strings.LastIndexByte(w, '-')+1:] // D-N.Y.
	if utf8.RuneCountInString(w) == 1 {
		return unicode.IsUpper(runeAt(w, 0))
	}
	if strings.Contains(w, ".") {
		return true
	}
	return len(w) <= 4 && (vocab.Honorifics.Has(w+".") || w == "St" || w == "Jr" || w == "Sr" || w == "No")
}

func newWord(text string, start, end int) token {
	t := token{kind: word, text: text[start:end], start: start, end: end}
	if r := runeAt(text, start); unicode.IsDigit(r) && !strings.HasSuffix(t.text, "-old") {
		t.kind = number
	}
	if strings.HasSuffix(t.text, "s") {
		for _, suffix := range []string{"’s", "'s"} {
			if s, ok := strings.CutSuffix(t.text, suffix); ok && s != "" {
				t.text, t.possessive = s, true
			}
		}
	}
	t.lower = strings.ToLower(t.text)
	return t
}

// pluralApostrophe is the length of the apostrophe of a plural possessive
// (years’ service) that stands at the offset, after an s; 0 where there is none.
func pluralApostrophe(text string, at int) int {
	if at == 0 || text[at-1] != 's' {
		return 0
	}
	for _, mark := range []string{"’", "'"} {
		if strings.HasPrefix(text[at:], mark) && !joins(text, at+len(mark)) {
			return len(mark)
		}
	}
	return 0
}

// A span of tokens, half-open.
type between struct{ from, to int }

// sentences parts the tokens of a paragraph. A quoted stretch that ends in a
// full stop ends its sentence unless a verb of saying follows; one that ends in
// a question or exclamation mark only when no credit follows.
func sentences(text string, tokens []token, marks []marked) []between {
	var out []between
	from := 0
	for i := range tokens {
		if i+1 < len(tokens) && !endsSentence(text, tokens, marks, i) {
			continue
		}
		out = append(out, between{from, i + 1})
		from = i + 1
	}
	return out
}

func endsSentence(text string, tokens []token, marks []marked, i int) bool {
	t, next := &tokens[i], &tokens[i+1]
	starts := next.kind == quoted || next.kind == number || next.capital() ||
		next.kind == punct && !strings.Contains(",;:.!?…)]", next.text)
	switch t.kind {
	case punct:
		return strings.Contains(".!?…", t.text) && starts
	case quoted:
		inner := strings.TrimRight(text[marks[t.quote].start:marks[t.quote].end], " ”’\"'")
		if !starts || inner == "" {
			return false
		}
		switch inner[len(inner)-1] {
		case '.':
			return next.kind == quoted || !strings.HasSuffix(inner, "..") && !bareCredit(tokens, i+1)
		case '?', '!':
			return next.kind == quoted || !creditFollows(tokens, i+1)
		}
	}
	return false
}

// bareCredit says whether a name and a plain verb of saying, and nothing else,
// begin at token i: “It is late.” Ann Sample said.
func bareCredit(tokens []token, i int) bool {
	const longest = 4
	for n := 0; i+n < len(tokens) && n <= longest; n++ {
		t := &tokens[i+n]
		if n > 0 && vocab.PlainCues[t.lower] {
			return i+n+1 == len(tokens) || tokens[i+n+1].kind == punct && !tokens[i+n+1].is(":", ",")
		}
		if !t.capital() {
			return false
		}
	}
	return false
}

// creditFollows says whether the clause that begins at i has a verb of saying.
func creditFollows(tokens []token, i int) bool {
	if t := &tokens[i]; t.capital() && t.lower != "i" && (vocab.Determiners[t.lower] || vocab.Pronouns[t.lower] || vocab.Prepositions[t.lower] || vocab.Subordinators[t.lower]) {
		return bareCredit(tokens, i) // “Why?” She asked.
	}
	for n := 0; i < len(tokens) && n < 12; i, n = i+1, n+1 {
		t := &tokens[i]
		if t.kind == quoted || t.kind == punct && t.text != "," {
			return false
		}
		beside := n == 1 && i+1 < len(tokens) && (tokens[i+1].kind == punct || vocab.Prepositions[tokens[i+1].lower]) // Example went on
		if t.kind == word && vocab.Cues[t.lower] && (!vocab.WeakCues[t.lower] || beside) {
			return true
		}
	}
	return false
}
