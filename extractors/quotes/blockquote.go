package quotes

import (
	"strings"

	"assize/extractors/block"
	"assize/extractors/record"
	"assize/extractors/trace"
)

// blockQuote emits the block quote that begins at block i as one quote, and
// returns the block after it.
func (x *extraction) blockQuote(i int) int {
	end := i + 1
	for end < len(x.doc.Blocks) && inQuote(&x.doc.Blocks[end]) && sameQuote(&x.doc.Blocks[i], &x.doc.Blocks[end]) {
		end++
	}
	blocks := x.doc.Blocks[i:end]
	said, signed := x.signature(i, end)
	if signed {
		blocks = blocks[:len(blocks)-1]
	}
	if said == nil {
		if c, ok := x.introduced(i); ok {
			said = x.resolve(c)
		}
	}
	if len(blocks) == 0 {
		return end
	}
	var texts []string
	for k := range blocks {
		texts = append(texts, blocks[k].Text)
	}
	whole := strings.Join(texts, " ")
	if said == nil {
		if nobodysWords(whole) {
			return end
		}
		said = &spoken{rule: byNobody, resolution: record.Unresolved, voice: record.Speech}
	}
	x.addBlocks(said, i, blocks, texts)
	x.lastAt = end - 1
	return end
}

// sameQuote says whether two neighbouring blocks belong to one block quote; a
// list inside has a group of its own.
func sameQuote(a, b *block.Block) bool {
	return a.Group == b.Group || a.Kind != block.Quote || b.Kind != block.Quote
}

// signature reads the speaker that the quote itself names: its citation, or a
// last paragraph “– Name, role”.
func (x *extraction) signature(i, end int) (*spoken, bool) {
	last := &x.doc.Blocks[end-1]
	line, dashed := last.Cite, false
	if text := strings.TrimLeft(last.Text, "-–—― "); end-i > 1 && text != last.Text && len(strings.Fields(text)) <= 16 {
		line, dashed = text, true
	}
	repeated := end-i > 1 && last.Cite != "" && strings.TrimLeft(last.Text, "-–—― ") == strings.TrimLeft(last.Cite, "-–—― ")
	if line == "" {
		return nil, false
	}
	p := newParagraph(i, &block.Block{Text: strings.TrimLeft(line, "-–—― ")})
	if len(p.tokens) == 0 {
		return nil, false
	}
	s := between{0, len(p.tokens)}
	m, _ := personAt(p, 0, s)
	if m.kind != person {
		np, ok := p.phraseForward(0, s.to)
		if !ok {
			return nil, false
		}
		m = describe(p.text, p.tokens[np.from:np.to])
		if m.kind == nobody || m.kind == pronoun {
			return nil, false
		}
	}
	if m.kind == person {
		x.cast.add(m)
	}
	return x.resolve(credit{who: m, rule: byCite, in: p}), dashed || repeated
}

// addBlocks emits blocks as one quote, one span for each paragraph, without the
// marks that wrap the whole.
func (x *extraction) addBlocks(said *spoken, at int, blocks []block.Block, texts []string) {
	raw := strings.Join(texts, " ")
	var spans []block.Span
	var bare []string
	for k := range blocks {
		start, end := trimmed(texts[k], 0, len(texts[k]))
		start, end = unwrapped(texts, k, start, end)
		if start >= end {
			continue
		}
		if start == 0 && end == len(texts[k]) {
			spans = append(spans, blocks[k].Spans...)
		} else {
			spans = append(spans, trace.Within(x.doc, &blocks[k], start, end)...)
		}
		bare = append(bare, texts[k][start:end])
	}
	x.add(said, record.FormBlock, bare, raw, spans, at)
}

// unwrapped leaves out the marks of paragraph k that wrap the whole quote: one
// that opens the first paragraph (and each re-opened one), one that closes the
// last.
func unwrapped(texts []string, k, start, end int) (int, int) {
	first, last := scan(texts[0]), scan(texts[len(texts)-1])
	if len(first) == 0 || len(last) == 0 || !startsAt(texts[0], first[0].open) {
		return start, end
	}
	closes := last[len(last)-1]
	if closes.unclosed || strings.TrimSpace(texts[len(texts)-1][closes.closed:]) != "" || len(texts) == 1 && len(first) > 1 {
		return start, end
	}
	marks := scan(texts[k])
	if len(marks) > 0 && startsAt(texts[k], marks[0].open) && (len(texts) == 1 || marks[0].unclosed || marks[0].end >= end-len("”")) {
		start = marks[0].start
		if !marks[0].unclosed {
			end = marks[0].end
		}
	}
	return start, end
}
