package content

// maxShapes bounds the shapes of one page; maps and charts have more, and what
// lies beyond tells nothing about text.
const maxShapes = 100_000

// A subpath is being built in page space (8.5.2).
type subpath struct {
	box    Box
	points [][2]float64 // of its straight segments, the first five
	count  int
	curved bool
}

func (m *machine) moveTo(x, y float64) {
	m.path = append(m.path, subpath{box: emptyBox()})
	m.lineTo(x, y)
}

func (m *machine) lineTo(x, y float64) {
	if len(m.path) == 0 || len(m.path) > maxShapes {
		return
	}
	x, y = m.state.ctm.apply(x, y)
	s := &m.path[len(m.path)-1]
	s.box.extend(x, y)
	s.count++
	if len(s.points) < 6 {
		s.points = append(s.points, [2]float64{x, y})
	}
}

// curveTo takes the control points for the curve: the box is near enough.
func (m *machine) curveTo(points ...float64) {
	for i := 0; i+1 < len(points); i += 2 {
		m.lineTo(points[i], points[i+1])
	}
	if n := len(m.path); n > 0 {
		m.path[n-1].curved = true
	}
}

func (m *machine) rectangle(x, y, w, h float64) {
	m.moveTo(x, y)
	m.lineTo(x+w, y)
	m.lineTo(x+w, y+h)
	m.lineTo(x, y+h)
}

// paintPath records the subpaths as shapes and ends the path.
func (m *machine) paintPath(fill, stroke bool) {
	for _, s := range m.path {
		if len(m.page.Shapes) >= maxShapes || m.off() {
			break
		}
		if s.count < 2 || !finite(s.box.X0, s.box.Y0, s.box.X1, s.box.Y1) || !m.touchesPage(s.box) {
			continue
		}
		color := m.state.stroke
		if fill {
			color = m.state.fill
		}
		m.page.Shapes = append(m.page.Shapes, Shape{
			X0: s.box.X0, Y0: s.box.Y0, X1: s.box.X1, Y1: s.box.Y1,
			Fill: fill, Stroke: stroke, Color: color, Rect: s.straight(),
		})
	}
	m.path = m.path[:0]
}

// straight reports a straight line or an axis-aligned rectangle.
func (s *subpath) straight() bool {
	if s.curved || s.count > 5 {
		return false
	}
	if s.count == 2 {
		return true
	}
	for i := 1; i < len(s.points); i++ {
		a, b := s.points[i-1], s.points[i]
		if abs(a[0]-b[0]) > lineSlack && abs(a[1]-b[1]) > lineSlack {
			return false
		}
	}
	return s.count >= 4
}

// lineSlack is how far, in points, a line may be off its axis.
const lineSlack = 0.05

func (m *machine) touchesPage(b Box) bool {
	return b.X1 >= 0 && b.X0 <= m.page.Width && b.Y1 >= 0 && b.Y0 <= m.page.Height
}

func abs(v float64) float64 { return max(v, -v) }
