package index

import (
	"strings"
	"testing"
	"unicode/utf8"

	"assize/index/query"
)

// marked writes a snippet with its marks in square brackets.
func marked(s Snippet) string {
	var b strings.Builder
	end := 0
	for _, m := range s.Marks {
		b.WriteString(s.Text[end:m[0]] + "[" + s.Text[m[0]:m[1]] + "]")
		end = m[1]
	}
	return b.String() + s.Text[end:]
}

func TestHighlight(t *testing.T) {
	const long = "The first sentence says little. Nobody minds it. We found that the CRC’s “supply chain” is too thin, and people do not get help. " +
		"Supply was poor elsewhere too! The last sentence is about something else altogether, and goes on for a while."
	for _, test := range []struct {
		query, text string
		width       int
		want        string
	}{
		{`supply`, "Supplies of supply.", 80, "[Supplies] of [supply]."},
		{`"supply chain"`, "A supply chain is not a chain of supply.", 80, "A [supply chain] is not a chain of supply."},
		{`"the supply chain" "supply chain of"`, "On the supply chain of drugs", 80, "On [the supply chain of] drugs"},
		{`crc`, "The CRC’s work", 80, "The [CRC’s] work"},
		{`organisat*`, "The organisation organised itself", 80, "The [organisation] organised itself"},
		{`supply -chain`, "supply chain", 80, "[supply] chain"},
		{`chain OR link`, "a chain, a link", 80, "a [chain], a [link]"},
		{`kind:finding speaker:supply`, "supply chain", 80, "supply chain"},
		{``, "supply chain", 80, "supply chain"},
		{`self-harm`, "of self–harm and of harm", 80, "of [self–harm] and of harm"},
		{`ofﬁcer`, "The oﬃcer and the officer", 80, "The [oﬃcer] and the [officer]"},
		{`"supply chain"`, long, 80, "…We found that the CRC’s “[supply chain]” is too thin, and people do not get help. …"},
		{`~"supplied chains"`, "The supply chain, supplied", 80, "The [supply chain], supplied"},
		{`"chain services"~1`, "A chain of services. What the chain holds is few", 80, "A [chain] of [services]. What the chain holds is few"},
		{`w?m?n* safegard~`, "Women’s wimming: safeguard", 80, "[Women’s] wimming: [safeguard]"},
		{`altogether`, long, 60, "…The last sentence is about something else [altogether], and …"},
		{`first`, long, 40, "The [first] sentence says little. Nobody …"},
		{``, long, 20, "The first sentence …"},
		{`supply poor`, long, 40, "…[Supply] was [poor] elsewhere too! The last …"},
		{`x`, strings.Repeat("x", 50), 10, strings.Repeat("x", 10) + " …"},
		{`zzz`, "--- !!! ---", 5, "--- ! …"},
		{`a`, "", 5, ""},
		{`a`, "a b", 0, " …"},
	} {
		n, _, err := query.Parse(test.query)
		if err != nil {
			t.Fatal(err)
		}
		if got := marked(Highlight(n.Where, test.text, test.width)); got != test.want {
			t.Errorf("%s, %d wide:\n got %s\nwant %s", test.query, test.width, got, test.want)
		}
	}
}

func FuzzHighlight(f *testing.F) {
	f.Add(`supply "in the chain" safeg*`, "The supply. In the chain – of safeguards’ ﬁndings\u00ad…", 10)
	f.Add(`b`, "a\xff b\n\n“b”. B!", 2)
	f.Fuzz(func(t *testing.T, q, text string, width int) {
		n, _, err := query.Parse(q)
		if err != nil || len(text) > 2000 || width < 0 || width > 1000 {
			return
		}
		s := Highlight(n.Where, text, width)
		end := 0
		for _, m := range s.Marks {
			if m[0] < end || m[1] <= m[0] || m[1] > len(s.Text) {
				t.Fatalf("Highlight(%q, %q, %d): marks %v in %q", q, text, width, s.Marks, s.Text)
			}
			end = m[1]
		}
		if got := utf8.RuneCountInString(s.Text); got > width+3 && s.Text != text {
			t.Fatalf("Highlight(%q, %q, %d) is %d characters: %q", q, text, width, got, s.Text)
		}
		core := strings.TrimSuffix(strings.TrimPrefix(s.Text, ellipsis), " "+ellipsis)
		if !strings.Contains(text, core) {
			t.Fatalf("Highlight(%q, %q, %d) = %q, which is not of the text", q, text, width, s.Text)
		}
	})
}
