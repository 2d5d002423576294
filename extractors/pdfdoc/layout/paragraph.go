package layout

import (
	"math"
	"unicode"
	"unicode/utf8"

	"assize/extractors/block"
)

// Limits for paragraphs, in units of the font size unless said otherwise.
const (
	paragraphGap = 1.22 // a wider distance of lines parts paragraphs, in units of the usual leading
	firstIndent  = 5    // a paragraph's first line is indented by no more
	indent       = 0.8  // a line that begins so far away from the text's edge is indented
	sizeStep     = 0.08 // sizes that differ by a larger share are different
	mixedSizes   = 0.25 // sizes of type that may be mixed in a sentence
	shortLine    = 1.5  // room left in a line, beside the next word, that shows a deliberate end
	veryShort    = 0.35 // the same where space parts the paragraphs, as a share of the width
	halfLine     = 0.45 // the same without a full stop, as a share of the width
)

// paragraphs cuts a column's lines into nodes.
func paragraphs(sheet int, lines []line, m *measure) []*node {
	var out []*node
	edge := edgeOf(lines)
	for start := 0; start < len(lines); {
		end := start + 1
		for end < len(lines) && goesOn(lines[start:end], &lines[end], edge, m) {
			end++
		}
		out = append(out, newNode(sheet, lines[start:end], edge))
		start = end
	}
	return out
}

// goesOn says that the next line belongs to the paragraph that has begun.
func goesOn(so []line, next *line, edge float64, m *measure) bool {
	first, last := &so[0], &so[len(so)-1]
	distance := last.base - next.base
	switch {
	case next.marker.words > 0, next.ruledOff, last.leader(), next.noteLabel():
		return false
	case loneMarker(so):
		return distance < 2*next.size
	case math.Abs(next.size-last.size) > sizeStep*last.size && !mixed(last, next, edge):
		return false
	case distance > math.Max(paragraphGap*m.leadingOf(last.size), 1.25*last.size) || distance < 0.5*last.size:
		return false
	case last.bold != next.bold && !runsOver(last, next, edge):
		return false
	case last.unit != nil && last.unit == next.unit:
		return !cutOff(last, next, edge, m)
	case first.parted(last, next, edge, m):
		return false
	case broken(last, next, edge, m):
		return false
	}
	left := first.textX()
	if len(so) > 1 {
		left = so[1].x0
	}
	if first.marker.words > 0 && len(so) == 1 {
		outdent := indent
		if last.runsTo(edge) {
			outdent = firstIndent
		}
		return next.x0 < left+2*indent*next.size && next.x0 > first.x0-outdent*next.size
	}
	if len(so) == 1 && next.x0 < first.x0 {
		return first.x0-next.x0 < firstIndent*next.size
	}
	return math.Abs(next.x0-left) < indent*next.size
}

// parted says that the structure tree has the next line in another unit than the
// last, where it is to be believed: not where a sentence runs on, nor for an item
// without a mark under the text of one that has, nor between lines in the type of
// a heading.
func (l *line) parted(last, next *line, edge float64, m *measure) bool {
	if last.unit == nil || next.unit == nil {
		return false
	}
	if last.runsTo(edge) && !beginsSentence(next.words[0].text) {
		return false
	}
	if l.marker.words > 0 && next.unit.kind == block.ListItem && math.Abs(next.x0-l.textX()) < indent*next.size {
		return false
	}
	if (last.unit.kind == block.Heading) != (next.unit.kind == block.Heading) {
		return true
	}
	display := func(l *line) bool { return l.bold || l.size >= largerType*m.size }
	return !display(last) || !display(next)
}

// mixed says that a line in other type, like a long address, stands within a
// sentence.
func mixed(last, next *line, edge float64) bool {
	return math.Abs(next.size-last.size) < mixedSizes*last.size && last.runsTo(edge) && beginsLower(next.words[0].text)
}

// loneMarker says that the paragraph is nothing but a marker so far.
func loneMarker(so []line) bool {
	return len(so) == 1 && so[0].marker.words == len(so[0].words)
}

// runsOver says that bold type ends or begins within a sentence, at the turn of
// a line.
func runsOver(last, next *line, edge float64) bool {
	if edge-last.x1 > 8*last.size || endsSentence(last) && !last.bold {
		return false
	}
	if last.bold {
		return next.words[0].bold
	}
	return last.words[len(last.words)-1].bold || beginsLower(next.words[0].text)
}

// broken says that the next word would have fitted into the line before it, and
// that a sentence ends there: a paragraph without space around it. Where a
// document sets space between its paragraphs, only a line that is far too short
// says so, since quotes and the like have narrower lines.
func broken(last, next *line, edge float64, m *measure) bool {
	if !beginsSentence(next.words[0].text) {
		return false
	}
	if cutOff(last, next, edge, m) {
		return true
	}
	limit := shortLine * last.size
	if m.spaced {
		limit = max(limit, veryShort*(edge-last.x0))
	}
	return roomBehind(last, next, edge) > limit && endsSentence(last)
}

// cutOff says that a line ends for itself, as in an address: it is far too short,
// and not in the type of a heading.
func cutOff(last, next *line, edge float64, m *measure) bool {
	return beginsSentence(next.words[0].text) && roomBehind(last, next, edge) > halfLine*(edge-last.x0) &&
		!last.bold && last.size < largerType*m.size
}

// roomBehind is the room that a line leaves beside the next line's first word.
func roomBehind(last, next *line, edge float64) float64 {
	first := &next.words[0]
	return edge - last.x1 - (first.x1 - first.x0)
}

// beginsSentence says that a sentence or heading may begin with the word.
func beginsSentence(s string) bool {
	for _, r := range s {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return !unicode.IsLower(r)
		}
	}
	return true
}

func beginsLower(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLower(r)
}

// leader says that the line is an entry of a table of contents: words, a gap or
// a row of dots, and a page number.
func (l *line) leader() bool {
	n := len(l.words)
	if n < 2 || !isNumber(l.words[n-1].text) && !isRoman(l.words[n-1].text) {
		return dotted(l.words[n-1].text)
	}
	return dotted(l.words[n-2].text) || l.words[n-1].wide && l.gapBefore(n-1) > 2
}

// dotted says that a word ends in a row of dots, perhaps with a number behind.
func dotted(s string) bool {
	dots := 0
	for _, r := range s {
		if r == '.' || r == '…' || r == '_' {
			if dots++; dots >= 4 || r == '…' && dots >= 2 {
				return true
			}
			continue
		}
		dots = 0
	}
	return false
}
