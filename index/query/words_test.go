package query

import (
	"strings"
	"testing"
)

func TestWords(t *testing.T) {
	for in, want := range map[string]string{
		"":                                    "",
		"The CRC’s supply chain.":             "the[The] crc[CRC’s] supply[supply] chain[chain]",
		"prisoners’ 'own' words":              "prisoners[prisoners] own[own] words[words]",
		"self-harm (12.5%) of 1,234,567":      "self[self] harm[harm] 12.5[12.5] of[of] 1234567[1,234,567]",
		"e\u0301te\u0301 co\u00adoperate":     "ete[e\u0301te\u0301] cooperate[co\u00adoperate]",
		"\uf0b7 bullet\ue000text":             "bullet[bullet] text[text]",
		"word² note¹":                         "word[word] note[note]",
		strings.Repeat("x", 100):              strings.Repeat("x", 64) + "[" + strings.Repeat("x", 100) + "]",
		strings.Repeat("x", 62) + "'yes'yes'": strings.Repeat("x", 62) + "'y[" + strings.Repeat("x", 62) + "'yes'yes]",
		"a\xffb":                              "a[a] b[b]",
		"ends with apostrophe'":               "ends[ends] with[with] apostrophe[apostrophe]",
		"\u0301":                              "",
	} {
		var got []string
		for w := range Words(in) {
			got = append(got, w.Text+"["+in[w.Start:w.End]+"]")
		}
		if s := strings.Join(got, " "); s != want {
			t.Errorf("Words(%q) = %s, want %s", in, s, want)
		}
	}
}

func FuzzWords(f *testing.F) {
	f.Add("The CRC’s 1,234.5 ﬁndings\u00ad – don't 'x’s's aʼ ʼ")
	f.Fuzz(func(t *testing.T, s string) {
		end := 0
		for w := range Words(s) {
			if w.Start < end || w.End <= w.Start || w.End > len(s) || w.Text == "" {
				t.Fatalf("Words(%q): %q at %d:%d after %d", s, w.Text, w.Start, w.End, end)
			}
			end = w.End
			if again := phrase(w.Text); again != w.Text {
				t.Fatalf("Words(%q): %q is cut into %q when read again", s, w.Text, again)
			}
		}
	})
}
