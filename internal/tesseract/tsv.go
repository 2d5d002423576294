package tesseract

import (
	"bytes"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Limits on what is believed of the output.
const (
	maxWords     = 20_000
	maxSide      = 1 << 20 // pixels
	maxWordRunes = 200
)

// A word is a box in pixels from the picture's upper left corner, and what it
// says.
type word struct {
	left, top, width, height int
	confidence               float64 // 0 to 1
	text                     []rune
}

// A line is the words of one line from left to right.
type line []word

// The columns of the output. A row of the level "word" is one word, and the
// numbers of page, block, paragraph and line, which follow the level, its line.
const (
	columnLevel      = 0
	columnWord       = 5
	columnLeft       = 6 // top, width and height follow
	columnConfidence = 10
	columnText       = 11
	columns          = 12

	levelWord = "5"
)

// parse reads the words of the output by lines. Rows that are none are left out:
// the output tells of pictures that strangers have made.
func parse(tsv []byte) (lines []line) {
	last, words := "", 0
	for row := range bytes.Lines(tsv) {
		fields := strings.SplitN(strings.TrimRight(string(row), "\r\n"), "\t", columns)
		if len(fields) < columns || fields[columnLevel] != levelWord {
			continue
		}
		w, ok := newWord(fields)
		if !ok {
			continue
		}
		if words++; words > maxWords {
			return lines
		}
		place := strings.Join(fields[columnLevel+1:columnWord], " ")
		if place != last || len(lines) == 0 {
			lines = append(lines, nil)
		}
		last = place
		lines[len(lines)-1] = append(lines[len(lines)-1], w)
	}
	return lines
}

func newWord(fields []string) (w word, ok bool) {
	for i, side := range []*int{&w.left, &w.top, &w.width, &w.height} {
		n, err := strconv.Atoi(fields[columnLeft+i])
		if err != nil || n < 0 || n > maxSide {
			return w, false
		}
		*side = n
	}
	percent, err := strconv.ParseFloat(fields[columnConfidence], 64)
	if err != nil || !(percent >= 0 && percent <= 100) {
		return w, false
	}
	w.confidence = percent / 100
	text := fields[columnText]
	if !utf8.ValidString(text) || utf8.RuneCountInString(text) > maxWordRunes {
		return w, false
	}
	for _, r := range text {
		if unicode.IsGraphic(r) && !unicode.IsSpace(r) {
			w.text = append(w.text, r)
		}
	}
	return w, len(w.text) > 0 && w.width > 0 && w.height > 0
}
