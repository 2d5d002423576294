package pdfium

// A matrix maps (x, y) to (a·x+c·y+e, b·x+d·y+f) (ISO 32000-1, 8.3.4).
type matrix struct{ a, b, c, d, e, f float64 }

// matrix is what PDFium wrote to the scratch memory as FS_MATRIX.
func (m *module) matrix() matrix {
	v := m.floats(6)
	return matrix{v[0], v[1], v[2], v[3], v[4], v[5]}
}

func (m matrix) apply(x, y float64) (float64, float64) {
	return m.a*x + m.c*y + m.e, m.b*x + m.d*y + m.f
}

// times is m followed by n.
func (m matrix) times(n matrix) matrix {
	e, f := n.apply(m.e, m.f)
	return matrix{
		m.a*n.a + m.b*n.c, m.a*n.b + m.b*n.d,
		m.c*n.a + m.d*n.c, m.c*n.b + m.d*n.d, e, f,
	}
}
