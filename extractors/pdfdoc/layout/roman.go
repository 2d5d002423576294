package layout

import "strings"

var romanParts = []struct {
	digits string
	value  int
}{{"c", 100}, {"xc", 90}, {"l", 50}, {"xl", 40}, {"x", 10}, {"ix", 9}, {"v", 5}, {"iv", 4}, {"i", 1}}

// longestRoman is the length of the longest numeral that numbers a page or item.
const longestRoman = 9

// romanValue is the value of a small Roman numeral as it is usually written, 0
// for anything else.
func romanValue(s string) int {
	if len(s) > longestRoman {
		return 0
	}
	rest, total := strings.ToLower(s), 0
	for _, p := range romanParts {
		for n := 0; n < 3 && strings.HasPrefix(rest, p.digits); n++ {
			rest, total = rest[len(p.digits):], total+p.value
			if len(p.digits) == 2 || p.value == 5 || p.value == 50 {
				break
			}
		}
	}
	if rest != "" {
		return 0
	}
	return total
}

func isRoman(s string) bool { return romanValue(s) > 0 }
