// Package recs reads what a report says must change: recommendations, areas for
// improvement, key and priority concerns, priority actions, requirements, causes
// of concern. They stand as items or paragraphs of a section so headed, as
// paragraphs or headings that begin “Recommendation 3:”, or as rows of a table
// with the body responsible beside them.
package recs

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"assize/extractors/block"
	"assize/extractors/record"
	"assize/extractors/trace"
	"assize/extractors/vocab"
)

// A rule is why a block counts as a recommendation.
type rule struct {
	name       string
	confidence float64
}

// The rules, surest first.
var (
	byLabel   = rule{"labelled", .98}              // Recommendation 3: …
	byItem    = rule{"section-item", .95}          // an item of the section
	byTable   = rule{"table-row", .95}             // a row of a table so headed
	bySection = rule{"section-paragraph", .8}      // a paragraph of the section that says should or must
	byHeading = rule{"labelled-heading", .9}       // the heading itself is the recommendation
	byOpening = rule{"after-labelled-heading", .9} // the paragraph after such a heading
)

// extraction is the state of one document.
type extraction struct {
	doc      *block.Doc
	tracer   *trace.Tracer
	headings vocab.Sections
	out      []*record.Recommendation
	claimed  map[int]bool
	above    map[int]*record.Recommendation // the last at each depth of the open list
	pending  string                         // the number that a labelled heading gave to what follows
	labelled *record.Recommendation         // the recommendation of the label that we are under
	under    *record.Recommendation         // the recommendation whose items follow
	last     *record.Recommendation         // the last that is no part of another

	answers    bool                   // a heading says that the document answers recommendations
	replying   *record.Recommendation // the one that is being answered
	replier    string                 // by whom, as a heading says
	replySpans []block.Span
}

// Extract returns the recommendations in reading order, and the indices of the
// blocks that they were read from. Headings say what the document's sections are
// for.
func Extract(doc *block.Doc, tr *trace.Tracer, headings vocab.Sections) (out []*record.Recommendation, claimed map[int]bool) {
	x := &extraction{doc: doc, tracer: tr, headings: headings, claimed: map[int]bool{}, above: map[int]*record.Recommendation{}}
	x.answers = slices.ContainsFunc(doc.Blocks, func(b block.Block) bool { return b.Kind == block.Heading && answering.MatchString(b.Text) })
	for i := 0; i < len(doc.Blocks); {
		b := &doc.Blocks[i]
		if b.Kind == block.Cell && b.Group != 0 {
			end := i
			for end < len(doc.Blocks) && doc.Blocks[end].Kind == block.Cell && doc.Blocks[end].Group == b.Group {
				end++
			}
			x.table(i, end)
			i = end
			continue
		}
		x.block(i)
		i++
	}
	return x.out, x.claimed
}

// labelled matches the name and number that a recommendation may begin with.
var labelled = regexp.MustCompile(`^(Recommendation|Key concern|Priority concern|Area for improvement|Requirement|Cause of concern|Concern|Priority action|Breach)s?(?:\s+(\d+(?:\.\d+)*[a-z]?|[A-Z]\d*)\b\s*[:.)–—-]*|\s*(:))\s*`)

var labelTypes = map[string]record.RecommendationType{
	"Recommendation": record.TypeRecommendation, "Key concern": record.TypeKeyConcern, "Priority concern": record.TypePriorityConcern,
	"Area for improvement": record.TypeImprovement, "Requirement": record.TypeRequirement,
	"Cause of concern": record.TypeCauseOfConcern, "Concern": record.TypeKeyConcern, "Priority action": record.TypePriorityAction,
	"Breach": record.TypeBreach,
}

// leadingNumber is the number that a cell begins with.
var leadingNumber = regexp.MustCompile(`^(\d+(?:\.\d+)*[a-z]?)[.):]\s+`)

// The least words of a recommendation, as an item and as a paragraph.
const (
	itemWords      = 3
	paragraphWords = 6
)

