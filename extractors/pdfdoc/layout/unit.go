package layout

import (
	"assize/extractors/block"
	"assize/extractors/pdfdoc/content"
	"assize/extractors/pdfdoc/tags"
)

// A unit is what the structure tree makes one block of: a paragraph, a heading,
// a list item without the lists inside it, a cell, a note.
type unit struct {
	kind  block.Kind
	level int         // headings: 1 to 6
	whole bool        // what stands inside makes no units of its own, but for items in cells
	plain bool        // no heading, whatever its type
	list  int         // the list that it stands in, an element's index and 1; 0 for none
	depth int         // how many lists it stands in
	cell  *taggedCell // the cell that it is, or stands in
	begun bool        // it has taken a paragraph: another one in it is a unit of its own
	shown int         // glyphs
}

// unitKinds are the structure types that make a unit (ISO 32000-1, 14.8.4).
var unitKinds = map[string]unit{
	"P": {kind: block.Paragraph}, "Caption": {kind: block.Paragraph, whole: true, plain: true}, "TOCI": {kind: block.Paragraph, whole: true},
	"H": {kind: block.Heading, level: 1}, "H1": {kind: block.Heading, level: 1}, "H2": {kind: block.Heading, level: 2},
	"H3": {kind: block.Heading, level: 3}, "H4": {kind: block.Heading, level: 4}, "H5": {kind: block.Heading, level: 5},
	"H6": {kind: block.Heading, level: 6},
	"LI": {kind: block.ListItem}, "BlockQuote": {kind: block.Quote}, "Note": {kind: block.Note, whole: true},
}

// longestUnit is the number of glyphs above which a unit is no block: the tree
// says little there.
const longestUnit = 6000

// A setting is what the content of an element stands in.
type setting struct {
	unit   *unit // nil for none
	label  bool  // it is the mark of a list item or note
	quoted bool
	list   int
	depth  int
	cell   *taggedCell
}

// inside is the setting of an element that stands in this one. The cell is what
// the element is in a table, or nil.
func (s setting) inside(element int, kind string, cell *taggedCell) setting {
	made, makes := unitKinds[kind]
	switch {
	case cell != nil:
		s.cell = cell
		s.unit = &unit{kind: block.Cell, whole: true, cell: cell}
	case kind == "Lbl":
		s.label = true
	case kind == "L":
		s.list, s.depth, s.unit = element+1, s.depth+1, nil
	case kind == "Figure", kind == "Table" && s.cell == nil:
		s.unit = nil
	case makes && !s.absorbs(kind):
		s.quoted = s.quoted || made.kind == block.Quote
		if s.quoted && made.kind == block.Paragraph {
			made.kind = block.Quote
		}
		made.list, made.depth, made.cell = s.list, s.depth, s.cell
		s.unit, s.label = &made, false
	}
	return s
}

// absorbs says that an element adds to the unit that it stands in, as the first
// paragraph of a list item does.
func (s setting) absorbs(kind string) bool {
	switch u := s.unit; {
	case u == nil:
		return false
	case u.whole:
		return u.kind != block.Cell || kind != "LI"
	case u.kind == block.ListItem && kind == "P" && !u.begun:
		u.begun = true
		return true
	}
	return false
}

// A tagging finds what each glyph stands in.
type tagging struct {
	tree     *tags.Tree // nil for a document without
	settings []setting  // by element
	page     int        // the last question and its answer: glyphs come in runs
	glyph    content.Glyph
	element  int
}

func taggingOf(tree *tags.Tree, pages []content.Page) *tagging {
	t := &tagging{tree: tree, page: -1}
	if tree == nil {
		return t
	}
	shown := make([]int, len(tree.Elements))
	for p := range pages {
		for i := range pages[p].Glyphs {
			if g := &pages[p].Glyphs[i]; g.Text != " " {
				if e := t.elementOf(p, g); e >= 0 {
					shown[e]++
				}
			}
		}
	}
	cells := cellsOf(tree, shown)
	t.settings = make([]setting, len(tree.Elements))
	for i, e := range tree.Elements {
		var above setting
		if e.Parent >= 0 {
			above = t.settings[e.Parent]
		}
		t.settings[i] = above.inside(i, e.Type, cells[i])
		if u := t.settings[i].unit; u != nil {
			u.shown += shown[i]
		}
	}
	return t
}

// elementOf is the index of the element that a glyph stands in, or -1.
func (t *tagging) elementOf(page int, g *content.Glyph) int {
	if last := &t.glyph; page != t.page || g.MCID != last.MCID || g.Form != last.Form || g.Artifact != last.Artifact {
		t.page, t.glyph, t.element = page, *g, -1
		if at := t.tree.At(page, g); at >= 0 {
			t.element = t.tree.Contents[at].Element
		}
	}
	return t.element
}

// of is the unit of a glyph, nil for none, whether the glyph is part of its label,
// and whether it is an artefact instead.
func (t *tagging) of(page int, g *content.Glyph) (u *unit, label, artifact bool) {
	if t.tree == nil {
		return nil, false, false
	}
	if e := t.elementOf(page, g); e >= 0 {
		if s := &t.settings[e]; s.unit != nil && s.unit.shown <= longestUnit {
			return s.unit, s.label, false
		}
	}
	return nil, false, g.Artifact && t.tree.Covers(page)
}
