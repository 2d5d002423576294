// Package term writes for people. Its rules hold for every verb:
//
//  1. Standard output is data, standard error is words about the run.
//  2. What is not a terminal gets plain text: no colour, no padding, no wrapping,
//     no headings; one row a line, fields parted by tabs.
//  3. Colour is for terminals only, and off with --no-color, with a non-empty
//     NO_COLOR (no-color.org) or with TERM=dumb. Nothing is said by colour alone:
//     without it, *marks* have asterisks and edits are [-left out-]{+added+}.
//  4. Progress is one line of standard error that is drawn over; it exists only
//     on a terminal, is gone before anything else is printed and leaves nothing behind.
//  5. Text from outside never moves the cursor: control characters and
//     bidirectional overrides are replaced before they are printed.
package term

import (
	"io"
	"os"

	"golang.org/x/term"
)

// defaultWidth is the width of a terminal that does not tell.
const defaultWidth = 80

// A Screen is one output stream and what it can show.
type Screen struct {
	io.Writer
	Terminal bool
	Colour   bool
	Width    int // columns; 0 when it is not a terminal
}

// NewScreen looks at a stream and the environment.
func NewScreen(w io.Writer, getenv func(string) string, noColour bool) *Screen {
	s := &Screen{Writer: w}
	f, ok := w.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return s
	}
	s.Terminal = true
	s.Colour = !noColour && getenv("NO_COLOR") == "" && getenv("TERM") != "dumb"
	s.Width = defaultWidth
	if width, _, err := term.GetSize(int(f.Fd())); err == nil && width > 0 {
		s.Width = width
	}
	return s
}

// ForPeople is the screen for output that no program reads: on a pipe, too, it is
// set as on a terminal, without colour.
func (s *Screen) ForPeople() *Screen {
	if s.Terminal {
		return s
	}
	return &Screen{Writer: s.Writer, Terminal: true, Width: defaultWidth}
}

// The styles, as SGR sequences (ECMA-48, 8.3.117).
const (
	sgrBold  = "\x1b[1m"
	sgrFaint = "\x1b[2m"
	sgrMark  = "\x1b[1;33m"
	sgrCut   = "\x1b[9;31m"
	sgrAdded = "\x1b[32m"
	sgrReset = "\x1b[0m"
)

// Bold sets clean text in bold where the screen can.
func (s *Screen) Bold(text string) string { return s.style(sgrBold, text) }

// Faint sets clean text in a fainter colour where the screen can.
func (s *Screen) Faint(text string) string { return s.style(sgrFaint, text) }

func (s *Screen) style(sgr, text string) string {
	if !s.Colour || text == "" {
		return text
	}
	return sgr + text + sgrReset
}
