package tags

import (
	"fmt"
	"strings"
	"testing"

	"assize/extractors/pdfdoc/content"
)

// file is a PDF of two pages (objects 3 and 4) and a form that the first one
// paints (object 7). The structure tree's root is object 10; what is given of it
// and of further objects is written as it stands. There is no cross-reference
// table, so that the objects need not be counted.
func file(root string, objects ...string) []byte {
	return []byte("%PDF-1.7\n1 0 obj <</Type/Catalog/Pages 2 0 R/StructTreeRoot 10 0 R>> endobj\n" +
		"2 0 obj <</Type/Pages/Kids[3 0 R 4 0 R]/Count 2>> endobj\n" +
		"3 0 obj <</Type/Page/Parent 2 0 R/Contents 5 0 R/Resources<</Font<</F 8 0 R>>/XObject<</X 7 0 R>>>>>> endobj\n" +
		"4 0 obj <</Type/Page/Parent 2 0 R/Contents 6 0 R/Resources<</Font<</F 8 0 R>>>>>> endobj\n" +
		stream(5, "", "/P <</MCID 0>> BDC BT /F 10 Tf 50 700 Td (A) Tj ET EMC /P <</MCID 1>> BDC BT /F 10 Tf 50 680 Td (B) Tj ET /X Do EMC "+
			"/Artifact BMC BT /F 10 Tf 50 20 Td (9) Tj ET EMC") +
		stream(6, "", "/P <</MCID 0>> BDC BT /F 10 Tf 50 700 Td (C) Tj ET EMC") +
		stream(7, "/Type/XObject/Subtype/Form/StructParents 4", "/P <</MCID 0>> BDC BT /F 10 Tf 50 600 Td (F) Tj ET EMC") +
		"8 0 obj <</Type/Font/Subtype/Type1/BaseFont/Helvetica>> endobj\n" +
		"10 0 obj <</Type/StructTreeRoot" + root + ">> endobj\n" + strings.Join(objects, " endobj\n") + " endobj\n" +
		"trailer <</Root 1 0 R>>\n%%EOF\n")
}

func stream(number int, entries, data string) string {
	return fmt.Sprintf("%d 0 obj <<%s/Length %d>>\nstream\n%s\nendstream endobj\n", number, entries, len(data), data)
}

