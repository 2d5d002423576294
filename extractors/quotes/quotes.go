// Package quotes reads who said what: block quotes and stretches between
// quotation marks, each credited by a ladder of rules that goes from sure to
// likely and stops before guessing. A quote that nobody is credited with keeps
// an empty speaker; marks around a term, title, rating or scare quote are no
// quote and yield nothing.
//
// The order of the rungs follows the quotation attribution literature (Muzny et
// al., A Two-stage Sieve Approach for Quote Attribution, EACL 2017): block
// structure first, then syntax beside the quote, then the discourse around it.
package quotes

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"assize/extractors/block"
	"assize/extractors/record"
	"assize/extractors/trace"
	"assize/extractors/vocab"
)

// Page is what the metadata says about the page.
type Page struct {
	Authors   []string
	Publisher string
	Inspected []string // the bodies that it says were inspected
}

// extraction is the state of one document.
type extraction struct {
	doc    *block.Doc
	tracer *trace.Tracer
	page   Page
	cast   *cast
	// paragraphs by block; nil for headings, notes and block quotes
	paragraphs []*paragraph
	before     []int // the block that introduces each block, or -1
	last       *spoken
	lastAt     int // block of the last quote
	out        []*record.Quote
}

// Extract returns the document's quotes in reading order.
func Extract(doc *block.Doc, tr *trace.Tracer, page Page) []*record.Quote {
	x := &extraction{
		doc: doc, tracer: tr, page: page, cast: newCast(), lastAt: -10,
		paragraphs: make([]*paragraph, len(doc.Blocks)), before: introductions(doc),
	}
	for i := range doc.Blocks {
		if b := &doc.Blocks[i]; running(b) {
			x.paragraphs[i] = newParagraph(i, b)
			x.cast.read(x.paragraphs[i])
		}
	}
	for i := 0; i < len(doc.Blocks); {
		switch b := &doc.Blocks[i]; {
		case inQuote(b):
			i = x.blockQuote(i)
		case x.paragraphs[i] != nil:
			i = max(x.paragraph(i), x.statement(i))
		default:
			i++
		}
	}
	return dedupe(x.out)
}

// running says whether the block is running text, in which marks are read.
func running(b *block.Block) bool {
	switch b.Kind {
	case block.Paragraph, block.ListItem, block.Cell:
		return !b.Quoted && !b.Beside
	}
	return false
}

func inQuote(b *block.Block) bool { return b.Kind == block.Quote || b.Quoted }

// introductions finds for each block the one that may introduce it: the block
// before, or for an item of a list the block before the list.
func introductions(doc *block.Doc) []int {
	out := make([]int, len(doc.Blocks))
	first := map[int]int{}
	for i := range doc.Blocks {
		b := &doc.Blocks[i]
		out[i] = i - 1
		if b.Kind == block.ListItem && b.Group != 0 {
			if at, seen := first[b.Group]; seen {
				out[i] = at
			}
			first[b.Group] = out[i]
		}
		if out[i] >= 0 && doc.Blocks[out[i]].Kind == block.Heading {
			out[i] = -1
		}
	}
	return out
}

// paragraph emits the quotes between marks in block i and returns the block to
// go on with, which is further away when a quote runs over several paragraphs.
func (x *extraction) paragraph(i int) int {
	p := x.paragraphs[i]
	for k := range p.marks {
		if p.said[k] == nil {
			p.said[k] = x.credited(p, k)
		}
	}
	next := i + 1
	for k := 0; k < len(p.marks); k++ {
		said := p.said[k]
		if said == nil || said.term {
			continue
		}
		if p.marks[k].unclosed {
			next = x.runsOn(i, k, said)
			continue
		}
		if k == 0 && p.continued {
			continue
		}
		form, parts := x.form(p, k), []part{{p, k}}
		for p.goesOn(k) {
			k++
			form, parts = record.FormInline, append(parts, part{p, k})
		}
		x.emit(said, form, parts)
	}
	return next
}

// goesOn says whether the sentence of quote k goes on in the next one, with
// nothing but their credit between: “The gate,” she said, “was open.”
func (p *paragraph) goesOn(k int) bool {
	if k+1 >= len(p.marks) || p.said[k+1] == nil || p.said[k+1].term || p.marks[k+1].unclosed || p.said[k].speaker != p.said[k+1].speaker {
		return false
	}
	from, to := p.quotedAt[k]+1, p.quotedAt[k+1]
	if !strings.HasSuffix(p.inner(k), ",") || to-from < 2 || to-from > phraseLimit || !lowerOrI(p.inner(k+1)) {
		return false
	}
	for v := from; v < to; v++ {
		if vocab.Cues[p.tokens[v].lower] && p.tokens[v].kind == word {
			return p.tokens[to-1].is(",", "–", "—", "-") || v == to-1
		}
	}
	return false
}

// lowerOrI says whether a text can be the rest of a sentence by its first word.
func lowerOrI(text string) bool {
	first, _, _ := strings.Cut(strings.TrimSpace(text), " ")
	return unicode.IsLower(firstLetter(first)) || first == "I" || strings.HasPrefix(first, "I’") || strings.HasPrefix(first, "I'")
}

