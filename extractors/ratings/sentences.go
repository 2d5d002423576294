package ratings

import (
	"regexp"
	"strings"

	"assize/extractors/vocab"
)

// A form is one fixed way in which a sentence or a heading states a judgement.
// In the pattern, VALUE stands for a judgement of the document's scale, PRIOR for
// the one before, and the group "subject" for what is judged; without the group
// the subject is Subject, or, when that is empty, the innermost heading above.
type form struct {
	name       string
	confidence float64
	pattern    string
	subject    string
	heading    bool // headings alone
}

// end is what may follow a judgement: anything that does not go on with it (as
// in “good or outstanding”, “good quality”).
const end = `(?:\s*[.,;:)(]|\s*$|\s+because\b|\s+against\s+this\b|\s+overall\b|\s+for\b|\s+in\s+all\b|\s+and\s+(?:the|its|their)\b|\s+\d|\s+(?:up|down)\s+from\b)`

// The forms, surest first.
var sentenceForms = []form{
	{"outcome", .97, `(?i)\b(?:arrangements|there\s+are)\s+VALUE\b`, "overall", false},
	{"graded-judgement", .95, `(?i)\bgraded\s+judge?ment\s+(?:for|about|on|of)\s+(?P<subject>.{3,120}?)\s+is\s+that\s+(?:it|they)\s+(?:is\s+|are\s+)?VALUE` + end, "", false},
	{"numbered-grade", .95, `(?i)^grade\s+\d\s*[(:–-]\s*VALUE\)?$`, "", true},
	{"changed", .9, `(?i)(?:^|[.;:]\s+)(?P<subject>[A-Z][^.;:]{2,120}?)\s+(?:ha(?:s|ve)\s+)?(?:improved|declined|deteriorated|dropped|fallen|fell|risen|rose|moved|gone|went)\s+from\s+PRIOR\s+to\s+(?:a\s+rating\s+of\s+)?VALUE` + end, "", false},
	{"heading-colon", .97, `(?i)^(?P<subject>.{3,160}?)\s*(?::|\s[–—-])\s*VALUE\s*\d*$`, "", true},
	{"heading-verb", .93, `(?i)^(?P<subject>.{3,160}?)\s+(?:is|are|remains?)\s+VALUE\s*\d*$`, "", true},
	{"heading-requires", .93, `(?i)^(?P<subject>.{3,160}?)\s+(?P<value>requires?\s+improvement(?:\s+to\s+be\s+good)?)\s*\d*$`, "", true},
	{"overall", .95, `(?i)\boverall\s+(?:effectiveness|judgement|judgment|rating|grade|outcome)\s*(?::|is|was|are|remains)?\s*(?:judged|rated|graded|that\s+[^.;:]{3,100}?(?:\s+(?:is|are))?)?\s*(?:to\s+be|as|that\s+it\s+is|that\s+it)?\s*VALUE` + end, "overall", false},
	{"services-because", .9, `(?i)\b(?:children[’']s\s+services)\s+in\s+[^.;:]{2,80}?\s+(?:are\s+)?VALUE\s+because\b`, "overall", false},
	{"effectiveness-of", .93, `(?i)\bthe\s+effectiveness\s+of\s+(?P<subject>.{3,120}?)\s+(?:is\s+)?VALUE` + end, "", false},
	{"healthy-prison-test", .95, `(?i)\boutcomes\s+for\s+(?:prisoners|women|children|detainees|young\s+people|boys|girls|adults)\s+(?:were|are|remain(?:ed)?)\s+VALUE` + end, "", false},
	{"judged-to-be", .85, `(?i)(?:^|[.;:]\s+)(?P<subject>[A-Z][^.;:]{3,120}?)\s+(?:is|are|was|were|has\s+been|have\s+been|remains?)\s+(?:now\s+)?(?:judged|rated|graded)\s+(?:overall\s+)?(?:to\s+be\s+|as\s+)?VALUE` + end, "", false},
	{"rating-remains", .85, `(?i)\brating\s+(?:for|of)\s+(?P<subject>[^.;:]{3,100}?)\s+remains\s+VALUE` + end, "", false},
	{"rated", .8, `(?i)\b(?:has|have|had)\s+(?:rated|graded)\s+(?P<subject>[^.;:]{3,100}?)\s+(?:as\s+|to\s+be\s+)?(?:overall\s+)?VALUE` + end, "", false},
	{"not-rated", .9, `(?i)\b(?:inspectors|we)\s+(?:did\s+not|were\s+(?:unable|not\s+able)\s+to|could\s+not|have\s+not)\s+(?:rate|rated|grade|graded)\s+(?P<subject>[^.;:,]{3,80}?)(?:[.,;:]|\s+because\b)`, "", false},
	{"no-evidence", .9, `(?i)\binsufficient\s+evidence\s+to\s+(?:rate|grade|judge)\s+(?P<subject>[^.;:,]{3,80}?)[.,;:]`, "", false},
}

// refusals are the forms that say that there is no judgement, and why.
var refusals = map[string]string{"not-rated": "not rated", "no-evidence": "insufficient evidence"}

// A matcher is a form with the judgements of one scale in it. Groups that the
// pattern lacks are -1.
type matcher struct {
	form
	re                    *regexp.Regexp
	value, subject, prior int
}

// patterns are what the sentences of a document on one scale are held against.
type patterns struct {
	forms    map[string]string // every way of writing a judgement, in lower case, and its name
	matchers []matcher
	before   *regexp.Regexp // after a judgement, the one before it
}

// patterns compiles the scale, once.
func (s *Scale) patterns() *patterns {
	s.once.Do(func() {
		fill := strings.NewReplacer("VALUE", s.pattern("value"), "PRIOR", s.pattern("prior"))
		s.compiled = &patterns{forms: s.forms(), before: regexp.MustCompile(fill.Replace(before))}
		for _, f := range sentenceForms {
			m := matcher{form: f, re: regexp.MustCompile(fill.Replace(f.pattern))}
			m.value, m.subject, m.prior = m.re.SubexpIndex("value"), m.re.SubexpIndex("subject"), m.re.SubexpIndex("prior")
			s.compiled.matchers = append(s.compiled.matchers, m)
		}
	})
	return s.compiled
}

// history marks a sentence that tells of an earlier or somebody else's judgement.
var history = regexp.MustCompile(`(?i)\b(?:previous(?:ly)?|last\s+(?:full\s+)?(?:inspections?|inspected)|most\s+recent|at\s+the\s+time|since\s+the|in\s+(?:19|20)\d\d|(?:January|February|March|April|May|June|July|August|September|October|November|December)\s+\d{4}|would\s+be|could\s+be|to\s+become|is\s+providing|if\s+)\b`)

// nameless subjects are pronouns and counts, which name nothing.
func nameless(subject string) bool {
	first, _, _ := strings.Cut(strings.ToLower(subject), " ")
	return vocab.Pronouns[first] || vocab.Determiners[first] && first != "the" && first != "this" || first == "which" || first == "who" || first == "that"
}

// sentenceAround widens bytes [start, end) of a text to the sentence.
func sentenceAround(text string, start, end int) (int, int) {
	for start > 0 && strings.ContainsRune(".;: ", rune(text[start])) && start < end {
		start++
	}
	if i := strings.LastIndex(text[:start], ". "); i >= 0 {
		start = i + len(". ")
	} else {
		start = 0
	}
	stop := strings.Index(text[max(end-1, start):], ".")
	if stop < 0 {
		return start, len(text)
	}
	return start, max(end-1, start) + stop + 1
}
