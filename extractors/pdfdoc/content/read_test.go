package content

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"assize/extractors/fault"
)

const hello = "BT /F1 12 Tf 20 50 Td (Hello) Tj ET"

func TestRefused(t *testing.T) {
	for _, test := range []struct {
		name, body string
		code       fault.Code
		says       string
	}{
		{"nothing", "", fault.Empty, "no bytes"},
		{"HTML page", "\n<!DOCTYPE html><html><body>404</body></html>", fault.Malformed, "HTML page"},
		{"text", "Dear Sir or Madam", fault.Malformed, "no %PDF mark"},
		{"mark alone", "%PDF-1.4\n", fault.Malformed, "no PDF objects"},
		{"no pages", "%PDF-1.4\n1 0 obj <</Type/Catalog>> endobj", fault.Malformed, "no pages"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := Read(t.Context(), []byte(test.body), Options{})
			if fault.CodeOf(err) != test.code || !strings.Contains(err.Error(), test.says) {
				t.Errorf("got %v, want %s: %s", err, test.code, test.says)
			}
		})
	}
}

// Every way in which the file is damaged leaves its one line of text readable.
func TestDamaged(t *testing.T) {
	whole := onePage(hello, "", "")
	end := bytes.Index(whole, []byte("xref"))
	replace := func(old, with string) []byte { return bytes.Replace(whole, []byte(old), []byte(with), 1) }
	for _, test := range []struct {
		name     string
		body     []byte
		repaired bool
	}{
		{"whole", whole, false},
		{"version 2.0", replace("%PDF-1.4", "%PDF-2.0"), false},
		{"bytes before the mark", append([]byte("junk\n"), whole...), false},
		{"no mark", bytes.TrimPrefix(whole, []byte("%PDF-1.4\n")), true},
		{"bytes behind the end", append(slices.Clone(whole), strings.Repeat("\x00", 3000)...), false},
		{"no table", whole[:end], true},
		{"table cut", whole[:end+40], true},
		{"wrong startxref", replace("startxref\n", "startxref\n1"), true},
		{"wrong offsets", replace("%PDF-1.4\n", "%PDF-1.4\n%%%%%%%%\n"), true},
		{"absurd size", replace("/Size", "/Size 99999999999 /Was"), false},
		{"previous table is itself", replace("/Root", fmt.Sprintf("/Prev %d/Root", end)), false},
		{"wrong length", replace(fmt.Sprintf("/Length %d", len(hello)), "/Length 99"), false},
		{"length is the stream itself", replace(fmt.Sprintf("/Length %d", len(hello)), "/Length 7 0 R"), true},
	} {
		t.Run(test.name, func(t *testing.T) {
			d := read(t, test.body)
			if got := textOf(d.Pages[0].Glyphs); got != "Hello" {
				t.Errorf("got %q", got)
			}
			if d.Rebuilt != test.repaired {
				t.Errorf("rebuilt %v, want %v", d.Rebuilt, test.repaired)
			}
			if cut := !bytes.Contains(test.body, []byte("%%EOF")); d.CutShort != cut {
				t.Errorf("cut short %v, want %v", d.CutShort, cut)
			}
		})
	}
}

// A file cut at any byte gives its text or a typed error, never anything else.
func TestTruncated(t *testing.T) {
	whole := onePage(hello, "", "")
	for n := range whole {
		if _, err := Read(t.Context(), whole[:n], Options{}); err != nil && fault.CodeOf(err) == "" {
			t.Fatalf("cut at %d: %v", n, err)
		}
	}
}

