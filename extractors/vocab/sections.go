package vocab

import (
	"strings"
	"unicode"
)

// Duty is what a section of a report is for.
type Duty string

// The duties of sections.
const (
	Unknown         Duty = ""
	Findings        Duty = "findings"
	Topic           Duty = "topic" // what inspectors report on: findings in an inspection report, nothing elsewhere
	Recommendations Duty = "recommendations"
	Apparatus       Duty = "apparatus" // contents, contacts, notes: nothing is found or asked for here
)

// A Heading is one row of the section table: a phrase that a heading contains,
// as whole words (with "=", that it consists of, numbers left out), and what it
// says of the section.
type Heading struct {
	Phrase string
	Duty   Duty
	Sort   string // a recommendation's type, or a finding's polarity; "" where the heading does not say
}

// Sections are tried in order; the first whose phrase a heading contains wins.
type Sections []Heading

// Headings is the vocabulary that HMI Probation, HMI Prisons, HMICFRS, Ofsted, CQC
// and public inquiries have in common. What one publisher alone says, or means by
// it, is in its site profile (package sites).
var Headings = Sections{
	{"contents", Apparatus, ""},
	{"notes to editors", Apparatus, ""},
	{"notes for editors", Apparatus, ""},
	{"information about this", Apparatus, ""},
	{"information about the", Apparatus, ""},
	{"information for", Apparatus, ""},
	{"other information", Apparatus, ""},
	{"about this inspection", Apparatus, ""},
	{"about the inspection", Apparatus, ""},
	{"about this report", Apparatus, ""},
	{"about us", Apparatus, ""},
	{"about our", Apparatus, ""},
	{"what we look at", Apparatus, ""},
	{"what we do", Apparatus, ""},
	{"who we are", Apparatus, ""},
	{"inspection team", Apparatus, ""},
	{"inspection details", Apparatus, ""},
	{"partnership details", Apparatus, ""},
	{"previous ofsted inspections", Apparatus, ""},
	{"other ofsted inspections", Apparatus, ""},
	{"service information", Apparatus, ""},
	{"about this area", Apparatus, ""},
	{"about this local authority area", Apparatus, ""},
	{"local leadership", Apparatus, ""},
	{"social work model", Apparatus, ""},
	{"inspection judgements mean", Apparatus, ""},
	{"inspection judgments mean", Apparatus, ""},
	{"child protection in this area", Apparatus, ""},
	{"children living in this area", Apparatus, ""},
	{"children looked after in this area", Apparatus, ""},
	{"=contact", Apparatus, ""},
	{"=contacts", Apparatus, ""},
	{"glossary", Apparatus, ""},
	{"references", Apparatus, ""},
	{"bibliography", Apparatus, ""},
	{"footnotes", Apparatus, ""},
	{"endnotes", Apparatus, ""},
	{"annex", Apparatus, ""},
	{"annexe", Apparatus, ""},
	{"annexes", Apparatus, ""},
	{"appendix", Apparatus, ""},
	{"appendices", Apparatus, ""},
	{"acknowledgements", Apparatus, ""},
	{"acknowledgments", Apparatus, ""},
	{"methodology", Apparatus, ""},
	{"terms of reference", Apparatus, ""},
	{"further information", Apparatus, ""},
	{"further reading", Apparatus, ""},
	{"=related", Apparatus, ""},
	{"membership", Apparatus, ""},
	{"attendees", Apparatus, ""},
	{"in attendance", Apparatus, ""},
	{"=documents", Apparatus, ""},
	{"=key facts", Apparatus, ""},
	{"=background", Apparatus, ""},
	{"cause of concern", Recommendations, "cause_of_concern"},
	{"causes of concern", Recommendations, "cause_of_concern"},
	{"priority concern", Recommendations, "priority_concern"},
	{"priority concerns", Recommendations, "priority_concern"},
	{"key concern", Recommendations, "key_concern"},
	{"key concerns", Recommendations, "key_concern"},
	{"areas for priority action", Recommendations, "priority_action"},
	{"area for priority action", Recommendations, "priority_action"},
	{"priority and immediate action", Recommendations, "priority_action"},
	{"priority actions", Recommendations, "priority_action"},
	{"areas for improvement", Recommendations, "area_for_improvement"},
	{"area for improvement", Recommendations, "area_for_improvement"},
	{"areas for development", Recommendations, "area_for_improvement"},
	{"what needs to improve", Recommendations, "area_for_improvement"},
	{"need to improve", Recommendations, "area_for_improvement"},
	{"must improve", Recommendations, "area_for_improvement"},
	{"should improve", Recommendations, "area_for_improvement"},
	{"what must change", Recommendations, "recommendation"},
	{"what should change", Recommendations, "recommendation"},
	{"what must happen", Recommendations, "recommendation"},
	{"what should happen", Recommendations, "recommendation"},
	{"what happens next", Apparatus, ""},
	{"progress against recommendations", Findings, ""},
	{"progress on recommendations", Findings, ""},
	{"previous recommendations", Findings, ""},
	{"recommendations from the last", Findings, ""},
	{"recommendation", Recommendations, "recommendation"},
	{"recommendations", Recommendations, "recommendation"},
	{"breach", Recommendations, "breach"},
	{"breaches", Recommendations, "breach"},
	{"told the provider to take", Recommendations, "requirement"},
	{"=requirements", Recommendations, "requirement"},
	{"requirement notices", Recommendations, "requirement"},
	{"strengths and weaknesses", Findings, "mixed"},
	{"strength", Findings, "strength"},
	{"strengths", Findings, "strength"},
	{"good practice", Findings, "strength"},
	{"positive practice", Findings, "strength"},
	{"promising practice", Findings, "strength"},
	{"outstanding practice", Findings, "strength"},
	{"effective practice", Findings, "strength"},
	{"doing that is effective", Findings, "strength"},
	{"what went well", Findings, "strength"},
	{"done well", Findings, "strength"},
	{"weaknesses", Findings, "weakness"},
	{"poor practice", Findings, "weakness"},
	{"need to do better", Findings, "weakness"},
	{"outstanding because", Findings, "strength"},
	{"good because", Findings, "strength"},
	{"improvement because", Findings, ""},
	{"inadequate because", Findings, "weakness"},
	{"findings", Findings, ""},
	{"finding", Findings, ""},
	{"what we found", Findings, ""},
	{"what inspectors found", Findings, ""},
	{"points to note", Findings, ""},
	{"key points", Topic, ""},
	{"executive summary", Topic, ""},
	{"summary", Topic, ""},
	{"overview", Topic, ""},
	{"graded judgement", Findings, ""},
	{"graded judgment", Findings, ""},
	{"what people found", Findings, ""},
	{"what people told us", Findings, ""},
	{"experiences and progress", Findings, ""},
	{"impact of leaders", Findings, ""},
	{"inspection judgement", Findings, ""},
	{"inspection judgements", Findings, ""},
	{"inspection outcome", Findings, ""},
	{"what is it like", Findings, ""},
	{"overall effectiveness", Topic, ""},
	{"progress since", Topic, ""},
	{"is the service safe", Findings, ""},
	{"is it safe", Findings, ""},
	{"is it effective", Findings, ""},
	{"is it caring", Findings, ""},
	{"is it responsive", Findings, ""},
	{"is it well-led", Findings, ""},
	{"leadership", Topic, ""},
	{"=governance", Topic, ""},
	{"quality of practice", Topic, ""},
	{"quality of provision", Topic, ""},
	{"public protection", Topic, ""},
	{"protecting the public", Topic, ""},
	{"reducing reoffending", Topic, ""},
	{"abiding by the sentence", Topic, ""},
	{"adoption performance", Topic, ""},
	{"care leavers", Topic, ""},
	{"safeguarding", Topic, ""},
	{"=safety", Topic, ""},
	{"=respect", Topic, ""},
	{"purposeful activity", Topic, ""},
	{"rehabilitation and release planning", Topic, ""},
	{"conclusions", Topic, ""},
}