// credited climbs the ladder for mark k.
func (x *extraction) credited(p *paragraph, k int) *spoken {
	q := p.quotedAt[k]
	s := p.sentences[p.sentenceOf(q)]
	if p.isTerm(q, s) {
		return &spoken{term: true}
	}
	inner := p.inner(k)
	short := len(strings.Fields(inner)) <= termWords
	if c, ok := p.credit(q, s); ok {
		said := x.resolve(c)
		said.term = short && said.figure == nil && strings.EqualFold(c.who.written, "it") // a thing named it so
		return said
	}
	if q == len(p.tokens)-1 {
		if c, ok := x.signedBelow(p.at); ok {
			return x.resolve(c)
		}
	}
	previous, at := p.previous(k)
	if previous != nil && at >= s.from {
		return inherit(previous, bySibling)
	}
	if c, ok := x.nextInSentence(p, k, s); ok {
		c.rule = bySibling
		return x.resolve(c)
	}
	opens := startsAt(p.text, p.marks[k].open)
	if opens {
		if c, ok := x.introduced(p.at); ok {
			return x.resolve(c)
		}
	}
	if opens && len(p.tokens) == 1 && sentenceLike(inner) && x.last != nil && p.at == x.lastAt+1 {
		return inherit(x.last, byNextParagraph)
	}
	if previous != nil && (!short && p.connects(q, s.from) || q == s.from && q+1 == s.to && sentenceLike(inner)) {
		return inherit(previous, byPrevious)
	}
	if short {
		return &spoken{term: true}
	}
	if n := p.sentenceOf(q); n > 0 && q == s.from && sentenceLike(inner) {
		if c, ok := p.sentenceBefore(n - 1); ok {
			return x.resolve(c)
		}
	}
	if opens && len(strings.Fields(inner)) > speechWords && x.last != nil && p.at == x.lastAt+1 {
		return inherit(x.last, byLastSpeaker)
	}
	if !speechAlone(inner, p.marks[k].style) {
		return &spoken{term: true}
	}
	return &spoken{rule: byNobody, resolution: record.Unresolved, voice: record.Speech}
}

// previous is the last quote of the paragraph before mark k, terms left out, and
// the token where it stands.
func (p *paragraph) previous(k int) (*spoken, int) {
	const lookBack = 4
	for n := 0; k > 0 && n < lookBack; n++ {
		k--
		if said := p.said[k]; said != nil && !said.term {
			return said, p.quotedAt[k]
		}
	}
	return nil, 0
}

// connects says whether the quote at q begins its sentence, but for words that
// join it to the one before: But “…”; Adding, “…”.
func (p *paragraph) connects(q, lo int) bool {
	const longest = 3
	if q-lo > longest {
		return false
	}
	for i := lo; i < q; i++ {
		if t := &p.tokens[i]; !t.is(",", ":") && !vocab.Connectives[t.lower] && !vocab.Cues[t.lower] {
			return false
		}
	}
	return true
}

// signedBelow reads the paragraph after block i when it is a dash and a name.
func (x *extraction) signedBelow(i int) (credit, bool) {
	const longest = 14
	if i+1 >= len(x.paragraphs) || x.paragraphs[i+1] == nil {
		return credit{}, false
	}
	p := x.paragraphs[i+1]
	if len(p.tokens) < 2 || len(p.tokens) > longest || !isDash(runeAt(p.tokens[0].text, 0)) {
		return credit{}, false
	}
	return p.signature(1)
}

// nextInSentence takes the credit of a later quote of the same sentence:
// “…” and “…,” he said.
func (x *extraction) nextInSentence(p *paragraph, k int, s between) (credit, bool) {
	const lookAhead = 4
	for n := k + 1; n < len(p.marks) && n <= k+lookAhead && p.quotedAt[n] < s.to; n++ {
		if c, ok := p.after(p.quotedAt[n], s.to); ok {
			return c, true
		}
		if c, ok := p.trailing(p.quotedAt[n], s.to); ok {
			return c, true
		}
	}
	return credit{}, false
}

// introduced reads the block that introduces block i.
func (x *extraction) introduced(i int) (credit, bool) {
	if x.before[i] < 0 || x.paragraphs[x.before[i]] == nil {
		return credit{}, false
	}
	return x.paragraphs[x.before[i]].leadIn()
}

func inherit(from *spoken, r rule) *spoken {
	out := *from
	out.rule = rule{r.name, min(r.confidence, from.rule.confidence)}
	return &out
}

// A part is one marked stretch of a quote that may have several.
type part struct {
	p    *paragraph
	mark int
}

