package tags

import (
	"fmt"
	"math"

	"assize/extractors/pdfdoc/content"
)

// Limits of trust.
const (
	leastCoverage = 0.9  // share of the glyphs that are no artefacts which the tree reaches
	mostArtifacts = 0.5  // share of the glyphs that are artefacts
	mostBackward  = 0.25 // share of the steps in the tree that lead up the page, in the same column
	mostLoose     = 0.5  // share of the reached glyphs that stand in no paragraph, item, cell or the like
)

// A Report says what a tree is worth. Shares are from 0 to 1.
type Report struct {
	Coverage  float64   // of the document's glyphs that are no artefacts
	Pages     []float64 // the same for each page; 1 where it has no such glyphs
	Artifacts float64
	Backward  float64
	Loose     float64
}

// Distrust is the reason why the tree should not be followed, "" where there is
// none.
func (r *Report) Distrust() string {
	switch {
	case r.Coverage < leastCoverage:
		return fmt.Sprintf("the structure tree reaches only %.0f%% of the text", 100*r.Coverage)
	case r.Artifacts > mostArtifacts:
		return fmt.Sprintf("%.0f%% of the text is tagged as artefact", 100*r.Artifacts)
	case r.Backward > mostBackward:
		return fmt.Sprintf("the structure tree leads up the page in %.0f%% of its steps", 100*r.Backward)
	case r.Loose > mostLoose:
		return fmt.Sprintf("%.0f%% of the text is in no paragraph, list item or cell", 100*r.Loose)
	}
	return ""
}

// DistrustPage is the same for one page (an index).
func (r *Report) DistrustPage(page int) string {
	if r.Pages[page] < leastCoverage {
		return fmt.Sprintf("the structure tree reaches only %.0f%% of the page's text", 100*r.Pages[page])
	}
	return ""
}

// Check holds the tree against what the pages show.
func (t *Tree) Check(pages []content.Page) *Report {
	r := &Report{Pages: make([]float64, len(pages))}
	blocks := t.inBlock()
	boxes := make([]content.Box, len(t.Contents))
	for i := range boxes {
		boxes[i] = content.Box{X0: math.Inf(1), Y0: math.Inf(1), X1: math.Inf(-1), Y1: math.Inf(-1)}
	}
	var all, shown, reached, loose int
	for p := range pages {
		pageShown, pageReached := 0, 0
		for i := range pages[p].Glyphs {
			g := &pages[p].Glyphs[i]
			if g.Text == " " {
				continue
			}
			all++
			if g.Artifact {
				continue
			}
			pageShown++
			if at := t.At(p, g); at >= 0 {
				pageReached++
				if !blocks[t.Contents[at].Element] {
					loose++
				}
				b := &boxes[at]
				b.X0, b.X1 = math.Min(b.X0, g.X), math.Max(b.X1, g.X+g.Advance)
				b.Y0, b.Y1 = math.Min(b.Y0, g.Y), math.Max(b.Y1, g.Y+g.Size)
			}
		}
		r.Pages[p] = share(pageReached, pageShown, 1)
		shown, reached = shown+pageShown, reached+pageReached
	}
	r.Coverage = share(reached, shown, 1)
	r.Artifacts = share(all-shown, all, 0)
	r.Loose = share(loose, reached, 0)
	r.Backward = t.backward(boxes)
	return r
}

func share(part, whole int, otherwise float64) float64 {
	if whole == 0 {
		return otherwise
	}
	return float64(part) / float64(whole)
}

// inBlock says of each element whether it is, or stands in, one that makes a
// block.
func (t *Tree) inBlock() []bool {
	in := make([]bool, len(t.Elements))
	for i, e := range t.Elements {
		in[i] = standard[e.Type].block || e.Parent >= 0 && in[e.Parent]
	}
	return in
}

// backward is the share of the steps from one line to another that lead up
// within a column. Notes and figures do not count: they stand in the tree where
// the text refers to them.
func (t *Tree) backward(boxes []content.Box) float64 {
	aside := make([]bool, len(t.Elements))
	for i, e := range t.Elements {
		aside[i] = standard[e.Type].aside || e.Parent >= 0 && aside[e.Parent]
	}
	steps, back := 0, 0
	last := -1
	for i, c := range t.Contents {
		b := boxes[i]
		if aside[c.Element] || b.X1 < b.X0 {
			continue
		}
		if last >= 0 && t.Contents[last].Page == c.Page {
			a := boxes[last]
			switch beside := math.Min(a.X1, b.X1) <= math.Max(a.X0, b.X0); {
			case b.Y1 <= a.Y0:
				steps++
			case b.Y0 >= a.Y1 && !beside:
				steps++
				back++
			}
		}
		last = i
	}
	return share(back, steps, 0)
}
