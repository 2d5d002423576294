package term

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/width"
)

// A Text is one run of text with the parts of it that are marked: half-open
// byte ranges in order.
type Text struct {
	String string
	Marks  [][2]int
}

// A glyph is one printed character.
type glyph struct {
	char   rune
	marked bool
}

// Clean makes foreign text safe to print on one line: white space becomes
// single spaces, and whatever could move the cursor or turn the reading
// direction becomes U+FFFD.
func Clean(s string) string {
	return plain(Text{String: s}.glyphs())
}

func (t Text) glyphs() []glyph {
	out := make([]glyph, 0, len(t.String))
	mark := 0
	for i, r := range t.String {
		for mark < len(t.Marks) && i >= t.Marks[mark][1] {
			mark++
		}
		marked := mark < len(t.Marks) && i >= t.Marks[mark][0]
		switch {
		case unicode.IsSpace(r):
			if len(out) > 0 && out[len(out)-1].char != ' ' {
				out = append(out, glyph{' ', marked})
			}
			continue
		case unicode.Is(unicode.Cc, r), unicode.Is(unicode.Bidi_Control, r):
			r = utf8.RuneError
		}
		out = append(out, glyph{r, marked})
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

// glyphs prepares a text for the screen: without colour, asterisks stand around
// what is marked.
func (s *Screen) glyphs(t Text) []glyph {
	text := t.glyphs()
	if s.Colour || len(t.Marks) == 0 {
		return text
	}
	out := make([]glyph, 0, len(text)+2*len(t.Marks))
	marked := false
	for _, g := range text {
		if g.marked != marked {
			out, marked = append(out, glyph{char: '*'}), g.marked
		}
		out = append(out, glyph{char: g.char})
	}
	if marked {
		out = append(out, glyph{char: '*'})
	}
	return out
}

// print sets one line, its marks in colour.
func print(line []glyph) string {
	var b strings.Builder
	marked := false
	for _, g := range line {
		if g.marked != marked {
			b.WriteString(map[bool]string{true: sgrMark, false: sgrReset}[g.marked])
			marked = g.marked
		}
		b.WriteRune(g.char)
	}
	if marked {
		b.WriteString(sgrReset)
	}
	return b.String()
}
