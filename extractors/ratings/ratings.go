// Package ratings reads judgements on closed scales: from the rows of tables,
// from headings (“Leadership: good”) and from sentences of fixed patterns
// (“… is judged to be good”). What does not stand on the scale of the
// inspectorate that the document names is not a rating here.
package ratings

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"assize/extractors/block"
	"assize/extractors/record"
	"assize/extractors/trace"
	"assize/extractors/vocab"
)

// extraction is the state of one document.
type extraction struct {
	doc      *block.Doc
	tracer   *trace.Tracer
	headings vocab.Sections
	scale    *Scale
	patterns *patterns
	out      []*record.Rating
	claimed  map[int]bool
}

// Confidence in a row of a table, in one of several values of a row whose columns
// have no headers, and in a line that reads like a row.
const (
	rowConfidence        = .97
	columnlessConfidence = .6
	lineConfidence       = .9
)

// columnUnknown flags a value of a row whose columns have no headers.
const columnUnknown = "column_unknown"

// sentenceWords is the least words of a cell that is read as a sentence.
const sentenceWords = 6

// Extract returns the ratings in reading order, and the indices of the blocks
// that are nothing but ratings. A document that names no inspectorate has none.
// Headings say what the document's sections are for.
func Extract(doc *block.Doc, tr *trace.Tracer, headings vocab.Sections) (out []*record.Rating, claimed map[int]bool) {
	x := &extraction{doc: doc, tracer: tr, headings: headings, scale: scaleOf(doc), claimed: map[int]bool{}}
	if x.scale == nil {
		return nil, x.claimed
	}
	x.patterns = x.scale.patterns()
	for i := 0; i < len(doc.Blocks); {
		b := &doc.Blocks[i]
		if b.Kind == block.Cell {
			end := i + 1
			for end < len(doc.Blocks) && doc.Blocks[end].Kind == block.Cell && doc.Blocks[end].Group == b.Group {
				end++
			}
			x.table(i, end)
			i = end
			continue
		}
		if !b.Quoted && b.Kind != block.Note && x.headings.Of(b.Section).Duty != vocab.Apparatus {
			x.sentence(i)
		}
		i++
	}
	x.corroborate()
	return x.out, x.claimed
}

// value is the judgement that a text states and nothing else, or "".
func (x *extraction) value(text string) string {
	return x.patterns.forms[strings.ToLower(strings.Trim(text, " .:*’‘'\""))]
}

// lineSubjects begin the lines of a judgement table that lost its cells.
var lineSubjects = regexp.MustCompile(`(?i)^(?:\d[\d.]*\s+)?(overall effectiveness|the impact of leaders|the experiences and progress of|the effectiveness of leaders|overall rating|leadership and management|quality of education|personal development|behaviour and attitudes)`)

// sentence reads one heading, paragraph or item.
func (x *extraction) sentence(i int) {
	b := &x.doc.Blocks[i]
	if len(b.Spans) == 0 {
		return
	}
	if subject, value, ok := x.line(b.Text); ok && b.Kind != block.Heading {
		r := x.add(named(subject), b.Text[len(b.Text)-len(value):], x.value(value), record.InTable, b.Spans, b)
		r.Text, r.Rule, r.Confidence = b.Text, "label-and-value", lineConfidence
		x.claimed[i] = true
		return
	}
	for k := range x.patterns.matchers {
		m := &x.patterns.matchers[k]
		if m.heading && b.Kind != block.Heading {
			continue
		}
		if at := m.re.FindStringSubmatchIndex(b.Text); at != nil && x.state(b, m, at) {
			return
		}
	}
}

// state makes the record of a judgement that a block states in the form that
// was found at the given places, unless it is not this document's.
func (x *extraction) state(b *block.Block, m *matcher, at []int) bool {
	group := func(n int) string {
		if n < 0 || at[2*n] < 0 {
			return ""
		}
		return b.Text[at[2*n]:at[2*n+1]]
	}
	start, end := sentenceAround(b.Text, at[0], at[1])
	subject := cmp.Or(group(m.subject), m.form.subject)
	if subject == "" && len(b.Section) > 0 {
		subject = b.Section[len(b.Section)-1]
	}
	raw, prior := cmp.Or(group(m.value), refusals[m.name]), group(m.prior)
	value, tail := x.value(strings.Join(strings.Fields(raw), " ")), ""
	told := b.Text[start:end] // but for what is said of the judgement before
	if value != "" {
		tail = strings.TrimLeft(b.Text[at[2*m.value+1]:end], "’'\"”")
		if was := x.patterns.before.FindStringSubmatchIndex(tail); was != nil {
			prior = tail[was[2]:was[3]]
			told = b.Text[start:at[2*m.value+1]] + tail[was[1]:]
		} else if unchanged.MatchString(b.Text[at[0]:end]) {
			prior = raw
			told = unchanged.Split(told, 2)[0]
		}
	}
	if value == "" && refusals[m.name] == "" || subject == "" || nameless(subject) || history.MatchString(told) {
		return false
	}
	where, spans := record.InSentence, trace.Within(x.doc, b, start, end)
	if b.Kind == block.Heading {
		where = record.InHeading
	}
	if len(spans) == 0 {
		return false
	}
	var r *record.Rating
	if value == "" {
		r = x.addRefused(named(subject), raw, refusal(raw), where, spans, b)
	} else {
		r = x.add(named(subject), raw, value, where, spans, b)
		r.Score = scored(tail)
		x.earlier(r, x.value(strings.Join(strings.Fields(strings.Trim(prior, "‘’“”'\"")), " ")), prior, "")
	}
	r.Text, r.Rule, r.Confidence = b.Text[start:end], m.name, m.confidence
	return true
}

