package layout

import (
	"math"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"assize/extractors/block"
	"assize/extractors/pdfdoc/content"
	"assize/extractors/record"
)

// A glyph is a content.Glyph in the frame of its page's main text, cleaned.
type glyph struct {
	text         string // "" for white space
	x, y         float64
	advance      float64
	size         float64
	painted      int // its place in painting order
	unit         *unit
	bold, italic bool
	label        bool // of a list item or note, as the structure tree says
	artifact     bool // no part of the text, as the file says
}

// end is where the glyph's advance ends.
func (g glyph) end() float64 { return g.x + g.advance }

// A frame turns page space so that text at its angle is upright.
type frame struct{ cos, sin float64 }

func frameAt(degrees float64) frame {
	if degrees == 0 {
		return frame{cos: 1}
	}
	sin, cos := math.Sincos(degrees * math.Pi / 180)
	if math.Mod(degrees, 90) == 0 {
		sin, cos = math.Round(sin), math.Round(cos)
	}
	return frame{cos, sin}
}

// in takes a point of the page into the frame; out brings it back.
func (f frame) in(x, y float64) (float64, float64) {
	return x*f.cos + y*f.sin, -x*f.sin + y*f.cos
}

func (f frame) out(x, y float64) (float64, float64) {
	return x*f.cos - y*f.sin, x*f.sin + y*f.cos
}

// quad is a box of the frame as the page's corners: lower left, lower right,
// upper right, upper left, as seen along the baseline.
func (f frame) quad(x0, y0, x1, y1 float64) block.Quad {
	var q block.Quad
	for i, p := range [4][2]float64{{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}} {
		q[2*i], q[2*i+1] = f.out(p[0], p[1])
	}
	return q
}

// Coordinates and sizes beyond these are a broken file's; they are clamped.
const (
	farAway  = 1e5
	tinySize = 0.1
	hugeSize = 1e4
	widest   = 4 // font sizes that a character may be wide; the size is wrong where it is wider
)

// level is how many degrees text may lean and still belong to the main text, as
// it does in the text layer of a crooked scan.
const level = 5

// turned is all the text of a page at one angle, in its frame.
type turned struct {
	frame  frame
	glyphs []glyph
}

// byAngle parts a page's glyphs by the angle of their baseline. The first part
// is the main text: the angle that most glyphs have, and what leans to it. At is
// the page's index; the glyphs left out are marked, if any are.
func byAngle(p *content.Page, at int, t *tagging, left []bool) []turned {
	count := map[int]int{}
	for i := range p.Glyphs {
		count[degrees(p.Glyphs[i].Angle)]++
	}
	angles := make([]int, 0, len(count))
	for a := range count {
		angles = append(angles, a)
	}
	sort.Slice(angles, func(i, j int) bool {
		a, b := angles[i], angles[j]
		if count[a] != count[b] {
			return count[a] > count[b]
		}
		return a < b
	})
	if len(angles) == 0 {
		return []turned{{frame: frameAt(0)}}
	}
	parts := make([]turned, 0, len(angles))
	place := make(map[int]int, len(angles))
	for i, a := range angles {
		if lean := degrees(float64(a - angles[0])); i > 0 && (lean <= level || lean >= 360-level) {
			place[a] = 0
			continue
		}
		place[a] = len(parts)
		parts = append(parts, turned{frame: frameAt(float64(a)), glyphs: make([]glyph, 0, count[a])})
	}
	for i := range p.Glyphs {
		if left != nil && left[i] {
			continue
		}
		part := &parts[place[degrees(p.Glyphs[i].Angle)]]
		if g, ok := cleaned(&p.Glyphs[i], part.frame); ok {
			g.painted = i
			g.unit, g.label, g.artifact = t.of(at, &p.Glyphs[i])
			part.glyphs = append(part.glyphs, g)
		}
	}
	return parts
}

// degrees rounds an angle to whole degrees from 0 to 359.
func degrees(angle float64) int {
	if math.IsNaN(angle) || math.IsInf(angle, 0) {
		return 0
	}
	d := int(math.Round(math.Mod(angle, 360)))
	return (d + 360) % 360
}

func cleaned(g *content.Glyph, f frame) (glyph, bool) {
	text := cleanText(g.Text)
	if text == "" && strings.TrimSpace(g.Text) != "" {
		return glyph{}, false
	}
	if g.Text == "" {
		return glyph{}, false
	}
	x, y := f.in(bounded(g.X, farAway), bounded(g.Y, farAway))
	size := math.Max(tinySize, math.Abs(bounded(g.Size, hugeSize)))
	advance := math.Max(0, bounded(g.Advance, hugeSize))
	if each := advance / float64(utf8.RuneCountInString(g.Text)); each > widest*size {
		size = each
	}
	return glyph{text: text, x: x, y: y, size: size, advance: advance, bold: g.Bold, italic: g.Italic}, true
}

func bounded(v, limit float64) float64 {
	if math.IsNaN(v) {
		return 0
	}
	return math.Max(-limit, math.Min(limit, v))
}

// cleanText is a glyph's text without control characters. A soft hyphen that a
// page shows is a hyphen: fonts that map both to one glyph are common.
func cleanText(s string) string {
	if len(s) == 1 && '!' <= s[0] && s[0] <= '~' {
		return s
	}
	s = strings.ToValidUTF8(s, "\uFFFD")
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\u00ad':
			return '-'
		case unicode.IsControl(r) && !unicode.IsSpace(r):
			return -1
		}
		return r
	}, s)
	return record.Normalise(ligatures.Replace(s))
}

// ligatures are written out, so that words are found (Unicode, Alphabetic
// Presentation Forms).
var ligatures = strings.NewReplacer("ﬀ", "ff", "ﬁ", "fi", "ﬂ", "fl", "ﬃ", "ffi", "ﬄ", "ffl", "ﬅ", "st", "ﬆ", "st")
