package layout

import (
	"math"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"assize/extractors/block"
)

// A marker is what a list item begins with.
type marker struct {
	words int    // how many words of the line it takes up; 0 for no marker
	text  string // as printed
	label string // numbers and letters alone: "3", "1.12", "a"
}

// Bullets that mean nothing else at the start of a line, and marks that are
// bullets only where their setting says so.
const (
	strongBullets = "•●▪■◼◾❍⬛◦○◯▫□◻▸▹►▶➢➤➔❖◆◇♦✓✔✗✘➜⇒‣⁃∙·⚫❑❒"
	weakBullets   = "-‐‑–—−─―*o»>+~"
)

// privateUse says that symbol fonts without a real mapping put their marks
// there: Wingdings' square is U+F06E, Symbol's bullet U+F0B7.
func privateUse(r rune) bool { return r >= 0xF000 && r <= 0xF0FF }

// symbols are the bullets of Wingdings and Symbol as characters that any font
// shows; other marks of such fonts stand for themselves.
var symbols = map[string]string{
	"\uf02d": "–", "\uf06c": "●", "\uf06d": "❍", "\uf06e": "■", "\uf06f": "□", "\uf071": "❑", "\uf075": "◆",
	"\uf076": "❖", "\uf09f": "•", "\uf0a7": "▪", "\uf0a8": "◻", "\uf0b7": "•", "\uf0be": "–", "\uf0d8": "➢",
	"\uf0e0": "→", "\uf0fc": "✓",
}

// markGap is the least gap behind a marker that shows it to be one, in font
// sizes: wider than a word space.
const markGap = 0.45

// A candidate is a line that may begin a list item.
type candidate struct {
	line     *line
	marker   marker
	sure     bool   // the mark or its setting leave no doubt
	class    string // marks of one class make one sequence: "#.", "(a)", "#.#", "–"
	prefix   string // the numbers before the last one: "1.12" has "1."
	values   []int  // what the mark may count: "i" is 1 and 9
	midsense bool   // the line before it goes on in it
}

// candidateAt reads the start of a line.
func candidateAt(l, before *line, edge float64) (candidate, bool) {
	c := candidate{line: l}
	first := l.words[0].text
	r, size := utf8.DecodeRuneInString(first)
	alone := size == len(first)
	gap := math.Inf(1)
	if len(l.words) > 1 {
		gap = l.gapBefore(1)
	}
	c.marker = marker{words: 1, text: first}
	c.midsense = before != nil && before.base-l.base < 1.9*l.size && before.runsTo(edge)
	switch {
	case l.words[0].drawn, alone && strings.ContainsRune(strongBullets, r):
		c.sure, c.class = true, first
	case alone && privateUse(r):
		c.sure, c.class = gap > 0.1, first
		if s, ok := symbols[first]; ok {
			c.marker.text = s
		}
	case alone && len(l.words) > 1 && strings.ContainsRune(weakBullets, r):
		c.sure, c.class = gap >= markGap, first
	default:
		if !c.readLabel(first) {
			return c, false
		}
		c.sure = gap >= markGap && len(l.words) > 1
		if c.class == "#" && (!c.sure || !l.words[1].wide) {
			return c, false
		}
	}
	return c, true
}

// readLabel reads "3.", "3)", "(3)", "a.", "(iv)", "1.12", "1.12." and "3".
func (c *candidate) readLabel(s string) bool {
	inner, opened := strings.CutPrefix(s, "(")
	body := strings.TrimRight(inner, ".):")
	closing := inner[len(body):]
	if body == "" || len(closing) > 2 || len(body) > 9 {
		return false
	}
	c.marker.label = body
	if last := strings.LastIndexByte(body, '.'); last >= 0 {
		c.prefix, body = body[:last+1], body[last+1:]
		for _, part := range strings.Split(strings.TrimSuffix(c.prefix, "."), ".") {
			if !isNumber(part) {
				return false
			}
		}
	}
	open := ""
	if opened {
		open = "("
	}
	switch {
	case isNumber(body):
		n, _ := strconv.Atoi(body)
		c.values = []int{n}
		c.class = open + strings.Repeat("#.", strings.Count(c.prefix, ".")) + "#" + closing
	case c.prefix != "" || closing == "" || closing == ":":
		return false
	case len(body) == 1 && unicode.IsLetter(rune(body[0])):
		c.values = []int{int(unicode.ToLower(rune(body[0])) - 'a' + 1)}
		if n := romanValue(body); n > 0 {
			c.values = append(c.values, n)
		}
		c.class = open + "a" + closing
	case isRoman(body):
		c.values = []int{romanValue(body)}
		c.class = open + "a" + closing
	default:
		return false
	}
	return true
}

