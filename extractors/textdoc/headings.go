package textdoc

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"assize/extractors/block"
)

// headings turns paragraphs into headings: underlined lines, and short lines
// that stand alone, begin in upper case and end without punctuation. More than
// two of the latter in a row are an address or a table, not headings. A text that
// opens with such a line has it as its title.
func headings(blocks []block.Block, shapes []shape) {
	const mostInARow = 2
	for i := 0; i < len(blocks); {
		end := i
		for end < len(blocks) && shapes[end].alone && short(&blocks[end], shapes[end]) && !stacked(blocks, shapes, end) {
			end++
		}
		if end-i <= mostInARow && end < len(blocks) {
			for k := i; k < end; k++ {
				blocks[k].Kind, blocks[k].Level = block.Heading, 2
			}
		}
		i = end + 1
	}
	for i := range blocks {
		switch shapes[i].underlined {
		case '=':
			blocks[i].Kind, blocks[i].Level = block.Heading, 1
		case '-':
			blocks[i].Kind, blocks[i].Level = block.Heading, 2
		}
	}
	if len(blocks) > 1 && (blocks[0].Kind == block.Heading || short(&blocks[0], shapes[0])) {
		first := &blocks[0]
		first.Kind, first.Level, first.Title = block.Heading, max(first.Level, 1), true
	}
}

// stacked reports whether the block after i stands straight below it and is as
// short: the lines of an address.
func stacked(blocks []block.Block, shapes []shape, i int) bool {
	return i+1 < len(blocks) && !shapes[i+1].alone && short(&blocks[i+1], shapes[i+1])
}

// short reports whether a paragraph has the length and the ends of a heading.
func short(b *block.Block, s shape) bool {
	const mostCharacters, mostWords = 90, 14
	if b.Kind != block.Paragraph || s.lines > 1 || utf8.RuneCountInString(b.Text) > mostCharacters || len(strings.Fields(b.Text)) > mostWords {
		return false
	}
	first, _ := utf8.DecodeRuneInString(b.Text)
	last, _ := utf8.DecodeLastRuneInString(b.Text)
	return (unicode.IsUpper(first) || unicode.IsDigit(first)) && (unicode.IsLetter(last) || unicode.IsDigit(last) || strings.ContainsRune(")?’'", last))
}