func (x *extraction) block(i int) {
	b := &x.doc.Blocks[i]
	if x.reply(i) {
		return
	}
	if b.Kind == block.Heading {
		x.pending, x.under, x.labelled = "", nil, nil
		clear(x.above)
	}
	m := labelled.FindStringSubmatchIndex(b.Text)
	section := x.headings.Of(b.Section)
	if section.Duty == vocab.Apparatus || b.Quoted || b.Kind == block.Note || b.Kind == block.Quote {
		return
	}
	switch {
	case m != nil && (b.Kind != block.Paragraph || m[1] < len(b.Text)) && follows(b.Text[m[1]:]) && (m[4] >= 0 || words(b.Text[m[1]:]) >= itemWords):
		x.label(i, b.Text[max(m[4], 0):max(m[5], 0)], labelTypes[b.Text[m[2]:m[3]]], m[1])
	case b.Kind == block.ListItem && (section.Duty == vocab.Recommendations || x.under != nil || recommends(b.LeadIn)):
		x.item(i, typeOf(section))
	case b.Kind == block.Paragraph && x.pending != "" && words(b.Text) >= paragraphWords:
		number := x.pending
		x.pending = ""
		x.labelled = x.add(i, typeOf(section), number, byOpening, 0)
		x.under = x.labelled
	case b.Kind == block.Paragraph && (section.Duty == vocab.Recommendations || x.labelled != nil):
		x.paragraph(i, typeOf(section))
	}
}

// follows says whether the words after a label are a recommendation of their
// own, not the rest of a sentence about it (Recommendation 3 was met).
func follows(rest string) bool {
	first, _, _ := strings.Cut(rest, " ")
	return rest == "" || !vocab.Auxiliaries.Has(first) && !vocab.Prepositions.Has(first) && first != "and" && !strings.HasPrefix(first, "(")
}

// label reads “Recommendation 3: …”, as a paragraph, an item or a heading.
func (x *extraction) label(i int, number string, kind record.RecommendationType, rest int) {
	b := &x.doc.Blocks[i]
	if b.Kind != block.Heading {
		x.under = x.add(i, kind, number, byLabel, rest)
		return
	}
	if words(b.Text[rest:]) >= paragraphWords {
		x.labelled = x.add(i, kind, number, byHeading, rest)
		x.under = x.labelled
		return
	}
	x.pending = number
}

// item reads an item of a list of recommendations.
func (x *extraction) item(i int, kind record.RecommendationType) {
	b := &x.doc.Blocks[i]
	for depth := range x.above {
		if depth >= b.Depth {
			delete(x.above, depth)
		}
	}
	parent := x.above[b.Depth-1]
	if parent == nil {
		parent = x.under
	}
	if words(b.Text) < itemWords && parent == nil || linked(b) {
		return
	}
	r := x.add(i, kind, b.Label, byItem, 0)
	if r == nil {
		return
	}
	if r.Under = parent; parent != nil {
		x.last = parent
		if len(r.Addressees) == 0 {
			r.Addressees = parent.Addressees
		}
	}
	x.above[b.Depth] = r
}

// concerns are the types that say what is wrong, not what to do; a paragraph of
// their sections that speaks of concerns introduces them.
var (
	concerns = map[record.RecommendationType]bool{record.TypeCauseOfConcern: true, record.TypeKeyConcern: true, record.TypePriorityConcern: true, record.TypeBreach: true}
	concern  = regexp.MustCompile(`(?i)\b(?:concerns?|recommendations?|breach(?:es)?|inspection)\b`)
)

// paragraph reads a paragraph of a section of recommendations that is numbered
// or says who should do what, or of a section of concerns.
func (x *extraction) paragraph(i int, kind record.RecommendationType) {
	b := &x.doc.Blocks[i]
	leadIn := strings.HasSuffix(b.Text, ":") && !strings.Contains(b.Text, ". ")
	if leadIn || words(b.Text) < paragraphWords {
		return
	}
	if b.Label == "" && !obliges(b.Text) && !(concerns[kind] && !concern.MatchString(b.Text)) {
		return
	}
	if r := x.add(i, kind, b.Label, bySection, 0); r != nil {
		r.Under, x.under = x.labelled, r
	}
}

