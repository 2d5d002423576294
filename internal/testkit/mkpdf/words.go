package main

import (
	"regexp"
	"strings"
)

// A word is a run of characters that is never broken over two lines.
type word struct {
	text string
	bold bool
	sup  bool // a superscript footnote anchor
	glue bool // no space stands before it
}

// signs are what a source may write inside a word: the marks around bold
// words, and footnote anchors.
var signs = regexp.MustCompile(`\*\*|\^\d+`)

// words cuts text at spaces, after the hyphens of compounds and before footnote
// anchors. The words are bold where bold says so or the text does.
func words(text string, bold bool) []word {
	var out []word
	strong := false
	for _, field := range strings.Fields(text) {
		glue := false
		add := func(text string, sup bool) {
			if text != "" {
				out = append(out, word{text, bold || strong, sup, glue})
				glue = true
			}
		}
		for rest := field; rest != ""; {
			plain, sign := rest, ""
			if at := signs.FindStringIndex(rest); at != nil {
				plain, sign = rest[:at[0]], rest[at[0]:at[1]]
			}
			rest = rest[len(plain)+len(sign):]
			for piece := range strings.SplitAfterSeq(plain, "-") {
				add(piece, false)
			}
			if sign == "**" {
				strong = !strong
				continue
			}
			add(strings.TrimPrefix(sign, "^"), true)
		}
	}
	return out
}

// A line is the words that stand on one line.
type line []word

// anchors lists the numbers of the footnotes that the line refers to.
func (l line) anchors() []string {
	var out []string
	for _, w := range l {
		if w.sup {
			out = append(out, w.text)
		}
	}
	return out
}

// fill breaks words into lines of at most the given width. An anchor stays on
// the line of the word before it.
func fill(ws []word, width, space float64, measure func(word) float64) []line {
	var lines []line
	var x float64
	for _, w := range ws {
		gap, wide := space, measure(w)
		if w.glue {
			gap = 0
		}
		if len(lines) == 0 || !w.sup && x+gap+wide > width {
			lines = append(lines, nil)
			x, gap = 0, 0
		}
		lines[len(lines)-1] = append(lines[len(lines)-1], w)
		x += gap + wide
	}
	return lines
}
