package index

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"assize/index/query"
)

// A Snippet is the part of a text that shows best why it was found.
type Snippet struct {
	Text  string   // with … where the text goes on
	Marks [][2]int // what matches: bytes of Text, in order, the end exclusive
}

const ellipsis = "…"

// Highlight cuts a text to about width characters around the place with the
// most different terms of a query, at sentences where it can, at words where it
// must. Phrases are marked whole; a query without free text marks nothing.
func Highlight(n query.Node, text string, width int) Snippet {
	p := passage{text: text, words: slices.Collect(query.Words(text))}
	p.find(n)
	from, to := 0, len(text)
	if utf8.RuneCountInString(text) > width {
		from, to = p.window(width)
	}
	s := Snippet{Text: text[from:to]}
	shift := -from
	if from > 0 {
		s.Text = ellipsis + s.Text
		shift += len(ellipsis)
	}
	if to < len(text) {
		s.Text += " " + ellipsis
	}
	for _, m := range p.marks() {
		if start, end := max(m[0], from), min(m[1], to); start < end {
			s.Marks = append(s.Marks, [2]int{start + shift, end + shift})
		}
	}
	return s
}

// A passage is a text, its words, and where the terms of a query match.
type passage struct {
	text    string
	words   []query.Word
	matches []match
}

// A match is the words [first, last] that a term matches.
type match struct{ term, first, last int }

func (p *passage) find(n query.Node) {
	term := 0
	query.Terms(n, func(t query.Term) {
		wanted := strings.Fields(t.Text)
		switch t.Form {
		case query.Near:
			p.findNear(term, wanted, t.Within)
		case query.Plain, query.Stemmed:
			for i, word := range wanted {
				wanted[i] = stem(word)
			}
			fallthrough
		default:
			p.findRun(term, wanted, matchers[t.Form](t))
		}
		term++
	})
	slices.SortFunc(p.matches, func(a, b match) int { return cmp.Or(a.first-b.first, b.last-a.last) })
}

// findRun finds words that stand next to each other.
func (p *passage) findRun(term int, wanted []string, matches matcher) {
	for first := 0; first+len(wanted) <= len(p.words); first++ {
		i := 0
		for i < len(wanted) && matches(p.words[first+i].Text, wanted[i]) {
			i++
		}
		if i == len(wanted) {
			p.matches = append(p.matches, match{term, first, first + i - 1})
		}
	}
}

// findNear finds words that stand near each other.
func (p *passage) findNear(term int, wanted []string, within int) {
	var places []position
	for i, word := range p.words {
		if w := slices.Index(wanted, word.Text); w >= 0 {
			places = append(places, position{w, i})
		}
	}
	for _, window := range windows(places, len(wanted), within) {
		for _, at := range places {
			if window[0] <= at.pos && at.pos <= window[1] {
				p.matches = append(p.matches, match{term, at.pos, at.pos})
			}
		}
	}
}

// A matcher says whether a word of a text is what a wanted word, or the stem of
// one, stands for.
type matcher func(word, wanted string) bool

// matchers make the matcher for a term, by its form.
var matchers = map[query.Form]func(query.Term) matcher{
	query.Plain:   func(query.Term) matcher { return hasStem },
	query.Stemmed: func(query.Term) matcher { return hasStem },
	query.Phrase:  func(query.Term) matcher { return equal },
	query.Prefix:  func(query.Term) matcher { return strings.HasPrefix },
	query.Wildcard: func(t query.Term) matcher {
		whole := regexp.MustCompile("^" + pattern(t.Text) + "$")
		return func(word, _ string) bool { return whole.MatchString(word) }
	},
	query.Fuzzy: func(t query.Term) matcher {
		most := t.Edits()
		return func(word, wanted string) bool { return word[0] == wanted[0] && query.Edits(word, wanted) <= most }
	},
}

func hasStem(word, wanted string) bool { return stem(word) == wanted }
func equal(word, wanted string) bool   { return word == wanted }

// marks is the bytes that match, overlapping matches taken together.
func (p *passage) marks() [][2]int {
	var marks [][2]int
	for _, m := range p.matches {
		start, end := p.words[m.first].Start, p.words[m.last].End
		if n := len(marks); n > 0 && start < marks[n-1][1] {
			marks[n-1][1] = max(marks[n-1][1], end)
		} else {
			marks = append(marks, [2]int{start, end})
		}
	}
	return marks
}

// window is the bytes of the text to show.
func (p *passage) window(width int) (from, to int) {
	if len(p.words) == 0 {
		return 0, p.back(0, width)
	}
	first, last := p.best(width)
	spare := max(0, width-p.chars(p.startOf(first), p.endOf(last)))
	from = p.sentence(first, spare)
	if from < 0 {
		from = p.forward(first, spare/2)
	}
	to = p.back(from, width)
	if to == len(p.text) && p.chars(from, to) < width {
		from = p.forward(len(p.words)-1, width-p.chars(p.startOf(len(p.words)-1), to))
	}
	return from, to
}

// best is the run of words, of at most width characters, in which the most
// different terms match, then the most matches, then the earliest.
func (p *passage) best(width int) (first, last int) {
	most := 0
	for i, m := range p.matches {
		terms := map[int]bool{}
		for j, n := range p.matches[i:] {
			if j > 0 && p.chars(p.startOf(m.first), p.endOf(n.last)) > width {
				break
			}
			terms[n.term] = true
			if score := len(terms)*len(p.matches) + j; j == 0 && most == 0 || score > most {
				most, first, last = score, m.first, max(n.last, m.last)
			}
		}
	}
	return first, last
}

// sentence is where the sentence begins that the word is in, or -1 when that is
// more than spare characters before it.
func (p *passage) sentence(word, spare int) int {
	for i := word; i >= 0; i-- {
		start := p.startOf(i)
		if p.chars(start, p.startOf(word)) > spare {
			return -1
		}
		if i == 0 || strings.ContainsAny(p.text[p.words[i-1].End:start], ".!?") {
			return start
		}
	}
	return -1
}

// forward is the start of the earliest word at most n characters before a word.
func (p *passage) forward(word, n int) int {
	for word > 0 && p.chars(p.startOf(word-1), p.startOf(word)) <= n {
		n -= p.chars(p.startOf(word-1), p.startOf(word))
		word--
	}
	return p.startOf(word)
}

// back is the end of the last word at most width characters behind from; when
// there is none, it cuts through a word.
func (p *passage) back(from, width int) int {
	limit := from
	for range width {
		_, size := utf8.DecodeRuneInString(p.text[limit:])
		limit += size
	}
	for i := len(p.words) - 1; i >= 0 && limit < len(p.text); i-- {
		if end := p.endOf(i); end <= limit && end > from {
			return end
		}
	}
	return limit
}

// startOf is where a word begins, with the marks before it.
func (p *passage) startOf(i int) int {
	if i == 0 {
		return 0
	}
	before := p.words[i-1].End
	if space := strings.LastIndexFunc(p.text[before:p.words[i].Start], unicode.IsSpace); space >= 0 {
		_, size := utf8.DecodeRuneInString(p.text[before+space:])
		return before + space + size
	}
	return p.words[i].Start
}

// endOf is where a word ends, with the marks behind it.
func (p *passage) endOf(i int) int {
	next := len(p.text)
	if i+1 < len(p.words) {
		next = p.startOf(i + 1)
	}
	end := p.words[i].End
	return end + len(strings.TrimRightFunc(p.text[end:next], unicode.IsSpace))
}

func (p *passage) chars(from, to int) int { return utf8.RuneCountInString(p.text[from:to]) }
