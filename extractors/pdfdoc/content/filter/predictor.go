package filter

// unpredict undoes the PNG and TIFF predictors (7.4.4.4). A last row that is
// short is kept as far as it goes.
func unpredict(b []byte, p Params) []byte {
	if p.Predictor < 2 {
		return b
	}
	colors, bits, columns := or(p.Colors, 1), or(p.Bits, 8), or(p.Columns, 1)
	if colors > 64 || bits > 32 || columns > 1<<24 {
		return b
	}
	pixel := max(1, colors*bits/8)
	row := (colors*bits*columns + 7) / 8
	if p.Predictor == 2 {
		return untiff(b, row, pixel, bits)
	}
	return unpng(b, row, pixel)
}

func or(n, otherwise int) int {
	if n <= 0 {
		return otherwise
	}
	return n
}

func untiff(b []byte, row, pixel, bits int) []byte {
	if bits != 8 {
		return b
	}
	for start := 0; start < len(b); start += row {
		line := b[start:min(start+row, len(b))]
		for i := pixel; i < len(line); i++ {
			line[i] += line[i-pixel]
		}
	}
	return b
}

func unpng(b []byte, row, pixel int) []byte {
	out := make([]byte, 0, len(b))
	above := make([]byte, row)
	for len(b) > 1 {
		kind := b[0]
		line := b[1:min(row+1, len(b))]
		b = b[1+len(line):]
		for i := range line {
			var left, corner byte
			if i >= pixel {
				left, corner = line[i-pixel], above[i-pixel]
			}
			switch kind {
			case 1:
				line[i] += left
			case 2:
				line[i] += above[i]
			case 3:
				line[i] += byte((int(left) + int(above[i])) / 2)
			case 4:
				line[i] += paeth(left, above[i], corner)
			}
		}
		out = append(out, line...)
		copy(above, line)
	}
	return out
}

// paeth is the predictor of the PNG specification, 9.4.
func paeth(left, above, corner byte) byte {
	estimate := int(left) + int(above) - int(corner)
	toLeft, toAbove, toCorner := distance(estimate, left), distance(estimate, above), distance(estimate, corner)
	switch {
	case toLeft <= toAbove && toLeft <= toCorner:
		return left
	case toAbove <= toCorner:
		return above
	}
	return corner
}

func distance(a int, b byte) int { return max(a-int(b), int(b)-a) }
