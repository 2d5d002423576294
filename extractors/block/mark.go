package block

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// A Mark is what a list item begins with where the characters themselves carry
// it: a bullet or a number.
type Mark struct {
	Printed string // "•", "a)", "3."
	Label   string // the number alone ("3", "1.12", "a"); "" for a bullet
	Len     int    // bytes of the mark and the space behind it
}

// bullets are the characters that are printed as list marks, the private-use
// code points of the Wingdings and Symbol fonts among them.
const bullets = "•▪■◼●○◦□▫‣⁃∙·►▶➢➤✓✔♦◆–—―−-*" +
	"\uf0b7\uf0a7\uf06e\uf0be\uf02d\uf0d8\uf0fc\uf076"

// number is a printed list number: 3. 3) (3) 1.12 1.12. a) (a) iv.
var number = regexp.MustCompile(`^(?:\((\d{1,3}|[a-z]|[ivx]{2,5})\)|(\d{1,3}(?:\.\d{1,3})*|[a-z]|[ivx]{2,5})[.)]|(\d{1,2}(?:\.\d{1,3})+))[ \t\x{a0}]+`)

// CutMark finds the mark that text begins with. A mark is followed by white
// space and then by something more.
func CutMark(text string) (Mark, bool) {
	r, size := utf8.DecodeRuneInString(text)
	if r == '(' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' {
		if m := number.FindStringSubmatch(text); m != nil && len(m[0]) < len(text) {
			return Mark{strings.TrimRight(m[0], " \t\u00a0"), m[1] + m[2] + m[3], len(m[0])}, true
		}
	}
	if !strings.ContainsRune(bullets, r) && !(r == 'o' && len(text) > 2) {
		return Mark{}, false
	}
	rest := strings.TrimLeft(text[size:], " \t\u00a0")
	if gap := len(text) - size - len(rest); gap == 0 || rest == "" {
		return Mark{}, false
	}
	return Mark{Printed: text[:size], Len: len(text) - len(rest)}, true
}
