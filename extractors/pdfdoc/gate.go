package pdfdoc

import (
	"fmt"
	"math"
	"unicode"
	"unicode/utf8"

	"assize/extractors/pdfdoc/content"
)

// A quality is what the glyphs of a page look like. White space is not counted.
type quality struct {
	glyphs int // shown on the page
	lost   int // of these: U+FFFD, private use, control characters
	words  int // runs of letters of alphabets, parted by gaps
	lone   int // of these: one letter that is no word
	off    int // glyphs that lie off the page
}

// A test is one way in which a page fails. Shares are of the whole beside them.
type test struct {
	part, whole func(q *quality) int
	least       int     // a smaller whole tells nothing
	most        float64 // the share above which a page fails
	says        string
}

// gate holds the tests that a page must pass. The limits stand where the pages of
// real reports pass (of 3,600, none has more than half as much) and those of
// damaged fonts do not: the bullets of symbol fonts are for private use, and
// formulae and the cells of tables hold single letters, and printers' marks lie
// off the page.
var gate = []test{
	{
		part: func(q *quality) int { return q.lost }, whole: func(q *quality) int { return q.glyphs },
		least: 1, most: 0.05, says: "%.0f%% of its characters stand for nothing known",
	},
	{
		part: func(q *quality) int { return q.lone }, whole: func(q *quality) int { return q.words },
		least: 20, most: 0.4, says: "%.0f%% of its words are single letters",
	},
	{
		part: func(q *quality) int { return q.off }, whole: func(q *quality) int { return q.off + q.glyphs },
		least: 20, most: 0.5, says: "%.0f%% of its characters lie off the page",
	},
}

// defect is why a page should be read in another way, "" for no reason.
func defect(p *content.Page) string {
	if p.Err != nil {
		return p.Err.Error()
	}
	q := qualityOf(p)
	if q.glyphs == 0 && painted(p) {
		return fmt.Sprintf("%d images, %d shapes and no text", len(p.Images), len(p.Shapes))
	}
	for _, t := range gate {
		part, whole := t.part(q), t.whole(q)
		if share := float64(part) / float64(whole); whole >= t.least && share > t.most {
			return fmt.Sprintf(t.says, 100*share)
		}
	}
	return ""
}

// better says that another reading of a page is to be preferred.
func better(other, own *content.Page) bool {
	a, b := qualityOf(other).score(), qualityOf(own).score()
	return a > b || a == b && own.Err != nil && other.Err == nil
}

// score compares two readings of a page: it counts the characters that can be
// read, and those in torn words half.
func (q *quality) score() float64 {
	readable := float64(q.glyphs - q.lost)
	if q.words > 0 {
		readable *= 1 - float64(q.lone)/float64(q.words)/2
	}
	return readable
}

func qualityOf(p *content.Page) *quality {
	q := &quality{off: p.Outside}
	letters := 0 // in the word so far
	var first rune
	end := func() {
		if letters > 0 {
			q.words++
		}
		if letters == 1 && !isWord(first) {
			q.lone++
		}
		letters = 0
	}
	var last *content.Glyph
	for i := range p.Glyphs {
		g := &p.Glyphs[i]
		r, _ := utf8.DecodeRuneInString(g.Text)
		if unicode.IsSpace(r) {
			end()
			continue
		}
		q.glyphs++
		if isLost(r) {
			q.lost++
		}
		if last != nil && parted(last, g) {
			end()
		}
		if last = g; isLetter(r) {
			if letters == 0 {
				first = r
			}
			letters += utf8.RuneCountInString(g.Text)
		} else if !unicode.IsMark(r) && r != '\'' && r != '’' {
			end()
		}
	}
	end()
	return q
}

// parted says that a gap, or the end of a line, stands between two glyphs.
func parted(a, b *content.Glyph) bool {
	sin, cos := math.Sincos(a.Angle * math.Pi / 180)
	dx, dy := b.X-a.X, b.Y-a.Y
	along, across := dx*cos+dy*sin-a.Advance, dy*cos-dx*sin
	return math.Abs(across) > a.Size/2 || along > wordGap*a.Size || along < -a.Size
}

func isLost(r rune) bool {
	return r == utf8.RuneError || unicode.IsControl(r) || unicode.Is(unicode.Co, r)
}

// isLetter says that a rune is of an alphabet that writes words by several
// letters and parts them by gaps.
func isLetter(r rune) bool {
	return unicode.In(r, unicode.Latin, unicode.Greek, unicode.Cyrillic)
}

// isWord says that a letter is a word of its own, in English or a language near
// it, or the ordinal of a list.
func isWord(r rune) bool {
	switch unicode.ToLower(r) {
	case 'a', 'i', 'o', 'e', 'y', 'à', 'è', 'é', 'ó', 'и', 'в', 'с', 'к', 'о', 'у', 'я', 'а':
		return true
	}
	return false
}

// What a page must paint to hold text that is no text: pictures over so much of
// it, or as many shapes that are neither lines nor rectangles, as the outlines
// of letters are.
const (
	pictured = 0.1
	outlines = 100
)

// painted says that a page paints more than text and ornaments.
func painted(p *content.Page) bool {
	area, curves := 0., 0
	for _, b := range p.Images {
		w, h := math.Min(b.X1, p.Width)-math.Max(b.X0, 0), math.Min(b.Y1, p.Height)-math.Max(b.Y0, 0)
		area += math.Max(w, 0) * math.Max(h, 0)
	}
	for i := range p.Shapes {
		if s := &p.Shapes[i]; !s.Rect {
			curves++
		}
	}
	return area > pictured*p.Width*p.Height || curves >= outlines
}
