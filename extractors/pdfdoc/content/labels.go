package content

import (
	"strconv"
	"strings"

	"github.com/ledongthuc/pdf"
)

// maxLabelRanges bounds the ranges and the nodes that are read of a label tree.
const maxLabelRanges = 10_000

// A labelRange says how the pages from first on are numbered (12.4.2).
type labelRange struct {
	first  int // index of the page, from 0
	style  string
	prefix string
	start  int
}

// pageLabels gives every page its label, its number where the file gives none.
func pageLabels(tree pdf.Value, count int) []string {
	labels := make([]string, count)
	for i := range labels {
		labels[i] = strconv.Itoa(i + 1)
	}
	found := &labelTree{}
	_ = guard("read page labels", func() { found.walk(tree, 0) })
	for i, r := range found.ranges {
		end := count
		if i+1 < len(found.ranges) {
			end = min(found.ranges[i+1].first, count)
		}
		for page := max(r.first, 0); page < end; page++ {
			if label := r.prefix + numeral(r.style, r.start+page-r.first); label != "" {
				labels[page] = label
			}
		}
	}
	return labels
}

// A labelTree collects the ranges of a number tree (7.9.7).
type labelTree struct {
	ranges []labelRange
	nodes  int
}

func (t *labelTree) walk(node pdf.Value, depth int) {
	t.nodes++
	nums := node.Key("Nums")
	for i := 0; i+1 < nums.Len() && len(t.ranges) < maxLabelRanges; i += 2 {
		v := nums.Index(i + 1)
		r := labelRange{
			first: int(nums.Index(i).Int64()), style: v.Key("S").Name(),
			prefix: textString([]byte(v.Key("P").RawString())), start: 1,
		}
		if start := v.Key("St"); start.Kind() == pdf.Integer && start.Int64() >= 1 {
			r.start = int(start.Int64())
		}
		t.ranges = append(t.ranges, r)
	}
	kids := node.Key("Kids")
	for i := range kids.Len() {
		if depth >= maxNesting || t.nodes > maxLabelRanges {
			return
		}
		t.walk(kids.Index(i), depth+1)
	}
}

func numeral(style string, n int) string {
	switch style {
	case "D":
		return strconv.Itoa(n)
	case "R":
		return roman(n)
	case "r":
		return strings.ToLower(roman(n))
	case "A":
		return letters(n)
	case "a":
		return strings.ToLower(letters(n))
	}
	return ""
}

var romanDigits = []struct {
	value int
	digit string
}{
	{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"},
	{50, "L"}, {40, "XL"}, {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"},
}

func roman(n int) string {
	if n > 9999 {
		return strconv.Itoa(n)
	}
	var out strings.Builder
	for _, d := range romanDigits {
		for ; n >= d.value; n -= d.value {
			out.WriteString(d.digit)
		}
	}
	return out.String()
}

// letters counts A to Z, AA to ZZ, AAA to ZZZ.
func letters(n int) string {
	if n > 26*100 {
		return strconv.Itoa(n)
	}
	return strings.Repeat(string(rune('A'+(n-1)%26)), (n-1)/26+1)
}
