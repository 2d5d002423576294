// Package findings reads what inspectors found: the bullets and numbered
// paragraphs of the sections that report findings, one record each, with the
// sentence that introduces them, the body that the section is about, and the
// numbers that they state.
package findings

import (
	"strings"
	"unicode"

	"assize/extractors/block"
	"assize/extractors/record"
	"assize/extractors/trace"
	"assize/extractors/vocab"
)

// A rule is why a block counts as a finding.
type rule struct {
	name       string
	confidence float64
}

// The rules, surest first.
var (
	inSection   = rule{"findings-section", .95}   // a heading above says findings
	afterLeadIn = rule{"findings-lead-in", .9}    // the list's lead-in says so
	numbered    = rule{"numbered-paragraph", .85} // a numbered paragraph of a report
	inReport    = rule{"report-bullet", .6}       // any other bullet of an inspection report
)

// Names tells which body a heading names, as written; "" where it names none.
type Names interface{ Body(heading string) string }

// Extract returns the findings in reading order. Blocks that the caller has
// given to other records already (recommendations, ratings) are left out.
// Headings say what the document's sections are for, names whom they are about.
func Extract(doc *block.Doc, tr *trace.Tracer, headings vocab.Sections, claimed map[int]bool, names Names) []*record.Finding {
	var (
		out    []*record.Finding
		report = isReport(doc, headings)
		above  = map[int]*record.Finding{} // the last finding at each depth of the open list
		ended  = -1                        // the last block that was an item
		about  = subjects(headings, names)
		themes = vocab.Themes()
	)
	for i := range doc.Blocks {
		b := &doc.Blocks[i]
		if b.Kind == block.ListItem && ended != i-1 && b.Depth <= 1 {
			clear(above)
		}
		if b.Kind == block.ListItem {
			ended = i
			for depth := range above {
				if depth >= b.Depth {
					delete(above, depth)
				}
			}
		}
		if claimed[i] {
			continue
		}
		parent := (*record.Finding)(nil)
		if b.Kind == block.ListItem {
			parent = above[b.Depth-1]
		}
		r, ok := judge(b, headings, report, parent)
		if !ok {
			continue
		}
		f := &record.Finding{
			LeadIn: b.LeadIn, List: listOf(b), Subject: about(b.Section), Themes: themes.Of(b.Text),
			Polarity: polarity(b, headings), Metrics: metrics(b.Text), Provenance: tr.Block(b),
			ContinuedPage: len(b.Spans) > 1 && b.Spans[0].Page != b.Spans[len(b.Spans)-1].Page,
		}
		f.Text, f.Section, f.Confidence, f.Rule = b.Text, b.Section, r.confidence, r.name
		if len(f.Themes) > 0 {
			f.Vocabulary = themes.Version
		}
		if f.Under = parent; b.Kind == block.ListItem {
			above[b.Depth] = f
		}
		out = append(out, f)
	}
	return out
}

// judge says whether the block is a finding, and why. What is nested under a
// finding is one for the same reason.
func judge(b *block.Block, headings vocab.Sections, report bool, parent *record.Finding) (rule, bool) {
	item := b.Kind == block.ListItem
	paragraph := b.Kind == block.Paragraph && b.Label != ""
	if !item && !paragraph || b.Quoted || len(b.Spans) == 0 || navigation(b) {
		return rule{}, false
	}
	duty := headings.Of(b.Section).Duty
	if duty == vocab.Topic && report {
		duty = vocab.Findings
	}
	switch {
	case duty == vocab.Apparatus || duty == vocab.Recommendations:
		return rule{}, false
	case duty == vocab.Findings && paragraph:
		return numbered, words(b.Text) >= paragraphWords
	case duty == vocab.Findings:
		return inSection, words(b.Text) >= itemWords
	case parent != nil:
		return rule{parent.Rule, parent.Confidence}, words(b.Text) >= itemWords
	}
	if strings.HasSuffix(b.Text, "?") {
		return rule{}, false // what inspectors asked, not what they found
	}
	lead := vocab.Key(b.LeadIn)
	for _, cue := range vocab.FindingCues {
		if vocab.HasPhrase(lead, cue) {
			return afterLeadIn, words(b.Text) >= itemWords
		}
	}
	if strings.Contains(b.Label, ".") {
		return numbered, report && words(b.Text) >= paragraphWords
	}
	return inReport, report && words(b.Text) >= paragraphWords
}

// The least words of a finding: in a list that is known to report findings, and
// elsewhere.
const (
	itemWords      = 3
	paragraphWords = 6
)

func words(s string) int { return len(strings.Fields(s)) }

// navigation says whether an item leads elsewhere: made of links, an address,
// a line of a contents page, or wholly in quotation marks (then it is a quote).
func navigation(b *block.Block) bool {
	linked := 0
	for _, l := range b.Links {
		linked += len(l.Text)
	}
	if linked*5 >= len(b.Text)*4 {
		return true
	}
	text := strings.TrimSpace(b.Text)
	if opening, _, _ := strings.Cut(text, " "); words(text) < 12 && vocab.LinkVerbs.Has(opening) {
		return true
	}
	if strings.Contains(text, "....") || strings.Contains(text, ". . .") {
		return true
	}
	if words(text) < 12 && (strings.Contains(text, "@") || strings.Contains(text, "://") || strings.Contains(text, "www.")) {
		return true
	}
	return quoted(text)
}

