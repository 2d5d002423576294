package pdfdoc

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"slices"
	"strings"
	"testing"

	"assize/extractors/block"
	"assize/extractors/fault"
	"assize/extractors/pdfdoc/content"

	"github.com/go-pdf/fpdf"
)

// fakeEngine says the same on every page, and notes what it was asked.
type fakeEngine struct {
	says  string
	count int // pages of the file
	err   error
	late  func() // called before an answer, unless nil
	asked [][]int
}

func (*fakeEngine) Name() string { return "fake" }

func (e *fakeEngine) Read(_ context.Context, _ []byte, _ string, pages []int) (out []content.Page, err error) {
	e.asked = append(e.asked, pages)
	if e.late != nil {
		e.late()
	}
	if pages == nil {
		for i := range e.count {
			pages = append(pages, i+1)
		}
	}
	for _, n := range pages {
		out = append(out, content.Page{Number: n, Width: 595, Height: 842, Glyphs: line(e.says)})
	}
	return out, e.err
}

func (*fakeEngine) Render(context.Context, []byte, string, int, float64) (*image.Gray, error) {
	return image.NewGray(image.Rect(0, 0, 10, 10)), nil
}

// line is a text as glyphs, at the top of a page.
func line(text string) (glyphs []content.Glyph) {
	for i, r := range text {
		glyphs = append(glyphs, content.Glyph{Text: string(r), X: 50 + 6*float64(i), Y: 700, Advance: 6, Size: 12, MCID: -1})
	}
	return glyphs
}

type fakeOCR struct {
	says       string
	confidence float64
	err        error
}

func (fakeOCR) Name() string { return "fake-ocr" }

func (o fakeOCR) Read(context.Context, *image.Gray, float64) ([]content.Glyph, float64, error) {
	return line(o.says), o.confidence, o.err
}

