package font

import "github.com/ledongthuc/pdf"

// A program is what an embedded font file says about its codes and glyphs.
type program struct {
	byCode    map[int]string
	byName    map[string]string
	preferred bool // the font's own encoding goes before the standard ones
}

func programTexts(descriptor pdf.Value, decode Decoder) program { return program{} }

func programCIDs(descendant pdf.Value, decode Decoder) func(uint32) string { return nil }