// quoted says whether one pair of quotation marks holds the whole text.
func quoted(text string) bool {
	for _, marks := range [][2]string{{"“", "”"}, {"‘", "’"}} {
		if strings.HasPrefix(text, marks[0]) && strings.HasSuffix(text, marks[1]) && strings.Count(text, marks[0]) == 1 {
			return true
		}
	}
	return strings.HasPrefix(text, `"`) && strings.HasSuffix(text, `"`) && strings.Count(text, `"`) == 2
}

// isReport says whether the document is about an inspection: its title says so,
// its sections do, or its opening paragraphs keep mentioning one.
func isReport(doc *block.Doc, headings vocab.Sections) bool {
	const opening, mentions = 60, 3
	duties := map[vocab.Duty]int{}
	paragraphs, inspections := 0, 0
	for i := range doc.Blocks {
		b := &doc.Blocks[i]
		key := ""
		if b.Kind == block.Heading || paragraphs < opening {
			key = vocab.Key(b.Text)
		}
		inspection := strings.Contains(key, " inspection") || strings.Contains(key, " inspector")
		switch {
		case b.Kind != block.Heading:
			paragraphs++
			if inspection {
				inspections++
			}
		case b.Title && (inspection || strings.Contains(key, " inquiry ")):
			return true
		default:
			duties[headings.Heading(b.Text).Duty]++
		}
	}
	return inspections >= mentions || duties[vocab.Recommendations] > 0 && duties[vocab.Findings]+duties[vocab.Topic] > 0
}

func listOf(b *block.Block) record.List {
	l := record.List{Style: record.Bullet, Depth: b.Depth, Ordinal: b.Ordinal, Label: b.Label}
	switch {
	case b.Kind != block.ListItem || strings.Contains(b.Label, "."):
		l.Style = record.Para
	case b.Label != "":
		l.Style = record.Number
	}
	if b.Kind != block.ListItem {
		l.Depth, l.Ordinal = 0, 0
	}
	return l
}

// subjects returns a function that gives the body that a section is about: the
// one that a heading names after “Findings —”, else the one that the innermost
// heading is but the name of. It looks each heading up once.
func subjects(headings vocab.Sections, names Names) func(section []string) string {
	known := map[string]string{}
	return func(section []string) string {
		if body := subject(section, headings); body != "" {
			return body
		}
		for i := len(section) - 1; i >= 0; i-- {
			body, seen := known[section[i]]
			if !seen {
				if body = names.Body(section[i]); !isName(section[i], body) {
					body = ""
				}
				known[section[i]] = body
			}
			if body != "" {
				return body
			}
		}
		return ""
	}
}

// isName says whether a heading is the name of a body and no more: a number, an
// article and words for findings aside.
func isName(heading, body string) bool {
	rest := strings.NewReplacer(body, " ", "—", " ", "–", " ").Replace(heading)
	for _, w := range strings.Fields(strings.ToLower(rest)) {
		if w = strings.Trim(w, "0123456789.:,()-"); w != "" && !vocab.HasPhrase(" the findings finding of on at in about for key main inspection our ", w) {
			return false
		}
	}
	return body != ""
}

// subject is the body that a heading names after “Findings —”, as written.
func subject(section []string, headings vocab.Sections) string {
	for i := len(section) - 1; i >= 0; i-- {
		for _, dash := range []string{"—", "–", " - ", ": "} {
			before, after, ok := strings.Cut(section[i], dash)
			if after = strings.TrimSpace(after); ok && headings.Heading(before).Duty == vocab.Findings && bodyName(after) {
				return after
			}
		}
	}
	return ""
}

// bodyName says whether a phrase is the name of a body: a few words, each with a
// capital, one of them an abbreviation or a word for organisations.
func bodyName(s string) bool {
	fields := strings.Fields(s)
	named := false
	for _, w := range fields {
		first := []rune(w)[0]
		if !unicode.IsUpper(first) && !vocab.HasPhrase(" the of for and ", strings.ToLower(w)) {
			return false
		}
		named = named || vocab.OrganisationNouns.Has(strings.Trim(w, "(),.")) || abbreviation(w)
	}
	return named && len(fields) <= 8
}

func abbreviation(w string) bool {
	w = strings.Trim(w, "(),.")
	return len(w) > 1 && w == strings.ToUpper(w) && strings.IndexFunc(w, unicode.IsLetter) == 0
}

var polarities = map[string]record.Polarity{
	"strength": record.Strength, "weakness": record.Weakness, "mixed": record.Mixed,
}

// polarity is what the section or the lead-in says, or unknown.
func polarity(b *block.Block, headings vocab.Sections) record.Polarity {
	if p, ok := polarities[headings.Of(b.Section).Sort]; ok {
		return p
	}
	lead := vocab.Key(b.LeadIn)
	strength, weakness := hasAny(lead, vocab.StrengthCues), hasAny(lead, vocab.WeaknessCues)
	switch {
	case strength && weakness:
		return record.Mixed
	case strength:
		return record.Strength
	case weakness:
		return record.Weakness
	}
	return record.PolarityUnknown
}

func hasAny(key string, phrases []string) bool {
	for _, p := range phrases {
		if vocab.HasPhrase(key, p) {
			return true
		}
	}
	return false
}
