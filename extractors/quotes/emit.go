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
	const pullQuotes = 200 // more block quotes than that are not looked for
	kept, blocks := quotes[:0], 0
	for _, q := range quotes {
		if q.Form != record.FormBlock || blocks >= pullQuotes {
			kept = append(kept, q)
			continue
		}
		blocks++
		said := body[q.Speaker.Name]
		repeats := said != nil && strings.Contains(said.String(), vocab.Key(q.Text)) || q.Speaker.Name == "" && credited[q.Cluster]
		if !repeats {
			kept = append(kept, q)
		}
	}
	sort.SliceStable(kept, func(i, j int) bool {
		return kept[i].Provenance.Spans[0].Start < kept[j].Provenance.Spans[0].Start
	})
	return kept
}
