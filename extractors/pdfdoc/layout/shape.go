package layout

import (
	"cmp"
	"math"
	"slices"
	"sort"

	"assize/extractors/pdfdoc/content"
)

// A box is an upright rectangle of the frame.
type box struct{ x0, y0, x1, y1 float64 }

func (b box) width() float64  { return b.x1 - b.x0 }
func (b box) height() float64 { return b.y1 - b.y0 }

// holds says that the point lies in the box.
func (b box) holds(x, y float64) bool {
	return x >= b.x0 && x <= b.x1 && y >= b.y0 && y <= b.y1
}

func (f frame) box(x0, y0, x1, y1 float64) box {
	ax, ay := f.in(bounded(x0, farAway), bounded(y0, farAway))
	bx, by := f.in(bounded(x1, farAway), bounded(y1, farAway))
	return box{math.Min(ax, bx), math.Min(ay, by), math.Max(ax, bx), math.Max(ay, by)}
}

// drawing is what a page paints beside its text, in the frame of the text.
type drawing struct {
	across, down []box // rules: horizontal and vertical lines
	fills        []box // shaded areas
	frames       []box // outlined areas
	dots         []dot
}

// A dot is a small shape that may be a bullet.
type dot struct {
	box
	mark string
}

// Sizes of shapes, in points, and how many of a kind one page may have.
const (
	thickestRule = 3
	shortestRule = 8
	smallestDot  = 1.2
	largestDot   = 10
	mostOfHeight = 0.9 // of the page: a larger area is its background
	mostShapes   = 3000
	white        = 0xFFFFFF
)

func drawingOf(p *content.Page, f frame) drawing {
	var d drawing
	for _, s := range p.Shapes {
		if s.Fill && !s.Stroke && s.Color == white {
			continue
		}
		b := f.box(s.X0, s.Y0, s.X1, s.Y1)
		switch w, h := b.width(), b.height(); {
		case isDot(b):
			mark := "•"
			if s.Rect {
				mark = "▪"
			} else if !s.Fill {
				mark = "◦"
			}
			d.dots = append(d.dots, dot{b, mark})
		case !s.Rect:
		case h <= thickestRule && w >= shortestRule:
			d.across = append(d.across, b)
		case w <= thickestRule && h >= shortestRule:
			d.down = append(d.down, b)
		default:
			if s.Fill && s.Color != white {
				d.fills = append(d.fills, b)
			} else {
				d.frames = append(d.frames, b)
			}
			if s.Fill && !s.Stroke {
				continue
			}
			d.across = append(d.across, box{b.x0, b.y0, b.x1, b.y0}, box{b.x0, b.y1, b.x1, b.y1})
			d.down = append(d.down, box{b.x0, b.y0, b.x0, b.y1}, box{b.x1, b.y0, b.x1, b.y1})
		}
	}
	for _, i := range p.Images {
		if b := f.box(i.X0, i.Y0, i.X1, i.Y1); isDot(b) {
			d.dots = append(d.dots, dot{b, "•"})
		}
	}
	d.across, d.down = merged(d.across, false), merged(d.down, true)
	d.fills = d.fills[:min(len(d.fills), mostShapes)]
	d.frames = d.frames[:min(len(d.frames), mostShapes)]
	d.dots = d.dots[:min(len(d.dots), mostShapes)]
	return d
}

// boxes says that the point lies in a shaded or outlined area smaller than most
// of the page.
func (d *drawing) boxes(x, y float64, page box) bool {
	holds := func(b box) bool { return b.holds(x, y) && b.height() < mostOfHeight*page.height() }
	return slices.ContainsFunc(d.fills, holds) || slices.ContainsFunc(d.frames, holds)
}

// rules says that lines are drawn both ways in the area.
func (d *drawing) rules(b box) bool {
	touches := func(r box) bool {
		return r.x0 <= b.x1+ruleReach && r.x1 >= b.x0-ruleReach && r.y0 <= b.y1+ruleReach && r.y1 >= b.y0-ruleReach
	}
	return slices.ContainsFunc(d.across, touches) && slices.ContainsFunc(d.down, touches)
}

func isDot(b box) bool {
	w, h := b.width(), b.height()
	return w >= smallestDot && h >= smallestDot && w <= largestDot && h <= largestDot && w <= 1.6*h && h <= 1.6*w
}

// merged joins rules that go on from one another: programs draw the borders of
// each cell for itself.
func merged(rules []box, down bool) []box {
	swap := func(bs []box) {
		for i, b := range bs {
			bs[i] = box{b.y0, b.x0, b.y1, b.x1}
		}
	}
	if down {
		swap(rules)
	}
	slices.SortFunc(rules, func(a, b box) int {
		return cmp.Or(cmp.Compare(math.Round(a.y0), math.Round(b.y0)), cmp.Compare(a.x0, b.x0), cmp.Compare(a.x1, b.x1))
	})
	var out []box
	for _, r := range rules {
		if n := len(out); n > 0 && r.y0-out[n-1].y0 < thickestRule/2. && out[n-1].y0-r.y0 < thickestRule/2. && r.x0 <= out[n-1].x1+thickestRule {
			out[n-1].x1 = math.Max(out[n-1].x1, r.x1)
			continue
		}
		out = append(out, r)
	}
	if down {
		swap(out)
	}
	return out[:min(len(out), mostShapes)]
}

// withBullets adds each dot that stands before the first word of a line as a
// piece of its own. The pieces come and go in order of their baselines.
func withBullets(ps []piece, dots []dot) []piece {
	var bullets []piece
	for _, d := range dots {
		first := sort.Search(len(ps), func(i int) bool { return ps[i].base <= d.y1 })
		var host *piece
		for i := first; i < len(ps) && ps[i].base >= d.y0-largestDot; i++ {
			p := &ps[i]
			middle := (d.y0 + d.y1) / 2
			if p.x0 >= d.x1 && p.x0-d.x1 < 3*p.size && middle > p.base && middle < p.base+0.8*p.size &&
				d.height() < 0.9*p.size && (host == nil || p.x0 < host.x0) {
				host = p
			}
		}
		if host == nil || slices.ContainsFunc(bullets, func(b piece) bool { return b.base == host.base && math.Abs(b.x0-d.x0) < largestDot }) {
			continue
		}
		bullets = append(bullets, newPiece([]word{{
			text: d.mark, x0: d.x0, x1: d.x1, base: host.base, size: host.size, drawn: true, unit: host.words[0].unit,
		}}))
	}
	if len(bullets) == 0 {
		return ps
	}
	out := slices.Concat(ps, bullets)
	slices.SortStableFunc(out, func(a, b piece) int {
		return cmp.Or(cmp.Compare(b.base, a.base), cmp.Compare(a.x0, b.x0))
	})
	return out
}

// ruleOff marks the lines that a horizontal rule parts from the line before:
// the rows of a box are paragraphs of their own. A rule right below a baseline
// underlines it.
func ruleOff(lines []line, across []box) {
	for i := 1; i < len(lines); i++ {
		last, next := &lines[i-1], &lines[i]
		high, low := last.base-descent*last.size, next.base+ascent/2*next.size
		at := sort.Search(len(across), func(k int) bool { return across[k].y0 >= low-thickestRule })
		for ; at < len(across) && across[at].y0 < high; at++ {
			if r := across[at]; r.y1 > low && r.x0 <= next.x0+thickestRule && r.x1 >= next.x1-thickestRule {
				next.ruledOff = true
			}
		}
	}
}