// line reads “Overall effectiveness Good”, a row of a table without its cells.
func (x *extraction) line(text string) (subject, value string, ok bool) {
	if len(text) > 200 || !lineSubjects.MatchString(text) {
		return "", "", false
	}
	lower := strings.ToLower(text)
	if len(lower) != len(text) {
		return "", "", false
	}
	for form := range x.patterns.forms {
		if strings.HasSuffix(lower, " "+form) && len(form) > len(value) {
			value = text[len(text)-len(form):]
		}
	}
	subject = strings.TrimSpace(strings.TrimSuffix(text, value))
	last := subject[strings.LastIndex(subject, " ")+1:]
	return subject, value, value != "" && !vocab.Auxiliaries.Has(last) && !vocab.Prepositions.Has(last) && !strings.HasSuffix(last, ":")
}

// add makes a record; its text is what its spans cover.
func (x *extraction) add(subject, raw, value string, where record.Where, spans []block.Span, b *block.Block) *record.Rating {
	r := &record.Rating{
		Subject: subject, Value: value, ValueRaw: strings.Trim(raw, " ."), Scale: x.scale.ID, Where: where,
		Provenance: x.tracer.Spans(spans, x.tracer.Method(b)),
	}
	r.Text, r.Section = r.Provenance.Selector.Exact, b.Section
	x.out = append(x.out, r)
	return r
}

var (
	numbering = regexp.MustCompile(`^(?:(?:Section|Chapter|Part)\s+)?(?:\d+(?:\.\d+)*\.?\s+)+`)
	overall   = regexp.MustCompile(`(?i)^(?:the\s+)?overall\b(?:\s+(?:effectiveness|judgement|judgment|rating|grade|outcome))?`)
)

// overallSubject is the subject of a judgement on the whole.
const overallSubject = "overall"

// named cleans a subject: no numbering, no note mark, no colon; what is overall
// is called so.
func named(subject string) string {
	subject = strings.TrimRight(strings.TrimSpace(numbering.ReplaceAllString(subject, "")), " :–—-")
	if overall.MatchString(subject) && words(subject) <= 5 {
		return overallSubject
	}
	return subject
}

// corroborate makes one rating of all places that say the same of the same
// subject: the surest place stands for them, and counts the others.
func (x *extraction) corroborate() {
	best, places := map[string]*record.Rating{}, map[string]int{}
	key := func(r *record.Rating) string {
		k := strings.TrimPrefix(vocab.Key(r.Subject), " the ") + "\x00" + r.Value
		if slices.Contains(r.Flags, columnUnknown) { // of which body is not known, so it repeats nothing
			k += strconv.Itoa(r.Provenance.Spans[len(r.Provenance.Spans)-1].Start)
		}
		return k
	}
	for _, r := range x.out {
		k := key(r)
		places[k]++
		if best[k] == nil || sureness[r.Where] > sureness[best[k].Where] {
			best[k] = complete(r, best[k])
		} else {
			best[k] = complete(best[k], r)
		}
	}
	x.out = slices.DeleteFunc(x.out, func(r *record.Rating) bool { return best[key(r)] != r })
	for _, r := range x.out {
		r.CorroboratedBy = places[key(r)] - 1
	}
	x.out = slices.DeleteFunc(x.out, func(r *record.Rating) bool {
		cell := x.cellOf(r)
		if cell != nil {
			complete(cell, r)
			cell.CorroboratedBy += r.CorroboratedBy + 1
		}
		return cell != nil
	})
}

// complete gives a rating what another place of the same judgement says more.
func complete(r, other *record.Rating) *record.Rating {
	if other != nil && r.Prior == nil {
		r.Prior, r.Direction = other.Prior, other.Direction
	}
	if other != nil && r.Score == nil {
		r.Score = other.Score
	}
	return r
}

// cellOf is the one cell of a grid that a heading or sentence repeats: it has
// the same value, and its subject is the same with the column's header behind it.
func (x *extraction) cellOf(r *record.Rating) *record.Rating {
	if r.Where == record.InTable {
		return nil
	}
	var found *record.Rating
	for _, cell := range x.out {
		if cell.Where != record.InTable || cell.Value != r.Value || !strings.HasPrefix(cell.Subject, r.Subject+": ") {
			continue
		}
		if found != nil {
			return nil // of which column is not said
		}
		found = cell
	}
	return found
}

// sureness orders the places that a rating is read from.
var sureness = map[record.Where]int{record.InSentence: 1, record.InHeading: 2, record.InTable: 3}

func words(s string) int { return len(strings.Fields(s)) }
