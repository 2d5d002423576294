package font

import "testing"

func TestCollections(t *testing.T) {
	for _, test := range []struct {
		ordering string
		cid      uint32
		want     string
	}{
		{"Japan1", 843, "あ"}, {"Japan1", 34, "A"}, {"Japan1", 1 << 20, ""},
		{"GB1", 34, "A"}, {"CNS1", 843, "末"}, {"Korea1", 843, "²"}, {"KR", 843, "뒸"},
	} {
		if got := collections[test.ordering]().text(test.cid); got != test.want {
			t.Errorf("%s, glyph %d: got %q, want %q", test.ordering, test.cid, got, test.want)
		}
	}
	var none *collection
	if none.text(34) != "" || none.numbers("A") != nil {
		t.Error("a collection that is not known has texts")
	}
}

func TestPredefinedCMaps(t *testing.T) {
	japan := collections["Japan1"]()
	half := japan.numbers("A")[1] // of the forms of "A" in Japan1, the one half an em wide
	for _, test := range []struct {
		cmap, codes string
		want        string
	}{
		{"90ms-RKSJ-H", "A\x93\xfa\xb1", "A日ｱ"},
		{"H", "\x46\x7c", "日"},
		{"EUC-V", "\xc6\xfc", "日"},
		{"GBK-EUC-H", "\xc8\xd5A", "日A"},
		{"GB-H", "\x48\x55", "日"},
		{"GBK2K-V", "\xc8\xd5\x81\x39\xef\x30A", "日㐁A"},
		{"ETen-B5-V", "\xa4\xe9", "日"},
		{"KSCms-UHC-H", "\xec\xed", "日"},
		{"UniJIS-UTF16-H", "\x65\xe5\xd8\x40\xdc\x0b", "日𠀋"},
		{"Identity-H", "\x00\x22", "A"},
		{"90ms-RKSJ-H", "\xff\xff", Unknown},
	} {
		c := &composite{
			encoding: predefined(test.cmap), collection: japan, known: map[uint32]Glyph{},
			standard: 1000, widths: map[uint32]float64{half: 500},
		}
		got := ""
		for s := []byte(test.codes); len(s) > 0; {
			g, n := c.next(s)
			got, s = got+g.Text, s[n:]
			if test.cmap == "90ms-RKSJ-H" && g.Text == "A" && g.Width != 0.5 {
				t.Errorf("the width of half-width A is %v", g.Width)
			}
		}
		if got != test.want {
			t.Errorf("%s: got %q, want %q", test.cmap, got, test.want)
		}
	}
}

func FuzzPredefinedCMaps(f *testing.F) {
	f.Add("90ms-RKSJ-H", []byte("A\x93\xfa\xb1"))
	f.Add("H", []byte("\x46\x7c"))
	f.Add("UniJIS-UTF16-V", []byte("\x65\xe5\xd8\x40\xdc"))
	f.Add("GBK2K-H", []byte("\x81\x30\x81\x30"))
	f.Fuzz(func(t *testing.T, name string, s []byte) {
		c := &composite{encoding: predefined(name), collection: collections["GB1"](), known: map[uint32]Glyph{}, widths: map[uint32]float64{}}
		for len(s) > 0 {
			g, n := c.next(s)
			if n < 1 || n > len(s) || g.Text == "" {
				t.Fatalf("%q is a code of %d bytes with the text %q", s, n, g.Text)
			}
			s = s[n:]
		}
	})
}
