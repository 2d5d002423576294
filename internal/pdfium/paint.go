package pdfium

import (
	"math"

	"assize/extractors/pdfdoc/content"
)

// Limits on what is read of a page beside its text; what lies beyond belongs to
// maps and charts.
const (
	maxObjects  = 50_000
	maxSegments = 20_000
	maxForms    = 12 // nesting
)

// PDFium's kinds of page objects and path segments (fpdf_edit.h).
const (
	objectPath  = 2
	objectImage = 3
	objectForm  = 5

	segmentCurve = 1
	segmentMove  = 2
)

// A painter collects the shapes and images of a page.
type painter struct {
	*document
	place    placement
	shapes   []content.Shape
	images   []content.Box
	objects  int
	segments int
}

// painted are the shapes and the places of the images of a page.
func (d *document) painted(page pointer, place placement) ([]content.Shape, []content.Box) {
	p := &painter{document: d, place: place}
	for i := range uint64(max(0, p.number("FPDFPage_CountObjects", page))) {
		if p.full() {
			break
		}
		p.object(p.call("FPDFPage_GetObject", page, i), place.matrix, 0)
	}
	return p.shapes, p.images
}

func (p *painter) full() bool {
	p.objects++
	return p.failed != nil || p.objects > maxObjects || p.segments > maxSegments
}

// object adds a page object, whose coordinates m puts on the page.
func (p *painter) object(object pointer, m matrix, depth int) {
	kind := p.number("FPDFPageObj_GetType", object)
	if kind != objectPath && kind != objectImage && kind != objectForm || !p.ok("FPDFPageObj_GetMatrix", object, p.scratch) {
		return
	}
	m = p.matrix().times(m)
	switch kind {
	case objectPath:
		p.path(object, m)
	case objectImage:
		p.images = append(p.images, unitSquare(m))
	case objectForm:
		if depth++; depth > maxForms {
			return
		}
		for i := range uint64(max(0, p.number("FPDFFormObj_CountObjects", object))) {
			if p.full() {
				return
			}
			p.object(p.call("FPDFFormObj_GetObject", object, i), m, depth)
		}
	}
}

// path adds a shape for each subpath.
func (p *painter) path(object pointer, m matrix) {
	if !p.ok("FPDFPath_GetDrawMode", object, p.at(0, 4), p.at(1, 4)) {
		return
	}
	mode := p.integers(2)
	shape := content.Shape{Fill: mode[0] != 0, Stroke: mode[1] != 0}
	paint := "FPDFPageObj_GetFillColor"
	switch {
	case !shape.Fill && !shape.Stroke:
		return
	case !shape.Fill:
		paint = "FPDFPageObj_GetStrokeColor"
	}
	if p.ok(paint, object, p.at(0, 4), p.at(1, 4), p.at(2, 4), p.at(3, 4)) {
		shape.Color = p.color()
	}
	var part subpath
	for i := range uint64(max(0, p.number("FPDFPath_CountSegments", object))) {
		if p.segments++; p.failed != nil || p.segments > maxSegments {
			break
		}
		segment := p.call("FPDFPath_GetPathSegment", object, i)
		kind := p.number("FPDFPathSegment_GetType", segment)
		if kind == segmentMove {
			p.add(part, shape)
			part = subpath{}
		}
		p.call("FPDFPathSegment_GetPoint", segment, p.at(0, 4), p.at(1, 4))
		point := p.floats(2)
		x, y := m.apply(point[0], point[1])
		part.extend(x, y, kind == segmentCurve)
	}
	p.add(part, shape)
}

// add records a subpath that is seen.
func (p *painter) add(part subpath, shape content.Shape) {
	shape.X0, shape.Y0, shape.X1, shape.Y1 = part.x0, part.y0, part.x1, part.y1
	shape.Rect = part.points >= 2 && part.points <= 5 && !part.bent
	if part.points >= 2 && part.x1 >= 0 && part.x0 <= p.place.width && part.y1 >= 0 && part.y0 <= p.place.height {
		p.shapes = append(p.shapes, shape)
	}
}

// A subpath is the box of a line and whether it leaves the axes.
type subpath struct {
	x0, y0, x1, y1 float64
	x, y           float64 // the last point
	points         int
	bent           bool
}

// slack is how far, in points, a line may be off its axis.
const slack = 0.05

func (s *subpath) extend(x, y float64, curve bool) {
	if s.points == 0 {
		s.x0, s.y0, s.x1, s.y1 = x, y, x, y
	} else if curve || math.Abs(x-s.x) > slack && math.Abs(y-s.y) > slack {
		s.bent = true
	}
	s.x0, s.y0, s.x1, s.y1 = math.Min(s.x0, x), math.Min(s.y0, y), math.Max(s.x1, x), math.Max(s.y1, y)
	s.x, s.y = x, y
	s.points++
}

// unitSquare is where m puts the square in which images are painted (8.9.5).
func unitSquare(m matrix) content.Box {
	var corners subpath
	for _, c := range [][2]float64{{0, 0}, {1, 0}, {1, 1}, {0, 1}} {
		x, y := m.apply(c[0], c[1])
		corners.extend(x, y, false)
	}
	return content.Box{X0: corners.x0, Y0: corners.y0, X1: corners.x1, Y1: corners.y1}
}
