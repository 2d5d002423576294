package query

import (
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Word is one word of a text.
type Word struct {
	Text       string // lower-case and folded, without a possessive ’s
	Start, End int    // the bytes that it stands at, possessive included
}

// maxWord is the length in bytes at which a word is cut; no word of a language
// is that long, but broken files hold runs of letters without end.
const maxWord = 64

// Words yields the words of a text in order. A word is a run of letters, digits
// and combining marks; an apostrophe between letters belongs to it, and so do a
// point between digits and the comma before three digits (which is left out:
// 1,234 is 1234). Invisible characters inside a word are passed over. All else,
// private-use characters among it, stands between words.
func Words(text string) iter.Seq[Word] {
	return func(yield func(Word) bool) {
		var buf []byte
		for pos := 0; pos < len(text); {
			var w Word
			w, buf, pos = nextWord(text, pos, buf[:0])
			if w.Text == "" || !yield(w) {
				return
			}
		}
	}
}

// nextWord reads the first word at or after pos into buf, and returns where to
// go on. The word is empty at the end of the text.
func nextWord(text string, pos int, buf []byte) (Word, []byte, int) {
	var w Word
	var last rune // the character of the word before r, marks left out
	for pos < len(text) {
		r, size := utf8.DecodeRuneInString(text[pos:])
		switch {
		case isWordRune(r):
			if len(buf) == 0 {
				w.Start = pos
			}
			if len(buf) < maxWord {
				buf = appendFolded(buf, r)
			}
			w.End = pos + size
			if !unicode.IsMark(r) {
				last = r
			}
		case invisible(r):
		case len(buf) == 0:
		case isApostrophe(r) && unicode.IsLetter(last) && unicode.IsLetter(runeAt(text, pos+size)):
			buf = append(buf, '\'')
			last = r
		case r == '.' && unicode.IsDigit(last) && unicode.IsDigit(runeAt(text, pos+size)):
			buf = append(buf, '.')
			last = r
		case r == ',' && unicode.IsDigit(last) && threeDigits(text[pos+size:]):
		default:
			buf = trimWord(buf)
			w.Text = string(buf)
			return w, buf, pos + size
		}
		pos += size
	}
	buf = trimWord(buf)
	w.Text = string(buf)
	return w, buf, pos
}

// trimWord takes the possessive from the end of a word, and what a cut may have
// left there.
func trimWord(word []byte) []byte {
	for {
		n := len(word)
		switch {
		case n > 2 && word[n-2] == '\'' && word[n-1] == 's':
			word = word[:n-2]
		case n > 1 && (word[n-1] == '\'' || word[n-1] == '.'):
			word = word[:n-1]
		default:
			return word
		}
	}
}

func isWordRune(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	}
	return (unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)) && !invisible(r) && !isApostrophe(r)
}

func isApostrophe(r rune) bool { return r == '\'' || folds[r] == "'" }

func runeAt(text string, pos int) rune {
	r, _ := utf8.DecodeRuneInString(text[pos:])
	return r
}

// threeDigits reports whether text begins with exactly three digits.
func threeDigits(text string) bool {
	n := 0
	for n < len(text) && '0' <= text[n] && text[n] <= '9' {
		n++
	}
	return n == 3
}

// phrase is the words of a text with one space between them.
func phrase(text string) string {
	var b strings.Builder
	for w := range Words(text) {
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(w.Text)
	}
	return b.String()
}
