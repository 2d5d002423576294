// Package tags reads the structure tree of a tagged PDF file (ISO 32000-1, 14.7
// and 14.8): which marked content belongs to which paragraph, list item, table
// cell or note. It says how far the tree can be trusted, and leaves it to others
// to make blocks of it.
package tags

import (
	"assize/extractors/pdfdoc/content"
	"assize/extractors/pdfdoc/content/syntax"
	"assize/extractors/pdfdoc/content/tidy"
)

// An Element is one node of the tree.
type Element struct {
	Type    string // the standard structure type (14.8.4), or the file's own where the role map knows none
	Parent  int    // index of an element before this one, -1 for none
	RowSpan int    // rows and columns that a cell takes up, at least 1
	ColSpan int
}

// A Content is one marked-content sequence that stands in the tree.
type Content struct {
	Page    int // index
	Form    int // as content.Glyph.Form
	MCID    int
	Element int // index
}

// A Tree is the structure tree of a document. Elements stand before the elements
// inside them, and contents in the tree's own order.
type Tree struct {
	Elements []Element
	Contents []Content
	places   map[place]int // index of the content
	ignored  map[int]bool  // pages
}

// A place is where a marked-content sequence stands.
type place struct{ page, form, mcid int }

// New makes a tree of elements and contents; the first content at a place has it.
func New(elements []Element, contents []Content) *Tree {
	t := &Tree{Elements: elements, places: map[place]int{}, ignored: map[int]bool{}}
	for _, c := range contents {
		at := place{c.Page, c.Form, c.MCID}
		if _, taken := t.places[at]; !taken {
			t.places[at] = len(t.Contents)
			t.Contents = append(t.Contents, c)
		}
	}
	return t
}

// At is the index of the content that a glyph of the page (an index) belongs to,
// or -1.
func (t *Tree) At(page int, g *content.Glyph) int {
	if i, ok := t.places[place{page, g.Form, g.MCID}]; ok && g.MCID >= 0 && !g.Artifact && !t.ignored[page] {
		return i
	}
	return -1
}

// Ignore makes the tree say nothing of a page (an index).
func (t *Tree) Ignore(page int) { t.ignored[page] = true }

// Covers reports whether the tree is to be heard on a page (an index).
func (t *Tree) Covers(page int) bool { return !t.ignored[page] }

// Limits on what is read of one tree.
const (
	maxDepth    = 200
	maxElements = 300_000
	maxContents = 500_000
)

// Read reads the structure tree of a file, or nil where it has none.
func Read(file *content.Document) *Tree {
	root := file.Objects.Resolve(file.Objects.Catalog().Get("StructTreeRoot"))
	if root.Kind != syntax.Dict {
		return nil
	}
	r := reader{
		objects: file.Objects, roles: rolesOf(file.Objects.Resolve(root.Get("RoleMap"))),
		pages: map[int]int{}, forms: map[int]int{}, cells: map[int]extent{}, seen: map[int]bool{},
	}
	for i := range file.Pages {
		if n := file.Pages[i].Object; n > 0 {
			r.pages[n] = i
		}
	}
	r.kids(root.Get("K"), above{element: -1, page: -1})
	if len(r.contents) == 0 {
		return nil
	}
	return New(r.elements, r.contents)
}

// A reader collects what the tree holds. An object is read once, however many
// elements refer to it.
type reader struct {
	objects  *tidy.Result
	roles    map[string]string
	pages    map[int]int    // the index of each page, by its object number
	forms    map[int]int    // content.Glyph.Form of each form, by its object number
	cells    map[int]extent // what attribute objects say, by number
	seen     map[int]bool   // numbers of the objects in the tree: each stands in one place
	elements []Element
	contents []Content
}

// above is what an element's children inherit.
type above struct {
	element, page int // indices, -1 for none
	depth         int
}

// kids reads a /K entry (14.7.2, table 323): elements, marked content by its
// bare number or in a dictionary, references to objects, or an array of these.
func (r *reader) kids(k syntax.Object, up above) {
	if k.Kind == syntax.Ref {
		if r.seen[k.Int()] {
			return
		}
		r.seen[k.Int()] = true
		k = r.objects.Resolve(k)
	}
	if up.depth++; up.depth > maxDepth {
		return
	}
	switch k.Kind {
	case syntax.Integer:
		r.content(up, 0, k.Int())
	case syntax.Array:
		for _, kid := range k.Items {
			r.kids(kid, up)
		}
	case syntax.Dict:
		r.dict(k, up)
	}
}

func (r *reader) dict(k syntax.Object, up above) {
	if pg := k.Get("Pg"); pg.Kind == syntax.Ref {
		up.page = -1
		if i, ok := r.pages[pg.Int()]; ok {
			up.page = i
		}
	}
	switch kind := k.Get("Type"); {
	case kind.Is("OBJR"):
	case kind.Is("MCR"), k.Get("MCID").Kind == syntax.Integer:
		r.content(up, r.form(k.Get("Stm")), k.Get("MCID").Int())
	default:
		r.element(k, up)
	}
}

// element adds an element and what is inside it.
func (r *reader) element(k syntax.Object, up above) {
	if len(r.elements) >= maxElements {
		return
	}
	cell := r.attributes(k.Get("A"), 0)
	e := Element{Type: r.role(string(k.Get("S").Bytes)), Parent: up.element, RowSpan: cell.rows, ColSpan: cell.cols}
	up.element = len(r.elements)
	r.elements = append(r.elements, e)
	r.kids(k.Get("K"), up)
}

func (r *reader) content(up above, form, mcid int) {
	if up.page >= 0 && up.element >= 0 && mcid >= 0 && len(r.contents) < maxContents {
		r.contents = append(r.contents, Content{up.page, form, mcid, up.element})
	}
}

// form is the content.Glyph.Form of a content stream that is not the page's own
// (table 324, Stm), found by its key in the parent tree (14.7.4.4).
func (r *reader) form(stream syntax.Object) int {
	if stream.Kind != syntax.Ref {
		return 0
	}
	form, known := r.forms[stream.Int()]
	if !known {
		if key := r.objects.Resolve(r.objects.Resolve(stream).Get("StructParents")); key.Kind == syntax.Integer {
			form = key.Int() + 1
		}
		r.forms[stream.Int()] = form
	}
	return form
}

// mostCells is how many rows or columns a cell is believed to take up.
const mostCells = 1000

// An extent is how many rows and columns a cell takes up.
type extent struct{ rows, cols int }

// attributes reads the table attributes (14.8.5.7) of one attribute object, or
// of an array of them.
func (r *reader) attributes(a syntax.Object, depth int) extent {
	number := 0
	if a.Kind == syntax.Ref {
		number = a.Int()
		if known, ok := r.cells[number]; ok {
			return known
		}
		a = r.objects.Resolve(a)
	}
	out := extent{1, 1}
	if a.Kind == syntax.Array && depth == 0 {
		for _, item := range a.Items {
			each := r.attributes(item, 1)
			out = extent{max(out.rows, each.rows), max(out.cols, each.cols)}
		}
	} else {
		within := func(n int) int { return min(max(n, 1), mostCells) }
		out = extent{within(a.Get("RowSpan").Int()), within(a.Get("ColSpan").Int())}
	}
	if number > 0 {
		r.cells[number] = out
	}
	return out
}