// Of finds the row that speaks for a block: that of the innermost heading above
// it that says what its section is for. A topic gives way to what the headings
// further out say.
func (s Sections) Of(section []string) Heading {
	topic := Heading{}
	for i := len(section) - 1; i >= 0; i-- {
		switch h := s.Heading(section[i]); h.Duty {
		case Unknown:
		case Topic:
			if topic.Duty == Unknown {
				topic = h
			}
		default:
			return h
		}
	}
	return topic
}

// Heading finds the row for one heading.
func (s Sections) Heading(heading string) Heading {
	key := Key(heading)
	for _, h := range s {
		if whole, ok := strings.CutPrefix(h.Phrase, "="); ok && strings.Trim(key, " 0123456789") == whole || HasPhrase(key, h.Phrase) {
			return h
		}
	}
	return Heading{}
}

// Key brings text to the form in which phrases are sought: lower case, straight
// apostrophes, words parted by single spaces, a space at each end.
func Key(s string) string {
	var b strings.Builder
	b.Grow(len(s) + len("  "))
	b.WriteByte(' ')
	between := true
	for _, r := range s {
		if r == '’' {
			r = '\''
		}
		switch {
		case 'a' <= r && r <= 'z' || r == '\'' || r == '-':
			b.WriteByte(byte(r))
			between = false
		case unicode.IsLetter(r) || unicode.IsNumber(r):
			b.WriteRune(unicode.ToLower(r))
			between = false
		case !between:
			b.WriteByte(' ')
			between = true
		}
	}
	if !between {
		b.WriteByte(' ')
	}
	return b.String()
}

// HasPhrase says whether a key holds the phrase as whole words.
func HasPhrase(key, phrase string) bool { return strings.Contains(key, " "+phrase+" ") }

// FindingCues in the sentence before a list say that the list reports findings.
var FindingCues = []string{
	"found", "findings", "inspectors saw", "we saw", "inspectors noted", "we identified", "inspectors identified", "strengths",
	"weaknesses", "concerns", "concerned", "concluded", "because", "judged", "included", "key points", "main points",
}

// RecommendationCues in that sentence say that the list asks for something.
var RecommendationCues = []string{
	"we recommend", "we recommend that", "recommends that", "recommends the following", "recommended that", "the following recommendations",
}

// AddresseeNouns are further words for those who are told to act.
var AddresseeNouns = words(`force forces provider providers ministers departments companies councils authorities boards trusts inspectorate
	establishment establishments commissioners directors secretaries services agencies police prison prisons`)

// StrengthCues and WeaknessCues in that sentence give the findings' polarity.
var (
	StrengthCues = []string{"strengths", "strong", "done well", "good practice", "positive", "positives", "effective because", "good because", "outstanding because"}
	WeaknessCues = []string{"weaknesses", "shortfalls", "failings", "concerns", "deficits", "inadequate because", "did not", "not good enough"}
)

// LinkVerbs open short items that send the reader elsewhere: Read the report.
var LinkVerbs = words(`read download view visit see click find watch listen subscribe follow share print email contact search browse sign`)