// runsOn emits a quote whose marks are re-opened at each further paragraph, and
// returns the block that holds its end. A mark that nothing closes and nothing
// re-opens is a quote only straight after its credit.
func (x *extraction) runsOn(i, k int, said *spoken) int {
	parts := []part{{x.paragraphs[i], k}}
	style := x.paragraphs[i].marks[k].style
	next := i + 1
	for next < len(x.paragraphs) && parts[len(parts)-1].unclosed() {
		p := x.paragraphs[next]
		if p == nil || len(p.marks) == 0 || p.marks[0].style != style || !startsAt(p.text, p.marks[0].open) {
			break
		}
		parts = append(parts, part{p, 0})
		p.continued, p.said[0] = true, said
		next++
	}
	switch {
	case len(parts) > 1:
		x.emit(said, record.FormMultiParagraph, parts)
		if !parts[len(parts)-1].unclosed() {
			return next - 1
		}
	case said.rule.name == byColon.name || said.rule.name == byNameColon.name || said.rule.name == byLeadIn.name:
		x.emit(said, record.FormInline, parts)
		x.out[len(x.out)-1].Flags = []string{"unclosed"}
	}
	return next
}

func (a part) unclosed() bool { return a.p.marks[a.mark].unclosed }

// form is inline for whole sentences and mixed for parts of one.
func (x *extraction) form(p *paragraph, k int) record.Form {
	q := p.quotedAt[k]
	atStart := q == 0 || p.tokens[q-1].kind == punct || p.tokens[q-1].kind == quoted
	if r := firstLetter(p.inner(k)); atStart || unicode.IsUpper(r) && sentenceLike(p.inner(k)) {
		return record.FormInline
	}
	return record.FormMixed
}

// emit appends one quote made of the given stretches.
func (x *extraction) emit(said *spoken, form record.Form, parts []part) {
	var spans []block.Span
	var texts, raws []string
	for _, a := range parts {
		m := a.p.marks[a.mark]
		start, end := trimmed(a.p.text, m.start, m.end)
		if a.p.places == nil {
			a.p.places = trace.NewLocator(x.doc, &x.doc.Blocks[a.p.at])
		}
		spans = append(spans, a.p.places.Within(start, end)...)
		texts = append(texts, a.p.text[start:end])
		raws = append(raws, a.p.text[m.open:m.closed])
	}
	at := parts[0].p.at
	x.add(said, form, texts, strings.Join(raws, " "), spans, at)
	x.lastAt = parts[len(parts)-1].p.at
}

// add completes a record; nothing is added where the place was not found.
func (x *extraction) add(said *spoken, form record.Form, texts []string, raw string, spans []block.Span, at int) {
	text := record.Join(texts)
	if text == "" || len(spans) == 0 {
		return
	}
	b := &x.doc.Blocks[at]
	q := &record.Quote{
		TextRaw: raw, Form: form, Speaker: said.speaker, Resolution: said.resolution, Cue: said.cue,
		Voice: said.voice, Side: x.sideOf(said), Cluster: record.ClusterID(text),
		Provenance: x.tracer.Spans(spans, x.tracer.Method(b)),
	}
	q.Text, q.Section = text, b.Section
	q.Confidence, q.Rule = said.rule.confidence, said.rule.name
	if q.Speaker.Name == "" {
		reason := record.NotStated
		if q.Speaker.AsWritten != "" {
			reason = record.NotResolved
		}
		q.Missing = map[string]record.Reason{"speaker": reason}
	}
	x.out = append(x.out, q)
	x.last, x.lastAt = said, at
}

// trimmed narrows bytes [start, end) to what stands between the white space.
func trimmed(text string, start, end int) (int, int) {
	for start < end {
		r, size := utf8.DecodeRuneInString(text[start:end])
		if !unicode.IsSpace(r) {
			break
		}
		start += size
	}
	return start, start + len(strings.TrimRightFunc(text[start:end], unicode.IsSpace))
}

// dedupe drops block quotes that repeat, as a pull quote does, words that are
// quoted elsewhere in the document: by the same speaker, or where the block
// names none and the other place does.
func dedupe(quotes []*record.Quote) []*record.Quote {
	credited := map[record.ID]bool{}
	body := map[string]*strings.Builder{"": {}} // what each speaker, and anybody, says in running text
	for _, q := range quotes {
		credited[q.Cluster] = credited[q.Cluster] || q.Speaker.Name != ""
		if q.Form == record.FormBlock || q.Speaker.Name == "" {
			continue
		}
		key := vocab.Key(q.Text)
		body[""].WriteString(key + "|")
		if body[q.Speaker.Name] == nil {
			body[q.Speaker.Name] = &strings.Builder{}
		}
		body[q.Speaker.Name].WriteString(key + "|")
	}
	kept := quotes[:0]
	for _, q := range quotes {
		said := body[q.Speaker.Name]
		repeats := said != nil && strings.Contains(said.String(), vocab.Key(q.Text)) || q.Speaker.Name == "" && credited[q.Cluster]
		if q.Form != record.FormBlock || !repeats {
			kept = append(kept, q)
		}
	}
	sort.SliceStable(kept, func(i, j int) bool {
		return kept[i].Provenance.Spans[0].Start < kept[j].Provenance.Spans[0].Start
	})
	return kept
}
