package content

import (
	"fmt"
	"strings"
	"testing"
)

// A builder writes small PDF files by hand: objects get their numbers in the
// order in which they are added, from 1.
type builder struct{ objects []string }

func (b *builder) add(object string) int {
	b.objects = append(b.objects, object)
	return len(b.objects)
}

func (b *builder) stream(entries, data string) int {
	return b.add(fmt.Sprintf("<<%s/Length %d>>\nstream\n%s\nendstream", entries, len(data), data))
}

// bytes prints the file with a classic cross-reference table.
func (b *builder) bytes(root int, trailer string) []byte {
	var out strings.Builder
	out.WriteString("%PDF-1.4\n")
	table := fmt.Sprintf("xref\n0 %d\n0000000000 65535 f \n", len(b.objects)+1)
	for i, object := range b.objects {
		table += fmt.Sprintf("%010d 00000 n \n", out.Len())
		fmt.Fprintf(&out, "%d 0 obj\n%s\nendobj\n", i+1, object)
	}
	start := out.Len()
	fmt.Fprintf(&out, "%strailer\n<</Size %d/Root %d 0 R%s>>\nstartxref\n%d\n%%%%EOF\n", table, len(b.objects)+1, root, trailer, start)
	return []byte(out.String())
}

// fonts every test page has: F1 with the widths of Helvetica, F2 whose codes are
// renamed, F3 of two-byte codes with a ToUnicode map.
func (b *builder) fonts() string {
	helvetica := b.add("<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>")
	renamed := b.add("<</Type/Font/Subtype/Type1/BaseFont/ABCDEF+Times-BoldItalic" +
		"/Encoding<</Differences[65/fi/uni2014/T_h/a.sc 200/bullet]>>>>")
	toUnicode := b.stream("", "begincmap\n1 begincodespacerange <0000> <FFFF> endcodespacerange\n"+
		"1 beginbfchar <0003> <0020> endbfchar\n"+
		"2 beginbfrange <0010> <0012> <0041> <0020> <0021> [<00660069> <D83DDE00>] endbfrange\nendcmap")
	descendant := b.add("<</Type/Font/Subtype/CIDFontType2/BaseFont/Sans/CIDSystemInfo<<>>/DW 500/W[16[700 800]18 18 900]>>")
	composite := b.add(fmt.Sprintf("<</Type/Font/Subtype/Type0/BaseFont/Sans/Encoding/Identity-H"+
		"/ToUnicode %d 0 R/DescendantFonts[%d 0 R]>>", toUnicode, descendant))
	return fmt.Sprintf("/Font<</F1 %d 0 R/F2 %d 0 R/F3 %d 0 R>>", helvetica, renamed, composite)
}

// onePage is a file of one page, 200 by 100 points. Extra stands in the page's
// resources beside the fonts, entries in the page dictionary.
func onePage(stream, extra, entries string) []byte {
	b := &builder{}
	resources := b.fonts() + extra
	contents := b.stream("", stream)
	pages := len(b.objects) + 2
	page := b.add(fmt.Sprintf("<</Type/Page/Parent %d 0 R/MediaBox[0 0 200 100]/Resources<<%s>>/Contents %d 0 R%s>>",
		pages, resources, contents, entries))
	b.add(fmt.Sprintf("<</Type/Pages/Kids[%d 0 R]/Count 1>>", page))
	return b.bytes(b.add(fmt.Sprintf("<</Type/Catalog/Pages %d 0 R>>", pages)), "")
}

// threePages is a file of three pages that each say hello.
func threePages() []byte {
	b := &builder{}
	resources, contents := b.fonts(), b.stream("", hello)
	tree, kids := len(b.objects)+4, ""
	for range 3 {
		kids += fmt.Sprintf("%d 0 R ", b.add(fmt.Sprintf("<</Type/Page/Parent %d 0 R/MediaBox[0 0 200 100]/Resources<<%s>>/Contents %d 0 R>>",
			tree, resources, contents)))
	}
	b.add(fmt.Sprintf("<</Type/Pages/Kids[%s]/Count 3>>", kids))
	return b.bytes(b.add(fmt.Sprintf("<</Type/Catalog/Pages %d 0 R>>", tree)), "")
}

// read reads a file that must be readable.
func read(t *testing.T, file []byte) *Document {
	t.Helper()
	d, err := Read(t.Context(), file, Options{})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// glyphs are those of the only page of onePage.
func glyphs(t *testing.T, stream, extra, entries string) []Glyph {
	t.Helper()
	p := read(t, onePage(stream, extra, entries)).Pages[0]
	if p.Err != nil {
		t.Fatal(p.Err)
	}
	return p.Glyphs
}

func textOf(glyphs []Glyph) string {
	var text strings.Builder
	for _, g := range glyphs {
		text.WriteString(g.Text)
	}
	return text.String()
}
