package notation

import (
	"strings"
	"testing"
)

func TestParse(t *testing.T) {
	doc, err := Parse("T A report\nH2 Findings\nLI One\\n   line\nLI2 Nested\nLI Two\n\nTH A | B\nTR C | D\nPAGE\nQ said\nPAGE\n+ and went on\nCITE Jo")
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	if err := doc.WriteItems(&b); err != nil {
		t.Fatal(err)
	}
	want := "H1\tA report\nH2\tFindings\nLI\tOne line\nLI\tNested\nLI\tTwo\nCELL\tA\nCELL\tB\nCELL\tC\nCELL\tD\nQ\tsaid and went on\n"
	if b.String() != want {
		t.Errorf("got\n%s\nwant\n%s", b.String(), want)
	}
	two, quote := doc.Blocks[4], doc.Blocks[9]
	if two.Ordinal != 2 || two.Group != doc.Blocks[2].Group || two.Group == doc.Blocks[3].Group {
		t.Errorf("the list's second item is %+v", two)
	}
	if quote.Cite != "Jo" || len(quote.Spans) != 2 || quote.Spans[1].Page != 2 {
		t.Errorf("the quote is %+v", quote)
	}
}

func TestParseRefuses(t *testing.T) {
	for _, source := range []string{"XX what", "P", "+ nothing to go on from", "LIX x"} {
		if _, err := Parse(source); err == nil {
			t.Errorf("%q was read without complaint", source)
		}
	}
}