func TestPageTree(t *testing.T) {
	for _, test := range []struct {
		name  string
		nodes []string // from object 2 on; object 1 is the catalogue with object 2 as its page tree
		pages int
	}{
		{"flat", []string{"<</Kids[3 0 R 4 0 R]>>", "<</Type/Page>>", "<</Type/Page>>"}, 2},
		{"same page twice", []string{"<</Kids[3 0 R 3 0 R]>>", "<</Type/Page>>"}, 2},
		{"object that is a reference", []string{"<</Kids[3 0 R]>>", "4 0 R", "<</Type/Page>>"}, 1},
		{"references in a circle", []string{"<</Kids[3 0 R 5 0 R]>>", "4 0 R", "3 0 R", "<</Type/Page>>"}, 1},
		{"circle", []string{"<</Kids[3 0 R 4 0 R]>>", "<</Kids[2 0 R]>>", "<</Type/Page>>"}, 1},
		{"holes", []string{"<</Kids[null 9 0 R 7 (x) 3 0 R]>>", "<</Type/Page>>"}, 1},
		{"page as root", []string{"<</Type/Page>>"}, 1},
		{"more than the limit", []string{"<</Kids[3 0 R 3 0 R 3 0 R 3 0 R]>>", "<</Type/Page>>"}, 3},
	} {
		t.Run(test.name, func(t *testing.T) {
			b := &builder{}
			b.add("<</Type/Catalog/Pages 2 0 R>>")
			for _, n := range test.nodes {
				b.add(n)
			}
			d, err := Read(t.Context(), b.bytes(1, ""), Options{MaxPages: 3})
			if err != nil || len(d.Pages) != test.pages {
				t.Fatalf("got %v, error %v, want %d pages", d, err, test.pages)
			}
		})
	}
}

func TestDocumentData(t *testing.T) {
	b := &builder{}
	b.add("<</Type/Catalog/Pages 2 0 R/Lang(en-GB)/PageLabels<</Nums[0<</S/r>>2<</P(A-)/S/D/St 5>>4<</S/A>>]>>>>")
	b.add("<</Kids[3 0 R 3 0 R 3 0 R 3 0 R 3 0 R]/MediaBox[0 0 100 100]>>")
	b.add("<</Type/Page/Annots[<</Subtype/Link/Rect[10 10 50 20]/A<</S/URI/URI(https://example.org/a)>>>>]>>")
	info := b.add("<</Title<FEFF00C900740065>/Author(J. Smith \\222)/CreationDate(D:20240131093000+01'00')/ModDate(D:2024)>>")
	d := read(t, b.bytes(1, fmt.Sprintf("/Info %d 0 R", info)))
	want := Info{Title: "Éte", Author: "J. Smith ™", Created: "2024-01-31T09:30:00+01:00", Modified: "2024", Language: "en-GB"}
	if d.Info != want {
		t.Errorf("got %+v, want %+v", d.Info, want)
	}
	var labels []string
	for _, p := range d.Pages {
		labels = append(labels, p.Label)
	}
	if got := strings.Join(labels, " "); got != "i ii A-5 A-6 A" {
		t.Errorf("labels %q", got)
	}
	if l := d.Links[1]; len(d.Links) != 5 || l != (Link{Page: 2, Href: "https://example.org/a", Area: Box{10, 10, 50, 20}}) {
		t.Errorf("links %+v", d.Links)
	}
}

func TestXMP(t *testing.T) {
	got := readXMP([]byte(`<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
		<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
			xmlns:o="https://example.org/" o:title="other" xmp:CreateDate="2024-01-31">
		<dc:title><rdf:Alt><rdf:li xml:lang="x-default">A Title</rdf:li><rdf:li>Autre</rdf:li></rdf:Alt></dc:title>
		<dc:creator><rdf:Seq><rdf:li>First</rdf:li><rdf:li>Second</rdf:li></rdf:Seq></dc:creator>
		<xmp:ModifyDate>2024-02-01T10:00:00Z</xmp:ModifyDate><broken`))
	want := Info{Title: "A Title", Author: "First", Created: "2024-01-31", Modified: "2024-02-01T10:00:00Z"}
	if got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

func TestAppearance(t *testing.T) {
	b := &builder{}
	fonts := b.fonts()
	shown := b.stream("/Subtype/Form/BBox[0 0 50 10]/Resources<<"+fonts+">>", "BT /F1 10 Tf (A) Tj ET")
	b.add(fmt.Sprintf("<</Type/Page/MediaBox[0 0 200 100]/Annots["+
		"<</Subtype/Widget/Rect[20 30 120 50]/AP<</N %[1]d 0 R>>>>"+
		"<</Subtype/Widget/Rect[20 30 120 50]/F 2/AP<</N %[1]d 0 R>>>>"+
		"<</Subtype/Widget/Rect[20 30 120 50]/AS/Off/AP<</N<</On %[1]d 0 R>>>>>>]>>", shown))
	d := read(t, b.bytes(b.add(fmt.Sprintf("<</Type/Catalog/Pages %d 0 R>>", len(b.objects))), ""))
	if g := d.Pages[0].Glyphs; len(g) != 1 || g[0].X != 20 || g[0].Y != 30 || g[0].Size != 20 {
		t.Errorf("got %+v", g)
	}
}

// The files in testdata are hello.pdf, the file of this test, as rewritten by
// qpdf 11.3: encrypted in five ways, with object streams, linearized.
func TestVariants(t *testing.T) {
	files, err := filepath.Glob("testdata/*.pdf")
	if err != nil || len(files) < 7 {
		t.Fatalf("testdata: %v %v", files, err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			body, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if strings.Contains(file, "user") {
				_, err := Read(t.Context(), body, Options{Password: "wrong"})
				if fault.CodeOf(err) != fault.Encrypted || !strings.Contains(err.Error(), "--password") {
					t.Fatalf("with a wrong password: %v", err)
				}
			}
			for _, password := range []string{"user", "owner"} {
				d, err := Read(t.Context(), body, Options{Password: password})
				if err != nil {
					t.Fatal(err)
				}
				if got := textOf(d.Pages[0].Glyphs); got != "Hello" || d.Info.Title != "A Title" {
					t.Errorf("got %q, title %q", got, d.Info.Title)
				}
			}
		})
	}
}

