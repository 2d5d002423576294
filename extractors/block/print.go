package block

import (
	"bufio"
	"encoding/json"
	"io"
	"unicode/utf8"
)

// WriteItems prints one "KIND<TAB>text" a line, in reading order.
func (d *Doc) WriteItems(w io.Writer) error {
	buf := bufio.NewWriter(w)
	for i := range d.Blocks {
		b := &d.Blocks[i]
		buf.WriteString(b.Tag())
		buf.WriteByte('\t')
		buf.WriteString(b.Text)
		buf.WriteByte('\n')
	}
	return buf.Flush()
}

type printedSpan struct {
	Page  int    `json:"page"`
	Start int    `json:"start"` // Unicode code points
	End   int    `json:"end"`
	Quads []Quad `json:"quads,omitempty"`
}

type printedLink struct {
	Href string `json:"href"`
	Text string `json:"text"`
}

type printedBlock struct {
	Kind     string        `json:"kind"`
	Level    int           `json:"level"`
	Depth    int           `json:"depth"`
	Ordinal  int           `json:"ordinal,omitempty"`
	Marker   string        `json:"marker"`
	Label    string        `json:"label"`
	Row      int           `json:"row,omitempty"`
	Col      int           `json:"col,omitempty"`
	Header   bool          `json:"header,omitempty"`
	Group    int           `json:"group,omitempty"`
	Page     int           `json:"page"`
	Text     string        `json:"text"`
	Section  []string      `json:"section"`
	LeadIn   string        `json:"lead_in"`
	Cite     string        `json:"cite,omitempty"`
	Links    []printedLink `json:"links,omitempty"`
	Spans    []printedSpan `json:"spans"`
	Evidence []Evidence    `json:"evidence"`
	Path     string        `json:"path,omitempty"`
}

// WriteBlocks prints the blocks as JSON lines, offsets in Unicode code points.
func (d *Doc) WriteBlocks(w io.Writer) error {
	buf := bufio.NewWriter(w)
	enc := json.NewEncoder(buf)
	enc.SetEscapeHTML(false)
	points := NewPoints(d.Text)
	for i := range d.Blocks {
		b := &d.Blocks[i]
		p := printedBlock{
			Kind: b.Tag(), Level: b.Level, Depth: b.Depth, Ordinal: b.Ordinal, Marker: b.Marker, Label: b.Label,
			Row: b.Row, Col: b.Col, Header: b.Header, Group: b.Group, Page: b.Page(), Text: b.Text,
			Section: append([]string{}, b.Section...), LeadIn: b.LeadIn, Cite: b.Cite,
			Evidence: append([]Evidence{}, b.Evidence...), Path: b.Path,
		}
		for _, l := range b.Links {
			p.Links = append(p.Links, printedLink{l.Href, l.Text})
		}
		for _, s := range b.Spans {
			p.Spans = append(p.Spans, printedSpan{s.Page, points.At(s.Start), points.At(s.End), s.Quads})
		}
		if err := enc.Encode(p); err != nil {
			return err
		}
	}
	return buf.Flush()
}

// Points converts byte offsets of a text into Unicode code points. It keeps one
// count for each stride of bytes, so a look-up costs at most one stride.
type Points struct {
	text   string
	counts []int // code points before each multiple of stride
}

const stride = 1024

// NewPoints prepares the conversion for one text.
func NewPoints(text string) *Points {
	p := &Points{text: text, counts: make([]int, 0, len(text)/stride+1)}
	n := 0
	for i := range text {
		for len(p.counts)*stride <= i {
			p.counts = append(p.counts, n)
		}
		n++
	}
	return p
}

// At is the number of code points before the byte offset, which must lie on a
// code point's first byte or at the text's end.
func (p *Points) At(offset int) int {
	k := min(offset/stride, len(p.counts)-1)
	if k < 0 {
		return 0
	}
	start := k * stride
	for start < offset && !utf8.RuneStart(p.text[start]) {
		start++ // the rune that crosses the stride was counted before it
	}
	return p.counts[k] + utf8.RuneCountInString(p.text[start:offset])
}
