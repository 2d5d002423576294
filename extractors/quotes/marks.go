package quotes

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A marked is one outermost pair of quotation marks in a paragraph: bytes
// [open, closed) with the marks, [start, end) without. An unclosed one runs to
// the end of the paragraph.
type marked struct {
	open, start, end, closed int
	style                    style
	unclosed                 bool
}

// style is the family of a quotation mark.
type style byte

const (
	double style = iota + 1 // “ ” „ « » and the straight "
	single                  // ‘ ’ and the straight '
)

// An opening is a mark that has opened and not yet closed.
type opening struct {
	at, after int
	style     style
}

// scan finds the outermost quoted stretches of a paragraph in one pass. Curly
// marks pair by direction, straight ones by what stands beside them, and a
// single mark closes only where an apostrophe cannot stand. The last opening
// that nothing closes is returned as an unclosed stretch when the paragraph
// may go on in the next one.
func scan(text string) []marked {
	var (
		stack  []opening
		pairs  []marked
		counts [3]int // open marks by style
		ahead  = singlesAhead(text)
	)
	before := ' '
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		after := runeAt(text, i+size)
		s, opens, closes := role(text, i, r, before, after)
		if s == single && closes && ambiguous(before, after) && ahead.strongNext(i) {
			closes = false // prisoners’ families
		}
		if closes && counts[s] == 0 && r == '"' && unicode.IsLetter(after) {
			opens = true // the space before the mark is missing
		}
		switch {
		case closes && counts[s] > 0:
			for {
				top := stack[len(stack)-1]
				stack = stack[:len(stack)-1]
				counts[top.style]--
				if top.style == s {
					pairs = append(pairs, marked{open: top.at, start: top.after, end: i, closed: i + size, style: s})
					break
				}
			}
		case opens:
			stack = append(stack, opening{i, i + size, s})
			counts[s]++
		}
		before = r
		i += size
	}
	return outermost(text, pairs, stack)
}

// outermost drops the pairs inside others. An opening that nothing closed
// counts as a stretch to the paragraph's end only when no pair follows it or
// the paragraph begins with it, or a colon stands before it: the author went on
// in the next paragraph.
func outermost(text string, pairs []marked, left []opening) []marked {
	sort.Slice(pairs, func(i, j int) bool { return pairs[i].open < pairs[j].open })
	var out []marked
	end := 0
	for _, p := range pairs {
		if p.open >= end && p.end > p.start {
			out = append(out, p)
			end = p.closed
		}
	}
	for _, o := range left {
		inside := len(out) > 0 && o.at < out[len(out)-1].closed
		if inside && !startsAt(text, o.at) && !strings.HasSuffix(strings.TrimRightFunc(text[:o.at], unicode.IsSpace), ":") || o.after >= len(text) {
			continue
		}
		for len(out) > 0 && o.at < out[len(out)-1].closed {
			out = out[:len(out)-1]
		}
		return append(out, marked{open: o.at, start: o.after, end: len(text), closed: len(text), style: o.style, unclosed: true})
	}
	return out
}

// startsAt says whether nothing but space comes before the offset.
func startsAt(text string, at int) bool {
	for _, r := range text[:at] {
		if !unicode.IsSpace(r) {
			return false
		}
	}
	return true
}

// role says what a quotation mark may do where it stands.
func role(text string, at int, r, before, after rune) (s style, opens, closes bool) {
	switch r {
	case '„', '«':
		return double, true, false
	case '“', '”', '»': // the wrong curl is common
		return double, r == '“' || openable(before) && unicode.IsLetter(after), r != '“' || !openable(before) && !unicode.IsLetter(after)
	case '"':
		if unicode.IsDigit(before) && !unicode.IsPunct(after) && after != ' ' {
			return double, false, false
		}
		opens = openable(before) && !unicode.IsSpace(after) && after != 0
		alone := unicode.IsSpace(before) && (unicode.IsSpace(after) || after == 0)
		return double, opens, alone || !unicode.IsSpace(before) && (!opens || !openable(before) || isDash(before) || before == '(')
	case '‘', '‛':
		return single, openable(before) && !elided(text[at+len("‘"):]), false
	case '’', '\'':
		if r == '\'' && openable(before) && (unicode.IsLetter(after) || unicode.IsDigit(after)) && !elided(text[at+1:]) {
			return single, true, false
		}
		return single, false, !unicode.IsSpace(before) && !unicode.IsLetter(after) && !unicode.IsDigit(after)
	}
	return 0, false, false
}

func openable(before rune) bool {
	switch before {
	case ' ', '(', '[', '{', '/', '“', '"', '‘', ':', ',', '…', 0:
		return true
	}
	return unicode.IsSpace(before) || isDash(before)
}

func isDash(r rune) bool { return r == '–' || r == '—' || r == '-' || r == '―' }

// elisions are words that begin with an apostrophe.
var elisions = []string{"tis", "twas", "em", "til", "till", "cause", "n", "round", "bout"}

// elided says whether the text after a mark makes it an apostrophe: ’90s, ’em.
func elided(rest string) bool {
	n := 0
	for n < len(rest) && n < 8 && (rest[n] >= 'a' && rest[n] <= 'z' || rest[n] >= '0' && rest[n] <= '9') {
		n++
	}
	word := rest[:n]
	if len(word) >= 2 && word[0] >= '0' && word[0] <= '9' && word[1] >= '0' && word[1] <= '9' {
		return len(word) == 2 || word[2] == 's'
	}
	for _, e := range elisions {
		if word == e {
			return true
		}
	}
	return false
}

// ambiguous is a mark after an s and before a further word: a plural's
// apostrophe or a closing mark.
func ambiguous(before, after rune) bool {
	return (before == 's' || before == 'S') && unicode.IsSpace(after)
}

// singles is, for a paragraph, where single marks stand that surely close (they
// follow a stop or comma), and where they open, in order.
type singles struct {
	closers, openers []int
}

// strongNext says whether after the offset a sure closing mark comes before any
// further opening one.
func (s *singles) strongNext(at int) bool {
	for len(s.closers) > 0 && s.closers[0] <= at {
		s.closers = s.closers[1:]
	}
	for len(s.openers) > 0 && s.openers[0] <= at {
		s.openers = s.openers[1:]
	}
	return len(s.closers) > 0 && (len(s.openers) == 0 || s.closers[0] < s.openers[0])
}

func singlesAhead(text string) singles {
	var out singles
	before := ' '
	for i, r := range text {
		if r == '’' || r == '\'' || r == '‘' || r == '‛' {
			after := runeAt(text, i+utf8.RuneLen(r))
			_, opens, closes := role(text, i, r, before, after)
			if opens {
				out.openers = append(out.openers, i)
			}
			if closes && strings.ContainsRune(".,!?…;", before) {
				out.closers = append(out.closers, i)
			}
		}
		before = r
	}
	return out
}

func runeAt(text string, i int) rune {
	if i >= len(text) {
		return 0
	}
	r, _ := utf8.DecodeRuneInString(text[i:])
	return r
}