// The library that wrote this file encrypts all strings of an object but the
// first wrongly: the title and the author are lost, and must not come as noise.
func TestInfoEncryptedWrongly(t *testing.T) {
	body, err := os.ReadFile("../../../testdata/bad/owner.pdf")
	if err != nil {
		t.Fatal(err)
	}
	if info := read(t, body).Info; info != (Info{Producer: "mkpdf"}) {
		t.Errorf("got %+v", info)
	}
}

func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Read(ctx, onePage(hello, "", ""), Options{}); fault.CodeOf(err) != fault.Cancelled {
		t.Errorf("got %v", err)
	}
}

// A context that ends between two pages leaves the pages read by then.
func TestInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	d, err := Read(ctx, threePages(), Options{Begin: func(page int) {
		if page == 2 {
			cancel()
		}
	}})
	if fault.CodeOf(err) != fault.Cancelled {
		t.Fatalf("got %v", err)
	}
	if len(d.Pages) != 2 || textOf(d.Pages[0].Glyphs) != "Hello" {
		t.Errorf("%d pages", len(d.Pages))
	}
}

func TestSkip(t *testing.T) {
	skip := fault.Newf(fault.Panic, "read page 2", "said so")
	d, err := Read(t.Context(), threePages(), Options{Skip: map[int]error{2: skip}})
	if err != nil {
		t.Fatal(err)
	}
	for i, p := range d.Pages {
		if skipped := i == 1; (p.Err == skip) != skipped || (len(p.Glyphs) == 0) != skipped || p.Width == 0 {
			t.Errorf("page %d: error %v, %d glyphs, width %g", i+1, p.Err, len(p.Glyphs), p.Width)
		}
	}
}

func FuzzXMP(f *testing.F) {
	f.Add([]byte(`<r xmlns:dc="http://purl.org/dc/elements/1.1/" dc:title="t"><dc:creator>c</dc:creator></r>`))
	f.Fuzz(func(t *testing.T, packet []byte) {
		if info := readXMP(packet); info.Producer != "" {
			t.Fatal("a field that is not read")
		}
	})
}

func FuzzRead(f *testing.F) {
	files, _ := filepath.Glob("testdata/*.pdf")
	for _, file := range files {
		if body, err := os.ReadFile(file); err == nil {
			f.Add(body)
		}
	}
	f.Add(onePage(hello, "", "/Rotate 90"))
	f.Add(onePage(hello, "", "/Annots[<</Subtype/FreeText/Rect[10 40 80 90]/Contents(A note)/DA(/Helv 10 Tf)>>]"))
	f.Add(layered("/OC /AllOff BDC /Form Do EMC "+hello, "/BaseState/OFF/ON[%d 0 R]/OFF[%d 0 R]"))
	f.Fuzz(func(t *testing.T, body []byte) {
		d, err := Read(t.Context(), body, Options{MaxPages: 50})
		if (d == nil) == (err == nil) {
			t.Fatalf("document %v with error %v", d, err)
		}
		if code := fault.CodeOf(err); err != nil && (code == "" || code == fault.Panic) {
			t.Fatal(err)
		}
	})
}
