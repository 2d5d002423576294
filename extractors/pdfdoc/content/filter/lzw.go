package filter

import "errors"

// lzw decodes the variable-width LZW of PDF (7.4.4.2): most significant bit
// first, clear code 256, end code 257, codes grow one entry early by default.
func lzw(b []byte, p Params, limit int) ([]byte, error) {
	const clear, end, first, full = 256, 257, 258, 4096
	type entry struct{ at, length int } // a run of the output
	var (
		out   []byte
		table [full]entry
		next  = first
		width = 9
		early = 1
		last  = entry{length: 0}
		bits  uint32
		have  int
	)
	if p.LateChange {
		early = 0
	}
	for {
		for have < width {
			if len(b) == 0 {
				return unpredict(out, p), nil
			}
			bits, have, b = bits<<8|uint32(b[0]), have+8, b[1:]
		}
		code := int(bits >> (have - width) & (1<<width - 1))
		have -= width
		if code == end {
			return unpredict(out, p), nil
		}
		if code == clear {
			next, width, last.length = first, 9, 0
			continue
		}
		at := len(out)
		switch {
		case code < 256:
			out = append(out, byte(code))
		case code < next:
			e := table[code]
			out = append(out, out[e.at:e.at+e.length]...)
		case code == next && last.length > 0:
			out = append(out, out[last.at:last.at+last.length]...)
			out = append(out, out[last.at])
		default:
			return unpredict(out, p), errors.New("lzw: code out of range")
		}
		if last.length > 0 && next < full {
			table[next] = entry{last.at, last.length + 1}
			next++
		}
		if width < 12 && next+early >= 1<<width {
			width++
		}
		last = entry{at, len(out) - at}
		if len(out) > limit {
			return out[:limit], ErrTooLarge
		}
	}
}
