package term

import (
	"fmt"
	"io"
	"sync"
	"time"
)

// frame is the least time between two drawings of the progress line.
const frame = 100 * time.Millisecond

// Progress is the one line that says how a run is going. Everything else that
// the run says on the same screen goes through Say. It may be used from many
// goroutines.
type Progress struct {
	screen *Screen
	mu     sync.Mutex
	drawn  time.Time
	line   string // what stands on the screen now
}

// NewProgress draws on the screen, if it is a terminal.
func NewProgress(s *Screen) *Progress { return &Progress{screen: s} }

// Show draws clean text over the progress line, unless one was drawn a moment ago.
func (p *Progress) Show(line string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.screen.Terminal || time.Since(p.drawn) < frame {
		return
	}
	p.drawn = time.Now()
	p.draw(Fit(line, p.screen.Width-1))
}

// Say prints a line and puts the progress line back under it.
func (p *Progress) Say(format string, args ...any) {
	p.mu.Lock()
	defer p.mu.Unlock()
	line := p.line
	p.draw("")
	fmt.Fprintf(p.screen, format+"\n", args...)
	p.draw(line)
}

// Clear takes the progress line away.
func (p *Progress) Clear() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.draw("")
}

// draw replaces what stands on the line, with CR and EL (ECMA-48, 8.3.41).
func (p *Progress) draw(line string) {
	if p.line != "" {
		io.WriteString(p.screen, "\r\x1b[K")
	}
	io.WriteString(p.screen, line)
	p.line = line
}
