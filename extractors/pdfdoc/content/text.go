package content

import (
	"math"

	"assize/extractors/fault"
	"assize/extractors/pdfdoc/content/syntax"
)

// Limits on glyphs; one takes up about 130 bytes.
const (
	maxPageGlyphs = 500_000
	maxGlyphs     = 5_000_000 // in the document, those off the page included
)

// setLine starts a line at an offset from the start of the current one (Td).
func (m *machine) setLine(tx, ty float64) {
	m.line = matrix{1, 0, 0, 1, tx, ty}.times(m.line)
	m.text = m.line
}

// showAll is TJ: strings, and adjustments in thousandths of the size.
func (m *machine) showAll(items []syntax.Object) {
	for _, item := range items {
		switch {
		case item.Kind == syntax.String:
			m.show(item.Bytes)
		case item.IsNumber():
			m.move(-item.Number / 1000 * m.state.size)
		}
	}
}

// move advances the text position along the writing direction.
func (m *machine) move(by float64) {
	if m.state.font != nil && m.state.font.Vertical {
		m.text = matrix{1, 0, 0, 1, 0, by}.times(m.text)
		return
	}
	m.text = matrix{1, 0, 0, 1, by * m.state.scale, 0}.times(m.text)
}

// show paints the glyphs of a string (9.4.4).
func (m *machine) show(s []byte) {
	st := &m.state
	if st.font == nil {
		return
	}
	for len(s) > 0 {
		g, length, space := st.font.Next(s)
		s = s[length:]
		if m.paint(g.Text, g.Width); m.failure != nil {
			return
		}
		step := g.Width*st.size + st.charSpace
		if st.font.Vertical {
			step = -st.size + st.charSpace
		}
		if space {
			step += st.wordSpace
		}
		m.move(step)
	}
}

// paint records one glyph at the text position, within the limits.
func (m *machine) paint(text string, width float64) {
	if len(m.page.Glyphs) >= maxPageGlyphs || m.objects.glyphs >= maxGlyphs {
		m.failure = fault.Newf(fault.TooLarge, "read page", "more than %d glyphs", len(m.page.Glyphs))
		return
	}
	m.objects.glyphs++
	st := &m.state
	t := matrix{st.size * st.scale, 0, 0, st.size, 0, st.rise}.times(m.text).times(st.ctm)
	g := Glyph{
		Text: text, X: t[4], Y: t[5],
		Advance: width * math.Hypot(t[0], t[1]),
		Size:    st.font.Height * math.Hypot(t[2], t[3]),
		Angle:   math.Atan2(t[1], t[0]) * 180 / math.Pi,
		Font:    st.font.Name, Bold: st.font.Bold, Italic: st.font.Italic,
		Rise: st.rise, Color: st.fill, MCID: -1, Hidden: st.render == 3 || st.render == 7,
	}
	if st.size < 0 {
		g.Angle = math.Atan2(-t[1], -t[0]) * 180 / math.Pi
	}
	if math.Abs(g.Angle) < 1e-3 {
		g.Angle = 0
	}
	if n := len(m.marks); n > 0 {
		g.MCID, g.Form, g.Artifact = m.marks[n-1].mcid, m.marks[n-1].form, m.marks[n-1].artifact
	}
	switch {
	case m.off() || g.Text == "":
	case m.onPage(g):
		m.page.Glyphs = append(m.page.Glyphs, g)
	default:
		m.page.Outside++
	}
}

// onPage reports whether a glyph can be seen: crop marks and slugs of printers
// lie outside of the page box.
func (m *machine) onPage(g Glyph) bool {
	return finite(g.X, g.Y, g.Size, g.Advance) &&
		-g.Size-g.Advance <= g.X && g.X <= m.page.Width+g.Size &&
		-g.Size <= g.Y && g.Y <= m.page.Height+g.Size
}
