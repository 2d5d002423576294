// Package ratings reads judgements on closed scales: from the rows of tables,
// from headings (“Leadership: good”) and from sentences of fixed patterns
// (“… is judged to be good”). What does not stand on the scale of the
// inspectorate that the document names is not a rating here.
package ratings

import (
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
	scale    *Scale
	forms    map[string]string
	matchers []matcher
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
func Extract(doc *block.Doc, tr *trace.Tracer) (out []*record.Rating, claimed map[int]bool) {
	x := &extraction{doc: doc, tracer: tr, scale: scaleOf(doc), claimed: map[int]bool{}}
	if x.scale == nil {
		return nil, x.claimed
	}
	x.forms, x.matchers = x.scale.forms(), compile(x.scale)
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
		if !b.Quoted && b.Kind != block.Note && vocab.SectionOf(b.Section).Duty != vocab.Apparatus {
			x.sentence(i)
		}
		i++
	}
	x.corroborate()
	return x.out, x.claimed
}

// table reads rows whose cell is a judgement and nothing else. In a grid, the
// column's header is part of the subject.
func (x *extraction) table(from, to int) {
	cells := x.doc.Blocks[from:to]
	if vocab.SectionOf(cells[0].Section).Duty == vocab.Apparatus {
		return
	}
	headers, values, grid := map[int]string{}, map[int]int{}, false
	for k := range cells {
		if cells[k].Row == cells[0].Row && cells[k].Col > 1 && x.value(cells[k].Text) == "" {
			headers[cells[k].Col] = cells[k].Text
		}
		if x.value(cells[k].Text) != "" {
			values[cells[k].Row]++
			grid = grid || values[cells[k].Row] > 1
		}
	}
	label := -1
	for k := range cells {
		c := &cells[k]
		value := x.value(c.Text)
		if value == "" && words(c.Text) >= sentenceWords {
			x.sentence(from + k)
		}
		if label < 0 || cells[label].Row != c.Row {
			label = k
			if value != "" {
				label = -1
			}
			continue
		}
		if value == "" || words(cells[label].Text) > 30 {
			continue
		}
		subject := named(cells[label].Text)
		if grid && headers[c.Col] != "" {
			subject += ": " + headers[c.Col]
		}
		r := x.add(subject, c.Text, value, record.InTable, row(cells[label].Spans, c.Spans), &cells[label])
		r.Rule, r.Confidence = "table-row", rowConfidence
		if values[c.Row] > 1 && headers[c.Col] == "" {
			r.Confidence, r.Flags = columnlessConfidence, []string{columnUnknown}
		}
		x.claimed[from+label], x.claimed[from+k] = true, true
	}
}

// row joins the spans of a label and of its value. Where a wrapped label runs on
// past the value the two cannot be read in one go, and the value stands alone.
func row(label, value []block.Span) []block.Span {
	if len(label) > 0 && len(value) > 0 && label[len(label)-1].End > value[0].Start {
		return value
	}
	return append(append([]block.Span{}, label...), value...)
}

// value is the judgement that a text states and nothing else, or "".
func (x *extraction) value(text string) string {
	return x.forms[strings.ToLower(strings.Trim(text, " .:*’‘'\""))]
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
	for _, m := range x.matchers {
		if m.heading && b.Kind != block.Heading {
			continue
		}
		at := m.re.FindStringSubmatchIndex(b.Text)
		if at == nil {
			continue
		}
		start, end := sentenceAround(b.Text, at[0], at[1])
		subject := m.form.subject
		if m.subject >= 0 {
			subject = b.Text[at[2*m.subject]:at[2*m.subject+1]]
		} else if subject == "" && len(b.Section) > 0 {
			subject = b.Section[len(b.Section)-1]
		}
		raw := b.Text[at[2*m.value]:at[2*m.value+1]]
		value := x.value(strings.Join(strings.Fields(raw), " "))
		if value == "" || subject == "" || nameless(subject) || history.MatchString(b.Text[start:end]) {
			continue
		}
		where, spans := record.InSentence, trace.Within(x.doc, b, start, end)
		if b.Kind == block.Heading {
			where = record.InHeading
		}
		if len(spans) == 0 {
			continue
		}
		r := x.add(named(subject), raw, value, where, spans, b)
		r.Text, r.Rule, r.Confidence = b.Text[start:end], m.name, m.confidence
		return
	}
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
	for form := range x.forms {
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
	numbering = regexp.MustCompile(`^(?:\d+(?:\.\d+)*\.?\s+)+`)
	overall   = regexp.MustCompile(`(?i)^(?:the\s+)?overall\b(?:\s+(?:effectiveness|judgement|judgment|rating|grade|outcome))?`)
)

// named cleans a subject: no numbering, no note mark, no colon; what is overall
// is called so.
func named(subject string) string {
	subject = strings.TrimRight(strings.TrimSpace(numbering.ReplaceAllString(subject, "")), " :–—-")
	if overall.MatchString(subject) && words(subject) <= 5 {
		return "overall"
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
			best[k] = r
		}
	}
	x.out = slices.DeleteFunc(x.out, func(r *record.Rating) bool { return best[key(r)] != r })
	for _, r := range x.out {
		r.CorroboratedBy = places[key(r)] - 1
	}
	x.out = slices.DeleteFunc(x.out, func(r *record.Rating) bool {
		cell := x.cellOf(r)
		if cell != nil {
			cell.CorroboratedBy += r.CorroboratedBy + 1
		}
		return cell != nil
	})
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
