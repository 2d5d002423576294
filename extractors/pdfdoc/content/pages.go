package content

import (
	"context"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/ledongthuc/pdf"
)

// Limits on the page tree.
const (
	maxTreeDepth = 64
	maxTreeNodes = 200_000
)

// Inherited are the attributes that a page may leave to the nodes above it
// (ISO 32000-1, 7.7.3.4).
type inherited struct {
	resources, mediaBox, cropBox, rotate pdf.Value
}

func (i inherited) with(v pdf.Value) inherited {
	for key, field := range map[string]*pdf.Value{
		"Resources": &i.resources, "MediaBox": &i.mediaBox, "CropBox": &i.cropBox, "Rotate": &i.rotate,
	} {
		if own := v.Key(key); own.Kind() != pdf.Null {
			*field = own
		}
	}
	return i
}

// A pageNode is a leaf of the tree with what it inherits.
type pageNode struct {
	pdf.Value
	inherited
	object int // its number, 0 where it has none
}

// A pageTree collects pages.
type pageTree struct {
	ctx   context.Context
	pages []pageNode
	nodes int
	limit int
	more  bool
}

// walk adds the pages below a node. A node that prints like one of those above
// it is the same node, and the tree runs in a circle there.
func (t *pageTree) walk(v pdf.Value, object int, above inherited, path []string) {
	if t.nodes++; v.Kind() != pdf.Dict || len(path) > maxTreeDepth {
		return
	}
	own := above.with(v)
	kids := v.Key("Kids")
	if kids.Kind() != pdf.Array {
		t.pages = append(t.pages, pageNode{v, own, object})
		return
	}
	printed := v.String()
	if slices.Contains(path, printed) {
		return
	}
	path = append(path, printed)
	objects := references(kids)
	for i := range kids.Len() {
		if len(t.pages) >= t.limit || t.nodes > maxTreeNodes || t.ctx.Err() != nil {
			t.more = true
			return
		}
		_ = guard("read page tree", func() { t.walk(kids.Index(i), objects[i], own, path) })
	}
}

// references are the object numbers of an array's elements, 0 where not all are
// references: the library gives none, but prints "[3 0 R 5 0 R]".
func references(array pdf.Value) []int {
	numbers := make([]int, array.Len())
	fields := strings.Fields(strings.Trim(array.String(), "[]"))
	if len(fields) != 3*len(numbers) {
		return numbers
	}
	for i := range numbers {
		numbers[i], _ = strconv.Atoi(fields[3*i])
	}
	return numbers
}

// A placement is how the page is put upright.
type placement struct {
	matrix        matrix // from user space to the page's upright space
	width, height float64
}

// letter is the page size where the file gives none.
var letter = [4]float64{0, 0, 612, 792}

// maxSide is the longest side of a page that is believed, points.
const maxSide = 200_000

// geometry turns the crop box, /Rotate and /UserUnit into a placement.
func geometry(p pageNode) placement {
	box, ok := rectangle(p.mediaBox)
	if !ok {
		box = letter
	}
	if crop, ok := rectangle(p.cropBox); ok {
		if both, ok := intersection(box, crop); ok {
			box = both
		}
	}
	w, h := box[2]-box[0], box[3]-box[1]
	m := matrix{1, 0, 0, 1, -box[0], -box[1]}
	switch (int(p.rotate.Int64())%360 + 360) % 360 {
	case 90:
		m = m.times(matrix{0, -1, 1, 0, 0, w})
		w, h = h, w
	case 180:
		m = m.times(matrix{-1, 0, 0, -1, w, h})
	case 270:
		m = m.times(matrix{0, 1, -1, 0, h, 0})
		w, h = h, w
	}
	if unit := p.Key("UserUnit").Float64(); unit > 0 && unit <= 1000 {
		m = m.times(matrix{unit, 0, 0, unit, 0, 0})
		w, h = w*unit, h*unit
	}
	return placement{m, w, h}
}

// rectangle reads a rectangle with its corners in order (7.9.5).
func rectangle(v pdf.Value) (r [4]float64, ok bool) {
	if v.Len() != 4 {
		return r, false
	}
	for i := range r {
		r[i] = v.Index(i).Float64()
	}
	r = [4]float64{math.Min(r[0], r[2]), math.Min(r[1], r[3]), math.Max(r[0], r[2]), math.Max(r[1], r[3])}
	w, h := r[2]-r[0], r[3]-r[1]
	return r, finite(r[:]...) && w > 0 && h > 0 && w < maxSide && h < maxSide
}

func intersection(a, b [4]float64) (r [4]float64, ok bool) {
	r = [4]float64{math.Max(a[0], b[0]), math.Max(a[1], b[1]), math.Min(a[2], b[2]), math.Min(a[3], b[3])}
	return r, r[0] < r[2] && r[1] < r[3]
}
