package tidy

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"assize/extractors/fault"

	"github.com/ledongthuc/pdf"
)

// open reads a tidy file with the object library.
func open(t *testing.T, body string) (pdf.Value, *Result) {
	t.Helper()
	result, err := File(t.Context(), []byte(body), "")
	if err != nil {
		t.Fatal(err)
	}
	r, err := pdf.NewReader(bytes.NewReader(result.Bytes), int64(len(result.Bytes)))
	if err != nil {
		t.Fatalf("%v in\n%s", err, result.Bytes)
	}
	return r.Trailer(), result
}

// objectStreamFile keeps its catalogue in an object stream. Its table says so in
// a cross-reference stream (offsets of one byte), in a hybrid file both ways.
func objectStreamFile(hybrid bool) string {
	out := "%PDF-1.5\n"
	holder := len(out)
	inside := "<</Type/Catalog/Pages 3 0 R>> <</Type/Pages/Kids[]>>"
	out += fmt.Sprintf("4 0 obj <</Type/ObjStm/N 2/First 9/Length %d>>\nstream\n1 0 3 30 %s\nendstream endobj\n", 9+len(inside), inside)
	rows := fmt.Sprintf("\x00\x00\x00\x02\x04\x00\x00\x00\x00\x02\x04\x01\x01%c\x00", holder)
	table := len(out)
	out += fmt.Sprintf("5 0 obj <</Type/XRef/Size 5/W[1 1 1]/Root 1 0 R/Length %d>>\nstream\n%s\nendstream endobj\n", len(rows), rows)
	if hybrid {
		stream := table
		table = len(out)
		out += fmt.Sprintf("xref\n0 2\n0000000000 65535 f \n0000000000 65535 f \n4 1\n%010d 00000 n \n"+
			"trailer <</Size 5/Root 1 0 R/XRefStm %d>>\n", holder, stream)
	}
	return out + fmt.Sprintf("startxref\n%d\n%%%%EOF", table)
}

func TestObjectStreams(t *testing.T) {
	for name, body := range map[string]string{
		"stream":   objectStreamFile(false),
		"hybrid":   objectStreamFile(true),
		"no table": strings.ReplaceAll(objectStreamFile(false), "startxref", "beginxref"),
	} {
		t.Run(name, func(t *testing.T) {
			trailer, _ := open(t, body)
			if got := trailer.Key("Root").Key("Pages").Key("Type").Name(); got != "Pages" {
				t.Errorf("the page tree is %q", got)
			}
		})
	}
}

// Pages that lost their catalogue are found by their type.
func TestLostCatalog(t *testing.T) {
	trailer, result := open(t, "%PDF-1.4\n7 0 obj <</Type/Page/N 1>> endobj 9 0 obj <</Type/Page/N 2>> endobj 8 0 obj 1 endobj")
	kids := trailer.Key("Root").Key("Pages").Key("Kids")
	if !result.Rebuilt || kids.Len() != 2 || kids.Index(1).Key("N").Int64() != 2 {
		t.Errorf("rebuilt %v, kids %v", result.Rebuilt, kids)
	}
}

func TestNewestObjectWins(t *testing.T) {
	trailer, _ := open(t, "%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj 2 0 obj <</V 1>> endobj 2 0 obj <</V 2>> endobj")
	if got := trailer.Key("Root").Key("Pages").Key("V").Int64(); got != 2 {
		t.Errorf("got version %d", got)
	}
}

// What leads in circles ends, and what hangs from it is null.
func TestCircles(t *testing.T) {
	for name, body := range map[string]string{
		"object stream inside itself": "4 0 obj <</Type/ObjStm/N 1/First 4/Length 4 0 R>>\nstream\n4 0 <<>>\nendstream endobj",
		"two lengths of each other": "4 0 obj <</Length 5 0 R>>\nstream\nx\nendstream endobj " +
			"5 0 obj <</Length 4 0 R>>\nstream\ny\nendstream endobj",
		"references": "4 0 obj 5 0 R endobj 5 0 obj 4 0 R endobj",
	} {
		t.Run(name, func(t *testing.T) {
			trailer, _ := open(t, "%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R/Odd 4 0 R>> endobj 2 0 obj <</Kids[]>> endobj "+body)
			if got := trailer.Key("Root").Key("Pages").Kind(); got != pdf.Dict {
				t.Errorf("the page tree is of kind %v", got)
			}
			_ = trailer.Key("Root").Key("Odd")
		})
	}
}

func TestPicturesLoseTheirData(t *testing.T) {
	trailer, _ := open(t, "%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R/Im 3 0 R/Raw 4 0 R>> endobj 2 0 obj <<>> endobj "+
		"3 0 obj <</Subtype/Image/Filter/DCTDecode/Length 4>>\nstream\nJPEG\nendstream endobj "+
		"4 0 obj <</Filter[/Odd]/DecodeParms null/Length 4>>\nstream\ndata\nendstream endobj")
	if got := trailer.Key("Root").Key("Im").Key("Length").Int64(); got != 0 {
		t.Errorf("the picture keeps %d bytes", got)
	}
	raw := trailer.Key("Root").Key("Raw")
	if raw.Key("Length").Int64() != 4 || raw.Key("Filter").Kind() != pdf.Null || raw.Key(RawFilter).Index(0).Name() != "Odd" {
		t.Errorf("the stream is %v", raw)
	}
}

func FuzzFile(f *testing.F) {
	f.Add([]byte(objectStreamFile(false)))
	f.Add([]byte(objectStreamFile(true)))
	f.Add([]byte("%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj 2 0 obj 3 0 R endobj trailer <</Encrypt<</Filter/Standard/V 2/R 3>>>>"))
	f.Fuzz(func(t *testing.T, body []byte) {
		result, err := File(t.Context(), body, "x")
		if err != nil {
			if fault.CodeOf(err) == "" {
				t.Fatal(err)
			}
			return
		}
		if _, err := pdf.NewReader(bytes.NewReader(result.Bytes), int64(len(result.Bytes))); err != nil {
			t.Fatalf("the library: %v", err)
		}
	})
}
