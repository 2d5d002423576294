package tesseract

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"assize/extractors/pdfdoc/content"
)

// The proportions of common faces, in ems: how high letters of each kind stand
// over the baseline, and how deep those with a tail hang.
const (
	capHeight = .72
	xHeight   = .52
	tail      = .21
)

// Letters of lower case that are as high as a capital, and characters with a tail.
const (
	tall   = "bdfhklt"
	tailed = "gjpqy,;Q()[]{}|/@"
)

// extent is how far a word reaches over and under the baseline, in ems.
func (w word) extent() (over, under float64) {
	over = xHeight
	for _, r := range w.text {
		if !unicode.IsLower(r) && !strings.ContainsRune(".,:;-_~•", r) || strings.ContainsRune(tall, r) {
			over = capHeight
		}
		if strings.ContainsRune(tailed, r) {
			under = tail
		}
	}
	return over, under
}

// size estimates the font size of a line in pixels.
func (l line) size() float64 {
	return l.median(func(w word) float64 {
		over, under := w.extent()
		return float64(w.height) / (over + under)
	})
}

// baseline is the line's, in pixels from the top.
func (l line) baseline(size float64) float64 {
	return l.median(func(w word) float64 {
		_, under := w.extent()
		return float64(w.top+w.height) - under*size
	})
}

// median is that of a measure over the line's characters.
func (l line) median(of func(word) float64) float64 {
	var values []float64
	for _, w := range l {
		v := of(w)
		for range w.text {
			values = append(values, v)
		}
	}
	slices.Sort(values)
	return values[len(values)/2]
}

// alike is how far two sizes may be apart that count as one: estimates vary by
// a few per cent, and headings are larger by more.
const alike = 1.12

// sizes are the lines' font sizes in pixels: like estimates become one, the
// median of their characters, so that the page has few sizes as printed pages do.
func sizes(lines []line) []float64 {
	estimates := make([]float64, len(lines))
	order := make([]int, len(lines))
	for i, l := range lines {
		estimates[i], order[i] = l.size(), i
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(estimates[a], estimates[b]) })
	out := make([]float64, len(lines))
	for len(order) > 0 {
		n := 1
		for n < len(order) && estimates[order[n]] <= alike*estimates[order[n-1]] && estimates[order[n]] <= alike*alike*estimates[order[0]] {
			n++
		}
		var values []float64
		for _, i := range order[:n] {
			for _, w := range lines[i] {
				for range w.text {
					values = append(values, estimates[i])
				}
			}
		}
		for _, i := range order[:n] {
			out[i] = values[len(values)/2]
		}
		order = order[n:]
	}
	return out
}

// widestSpace is the widest gap, in ems, that is a space; a wider one parts
// columns or the number of an item from its text.
const widestSpace = 1

// set puts the words of a picture of this height on the page, and tells the mean
// confidence of their characters.
func set(lines []line, height int, dpi float64) (glyphs []content.Glyph, confidence float64) {
	point := 72 / dpi
	sum, characters := 0.0, 0
	for i, size := range sizes(lines) {
		y := (float64(height) - lines[i].baseline(size)) * point
		put := func(text string, from, width float64) {
			glyphs = append(glyphs, content.Glyph{Text: text, X: from * point, Y: y, Advance: width * point, Size: size * point, MCID: -1})
		}
		end := 0.0
		for n, w := range lines[i] {
			left, step := float64(w.left), float64(w.width)/float64(len(w.text))
			if n > 0 && left > end && left-end < widestSpace*size {
				put(" ", end, left-end)
			}
			for k, r := range w.text {
				put(string(r), left+float64(k)*step, step)
			}
			end = left + float64(w.width)
			sum += w.confidence * float64(len(w.text))
			characters += len(w.text)
		}
	}
	if characters == 0 {
		return nil, 0
	}
	return glyphs, sum / float64(characters)
}
