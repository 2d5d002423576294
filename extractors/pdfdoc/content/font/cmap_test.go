package font

import (
	"strings"
	"testing"
)

func TestCMapText(t *testing.T) {
	m := ParseCMap([]byte(`/CIDInit /ProcSet findresource begin begincmap /WMode 1 def
		2 begincodespacerange <00> <7F> <8000> <FFFF> endcodespacerange
		3 beginbfchar <01> <0041> <02> <D83DDE00> <03> <00660066> endbfchar
		4 beginbfrange <10> <12> <0061> <20> <21> [<0078> <0079007A>] <8000> <9000> <4E00> <30> <2F> <0041> endbfrange
		1 beginbfchar <40> /emdash endbfchar
		2 begincidrange <8000> <9000> 100 <01> <05> 7 endcidrange endcmap`))
	if !m.Vertical {
		t.Error("the writing mode was not read")
	}
	for code, want := range map[uint32]string{
		0x01: "A", 0x02: "😀", 0x03: "ff", 0x10: "a", 0x12: "c", 0x13: "", 0x20: "x", 0x21: "yz",
		0x8000: "一", 0x8001: "丁", 0x40: "—", 0x30: "",
	} {
		if got, _ := m.Text(code); got != want {
			t.Errorf("code %#x: got %q, want %q", code, got, want)
		}
	}
	for code, want := range map[uint32]uint32{0x01: 7, 0x05: 11, 0x06: 0, 0x8010: 116} {
		if got := m.CID(code); got != want {
			t.Errorf("code %#x: got CID %d, want %d", code, got, want)
		}
	}
	var lengths []int
	for s := []byte("\x01\x80\x00\x7f\xff"); len(s) > 0; {
		_, n := m.Next(s)
		lengths = append(lengths, n)
		s = s[n:]
	}
	if len(lengths) != 4 || lengths[1] != 2 || lengths[3] != 1 {
		t.Errorf("codes of %v bytes", lengths)
	}
}

// Ranges that would fill the memory are kept as ranges or cut off.
func TestCMapLimits(t *testing.T) {
	src := "1 beginbfrange " + strings.Repeat("<00000000> <FFFFFFFF> <0041> ", 10_000) + " endbfrange"
	m := ParseCMap([]byte(src))
	if len(m.wide) > maxRanges || len(m.text) > maxMapped {
		t.Errorf("%d ranges, %d codes", len(m.wide), len(m.text))
	}
	if got, _ := m.Text(1); got != "B" {
		t.Errorf("got %q", got)
	}
}

func FuzzParseCMap(f *testing.F) {
	f.Add([]byte("1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfrange <00> <FF> [<0041> /a] endbfrange"), []byte("abc"))
	f.Add([]byte("1 begincidrange <0000> <FFFFFFFF> 9 endcidrange beginbfchar <> <> endbfchar"), []byte("\xff\x00"))
	f.Fuzz(func(t *testing.T, src, s []byte) {
		m := ParseCMap(src)
		for len(s) > 0 {
			code, n := m.Next(s)
			if n < 1 || n > 4 {
				t.Fatalf("a code of %d bytes", n)
			}
			m.Text(code)
			m.CID(code)
			s = s[n:]
		}
	})
}
