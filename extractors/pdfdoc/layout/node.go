package layout

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"assize/extractors/block"
)

// A node is a block in the making.
type node struct {
	block.Block
	parts  []part
	x0     float64 // where the first line begins, its marker included
	textX  float64 // where its text begins, behind the marker
	right  float64 // where its longest line ends
	edge   float64 // where the column's text ends
	column int     // number of the column on its sheet; 0 in ruled tables
	table  *grid   // that it stands in, or nil
	boxed  bool    // it stands in a shaded or outlined box
	host   *node   // the node that it was joined to, or nil
	place  int     // which of the host's parts it became
	unit   *unit   // that its first line stands in, or nil
	// What the structure tree and the geometry say that it is; "" for nothing.
	tagged, laid block.Kind
}

// A part is what a node shows on one page.
type part struct {
	sheet int // index
	lines []line
}

func newNode(sheet int, lines []line, edge float64) *node {
	first := &lines[0]
	n := &node{parts: []part{{sheet, slices.Clip(lines)}}, x0: first.x0, textX: first.textX(), edge: edge, unit: first.unit}
	n.Kind = block.Paragraph
	if first.marker.words > 0 {
		n.Kind = block.ListItem
		n.Marker, n.Label = first.marker.text, first.marker.label
	}
	n.Style = block.Style{Size: rounded(first.size), Bold: true, Italic: true}
	for i := range lines {
		l := &lines[i]
		n.right = max(n.right, l.x1)
		n.Style.Bold, n.Style.Italic = n.Style.Bold && l.bold, n.Style.Italic && l.italic
	}
	return n
}

func (n *node) firstLine() *line { return &n.parts[0].lines[0] }

func (n *node) lastLine() *line {
	lines := n.parts[len(n.parts)-1].lines
	return &lines[len(lines)-1]
}

func (n *node) lines() int {
	total := 0
	for _, p := range n.parts {
		total += len(p.lines)
	}
	return total
}

// plain is the node's words with a space between them, for decisions only.
func (n *node) plain() string {
	var words []string
	for _, p := range n.parts {
		for i := range p.lines {
			words = append(words, textOf(p.lines[i].body()))
		}
	}
	return strings.Join(words, " ")
}

// joined is the text of lines as one: a space between lines, but none behind a
// hyphen when the word goes on, or when the document has the compound elsewhere;
// that hyphen goes too where the document has the word without it.
func joined(lines []line, known map[string]bool) string {
	var b strings.Builder
	for i := range lines {
		body := lines[i].body()
		if len(body) == 0 {
			continue
		}
		next := textOf(body)
		text := b.String()
		switch {
		case text == "":
		case strings.HasSuffix(text, "-"):
			head, tail := text[strings.LastIndexByte(text, ' ')+1:len(text)-1], body[0].text
			whole, compound := known[bareWord(head+tail)], head != "" && known[bareWord(head+"-"+tail)]
			switch goesOn := brokenWord(text, next); {
			case goesOn && whole && !compound:
				b.Reset()
				b.WriteString(text[:len(text)-1])
			case !goesOn && !compound:
				b.WriteByte(' ')
			}
		default:
			b.WriteByte(' ')
		}
		b.WriteString(next)
	}
	return b.String()
}

// brokenWord says that a line's last word goes on in the next line: a hyphen
// behind a letter or digit, and the same in lower case before.
func brokenWord(before, after string) bool {
	stem, ok := strings.CutSuffix(before, "-")
	if !ok || stem == "" {
		return false
	}
	last := lastRune(stem)
	next, _ := utf8.DecodeRuneInString(after)
	return unicode.IsLetter(last) && unicode.IsLower(next) || unicode.IsDigit(last) && unicode.IsDigit(next)
}

// bareWord is a word without the punctuation around it, in lower case.
func bareWord(s string) string {
	return strings.ToLower(strings.TrimFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }))
}
