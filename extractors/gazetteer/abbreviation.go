package gazetteer

import (
	"strings"
	"unicode"
)

// An Abbreviation is one that a document defines: community rehabilitation
// company (CRC).
type Abbreviation struct{ Short, Long string }

// Abbreviations are those that a text defines, in its order, each once. The
// words before the brackets count where their initials spell what is inside.
func Abbreviations(text string) []Abbreviation {
	var out []Abbreviation
	seen := map[string]bool{}
	for from := 0; ; {
		i := strings.IndexByte(text[from:], '(')
		if i < 0 {
			return out
		}
		open := from + i
		from = open + 1
		end := strings.IndexByte(text[from:min(len(text), from+12)], ')')
		if end < 0 {
			continue
		}
		short := text[from : from+end]
		if seen[short] || !abbreviates(short) {
			continue
		}
		if long := spelled(text[max(0, open-120):open], strings.TrimSuffix(short, "s")); long != "" {
			seen[short] = true
			out = append(out, Abbreviation{short, long})
		}
	}
}

// abbreviates says whether a word is made as abbreviations are: two to eight
// letters, two of them capitals at least.
func abbreviates(s string) bool {
	capitals := 0
	for _, r := range s {
		if !unicode.IsLetter(r) && r != '&' {
			return false
		}
		if unicode.IsUpper(r) {
			capitals++
		}
	}
	return capitals >= 2 && len(s) >= 2 && len(s) <= 8
}

// spelled is the end of a text whose words have the letters as initials; words
// such as “of” and “and” may be passed over.
func spelled(before, short string) string {
	words := tokens(before)
	letters := []rune(strings.ToLower(strings.ReplaceAll(short, "&", "")))
	k := len(letters) - 1
	for i := len(words) - 1; i >= 0 && len(words)-i <= 2*len(letters)+2; i-- {
		if i < len(words)-1 && !words[i+1].joined {
			return ""
		}
		word := strings.ToLower(before[words[i].start:words[i].end])
		parts := strings.FieldsFunc(word, func(r rune) bool { return r == '-' || r == '/' })
		matched := false
		for p := len(parts) - 1; p >= 0 && k >= 0; p-- {
			if []rune(parts[p])[0] == letters[k] {
				k, matched = k-1, true
			}
		}
		if k < 0 {
			return clean(before[words[i].start:])
		}
		if !matched && !passed[word] {
			return ""
		}
	}
	return ""
}

// passed are the words that an abbreviation may leave out.
var passed = map[string]bool{"of": true, "and": true, "for": true, "the": true, "in": true, "&": true, "to": true, "with": true, "on": true}