// isNumber says that s is a number of up to three digits.
func isNumber(s string) bool {
	return len(s) > 0 && len(s) <= 3 && strings.Trim(s, "0123456789") == ""
}

// How near in x the marks of one list stand, in points, and how many candidates
// of a class around one are looked at for its neighbours in the sequence.
const (
	sameIndent = 4
	sequence   = 40
)

// setMarkers decides which lines begin list items: those whose mark leaves no
// doubt, and those whose mark goes on from another one of its kind.
//
// Where the structure tree knows of an item, its label is the marker, or else the
// mark that its first line begins with, but for the first of a column, which may
// go on from another.
func setMarkers(columns [][]line) {
	byClass := map[string][]candidate{}
	var order []string
	begun := map[*unit]bool{}
	for _, lines := range columns {
		edge := edgeOf(lines)
		for i := range lines {
			l := &lines[i]
			var before *line
			if i > 0 {
				before = &lines[i-1]
			}
			item := l.unit != nil && l.unit.kind == block.ListItem
			first := item && !begun[l.unit]
			begun[l.unit] = true
			labelled := first && l.takeLabel()
			if c, ok := candidateAt(l, before, edge); ok {
				c.sure = c.sure || first && i > 0
				if labelled {
					c.marker = l.marker
				}
				if byClass[c.class] == nil {
					order = append(order, c.class)
				}
				byClass[c.class] = append(byClass[c.class], c)
			}
		}
	}
	for _, class := range order {
		cs := byClass[class]
		for i := range cs {
			if cs[i].sure || !cs[i].midsense && hasNeighbour(cs, i) {
				cs[i].line.marker = cs[i].marker
			}
		}
	}
}

// longestMark is how many words a list item's mark has.
const longestMark = 2

// takeLabel makes the words that the structure tree calls a label the marker, if
// they look like one: trees call other words so too.
func (l *line) takeLabel() bool {
	n := 0
	for n < len(l.words) && l.words[n].label {
		n++
	}
	if n == 0 || n > longestMark {
		return false
	}
	text := textOf(l.words[:n])
	c := candidate{marker: marker{words: n, text: text}}
	if s, ok := symbols[text]; ok {
		c.marker.text = s
	} else if !isBullet(text) && !c.readLabel(text) {
		return false
	}
	l.marker = c.marker
	return true
}

// isBullet says that s is one character and says nothing itself.
func isBullet(s string) bool {
	r, size := utf8.DecodeRuneInString(s)
	return size == len(s) && (r == 'o' || !unicode.IsLetter(r) && !unicode.IsDigit(r))
}

// hasNeighbour says that another candidate near in the document is the next or
// the previous in sequence, or, for bullets, the same mark at the same indent.
func hasNeighbour(cs []candidate, i int) bool {
	for k := max(0, i-sequence); k < min(len(cs), i+sequence+1); k++ {
		if k == i {
			continue
		}
		a, b := &cs[min(i, k)], &cs[max(i, k)]
		if len(a.values) == 0 {
			if math.Abs(a.line.x0-b.line.x0) < sameIndent {
				return true
			}
			continue
		}
		if a.prefix != b.prefix {
			continue
		}
		for _, m := range a.values {
			for _, n := range b.values {
				if n == m+1 {
					return true
				}
			}
		}
	}
	return false
}

// endsSentence says that nothing need follow the line.
func endsSentence(l *line) bool {
	for i := len(l.words) - 1; i >= 0; i-- {
		if !l.words[i].noteRef {
			return terminal(l.words[i].text)
		}
	}
	return true
}

// terminal says that text ends with the punctuation that ends a sentence, a
// list's lead-in or a list item.
func terminal(s string) bool {
	s = strings.TrimRight(s, "”’'\")]»")
	return s == "" || strings.ContainsRune(".?!:;…", lastRune(s))
}

func lastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}
