package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/go-pdf/fpdf"
)

// The page, in points.
const (
	marginX = 64.0
	topY    = 88.0
	bottomY = 76.0 // from the lower edge
	gutter  = 24.0 // between two columns
)

// A press sets a source page by page. It breaks lines, columns and pages
// itself, so that footnotes stand on the page of their anchors.
type press struct {
	pdf    *fpdf.Fpdf
	ruler  *fpdf.Fpdf // the same fonts and no pages, to measure with
	src    *source
	family string
	encode func(string) string // UTF-8 to the bytes that the font wants

	width, height   float64 // of the page
	top, y          float64 // of the current column; y is where the next line goes
	column, columns int
	notes           []string // numbers of the footnotes that this page owes
	widths          []float64

	root  *element    // the structure tree
	at    *element    // what is being printed; nil for heads and feet
	lists []*element  // the open lists, outermost first
	marks map[int]int // the next mark's id, by page
}

// typeset makes the PDF of a source.
func typeset(src *source) ([]byte, error) {
	p, err := newPress(src)
	if err != nil {
		return nil, err
	}
	p.newPage()
	for i := 0; i < len(src.nodes); {
		i += p.set(src.nodes[i:])
	}
	p.endPage()
	var out bytes.Buffer
	if err := p.pdf.Output(&out); err != nil || !src.tagged {
		return out.Bytes(), err
	}
	return withStructure(out.Bytes(), p.root)
}

func newPress(src *source) (*press, error) {
	pdf, err := newDocument(src)
	if err != nil {
		return nil, err
	}
	ruler, err := newDocument(src)
	if err != nil {
		return nil, err
	}
	p := &press{pdf: pdf, ruler: ruler, src: src, columns: 1, root: &element{tag: "Document"}, marks: map[int]int{}}
	p.family, p.encode = "Helvetica", pdf.UnicodeTranslatorFromDescriptor("")
	if src.unicode {
		p.family, p.encode = "DejaVu", func(s string) string { return s }
	}
	p.width, p.height = pdf.GetPageSize()
	return p, pdf.Error()
}

// newDocument begins a PDF whose bytes depend on the source alone.
func newDocument(src *source) (*fpdf.Fpdf, error) {
	orientation := "P"
	if src.landscape {
		orientation = "L"
	}
	pdf := fpdf.New(orientation, "pt", "A4", "")
	pdf.SetCatalogSort(true)
	pdf.SetCreationDate(src.date)
	pdf.SetModificationDate(src.date)
	pdf.SetProducer("mkpdf", true)
	pdf.SetTitle(src.title, true)
	pdf.SetAuthor(src.author, true)
	pdf.SetCompression(!src.plain)
	pdf.SetAutoPageBreak(false, 0)
	if src.owner != "" {
		pdf.SetProtection(fpdf.CnProtectPrint, src.user, src.owner)
	}
	if src.unicode {
		return pdf, embedFonts(pdf)
	}
	return pdf, pdf.Error()
}

// embedFonts adds the DejaVu fonts that come with the source of package fpdf.
func embedFonts(pdf *fpdf.Fpdf) error {
	dir, err := exec.Command("go", "list", "-f", "{{.Dir}}", "github.com/go-pdf/fpdf").Output()
	if err != nil {
		return fmt.Errorf("where the source of fpdf is: %w", err)
	}
	for _, f := range []struct{ style, name string }{{"", "DejaVuSansCondensed.ttf"}, {"B", "DejaVuSansCondensed-Bold.ttf"}} {
		font, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(dir)), "font", f.name))
		if err != nil {
			return err
		}
		pdf.AddUTF8FontFromBytes("DejaVu", f.style, font)
	}
	return pdf.Error()
}

func (p *press) newPage() {
	p.pdf.AddPage()
	p.column, p.top, p.y = 0, topY, topY
	if p.pdf.PageNo() > 1 && p.src.head != "" {
		p.write(p.src.head, small, marginX, 48)
	}
}