// picture is a file whose second page shows nothing but a picture.
func picture(t *testing.T) []byte {
	t.Helper()
	w := fpdf.New("P", "pt", "A4", "")
	w.SetFont("Helvetica", "", 12)
	w.AddPage()
	w.Write(20, "The findings stand in the picture.")
	w.AddPage()
	w.RegisterImageOptionsReader("scan", fpdf.ImageOptions{ImageType: "PNG"}, bytes.NewReader(png(t)))
	w.ImageOptions("scan", 50, 50, 400, 500, false, fpdf.ImageOptions{}, 0, "")
	var out bytes.Buffer
	if err := w.Output(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// unmapped is a file of one page whose characters stand for nothing known.
const unmapped = "%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj 2 0 obj <</Kids[3 0 R]>> endobj " +
	"3 0 obj <</Type/Page/Contents 4 0 R/Resources<</Font<</F <</Subtype/Type0/Encoding/Identity-H/DescendantFonts[<<>>]>>>>>>>> endobj " +
	"4 0 obj <<>>\nstream\nBT /F 12 Tf 50 50 Td <00010002> Tj ET\nendstream endobj %%EOF"

func TestSecondEngine(t *testing.T) {
	sound := report(t)
	for _, test := range []struct {
		name     string
		body     []byte
		opts     Options
		engine   fakeEngine
		asked    string
		text     string // of the first page
		warnings string
		code     fault.Code
	}{
		{"a page that passes is not asked for", sound, Options{}, fakeEngine{says: "More text than ours, by far: " + strings.Repeat("word ", 50)},
			"[]", "The findings stand", "", ""},
		{"a page without meaning", []byte(unmapped), Options{}, fakeEngine{says: "Hello"},
			"[[1]]", "Hello", "repaired 0, second_engine 1", ""},
		{"an engine that does no better", []byte(unmapped), Options{}, fakeEngine{says: "\uFFFD\uFFFD\uFFFD"},
			"[[1]]", "\uFFFD\uFFFD", "repaired 0, text_lost 1", ""},
		{"an engine that fails", []byte(unmapped), Options{}, fakeEngine{err: fault.Newf(fault.Panic, "read", "no")},
			"[[1]]", "\uFFFD\uFFFD", "repaired 0, text_lost 1, second_engine_failed 0", ""},
		{"an engine that may not be asked", []byte(unmapped), Options{Own: true}, fakeEngine{says: "Hello"},
			"[]", "\uFFFD\uFFFD", "repaired 0, text_lost 1", ""},
		{"a page that ended its process", sound, Options{Fatal: map[int]fault.Code{1: fault.Memory}}, fakeEngine{says: "Hello"},
			"[[1]]", "Hello", "no_text_layer 2, second_engine 1", ""},
		{"a file that ended its process", sound, Options{Fatal: map[int]fault.Code{0: fault.Panic}}, fakeEngine{says: "Hello", count: 2},
			"[[]]", "Hello", "second_engine 0", ""},
		{"a file that does not open", []byte("%PDF-1.4\n"), Options{}, fakeEngine{says: "Hello", count: 1},
			"[[]]", "Hello", "second_engine 0", ""},
		{"a file that does not open at all", []byte("%PDF-1.4\n"), Options{}, fakeEngine{},
			"[[]]", "", "", fault.Malformed},
		{"a file that is none", []byte("<html>"), Options{}, fakeEngine{says: "Hello", count: 1},
			"[]", "", "", fault.Malformed},
		{"a file that the engine reads in part", []byte("%PDF-1.4\n"), Options{}, fakeEngine{says: "Hello", count: 1, err: fault.Newf(fault.Timeout, "read", "late")},
			"[[]]", "Hello", "second_engine 0", fault.Timeout},
	} {
		t.Run(test.name, func(t *testing.T) {
			test.opts.Engine = &test.engine
			doc, err := Parse(t.Context(), test.body, test.opts)
			if fault.CodeOf(err) != test.code {
				t.Fatalf("error %v", err)
			}
			if asked := fmt.Sprint(test.engine.asked); asked != test.asked {
				t.Errorf("asked for %s, want %s", asked, test.asked)
			}
			if doc == nil {
				if test.text != "" {
					t.Error("no document")
				}
				return
			}
			if page := doc.Text[:doc.Pages[0].End]; !strings.HasPrefix(page, test.text) {
				t.Errorf("page 1 is %q", page)
			}
			if got := strings.Join(codes(doc), ", "); test.warnings != "" && got != test.warnings {
				t.Errorf("warnings %s, want %s", got, test.warnings)
			}
			if second := doc.Pages[0].Engine != ""; second != slices.ContainsFunc(doc.Warnings, func(w block.Warning) bool { return w.Code == "second_engine" && w.Page < 2 }) {
				t.Errorf("engine %q", doc.Pages[0].Engine)
			}
		})
	}
}

// Without a second engine, a page that ended its process is missing, and it is
// said why.
func TestFatalPage(t *testing.T) {
	doc, err := Parse(t.Context(), report(t), Options{Fatal: map[int]fault.Code{2: fault.Memory}})
	if fault.CodeOf(err) != fault.Memory || doc == nil || !strings.Contains(doc.Text, "The findings stand") {
		t.Errorf("got %v, %+v", err, doc)
	}
}

// slowOCR works until the time is over.
type slowOCR struct {
	fakeOCR
	over func()
}

func (o slowOCR) Read(ctx context.Context, _ *image.Gray, _ float64) ([]content.Glyph, float64, error) {
	o.over()
	return nil, 0, fault.Interrupted(ctx, "recognise")
}

// A picture that was not read for want of time makes the document a part.
func TestOCRUnfinished(t *testing.T) {
	ctx, cancel := context.WithCancelCause(t.Context())
	over := func() { cancel(context.DeadlineExceeded) }
	doc, err := Parse(ctx, picture(t), Options{Engine: &fakeEngine{}, OCR: slowOCR{over: over}})
	if fault.CodeOf(err) != fault.Timeout || !strings.Contains(fmt.Sprint(err), "1 of 1 pages of pictures are unread") {
		t.Errorf("error %v", err)
	}
	if doc == nil || !strings.Contains(doc.Text, "The findings stand") {
		t.Errorf("got %+v", doc)
	}
}

// So does a page that the second engine was to read.
func TestSecondEngineUnfinished(t *testing.T) {
	ctx, cancel := context.WithCancelCause(t.Context())
	engine := &fakeEngine{err: fault.Newf(fault.Timeout, "read", "late"), late: func() { cancel(context.DeadlineExceeded) }}
	doc, err := Parse(ctx, []byte(unmapped), Options{Engine: engine})
	if fault.CodeOf(err) != fault.Timeout || doc == nil {
		t.Errorf("got %v, %+v", err, doc)
	}
}

func TestOCR(t *testing.T) {
	body := picture(t)
	engine := &fakeEngine{}
	const says = "Nobody had asked the wardens."
	for _, test := range []struct {
		name     string
		opts     Options
		warnings string
		read     bool
	}{
		{"read", Options{Engine: engine, OCR: fakeOCR{says: says, confidence: 0.9}}, "ocr 2", true},
		{"a picture of no text", Options{Engine: engine, OCR: fakeOCR{says: says, confidence: 0.2}}, "no_text_layer 2", false},
		{"a failure", Options{Engine: engine, OCR: fakeOCR{err: fmt.Errorf("exit status 1")}}, "no_text_layer 2, ocr_failed 2", false},
		{"no OCR", Options{Engine: engine}, "no_text_layer 2, ocr_missing 0", false},
		{"switched off", Options{Engine: engine, NoOCR: true, OCR: fakeOCR{says: says, confidence: 0.9}}, "no_text_layer 2", false},
	} {
		t.Run(test.name, func(t *testing.T) {
			doc, err := Parse(t.Context(), body, test.opts)
			if err != nil {
				t.Fatal(err)
			}
			if got := strings.Join(codes(doc), ", "); got != test.warnings {
				t.Errorf("warnings %s, want %s", got, test.warnings)
			}
			last := doc.Blocks[len(doc.Blocks)-1]
			if got := last.Text == says; got != test.read {
				t.Errorf("the last block is %q", last.Text)
			}
			if !test.read {
				return
			}
			if p := doc.Pages[1]; p.Engine != "fake-ocr" || p.Confidence != 0.9 || !slices.Equal(last.Evidence, []block.Evidence{block.FromOCR}) {
				t.Errorf("page %+v, evidence %v", p, last.Evidence)
			}
			if doc.Blocks[0].Evidence[0] != block.FromLayout || doc.Method != "layout" {
				t.Errorf("the first page counts as recognised: %v, %s", doc.Blocks[0].Evidence, doc.Method)
			}
		})
	}
}

func TestClearlyBetter(t *testing.T) {
	const says = "Nobody had asked the wardens, who knew."
	torn := strings.Repeat("x ", 40)
	for _, test := range []struct {
		name, own, seen string
		confidence      float64
		want            bool
	}{
		{"nothing to lose", "", says, 0.65, true},
		{"too many wrong words", "", says, 0.55, false},
		{"characters that stand for nothing", strings.Repeat("\uFFFD", 30), says, 0.65, true},
		{"text that can be read, and a doubtful plan", "DRAFT", says, 0.7, false},
		{"text that can be read, and a sure page", "DRAFT", says, 0.9, true},
		{"single letters", "", torn, 0.9, false},
		{"no more than there was", says, "Nobody", 0.9, false},
	} {
		seen, own := &content.Page{Glyphs: line(test.seen)}, &content.Page{Glyphs: line(test.own)}
		if got := clearlyBetter(seen, own, test.confidence); got != test.want {
			t.Errorf("%s: %v", test.name, got)
		}
	}
}
