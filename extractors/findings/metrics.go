package findings

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"assize/extractors/record"
	"assize/extractors/vocab"
)

// numerals are the numbers that reports write as words; twenty-three is two of them.
var numerals = map[string]float64{
	"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
	"eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
	"eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
	"eighty": 80, "ninety": 90, "hundred": 100,
}

// fractions are shares that are words.
var fractions = map[string]float64{
	"half": .5, "one half": .5, "a third": 1. / 3, "one third": 1. / 3, "two thirds": 2. / 3, "a quarter": .25, "one quarter": .25,
	"three quarters": .75, "a fifth": .2, "one fifth": .2,
}

// magnitudes stand behind an amount of money.
var magnitudes = map[string]float64{"": 1, "k": 1e3, "m": 1e6, "million": 1e6, "bn": 1e9, "billion": 1e9}

// currencies by their signs, as ISO 4217 writes them.
var currencies = map[string]string{"£": "GBP", "$": "USD", "€": "EUR"}

const (
	numeral = `(?:\d+(?:,\d{3})*(?:\.\d+)?|(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)-)?(?:one|two|three|four|five|six|seven|eight|nine)|ten|eleven|twelve|thirteen|fourteen|` +
		`fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred)`
	article = `(?:the\s+|all\s+|its\s+|their\s+|these\s+|those\s+|our\s+)?`
)

// A shape is one way in which a sentence states a number. read makes the metric
// of a match, but for its raw text.
type shape struct {
	pattern *regexp.Regexp
	read    func(m []string) (record.Metric, bool)
	whole   *regexp.Regexp // what parts the number from its denominator, or nil
}

var ofWhole = regexp.MustCompile(`(?i)^\s+(?:out\s+)?of\s+` + article)

// shapes by surety: what one has read, the next leaves alone.
var shapes = []shape{
	{regexp.MustCompile(`(?i)(` + numeral + `)\s+percentage\s+points?\b`), plain("percentage points"), nil},
	{regexp.MustCompile(`(?i)(` + numeral + `)(?:\s*%|\s+per\s?cent\b)`), plain("per cent"), ofWhole},
	{regexp.MustCompile(`(?i)([£$€])(\d+(?:,\d{3})*(?:\.\d+)?)\s?(k|m|bn|million|billion)?\b`), money, nil},
	{regexp.MustCompile(`(?i)\b(` + numeral + `)\s+(?:(?:\pL+\s+){1,2})?(out\s+of|of|in)\s+(?:the\s+|every\s+|these\s+|those\s+)?(` + numeral + `)\b`), ratio, nil},
	{regexp.MustCompile(`(?i)\b(half|one[ -]half|(?:a|one)[ -]third|two[ -]thirds|(?:a|one)[ -]quarter|three[ -]quarters|(?:a|one)[ -]fifth)\b`), fraction, ofWhole},
}

// metrics reads the numbers that a text states: shares (35 per cent of cases),
// ratios (five of nine, one in three), fractions (half of the plans) and money,
// in the order of the text.
func metrics(text string) []record.Metric {
	type found struct {
		start, end int
		metric     record.Metric
	}
	var list []found
	for _, s := range shapes {
		for _, at := range s.pattern.FindAllStringSubmatchIndex(text, -1) {
			start, end := at[0], at[1]
			if slices.ContainsFunc(list, func(f found) bool { return start < f.end && f.start < end }) {
				continue
			}
			m, ok := s.read(groups(text, at))
			if !ok || numbersPart(text[:start]) {
				continue
			}
			if s.whole != nil {
				opening := s.whole.FindString(text[end:])
				if m.Of = noun(text[end+len(opening):]); opening != "" && m.Of != "" {
					end += len(opening) + len(m.Of)
				} else if m.Of = ""; m.Unit == share {
					continue // half a day, in half an hour
				}
			}
			m.Raw = strings.TrimSpace(text[start:end])
			list = append(list, found{start, end, m})
		}
	}
	slices.SortFunc(list, func(a, b found) int { return a.start - b.start })
	var out []record.Metric
	for _, f := range list {
		out = append(out, f.metric)
	}
	return out
}

func groups(text string, at []int) []string {
	out := make([]string, len(at)/2)
	for i := range out {
		if at[2*i] >= 0 {
			out[i] = text[at[2*i]:at[2*i+1]]
		}
	}
	return out
}

// numbersPart says whether the words before a number make it the name of a part
// of a document (page 3 of 10, section 5 of 2003).
func numbersPart(before string) bool {
	fields := strings.Fields(before)
	return len(fields) > 0 && partNouns.Has(strings.Trim(fields[len(fields)-1], "(,.;:"))
}

var partNouns = vocab.Set{
	"page": true, "part": true, "section": true, "chapter": true, "paragraph": true, "version": true, "volume": true, "article": true,
	"schedule": true, "phase": true, "table": true, "figure": true, "standard": true, "recommendation": true, "level": true, "key": true,
}

// plain reads a number on its own.
func plain(unit string) func([]string) (record.Metric, bool) {
	return func(m []string) (record.Metric, bool) {
		value, ok := number(m[1])
		return record.Metric{Value: value, Unit: unit}, ok
	}
}

func money(m []string) (record.Metric, bool) {
	value, ok := number(m[2])
	return record.Metric{Value: value * magnitudes[strings.ToLower(m[3])], Unit: currencies[m[1]]}, ok
}

// ratio reads a part and its whole, both numbers, the part not the greater.
func ratio(m []string) (record.Metric, bool) {
	const mostIn = 1000 // one in 2017 is a year
	value, ok := number(m[1])
	unit := strings.Join(strings.Fields(strings.ToLower(m[2])), " ")
	of, ok2 := number(m[3])
	return record.Metric{Value: value, Unit: unit, Of: m[3]}, ok && ok2 && value <= of && (unit != "in" || of <= mostIn)
}

// share is the unit of a fraction.
const share = "share"

func fraction(m []string) (record.Metric, bool) {
	value, ok := fractions[strings.ToLower(strings.ReplaceAll(m[1], "-", " "))]
	return record.Metric{Value: value, Unit: share}, ok
}

func number(s string) (float64, bool) {
	sum := 0.
	for part := range strings.SplitSeq(strings.ToLower(s), "-") {
		n, word := numerals[part]
		if !word {
			n, err := strconv.ParseFloat(strings.ReplaceAll(s, ",", ""), 64)
			return n, err == nil
		}
		sum += n
	}
	return sum, true
}

// verbs that often stand behind a denominator: 61% of children wait.
var verbs = vocab.Set{
	"wait": true, "waits": true, "waited": true, "lack": true, "lacks": true, "live": true, "lives": true, "need": true, "needs": true,
	"feel": true, "feels": true, "felt": true, "get": true, "got": true, "make": true, "makes": true, "made": true, "receive": true,
	"leave": true, "left": true, "come": true, "came": true, "go": true, "went": true, "want": true, "take": true, "took": true, "thought": true,
	"held": true, "knew": true, "met": true, "lost": true, "still": true, "say": true, "saw": true, "work": true, "who": true,
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
		if word == "" || vocab.Prepositions[low] || vocab.Auxiliaries[low] || vocab.Subordinators[low] || low == "and" || n > 0 && (vocab.PlainCues[low] || verbs.Has(low)) || n > 0 && (strings.HasSuffix(low, "ed") || strings.HasSuffix(low, "ing")) {
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
