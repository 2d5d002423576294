package ratings

import (
	"regexp"
	"strconv"
	"strings"

	"assize/extractors/block"
	"assize/extractors/record"
)

// before matches what may follow a judgement to tell the one before it: “, up
// from good”, “(previously inadequate)”.
const before = `(?i)^\s*[,;(–-]?\s*(?:and\s+)?(?:which\s+(?:is|was)\s+)?(?:up|down|an?\s+(?:improvement|decline)|improved|declined|compared\s+with|previously|having\s+been|(?:it\s+)?was)\s+` +
	`(?:(?:on|from|judged|rated|graded|previously)\s+)*(?:(?:its|the|a|an)\s+)?(?:(?:previous|earlier|last)\s+)?(?:(?:rating|judgement|judgment|grade)\s+)?(?:of\s+)?(?P<prior>PRIOR)`

// unchanged matches words between subject and judgement, or behind it, that say
// that the judgement is what it was.
var unchanged = regexp.MustCompile(`(?i)\bremain(?:s|ed)?\b|\bcontinues?\s+to\s+be\b|\bthe\s+same\s+(?:rating|judgement|judgment|grade)\s+as\b|\bunchanged\b`)

// score is a rating given as a fraction: 24/36, 24 out of 36.
var score = regexp.MustCompile(`(?i)^\s*[,(–-]?\s*(?:with\s+)?(?:an?\s+)?(?:overall\s+)?(?:score\s*(?:of|:)?\s*)?(\d{1,3})\s*(?:/|out\s+of)\s*(\d{1,3})\b`)

// earlier gives a rating the judgement before it.
func (x *extraction) earlier(r *record.Rating, value, raw, when string) {
	if value == "" {
		return
	}
	r.Prior = &record.Prior{Value: value, Raw: strings.Trim(raw, " ."), When: when}
	switch was, is := x.scale.rank(value), x.scale.rank(r.Value); {
	case is < 0:
	case was == is:
		r.Direction = record.Unchanged
	case was > is:
		r.Direction = record.Improved
	default:
		r.Direction = record.Declined
	}
}

// scored reads the fraction that a text begins with.
func scored(text string) *record.Score {
	m := score.FindStringSubmatch(text)
	if m == nil {
		return nil
	}
	num, _ := strconv.ParseFloat(m[1], 64)
	den, _ := strconv.ParseFloat(m[2], 64)
	if den == 0 || num > den {
		return nil
	}
	return &record.Score{Num: num, Den: den}
}

var (
	priorHeader = regexp.MustCompile(`(?i)\b(?:previous|prior|last|earlier)\b`)
	yearHeader  = regexp.MustCompile(`\b(?:19|20)\d\d\b`)
)

// priorColumn finds the column that holds the judgements of the inspection
// before, by its header: one that says so, or the second latest of years. When
// it is one of years, dropped are the columns of older ones. All 0 where there is
// none.
func priorColumn(headers map[int]string) (prior, current int, dropped map[int]bool) {
	years := map[int]string{}
	for col, header := range headers {
		if priorHeader.MatchString(header) {
			prior = col
		}
		if year := yearHeader.FindString(header); year != "" {
			years[col] = year
		}
	}
	if prior > 0 || len(years) < 2 || len(years) < len(headers) {
		return prior, 0, nil
	}
	for col, year := range years {
		if current == 0 || year > years[current] {
			current = col
		}
	}
	for col, year := range years {
		if col != current && (prior == 0 || year > years[prior]) {
			prior = col
		}
	}
	dropped = map[int]bool{}
	for col := range years {
		dropped[col] = col != current && col != prior
	}
	return prior, current, dropped
}

// refused are cells that say that there is no judgement, and why.
var refused = map[string]record.Reason{
	"not rated": record.NotRated, "inspected but not rated": record.NotRated, "not yet rated": record.NotRated, "no rating": record.NotRated,
	"not judged": record.NotRated, "not graded": record.NotRated, "not inspected": record.NotRated, "unrated": record.NotRated,
	"insufficient evidence": record.NoEvidence, "insufficient evidence to rate": record.NoEvidence, "insufficient evidence to judge": record.NoEvidence,
}

// refusal is the reason that a text states for there being no judgement, or "".
func refusal(text string) record.Reason {
	return refused[strings.ToLower(strings.Trim(strings.Join(strings.Fields(text), " "), " .:*’‘'\""))]
}

// addRefused makes the record of something that was not judged.
func (x *extraction) addRefused(subject, raw string, reason record.Reason, where record.Where, spans []block.Span, b *block.Block) *record.Rating {
	r := x.add(subject, raw, "", where, spans, b)
	r.Missing = map[string]record.Reason{"value": reason}
	return r
}
