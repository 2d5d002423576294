package term

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/width"
)

// A Text is one run of text with the parts of it that are marked or edited:
// half-open byte ranges in order. A text has marks or edits, not both.
type Text struct {
	String string
	Marks  [][2]int
	Edits  []Edit
}

// An Edit is a part of a text that one of two renderings has and the other does
// not.
type Edit struct {
	Range [2]int
	Added bool // else it was left out
}

// A glyph is one printed character.
type glyph struct {
	char rune
	look look
}

// A look is how a part of a text is set off.
type look int

const (
	plainLook look = iota
	marked
	cut
	added
)

// looks are the SGR sequence of each look and the signs around it where there is
// no colour.
var looks = [...]struct{ sgr, before, after string }{
	marked: {sgrMark, "*", "*"},
	cut:    {sgrCut, "[-", "-]"},
	added:  {sgrAdded, "{+", "+}"},
}

// setOff lists the parts that are set off, in order.
func (t Text) setOff() (ranges [][2]int, how []look) {
	for _, m := range t.Marks {
		ranges, how = append(ranges, m), append(how, marked)
	}
	for _, e := range t.Edits {
		as := cut
		if e.Added {
			as = added
		}
		ranges, how = append(ranges, e.Range), append(how, as)
	}
	return ranges, how
}

// Clean makes foreign text safe to print on one line: white space becomes
// single spaces, and whatever could move the cursor or turn the reading
// direction becomes U+FFFD.
func Clean(s string) string {
	return plain(Text{String: s}.glyphs())
}

func (t Text) glyphs() []glyph {
	out := make([]glyph, 0, len(t.String))
	ranges, how := t.setOff()
	part := 0
	for i, r := range t.String {
		for part < len(ranges) && i >= ranges[part][1] {
			part++
		}
		look := plainLook
		if part < len(ranges) && i >= ranges[part][0] {
			look = how[part]
		}
		switch {
		case unicode.IsSpace(r):
			if len(out) > 0 && out[len(out)-1].char != ' ' {
				out = append(out, glyph{' ', look})
			}
			continue
		case unicode.Is(unicode.Cc, r), unicode.Is(unicode.Bidi_Control, r):
			r = utf8.RuneError
		}
		out = append(out, glyph{r, look})
	}
	if n := len(out); n > 0 && out[n-1].char == ' ' {
		out = out[:n-1]
	}
	return out
}

func plain(line []glyph) string {
	var b strings.Builder
	for _, g := range line {
		b.WriteRune(g.char)
	}
	return b.String()
}

// columns is how many columns of a terminal a character takes up (UAX #11).
func columns(r rune) int {
	if unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf) {
		return 0
	}
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return 2
	}
	return 1
}

func lineWidth(line []glyph) int {
	n := 0
	for _, g := range line {
		n += columns(g.char)
	}
	return n
}

// wrap breaks a text into lines of at most limit columns, at spaces where it
// can. There is always at least one line.
func wrap(text []glyph, limit int) [][]glyph {
	limit = max(limit, 2)
	var lines [][]glyph
	for {
		end, used, space := 0, 0, -1
		for end < len(text) && used+columns(text[end].char) <= limit {
			if text[end].char == ' ' {
				space = end
			}
			used += columns(text[end].char)
			end++
		}
		if end == len(text) {
			return append(lines, text)
		}
		next := end
		switch {
		case text[end].char == ' ':
			next = end + 1
		case space > 0:
			end, next = space, space+1
		}
		lines, text = append(lines, text[:end]), text[next:]
	}
}

// Fit cuts clean text to a number of columns, with an ellipsis where it was cut.
func Fit(s string, limit int) string {
	used, cut := 0, 0 // cut is where the ellipsis would go
	for i, r := range s {
		if used < limit {
			cut = i
		}
		if used += columns(r); used > limit {
			return s[:cut] + "…"
		}
	}
	return s
}

// glyphs prepares a text for the screen: without colour, signs stand around what
// is set off.
func (s *Screen) glyphs(t Text) []glyph {
	if s.Colour {
		return t.glyphs()
	}
	return t.signed()
}

// signed is the text with signs around what is set off.
func (t Text) signed() []glyph {
	text := t.glyphs()
	out := make([]glyph, 0, len(text))
	last := plainLook
	sign := func(s string) {
		for _, r := range s {
			out = append(out, glyph{char: r})
		}
	}
	for _, g := range text {
		if g.look != last {
			sign(looks[last].after + looks[g.look].before)
			last = g.look
		}
		out = append(out, glyph{char: g.char})
	}
	sign(looks[last].after)
	return out
}

// print sets one line, what is set off in colour.
func print(line []glyph) string {
	var b strings.Builder
	last := plainLook
	for _, g := range line {
		if g.look != last {
			if last != plainLook {
				b.WriteString(sgrReset)
			}
			if g.look != plainLook {
				b.WriteString(looks[g.look].sgr)
			}
			last = g.look
		}
		b.WriteRune(g.char)
	}
	if last != plainLook {
		b.WriteString(sgrReset)
	}
	return b.String()
}
