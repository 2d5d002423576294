package quotes

import (
	"strings"
	"testing"

	"assize/extractors/block"
	"assize/extractors/trace"
)

func TestScan(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"curly", "She said: “We act.” Then she left.", []string{"We act."}},
		{"straight", `"We act," she said, "and we check."`, []string{"We act,", "and we check."}},
		{"nested", "“He told me ‘no’ twice,” she said.", []string{"He told me ‘no’ twice,"}},
		{"nested the British way", "‘He told me “no” twice,’ she said.", []string{"He told me “no” twice,"}},
		{"apostrophes inside single marks", "‘The prison’s staff don’t have time, and prisoners’ families know it.’", []string{"The prison’s staff don’t have time, and prisoners’ families know it."}},
		{"a plural at the closing mark", "It was good in ‘pockets’ but not elsewhere.", []string{"pockets"}},
		{"apostrophes alone", "The prisoners’ families don’t visit; it’s far.", nil},
		{"elisions", "In the ‘90s they told ’em to wait, ’til noon’.", nil},
		{"mixed pair", `"It is a start.” he said`, []string{"It is a start."}},
		{"inches", `a 6' 10" gate and a 5" bolt`, nil},
		{"unclosed at the end", "He said: “Nobody came.", []string{"Nobody came.…"}},
		{"re-opened and unclosed", `"I rang nine times "in a week" and more.`, []string{`I rang nine times "in a week" and more.…`}},
		{"after a dash", `It was—"at best"—poor.`, []string{"at best"}},
		{"empty", `"" and “” and ''`, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, m := range scan(c.text) {
				s := c.text[m.start:m.end]
				if m.unclosed {
					s += "…"
				}
				got = append(got, s)
			}
			if strings.Join(got, "|") != strings.Join(c.want, "|") {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// A megabyte of the worst text that we know of costs time in proportion to its
// length: were a rung to look back without bound, the run would not end.
func TestHostileTextIsReadInLinearTime(t *testing.T) {
	for _, pattern := range []string{"“", `"`, "‘", "s’ ", "“a” ", "“a,” said X ", "X, ", "(", "says, “q,” he said. "} {
		text := strings.TrimSpace(strings.Repeat(pattern, 1<<20/len(pattern)))
		doc := &block.Doc{Text: text, Blocks: []block.Block{{Kind: block.Paragraph, Text: text, Spans: []block.Span{{End: len(text)}}}}}
		for _, q := range Extract(doc, trace.New(doc, "", "test/1", ""), Page{}) {
			if q.Text == "" {
				t.Fatalf("an empty quote in a megabyte of %q", pattern)
			}
		}
	}
}

func FuzzScan(f *testing.F) {
	for _, seed := range []string{"“a” b", `"a 'b' c"`, "‘a’s b’", "“‘“’”", "' \"", "’\xff“"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		end := 0
		for _, m := range scan(text) {
			if m.open < end || m.start <= m.open || m.end <= m.start || m.closed < m.end || m.closed > len(text) {
				t.Fatalf("%+v after %d in %q of %d bytes", m, end, text, len(text))
			}
			end = m.closed
		}
	})
}
