package content

import "github.com/ledongthuc/pdf"

// A Link is a link annotation that leads to an address (12.5.6.5).
type Link struct {
	Page int // from 1
	Href string
	Area Box // in the page's upright space
}

// Annotation flags (12.5.3) that keep an annotation off the page.
const hiddenFlags = 1<<1 | 1<<5

// maxAnnotations bounds the annotations of one page.
const maxAnnotations = 10_000

// annotations paints the appearances of a page's annotations, form fields and
// notes among them, and returns its links.
func (m *machine) annotations(list pdf.Value, place matrix) []Link {
	var links []Link
	for i := range min(list.Len(), maxAnnotations) {
		before := *m
		err := guard("read annotation", func() {
			v := list.Index(i)
			area, ok := rectangle(v.Key("Rect"))
			if !ok || v.Key("F").Int64()&hiddenFlags != 0 {
				return
			}
			if href := v.Key("A").Key("URI"); href.Kind() == pdf.String {
				links = append(links, Link{m.page.Number, textString([]byte(href.RawString())), place.box(area[0], area[1], area[2], area[3])})
			}
			if m.failure == nil && !m.objects.layers.hide(m.reference(v, "OC")) {
				m.state = newState(place)
				m.appearance(v, area)
			}
		})
		if err != nil {
			*m = before
		}
	}
	return links
}

// appearance paints the normal appearance of an annotation (12.5.5), or the text
// of one that has none. Pop-ups repeat what is said elsewhere.
func (m *machine) appearance(v pdf.Value, area [4]float64) {
	normal := v.Key("AP").Key("N")
	if normal.Kind() == pdf.Null {
		m.typeset(v, area)
		return
	}
	if normal.Kind() == pdf.Dict {
		normal = normal.Key(v.Key("AS").Name())
	}
	box, ok := rectangle(normal.Key("BBox"))
	if normal.Kind() != pdf.Stream || !ok || v.Key("Subtype").Name() == "Popup" {
		return
	}
	shown := matrixOf(normal.Key("Matrix")).box(box[0], box[1], box[2], box[3])
	width, height := shown.X1-shown.X0, shown.Y1-shown.Y0
	if width <= 0 || height <= 0 {
		return
	}
	sx, sy := (area[2]-area[0])/width, (area[3]-area[1])/height
	m.form(normal, matrix{sx, 0, 0, sy, area[0] - shown.X0*sx, area[1] - shown.Y0*sy})
}
