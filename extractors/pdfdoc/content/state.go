package content

import "assize/extractors/pdfdoc/content/font"

// A state is the graphics state (8.4) with the text state (9.3).
type state struct {
	ctm                    matrix
	fill, stroke           uint32
	fillSpace, strokeSpace colorSpace
	font                   *font.Font
	size                   float64
	charSpace, wordSpace   float64
	scale                  float64 // horizontal, 1 for 100%
	leading, rise          float64
	render                 int
}

func newState(ctm matrix) state {
	return state{ctm: ctm, scale: 1, fillSpace: byCount, strokeSpace: byCount}
}

// maxSaved bounds the stack of saved states.
const maxSaved = 10_000

func (m *machine) save() {
	if len(m.saved) < maxSaved {
		m.saved = append(m.saved, m.state)
	}
}

// restore does nothing where q and Q do not balance; a form cannot restore what
// was saved outside of it.
func (m *machine) restore() {
	if n := len(m.saved); n > m.savedFloor {
		m.state = m.saved[n-1]
		m.saved = m.saved[:n-1]
	}
}
