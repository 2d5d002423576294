package findings

import (
	"regexp"
	"strconv"
	"strings"

	"assize/extractors/record"
	"assize/extractors/vocab"
)

// numerals are the numbers that reports write as words.
var numerals = map[string]float64{
	"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
	"eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
	"eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
}

var (
	numeral = `(?:\d+(?:,\d{3})*(?:\.\d+)?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|` +
		`fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty)`
	percentage = regexp.MustCompile(`(?i)(\d+(?:\.\d+)?)(?:\s*%|\s+per\s?cent\b)`)
	ratio      = regexp.MustCompile(`(?i)\b(` + numeral + `)\s+(out of|of|in)\s+(?:the\s+|every\s+)?(` + numeral + `)\b`)
	whole      = regexp.MustCompile(`(?i)^\s+of\s+(?:the\s+|all\s+|its\s+|their\s+)?`)
)

// metrics reads percentages (35 per cent of cases) and ratios (five of nine).
func metrics(text string) []record.Metric {
	var out []record.Metric
	for _, m := range percentage.FindAllStringSubmatchIndex(text, -1) {
		value, err := strconv.ParseFloat(text[m[2]:m[3]], 64)
		if err != nil {
			continue
		}
		metric := record.Metric{Value: value, Unit: "per cent", Raw: text[m[0]:m[1]]}
		if opening := whole.FindString(text[m[1]:]); opening != "" {
			if metric.Of = noun(text[m[1]+len(opening):]); metric.Of != "" {
				metric.Raw = text[m[0] : m[1]+len(opening)+len(metric.Of)]
			}
		}
		out = append(out, metric)
	}
	for _, m := range ratio.FindAllStringSubmatchIndex(text, -1) {
		value, ok := number(text[m[2]:m[3]])
		unit := strings.ToLower(text[m[4]:m[5]])
		of, ok2 := number(text[m[6]:m[7]])
		if !ok || !ok2 || value > of || unit == "in" && of > 1000 {
			continue
		}
		out = append(out, record.Metric{Value: value, Unit: unit, Of: text[m[6]:m[7]], Raw: text[m[0]:m[1]]})
	}
	return out
}

func number(s string) (float64, bool) {
	if n, ok := numerals[strings.ToLower(s)]; ok {
		return n, true
	}
	n, err := strconv.ParseFloat(strings.ReplaceAll(s, ",", ""), 64)
	return n, err == nil
}

// noun is the short noun phrase that a text begins with: cases, care leavers.
func noun(text string) string {
	const most = 3
	end, n := 0, 0
	for n < most {
		rest := text[end:]
		trimmed := strings.TrimLeft(rest, " ")
		word := trimmed
		if i := strings.IndexAny(word, " ,.;:()–—"); i >= 0 {
			word = word[:i]
		}
		low := strings.ToLower(word)
		if word == "" || vocab.Prepositions[low] || vocab.Auxiliaries[low] || vocab.Subordinators[low] || low == "and" || strings.HasSuffix(low, "ed") && n > 0 {
			break
		}
		end += len(rest) - len(trimmed) + len(word)
		n++
		if !strings.HasPrefix(text[end:], " ") {
			break
		}
	}
	return text[:end]
}
