package recs

import (
	"regexp"
	"strings"

	"assize/extractors/record"
)

// part is a mention of a numbered part of a document: recommendation 4,
// paragraphs 3.2 and 3.4, outcome 1.
var part = regexp.MustCompile(`(?i)\b(recommendation|paragraph|para|outcome|finding|standard|section|chapter|annex|appendix|regulation|key concern|priority concern|concern|area for improvement)s?\s+` +
	`((?:\d+(?:\.\d+)*(?:\([0-9a-z]{1,3}\))*[a-z]?|[A-Z]\b)(?:(?:\s*,\s*|\s+and\s+|\s*,\s*and\s+|\s+to\s+|\s*[–-]\s*)\d+(?:\.\d+)*[a-z]?)*)`)

// source is the paragraph of the report that a recommendation ends by naming.
var source = regexp.MustCompile(`\((\d{1,2}\.\d{1,3})\)\.?$`)

var (
	eachNumber  = regexp.MustCompile(`\d+(?:\.\d+)*(?:\([0-9a-z]{1,3}\))*[a-z]?|[A-Z]\b`)
	longForm    = map[string]string{"para": "paragraph"}
	partNumbers = 12 // the most numbers of one mention
)

// crossRefs are the numbered parts that a recommendation mentions.
func crossRefs(text string) []record.CrossRef {
	var refs []record.CrossRef
	for _, m := range part.FindAllStringSubmatch(text, -1) {
		to := strings.ToLower(m[1])
		if long := longForm[to]; long != "" {
			to = long
		}
		for _, number := range eachNumber.FindAllString(m[2], partNumbers) {
			refs = append(refs, record.CrossRef{To: to, Number: number, Raw: m[0]})
		}
	}
	if m := source.FindStringSubmatch(text); m != nil {
		refs = append(refs, record.CrossRef{To: "paragraph", Number: m[1], Raw: m[0]})
	}
	return refs
}
