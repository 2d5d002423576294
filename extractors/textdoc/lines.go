package textdoc

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"assize/extractors/block"
	"assize/extractors/record"
)

// A line is one line of the text without the white space around it.
type line struct {
	start, end int // bytes of the text; equal for an empty line
	indent     int // columns before it
	size       int // characters
}

func splitLines(text string) []line {
	var lines []line
	for start := 0; start < len(text); {
		next := len(text)
		if at := strings.IndexByte(text[start:], '\n'); at >= 0 {
			next = start + at + 1
		}
		lines = append(lines, newLine(text, start, next))
		start = next
	}
	return lines
}

func newLine(text string, start, end int) line {
	const tab = 8
	content := strings.TrimRightFunc(text[start:end], blank)
	l := line{start: start, end: start + len(content)}
	for _, r := range content {
		if !blank(r) {
			break
		}
		l.start += utf8.RuneLen(r)
		if r == '\t' {
			l.indent += tab
		} else {
			l.indent++
		}
	}
	l.size = utf8.RuneCountInString(text[l.start:l.end])
	return l
}

// blank is white space, and what a reader of the text does not see.
func blank(r rune) bool {
	return unicode.IsSpace(r) || record.Normalise(string(r)) == ""
}

// wrapWidth is the length at which the document breaks its lines, or 0 when it
// does not: when its long lines are longer than any screen's.
func wrapWidth(lines []line) int {
	const widest, fewest = 110, 4
	var sizes []int
	for _, l := range lines {
		if l.size > 0 {
			sizes = append(sizes, l.indent+l.size)
		}
	}
	if len(sizes) < fewest {
		return 0
	}
	slices.Sort(sizes)
	long := sizes[len(sizes)*95/100]
	if long > widest {
		return 0
	}
	return long
}

// mostUnderlined is how many lines an underlined heading may have.
const mostUnderlined = 3

// A shape is what the lines of a block looked like, for finding the headings.
type shape struct {
	lines      int
	alone      bool // an empty line, or the text's beginning, stands before it
	underlined rune // '=' or '-' where a line of these follows
}

// A reader makes blocks of lines.
type reader struct {
	text   string
	lines  []line
	width  int // wrapWidth
	blocks []block.Block
	shapes []shape
	open   bool   // the last block may go on
	gap    bool   // an empty line has just been read
	lists  []list // the lists that are open, outermost first
	groups int
}

// A list is a list that items are being read of.
type list struct {
	indent, group, items int
	bullet               string // what marks its items; "" for numbers
}

func newReader(text string) *reader {
	lines := splitLines(text)
	return &reader{text: text, lines: lines, width: wrapWidth(lines), gap: true}
}

// line takes the i-th line into the blocks.
func (r *reader) line(i int) {
	l := r.lines[i]
	if l.size == 0 {
		r.open, r.gap = false, true
		return
	}
	content := r.text[l.start:l.end]
	if rule, ok := ruler(content); ok {
		if n := len(r.blocks); r.open && r.shapes[n-1].lines <= mostUnderlined && r.blocks[n-1].Kind == block.Paragraph {
			r.shapes[n-1].underlined = rule
		}
		r.open, r.gap = false, true
		return
	}
	mark, marked := block.CutMark(content)
	switch {
	case marked && r.startsItem(i, mark):
		r.item(l, mark)
	case r.open && r.goesOn(i):
		n := len(r.blocks)
		r.blocks[n-1].Spans[0].End = l.end
		r.shapes[n-1].lines++
	default:
		r.add(block.Block{Kind: block.Paragraph}, l.start, l.end)
	}
	r.open, r.gap = true, false
}

func (r *reader) add(b block.Block, start, end int) {
	if b.Kind != block.ListItem {
		r.lists = r.lists[:0]
	}
	b.Spans = []block.Span{{Start: start, End: end}}
	b.Evidence = []block.Evidence{block.FromText}
	r.blocks = append(r.blocks, b)
	r.shapes = append(r.shapes, shape{lines: 1, alone: r.gap})
}

// end gives the blocks their texts.
func (r *reader) end() {
	for i := range r.blocks {
		span := r.blocks[i].Spans[0]
		r.blocks[i].Text = record.Normalise(r.text[span.Start:span.End])
	}
}

// ruler reports whether a line is drawn: three or more of one drawing character.
func ruler(content string) (rune, bool) {
	first, _ := utf8.DecodeRuneInString(content)
	if len(content) < 3 || !strings.ContainsRune("=-_*~#—–", first) {
		return 0, false
	}
	return first, strings.Trim(content, string(first)+" ") == ""
}

// startsItem reports whether a marked line begins an item rather than going on
// with a sentence that happens to be broken before a dash or a number.
func (r *reader) startsItem(i int, mark block.Mark) bool {
	if !r.open || i == 0 {
		return true
	}
	last := r.blocks[len(r.blocks)-1]
	if last.Kind == block.ListItem {
		return true
	}
	before := r.lines[i-1]
	return r.lines[i].indent > before.indent || endsSentence(r.text[before.start:before.end]) || !r.full(i-1)
}

// goesOn reports whether the i-th line continues the block above it.
func (r *reader) goesOn(i int) bool {
	l, before := r.lines[i], r.lines[i-1]
	first, _ := utf8.DecodeRuneInString(r.text[l.start:l.end])
	midSentence := unicode.IsLower(first) && !endsSentence(r.text[before.start:before.end])
	if n := len(r.lists); n > 0 && l.indent != r.lists[n-1].indent {
		return l.indent > r.lists[n-1].indent || midSentence
	}
	return midSentence || r.full(i-1)
}

// full reports whether the i-th line is broken because the next word had no
// room on it; a ragged margin of a fifth is allowed.
func (r *reader) full(i int) bool {
	const room = 0.8
	l, next := r.lines[i], r.lines[i+1]
	word, _, _ := strings.Cut(r.text[next.start:next.end], " ")
	needed := l.indent + l.size + 1 + utf8.RuneCountInString(word)
	return r.width > 0 && float64(needed) > room*float64(r.width)
}

func endsSentence(s string) bool {
	s = strings.TrimRight(s, "”’\"')]")
	last, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune(".!?:;", last)
}