// table reads a table with a column of recommendations and, it may be, one of
// the bodies responsible.
func (x *extraction) table(from, to int) {
	cells := x.doc.Blocks[from:to]
	text, body, number, header := columns(cells, x.headings)
	answer, status, replier := replyColumns(cells)
	section := x.headings.Of(cells[0].Section)
	kind := typeOf(section)
	switch {
	case text > 0:
		kind = typeOf(header)
	case section.Duty != vocab.Recommendations:
		return
	}
	responsible, label := map[int]string{}, map[int]string{}
	for k := range cells {
		c := &cells[k]
		switch {
		case c.Header || c.Row == 1 && text > 0:
		case c.Col == body:
			responsible[c.Row] = c.Text
		case c.Col == number:
			label[c.Row] = c.Text
		}
	}
	for k := range cells {
		c := &cells[k]
		if c.Header || c.Row == 1 && text > 0 || text > 0 && c.Col != text || words(c.Text) < paragraphWords || text == 0 && !obliges(c.Text) {
			continue
		}
		printed, start := label[c.Row], 0
		if m := leadingNumber.FindStringSubmatchIndex(c.Text); m != nil && printed == "" {
			printed, start = c.Text[m[2]:m[3]], m[1]
		}
		r := x.add(from+k, kind, printed, byTable, start)
		if r != nil && responsible[c.Row] != "" {
			r.Addressees = parties(responsible[c.Row])
		}
		if x.under = nil; strings.HasSuffix(c.Text, ":") {
			x.under = r
		}
		if reply, said := cellAt(cells, c.Row, answer), cellAt(cells, c.Row, status); r != nil && (reply != nil || said != nil) {
			r.Response = x.replyOf(cmp.Or(reply, said).Spans, c, textOf(said), replier)
		}
	}
	if text > 0 {
		for k := range cells {
			x.claimed[from+k] = true
		}
	}
}

func cellAt(cells []block.Block, row, col int) *block.Block {
	for k := range cells {
		if col > 0 && cells[k].Row == row && cells[k].Col == col && len(cells[k].Spans) > 0 {
			return &cells[k]
		}
	}
	return nil
}

func textOf(b *block.Block) string {
	if b == nil {
		return ""
	}
	return b.Text
}

// columns finds which column of a table holds recommendations, which the bodies
// responsible, and which the numbers, by its first row; 0 where there is none.
func columns(cells []block.Block, headings vocab.Sections) (text, body, number int, heading vocab.Heading) {
	for k := range cells {
		c := &cells[k]
		if c.Row != cells[0].Row {
			break
		}
		key := vocab.Key(c.Text)
		h := headings.Heading(c.Text)
		switch {
		case words(c.Text) > 8:
		case vocab.HasPhrase(key, "responsible body") || vocab.HasPhrase(key, "responsible") || vocab.HasPhrase(key, "owner") || vocab.HasPhrase(key, "addressed to"):
			body = c.Col
		case h.Duty == vocab.Recommendations && text == 0:
			text, heading = c.Col, h
		case vocab.HasPhrase(key, "no") || vocab.HasPhrase(key, "number") || vocab.HasPhrase(key, "ref"):
			number = c.Col
		}
	}
	return text, body, number, heading
}

// add makes the record of a block, its text from byte start on.
func (x *extraction) add(i int, kind record.RecommendationType, number string, why rule, start int) *record.Recommendation {
	b := &x.doc.Blocks[i]
	spans := x.within(b, start)
	if len(spans) == 0 || strings.TrimSpace(b.Text[start:]) == "" {
		return nil
	}
	r := &record.Recommendation{Type: kind, Number: number, LeadIn: b.LeadIn, Provenance: x.tracer.Spans(spans, x.tracer.Method(b))}
	r.Text, r.Section, r.Confidence, r.Rule = strings.TrimSpace(b.Text[start:]), b.Section, why.confidence, why.name
	r.Addressees = addressees(r.Text, b, x.headings)
	r.DeadlineRaw, r.Deadline = deadline(r.Text, b.LeadIn, b.Section)
	r.CrossRefs = crossRefs(r.Text)
	if number == "" {
		r.Missing = map[string]record.Reason{"number": record.NotStated}
	}
	x.out, x.last = append(x.out, r), r
	x.claimed[i] = true
	return r
}

// within is the spans of a block from byte start on.
func (x *extraction) within(b *block.Block, start int) []block.Span {
	if start == 0 {
		return b.Spans
	}
	return trace.Within(x.doc, b, start, len(b.Text))
}

// recommends says whether the sentence before a list asks for what it lists.
func recommends(leadIn string) bool {
	key := vocab.Key(leadIn)
	return slices.ContainsFunc(vocab.RecommendationCues, func(cue string) bool { return vocab.HasPhrase(key, cue) })
}

func typeOf(h vocab.Heading) record.RecommendationType {
	if h.Duty == vocab.Recommendations && h.Sort != "" {
		return record.RecommendationType(h.Sort)
	}
	return record.TypeRecommendation
}

func words(s string) int { return len(strings.Fields(s)) }

// linked says whether an item is nothing but a link.
func linked(b *block.Block) bool {
	n := 0
	for _, l := range b.Links {
		n += len(l.Text)
	}
	return n*5 >= len(b.Text)*4
}