// endPage prints what stands at the foot: the footnotes, a rule, the running
// foot and the page number.
func (p *press) endPage() {
	if len(p.notes) > 0 {
		y := p.height - bottomY - p.noteHeight(p.notes)
		p.rect(marginX, y+4, 120, 0, "D")
		for _, number := range p.notes {
			y += 8
			p.in(p.root.add("Note"), func() {
				for _, l := range p.noteLines(number) {
					p.draw(l, small, marginX, y)
					y += small.leading
				}
			})
		}
		p.notes = nil
	}
	foot := p.height - 52
	p.rect(marginX, foot-6, p.width-2*marginX, 0, "D")
	p.write(p.src.foot, small, marginX, foot)
	number := strconv.Itoa(p.pdf.PageNo())
	p.write(number, body, p.width-marginX-p.measure(word{text: number}, body), foot)
}

// next goes to the next column or page.
func (p *press) next() {
	if p.column+1 < p.columns {
		p.column++
		p.y = p.top
		return
	}
	p.turn()
}

// turn ends the page and begins the next.
func (p *press) turn() {
	p.in(nil, func() {
		p.endPage()
		p.newPage()
	})
}

// left is the left edge of the current column, measured on the page.
func (p *press) left() float64 {
	return marginX + float64(p.column)*(p.across()+gutter)
}

// across is the width of a column.
func (p *press) across() float64 {
	free := p.width - 2*marginX - float64(p.columns-1)*gutter
	return free / float64(p.columns)
}

// need goes to the next column when less than the given height is left.
func (p *press) need(height float64, anchors ...string) {
	owed := p.noteHeight(append(p.notes[:len(p.notes):len(p.notes)], anchors...))
	if p.y+height+owed > p.height-bottomY {
		p.next()
	}
}

func (p *press) noteHeight(numbers []string) float64 {
	if len(numbers) == 0 {
		return 0
	}
	height := 8.0
	for _, number := range numbers {
		height += 8 + small.leading*float64(len(p.noteLines(number)))
	}
	return height
}

func (p *press) noteLines(number string) []line {
	return p.fill("^"+number+" "+p.src.notes[number], small, p.width-2*marginX)
}

// A face is how text is set.
type face struct {
	size, leading float64
	bold          bool
}

var (
	body  = face{size: 11, leading: 15}
	small = face{size: 8.5, leading: 11}
)

// use makes w's font the current one of pdf.
func (p *press) use(pdf *fpdf.Fpdf, w word, f face) {
	style, size := "", f.size
	if w.bold || f.bold {
		style = "B"
	}
	if w.sup {
		size *= 0.62
	}
	pdf.SetFont(p.family, style, size)
}

func (p *press) measure(w word, f face) float64 {
	p.use(p.ruler, w, f)
	return p.ruler.GetStringWidth(p.encode(w.text))
}

func (p *press) space(f face) float64 { return p.measure(word{text: " "}, f) }

func (p *press) fill(text string, f face, width float64) []line {
	return fill(words(text, f.bold), width, p.space(f), func(w word) float64 { return p.measure(w, f) })
}

// write sets one line of text with its upper edge at y.
func (p *press) write(text string, f face, x, y float64) {
	p.draw(words(text, f.bold), f, x, y)
}

// draw sets a line with its upper edge at y: one string for each run of words in
// one style, or, where the source asks for gaps, one for each word.
func (p *press) draw(l line, f face, x, y float64) {
	base, space := y+f.size, p.space(f)
	for i := 0; i < len(l); {
		first, text := l[i], ""
		for start := i; i < len(l) && l[i].bold == first.bold && l[i].sup == first.sup; i++ {
			if i > start && p.src.gaps && !l[i].glue {
				break
			}
			if i > start && !l[i].glue {
				text += " "
			}
			text += l[i].text
		}
		rise := 0.0
		if first.sup {
			rise = f.size * 0.36
		}
		run := word{text: text, bold: first.bold, sup: first.sup}
		p.tagged(func() {
			p.use(p.pdf, run, f)
			p.pdf.Text(x, base-rise, p.encode(text))
		})
		x += p.measure(run, f)
		if i < len(l) && !l[i].glue {
			x += space
		}
	}
}

// rect draws a rectangle, or a rule of no height, which is no content.
func (p *press) rect(x, y, width, height float64, style string) {
	p.in(nil, func() {
		p.tagged(func() { p.pdf.Rect(x, y, width, height, style) })
	})
}
