package layout

import "strings"

var romanDigits = map[rune]int{'i': 1, 'v': 5, 'x': 10, 'l': 50, 'c': 100}

// romanValue is the value of a small Roman numeral, 0 for anything else.
func romanValue(s string) int {
	total, last := 0, 0
	for _, r := range strings.ToLower(s) {
		v := romanDigits[r]
		if v == 0 {
			return 0
		}
		if v > last {
			total -= 2 * last
		}
		total += v
		last = v
	}
	if len(s) > 8 || total < 0 {
		return 0
	}
	return total
}

func isRoman(s string) bool { return romanValue(s) > 0 }
