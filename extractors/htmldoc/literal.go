package htmldoc

import (
	"strconv"
	"strings"

	"assize/extractors/block"
)

// listLiteral makes list items of paragraphs that begin with a printed bullet
// or number: runs of two or more bullets of one kind, or of numbers that count
// on. Items of real lists lose a bullet that is printed in front of them.
func listLiteral(blocks []block.Block) []block.Block {
	groups := 0
	for i := range blocks {
		groups = max(groups, blocks[i].Group)
	}
	for i := 0; i < len(blocks); {
		b := &blocks[i]
		mark, ok := block.CutMark(b.Text)
		if b.Kind == block.ListItem && ok && mark.Label == "" {
			b.Text, b.Marker = b.Text[mark.Len:], mark.Printed
		}
		end := runEnd(blocks, i)
		if end-i < 2 {
			i++
			continue
		}
		groups++
		for k := i; k < end; k++ {
			item(&blocks[k], k-i+1, groups)
		}
		i = end
	}
	return blocks
}

// runEnd is where a run of marked paragraphs that begins at i ends.
func runEnd(blocks []block.Block, i int) int {
	last, ok := markOf(&blocks[i])
	if !ok {
		return i
	}
	end := i + 1
	for ; end < len(blocks); end++ {
		mark, ok := markOf(&blocks[end])
		if !ok || !follows(last, mark) || blocks[end].Quoted != blocks[i].Quoted {
			break
		}
		last = mark
	}
	return end
}

func markOf(b *block.Block) (block.Mark, bool) {
	if b.Kind != block.Paragraph && b.Kind != block.Quote {
		return block.Mark{}, false
	}
	return block.CutMark(b.Text)
}

// follows reports whether next is the mark of the item after last's.
func follows(last, next block.Mark) bool {
	if last.Label == "" || next.Label == "" {
		return last.Printed == next.Printed
	}
	return next.Label == successor(last.Label)
}

// successor is the label that counts on: 3 → 4, 1.9 → 1.10, a → b, iii → iv.
func successor(label string) string {
	head, tail := "", label
	if dot := strings.LastIndexByte(label, '.'); dot >= 0 {
		head, tail = label[:dot+1], label[dot+1:]
	}
	if n, err := strconv.Atoi(tail); err == nil {
		return head + strconv.Itoa(n+1)
	}
	for n := 1; n < 30; n++ {
		if tail == roman(n) && (len(tail) > 1 || n == 1) {
			return roman(n + 1)
		}
	}
	return string(rune(tail[0] + 1))
}

func item(b *block.Block, ordinal, group int) {
	mark, _ := block.CutMark(b.Text)
	b.Kind, b.Depth, b.Ordinal, b.Group = block.ListItem, 1, ordinal, group
	b.Marker, b.Label, b.Text = mark.Printed, mark.Label, b.Text[mark.Len:]
	b.Evidence = append(b.Evidence, block.FromText)
}