func read(t testing.TB, body []byte) *content.Document {
	t.Helper()
	d, err := content.Read(t.Context(), body, content.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// outline writes each glyph of the pages with the types that it stands in.
func outline(d *content.Document, tree *Tree) string {
	var rows []string
	for p := range d.Pages {
		for i := range d.Pages[p].Glyphs {
			g := &d.Pages[p].Glyphs[i]
			row := g.Text
			at := -1
			if tree != nil {
				at = tree.At(p, g)
			}
			if at >= 0 {
				for e := tree.Contents[at].Element; e >= 0; e = tree.Elements[e].Parent {
					row += " " + tree.Elements[e].Type
				}
			}
			rows = append(rows, row)
		}
	}
	return strings.Join(rows, ", ")
}

func TestRead(t *testing.T) {
	for _, test := range []struct {
		name, root string
		objects    []string
		want       string
	}{
		{"numbers, inherited page", "/K 11 0 R", []string{"11 0 obj <</S/Document/Pg 3 0 R/K[<</S/P/K 0>> <</S/H1/K[1]>>]>>"}, "A P Document, B H1 Document, F, 9, C"},
		{"dictionaries", "/K[<</S/P/K[<</Type/MCR/Pg 3 0 R/MCID 1>> <</Type/MCR/Pg 4 0 R/MCID 0>>]>>]", nil, "A, B P, F, 9, C P"},
		{"a page of its own below", "/K<</S/Sect/Pg 3 0 R/K[0 <</S/P/Pg 4 0 R/K 0>> 1]>>", nil, "A Sect, B Sect, F, 9, C P Sect"},
		{"a form's content", "/K<</S/P/Pg 3 0 R/K[<</Type/MCR/MCID 0/Stm 7 0 R>> 1]>>", nil, "A, B P, F P, 9, C"},
		{"role map", "/RoleMap<</Body/Text/Text/P/Loop/Ring/Ring/Loop/P/H1>>/K[<</S/Body/Pg 3 0 R/K 0>> <</S/Loop/Pg 3 0 R/K 1>> <</S/P/Pg 4 0 R/K 0>>]", nil, "A P, B Loop, F, 9, C P"},
		{"nested lists", "/K<</S/L/Pg 3 0 R/K<</S/LI/K[<</S/Lbl/K 0>> <</S/LBody/K<</S/L/K<</S/LI/K 1>>>>>>]>>>>", nil, "A Lbl LI L, B LI L LBody LI L, F, 9, C"},
		{"an object reference", "/K<</S/Link/Pg 3 0 R/K[<</Type/OBJR/Obj 5 0 R>> 0]>>", nil, "A Link, B, F, 9, C"},
		{"the first claim counts", "/K[<</S/P/Pg 3 0 R/K 0>> <</S/H1/Pg 3 0 R/K 0>>]", nil, "A P, B, F, 9, C"},
		{"a circle", "/K 11 0 R", []string{"11 0 obj <</S/Sect/Pg 3 0 R/K[12 0 R 0]>>", "12 0 obj <</S/P/K[11 0 R 12 0 R 1]>>"}, "A Sect, B P Sect, F, 9, C"},
		{"a page that is none", "/K[<</S/P/Pg 9 0 R/K 0>> <</S/P/Pg 5 0 R/K 1>> <</S/P/K 0>> 0]", nil, "A, B, F, 9, C"},
		{"nonsense", "/RoleMap 3/K[<</S 4/Pg 3 0 R/K(x)>> null true <</K/P>> <</S/P/Pg 3 0 R/K[-1 1.5 1]>>]", nil, "A, B P, F, 9, C"},
		{"nothing", "", nil, "A, B, F, 9, C"},
	} {
		t.Run(test.name, func(t *testing.T) {
			d := read(t, file(test.root, test.objects...))
			if got := outline(d, Read(d)); got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
}

func TestReadSpans(t *testing.T) {
	d := read(t, file("/K<</S/Table/Pg 3 0 R/K<</S/TR/K[<</S/TD/A<</O/Table/ColSpan 3>>/K 0>> <</S/TD/A[<</RowSpan 2>> 0 11 0 R]/K 1>>]>>>>", "11 0 obj <</ColSpan 99999999>>"))
	tree := Read(d)
	if a, b := tree.Elements[2], tree.Elements[3]; a.ColSpan != 3 || a.RowSpan != 1 || b.RowSpan != 2 || b.ColSpan != mostCells {
		t.Errorf("cells %+v, %+v", a, b)
	}
}

// A tree deeper than any document's ends where the limit is.
func TestDeepTree(t *testing.T) {
	d := read(t, file("/K "+strings.Repeat("<</S/Sect/Pg 3 0 R/K[0 ", 40)+strings.Repeat("]>>", 40)))
	if tree := Read(d); tree == nil || len(tree.Elements) != 40 {
		t.Errorf("a tree of 40 levels was not read whole: %+v", tree)
	}
	var objects []string
	for i := range 5000 {
		objects = append(objects, fmt.Sprintf("%d 0 obj <</S/Sect/Pg 3 0 R/K[%d %d 0 R]>>", 11+i, i, 12+i))
	}
	if tree := Read(read(t, file("/K 11 0 R", objects...))); len(tree.Elements) > maxDepth {
		t.Errorf("%d levels were read", len(tree.Elements))
	}
}

func TestCheck(t *testing.T) {
	for _, test := range []struct{ name, root, distrust, page string }{
		{"sound", "/K[<</S/P/Pg 3 0 R/K[0 1 <</Type/MCR/MCID 0/Stm 7 0 R>>]>> <</S/P/Pg 4 0 R/K 0>>]", "", ""},
		{"half", "/K<</S/P/Pg 3 0 R/K[0 1]>>", "the structure tree reaches only 50% of the text", "the structure tree reaches only 67% of the page's text"},
		{"upwards", "/K[<</S/P/Pg 3 0 R/K[<</Type/MCR/MCID 0/Stm 7 0 R>> 1 0]>> <</S/P/Pg 4 0 R/K 0>>]", "the structure tree leads up the page in 100% of its steps", ""},
		{"loose", "/K[<</S/Sect/Pg 3 0 R/K[0 1 <</Type/MCR/MCID 0/Stm 7 0 R>>]>> <</S/P/Pg 4 0 R/K 0>>]", "75% of the text is in no paragraph, list item or cell", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			d := read(t, file(test.root))
			report := Read(d).Check(d.Pages)
			if got := report.Distrust(); got != test.distrust {
				t.Errorf("distrust %q, want %q", got, test.distrust)
			}
			if got := report.DistrustPage(0); got != test.page {
				t.Errorf("distrust of page 1 %q, want %q", got, test.page)
			}
		})
	}
}

func TestCheckArtifacts(t *testing.T) {
	d := read(t, file("/K[<</S/P/Pg 3 0 R/K 0>>]"))
	tree := Read(d)
	for p := range d.Pages {
		for i := range d.Pages[p].Glyphs {
			d.Pages[p].Glyphs[i].Artifact = p+i > 0
		}
	}
	if got, want := tree.Check(d.Pages).Distrust(), "80% of the text is tagged as artefact"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestIgnore(t *testing.T) {
	d := read(t, file("/K[<</S/P/Pg 3 0 R/K[0 1]>> <</S/P/Pg 4 0 R/K 0>>]"))
	tree := Read(d)
	tree.Ignore(0)
	if got, want := outline(d, tree), "A, B, F, 9, C P"; got != want || tree.Covers(0) || !tree.Covers(1) {
		t.Errorf("got %s, want %s", got, want)
	}
}

func FuzzRead(f *testing.F) {
	f.Add("/K[<</S/P/Pg 3 0 R/K[0 1]>> <</S/L/Pg 4 0 R/K<</S/LI/K 0>>>>]", "11 0 obj <</S/P/K 10 0 R>>")
	f.Add("/RoleMap<</A/B/B/A>>/K 11 0 R", "11 0 obj <</S/A/Pg 3 0 R/K[11 0 R 0 <</Type/MCR/MCID 0/Stm 7 0 R>>]/A[<</RowSpan 9>>]>>")
	f.Add("/K 10 0 R", "10 0 obj <</K[10 0 R 10 0 R]>>")
	f.Fuzz(func(t *testing.T, root, object string) {
		d, err := content.Read(t.Context(), file(root, object), content.Options{})
		if err != nil {
			t.Skip()
		}
		tree := Read(d)
		if tree == nil {
			return
		}
		for i, e := range tree.Elements {
			if e.Parent < -1 || e.Parent >= i || e.RowSpan < 1 || e.ColSpan < 1 {
				t.Errorf("element %d is %+v", i, e)
			}
		}
		for _, c := range tree.Contents {
			if c.Element < 0 || c.Element >= len(tree.Elements) || c.Page < 0 || c.Page >= len(d.Pages) || c.MCID < 0 {
				t.Errorf("content %+v", c)
			}
		}
		report := tree.Check(d.Pages)
		for _, v := range append(report.Pages, report.Coverage, report.Artifacts, report.Backward, report.Loose) {
			if v < 0 || v > 1 {
				t.Errorf("report %+v", report)
			}
		}
	})
}

// One large object that every element refers to is read once.
func TestSharedObject(t *testing.T) {
	var kids, items strings.Builder
	for i := range 20_000 {
		fmt.Fprintf(&kids, "<</S/P/Pg 3 0 R/A 11 0 R/K[%d 12 0 R]>>", i)
		items.WriteString("(x)")
	}
	tree := Read(read(t, file("/K["+kids.String()+"]", "11 0 obj ["+items.String()+"]", "12 0 obj ["+items.String()+"]")))
	if len(tree.Elements) != 20_000 || len(tree.Contents) != 20_000 {
		t.Errorf("%d elements, %d contents", len(tree.Elements), len(tree.Contents))
	}
}
