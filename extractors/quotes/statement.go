package quotes

import (
	"slices"
	"strings"

	"assize/extractors/block"
	"assize/extractors/vocab"
)

// statementLength bounds an unmarked statement, in paragraphs.
const statementLength = 8

// statement emits the paragraphs that block i announces as somebody's statement
// and that have no marks of their own: X has made this statement: ¶ … It returns
// the block to go on with, which is i+1 when block i announces none.
func (x *extraction) statement(i int) int {
	p := x.paragraphs[i]
	if len(p.tokens) == 0 || !p.tokens[len(p.tokens)-1].is(":") || len(p.marks) > 0 || !p.announces() {
		return i + 1
	}
	end := i + 1
	for end < len(x.doc.Blocks) && end-i <= statementLength && x.states(end) {
		end++
	}
	c, ok := p.leadIn()
	if !ok || end == i+1 {
		return i + 1
	}
	said := x.resolve(c)
	said.rule = byStatement
	blocks := x.doc.Blocks[i+1 : end]
	var texts []string
	for k := range blocks {
		texts = append(texts, blocks[k].Text)
	}
	x.addBlocks(said, i+1, blocks, texts)
	x.lastAt = end - 1
	return end
}

// announces says whether the block's last sentence speaks of a statement to come.
func (p *paragraph) announces() bool {
	s := p.sentences[len(p.sentences)-1]
	tokens := p.tokens[s.from:s.to]
	return slices.ContainsFunc(tokens, func(t token) bool { return vocab.Announced[t.lower] }) &&
		slices.ContainsFunc(tokens, func(t token) bool { return t.is("following", "this") })
}

// states says whether block i can be a paragraph of an unmarked statement.
func (x *extraction) states(i int) bool {
	b, p := &x.doc.Blocks[i], x.paragraphs[i]
	if b.Kind != block.Paragraph || p == nil || len(p.marks) > 0 || strings.HasSuffix(b.Text, ":") || nobodysWords(b.Text) {
		return false
	}
	return strings.ContainsAny(b.Text[len(b.Text)-1:], ".!?") && english(b.Text)
}
