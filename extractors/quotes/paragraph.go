package quotes

import (
	"sort"

	"assize/extractors/block"
	"assize/extractors/trace"
)

// A paragraph is a block made ready for the grammar.
type paragraph struct {
	at        int // index of the block
	text      string
	marks     []marked
	tokens    []token
	sentences []between
	quotedAt  []int          // token index of each marked stretch
	said      []*spoken      // what became of each marked stretch
	places    *trace.Locator // made when the first quote is emitted
	continued bool           // the first stretch is the rest of an earlier quote
}

func newParagraph(at int, b *block.Block) *paragraph {
	p := &paragraph{at: at, text: b.Text}
	p.marks = scan(p.text)
	p.tokens = tokenise(p.text, p.marks)
	p.sentences = sentences(p.text, p.tokens, p.marks)
	p.quotedAt = make([]int, len(p.marks))
	for i := range p.tokens {
		if p.tokens[i].kind == quoted {
			p.quotedAt[p.tokens[i].quote] = i
		}
	}
	p.said = make([]*spoken, len(p.marks))
	return p
}

// inner is what stands between the marks of a quoted stretch.
func (p *paragraph) inner(mark int) string {
	return p.text[p.marks[mark].start:p.marks[mark].end]
}

// sentenceOf is the sentence that token i stands in.
func (p *paragraph) sentenceOf(i int) int {
	return sort.Search(len(p.sentences), func(k int) bool { return p.sentences[k].to > i })
}
