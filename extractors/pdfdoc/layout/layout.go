// Package layout finds the blocks of a document from the glyphs on its pages:
// words by their gaps, lines by their baselines, reading order by an X-Y cut,
// paragraphs by the document's own leading and indents, headings by how rare
// their type is, list items by their marks. Where the file has a structure tree
// (package tags), that says which lines make one paragraph, item, cell or note.
//
// The rules compare a page with the rest of its document; lengths are measured
// in font sizes, and each limit stands as a named constant beside its rule.
package layout

import (
	"slices"

	"assize/extractors/block"
	"assize/extractors/pdfdoc/content"
	"assize/extractors/pdfdoc/tags"
)

// A sheet is one page on its way from glyphs to blocks.
type sheet struct {
	number     int
	page       *content.Page
	frame      frame
	bounds     box
	pieces     []piece  // the main text
	head, foot []piece  // furniture
	tilted     []string // text at other angles, and on curves
	drawing    drawing
	tables     []*grid
	regions    []region
	columns    [][]line // the regions without tables, as lines
	nodes      []*node
}

// Blocks lays a document out. The artefact holds every word that the pages show,
// in reading order, pages parted by form feeds; a block has one span for each
// page that it stands on. Running heads, page numbers and tilted text are in the
// artefact and in no block; so are references to notes, behind their block.
//
// The tree is nil where there is none to be trusted. What it is asked stands in
// unit.go and taggedtable.go, how the two are weighed in fuse.go; words, lines,
// their order and most headings are geometry's.
func Blocks(pages []content.Page, tree *tags.Tree) *block.Doc {
	sheets := make([]*sheet, len(pages))
	t := taggingOf(tree, pages)
	for i := range pages {
		sheets[i] = newSheet(i, &pages[i], t)
	}
	setFurniture(sheets)
	em, start := usual(sheets)
	var columns [][]line
	for _, s := range sheets {
		s.arrange(em, start)
		columns = append(columns, s.columns...)
		for _, t := range s.tables {
			for i := range t.cells {
				columns = append(columns, t.cells[i].lines)
			}
		}
	}
	setMarkers(columns)
	m := measureOf(columns)
	for i, s := range sheets {
		s.nodes = s.build(i, m)
	}
	classify(sheets, m)
	doc := write(sheets, m)
	doc.Method = methodOf(doc.Blocks)
	doc.Outline()
	return doc
}

// methodOf says what most blocks were read from.
func methodOf(blocks []block.Block) string {
	tagged := 0
	for i := range blocks {
		tagged += count(slices.Contains(blocks[i].Evidence, block.FromTags))
	}
	if 2*tagged > len(blocks) {
		return string(block.FromTags)
	}
	return string(block.FromLayout)
}

func newSheet(i int, p *content.Page, t *tagging) *sheet {
	curves, onCurve := curved(p.Glyphs)
	parts := byAngle(p, i, t, onCurve)
	s := &sheet{number: i + 1, page: p, frame: parts[0].frame, tilted: curves}
	s.bounds = s.frame.box(0, 0, p.Width, p.Height)
	s.drawing = drawingOf(p, s.frame)
	s.pieces = withBullets(pieces(parts[0].glyphs), s.drawing.dots)
	for _, t := range parts[1:] {
		for _, piece := range pieces(t.glyphs) {
			s.tilted = append(s.tilted, piece.text())
		}
	}
	return s
}

// usual is the font size that most words of a document have, and where most
// lines of prose begin.
func usual(sheets []*sheet) (size, start float64) {
	sizes, starts := map[float64]int{}, map[float64]int{}
	for _, s := range sheets {
		for i := range s.pieces {
			p := &s.pieces[i]
			sizes[rounded(p.size)] += len(p.words)
			if len(p.words) > proseWords {
				starts[rounded(p.x0)]++
			}
		}
	}
	return max(most(sizes, 10), 1), most(starts, 0)
}

// arrange finds the tables, the reading order and the lines of a sheet.
func (s *sheet) arrange(em, start float64) {
	tagged, rest := taggedTables(s.pieces, &s.drawing)
	ruled, rest := ruledTables(rest, &s.drawing)
	s.tables = slices.Concat(tagged, ruled)
	for _, r := range regionsOf(rest, s.tables, em, start) {
		if r.table != nil {
			s.regions = append(s.regions, r)
			continue
		}
		lines := linesOf(r.pieces)
		ruleOff(lines, s.drawing.across)
		s.columns = append(s.columns, lines)
		s.regions = append(s.regions, region{column: len(s.columns) - 1})
	}
}

// build makes the nodes of a sheet, in reading order.
func (s *sheet) build(at int, m *measure) []*node {
	var out []*node
	for _, r := range s.regions {
		if r.table != nil {
			out = append(out, r.table.nodes(at, m)...)
			continue
		}
		lines := s.columns[r.column]
		from, first := 0, len(out)
		for i := 0; i < len(lines); {
			t, n := alignedTable(lines[i:])
			if t == nil {
				i += max(n, 1)
				continue
			}
			out = append(out, paragraphs(at, lines[from:i], m)...)
			out = append(out, t.nodes(at, m)...)
			i += n
			from = i
		}
		out = append(out, paragraphs(at, lines[from:], m)...)
		for _, n := range out[first:] {
			n.column = r.column + 1
		}
	}
	for _, n := range out {
		n.boxed = s.drawing.boxes(n.x0, n.firstLine().base, s.bounds)
	}
	return out
}
