package layout

import (
	"strconv"
	"strings"
	"unicode"

	"assize/extractors/block"
)

// Notes are set smaller than the body text, in units of its size.
const noteSize = 0.93

// setNotes finds the notes at the foot of each column: small type that begins
// with a number or sign.
func setNotes(nodes []*node, m *measure) []*node {
	var out []*node
	for start := 0; start < len(nodes); {
		end := start + 1
		for end < len(nodes) && nodes[end].column == nodes[start].column {
			end++
		}
		first := end
		for first > start && nodes[first-1].Kind != block.Cell && nodes[first-1].Style.Size <= noteSize*m.size {
			first--
		}
		for first < end && !nodes[first].takeNoteLabel() {
			first++
		}
		out = append(out, nodes[start:first]...)
		for _, n := range nodes[first:end] {
			out = append(out, n.notes()...)
		}
		start = end
	}
	return out
}

// notes parts a node at each line that begins with the next number.
func (n *node) notes() []*node {
	lines := n.parts[0].lines
	open := n
	open.takeNoteLabel()
	open.Kind = block.Note
	out := []*node{open}
	start := 0
	for i := 1; i < len(lines); i++ {
		number, err := strconv.Atoi(open.Label)
		if err != nil || lines[i].words[0].text != strconv.Itoa(number+1) || len(lines[i].words) == 1 {
			continue
		}
		open.parts[0].lines = lines[start:i:i]
		open = newNode(n.parts[0].sheet, lines[i:], n.edge)
		open.column = n.column
		open.takeNoteLabel()
		open.Kind = block.Note
		out = append(out, open)
		start = i
	}
	return out
}

// noteLabel says that the line begins with a raised number or sign.
func (l *line) noteLabel() bool {
	return len(l.words) > 1 && l.words[0].raised && isNoteRef(l.words[0].text)
}

// takeNoteLabel makes the number or sign that a note begins with its label.
func (n *node) takeNoteLabel() bool {
	l := n.firstLine()
	if l.marker.words == 0 && len(l.words) > 1 {
		if s := l.words[0].text; l.noteLabel() || isNumber(s) && saysSomething(l.words[1:]) || strings.Trim(s, "*†‡§") == "" {
			l.words[0].noteRef = false
			l.marker = marker{words: 1, text: s, label: strings.Trim(s, "[]().")}
			n.Marker, n.Label, n.textX = l.marker.text, l.marker.label, l.textX()
		}
	}
	return n.Label != "" || l.marker.words > 0 && strings.Trim(n.Marker, "*†‡§") == ""
}

// saysSomething tells words from the figures of a chart or table.
func saysSomething(words []word) bool {
	return strings.IndexFunc(textOf(words), unicode.IsLetter) >= 0
}
