package layout

import "math"

// A measure is what is usual in a document: the yardstick for its headings,
// paragraphs and quotes.
type measure struct {
	size    float64             // of the body text
	bold    bool                // the body text is bold
	leading map[float64]float64 // usual distance of lines, by font size
	left    map[float64]int     // how many lines of body text begin at each x
	right   float64             // where the long lines of body text end
	spaced  bool                // paragraphs have space between them
	words   map[string]bool     // words that stand whole within a line, in lower case
}

// rounded brings sizes and positions that differ by noise together.
func rounded(v float64) float64 { return math.Round(2*v) / 2 }

func measureOf(columns [][]line) *measure {
	sizes, leadings := map[float64]int{}, map[float64]map[float64]int{}
	m := &measure{leading: map[float64]float64{}, left: map[float64]int{}, words: map[string]bool{}}
	for _, lines := range columns {
		edge := edgeOf(lines)
		for i := range lines {
			l := &lines[i]
			n := 0
			for _, w := range l.words {
				n += len(w.text)
			}
			sizes[rounded(l.size)] += n
			if i > 0 && rounded(lines[i-1].size) == rounded(l.size) && lines[i-1].runsTo(edge) && l.marker.words == 0 {
				if d := rounded(lines[i-1].base - l.base); d > 0.5*l.size && d < 3*l.size {
					if leadings[rounded(l.size)] == nil {
						leadings[rounded(l.size)] = map[float64]int{}
					}
					leadings[rounded(l.size)][d]++
				}
			}
			for k, w := range l.words {
				if k > 0 && k < len(l.words)-1 {
					m.words[bareWord(w.text)] = true
				}
			}
		}
	}
	m.size = most(sizes, 10)
	for size, counts := range leadings {
		if best := most(counts, 0); counts[best] >= 3 {
			m.leading[size] = best
		}
	}
	m.spaced = m.setsSpace(columns)
	bold, body := 0, 0
	ends := map[float64]int{}
	for _, lines := range columns {
		for i := range lines {
			if l := &lines[i]; rounded(l.size) == m.size {
				body++
				bold += count(l.bold)
				m.left[rounded(l.x0)]++
				ends[rounded(l.x1)]++
			}
		}
	}
	m.bold = 2*bold > body
	passed := 0
	for x := range ends {
		m.right = math.Max(m.right, x)
	}
	for x := m.right; passed < body/20; x -= 0.5 {
		passed += ends[x]
		m.right = x
	}
	return m
}

// edgeOf is where the longest of the lines ends.
func edgeOf(lines []line) float64 {
	edge := math.Inf(-1)
	for i := range lines {
		edge = math.Max(edge, lines[i].x1)
	}
	return edge
}

// runsTo says that the line is full, so that the next one goes on from it.
func (l *line) runsTo(edge float64) bool {
	return edge-l.x1 < earlyEnd*l.size && !endsSentence(l) && !l.leader()
}

// Where lines end so early, in font sizes, with a full stop, a paragraph ends.
const (
	earlyEnd    = 6
	spacedShare = 0.7 // of such ends that have space behind them
)

// setsSpace says that a document parts its paragraphs by space.
func (m *measure) setsSpace(columns [][]line) bool {
	ends, spaced := 0, 0
	for _, lines := range columns {
		edge := edgeOf(lines)
		for i := 1; i < len(lines); i++ {
			last, next := &lines[i-1], &lines[i]
			if edge-last.x1 > earlyEnd*last.size && endsSentence(last) && next.marker.words == 0 && beginsSentence(next.words[0].text) {
				ends++
				spaced += count(last.base-next.base > paragraphGap*m.leadingOf(last.size))
			}
		}
	}
	return float64(spaced) > spacedShare*float64(ends)
}

// leadingOf is the usual distance of lines of a size: that of its own lines, or
// in proportion to the body text's.
func (m *measure) leadingOf(size float64) float64 {
	if d, ok := m.leading[rounded(size)]; ok {
		return d
	}
	if d, ok := m.leading[m.size]; ok {
		return size * d / m.size
	}
	return 1.2 * size
}
