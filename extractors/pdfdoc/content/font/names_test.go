package font

import "testing"

func TestNameText(t *testing.T) {
	for name, want := range map[string]string{
		"A": "A", "space": " ", "eacute": "é", "Lslash": "Ł", "quoteright": "’", "Euro": "€", "bullet": "•",
		"fi": "fi", "f_f_i": "ffi", "a.sc": "a", "T_h.liga": "Th",
		"uni20AC": "€", "uni00410042": "AB", "u1F600": "😀", "u20AC": "€", "uniD83DDE00": "😀",
		"Asmall": "A", "oneoldstyle": "1", "afii10017": "А", "Omega": "\u2126", "minute": "′",
		".notdef": "", "g23": "", "": "", "uni12": "", "u110000": "", "nonsense": "",
	} {
		if got := NameText(name); got != want {
			t.Errorf("%q: got %q, want %q", name, got, want)
		}
	}
}

func TestNumberedText(t *testing.T) {
	for _, test := range []struct {
		name string
		base int
		want string
	}{
		{"C65", 10, "A"}, {"C0065", 10, "A"}, {"G41", 16, "A"}, {"a150", 10, "–"}, {"abc65", 10, ""}, {"65", 10, ""}, {"C999", 10, ""}, {"C7", 10, ""},
	} {
		if got := numberedText(test.name, test.base); got != test.want {
			t.Errorf("%q: got %q, want %q", test.name, got, test.want)
		}
	}
}

// The tables are typed in; their last entries are right only if no one is missing.
func TestEncodings(t *testing.T) {
	for _, test := range []struct {
		name string
		e    encoding
		code int
		want rune
	}{
		{"WinAnsi", winAnsi, 0x80, '€'}, {"WinAnsi", winAnsi, 0x95, '•'}, {"WinAnsi", winAnsi, 0x9f, 'Ÿ'}, {"WinAnsi", winAnsi, 0xff, 'ÿ'},
		{"MacRoman", macRoman, 0x80, 'Ä'}, {"MacRoman", macRoman, 0xd2, '“'}, {"MacRoman", macRoman, 0xff, 'ˇ'},
		{"Standard", standard, 0x27, '’'}, {"Standard", standard, 0xe1, 'Æ'}, {"Standard", standard, 0xfb, 'ß'},
		{"Symbol", symbol, 0x61, 'α'}, {"Symbol", symbol, 0xb7, '•'}, {"Symbol", symbol, 0xfe, '⎭'},
		{"ZapfDingbats", dingbats, 0x6e, '■'}, {"ZapfDingbats", dingbats, 0xfe, '➾'},
	} {
		if got := test.e[test.code]; got != test.want {
			t.Errorf("%s %#x: got %q, want %q", test.name, test.code, got, test.want)
		}
	}
	for id, want := range map[int]string{1: " ", 228: "ž", 268: "ffl", 299: "Z"} {
		if got := stringText(id, nil); got != want {
			t.Errorf("standard string %d: got %q, want %q", id, got, want)
		}
	}
}

func TestCoreWidths(t *testing.T) {
	for name, want := range map[string]float64{"Helvetica": 667, "Arial-BoldMT": 722, "TimesNewRoman": 722, "Times-Bold": 722, "Courier": 600} {
		if got := coreWidths(name)['A']; got != want {
			t.Errorf("%s: A is %v wide, want %v", name, got, want)
		}
	}
}
