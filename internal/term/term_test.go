package term

import (
	"bytes"
	"strings"
	"testing"
	"unicode/utf8"
)

func terminal(w *bytes.Buffer, width int, colour bool) *Screen {
	return &Screen{Writer: w, Terminal: true, Colour: colour, Width: width}
}

func TestNewScreenOnPipe(t *testing.T) {
	s := NewScreen(new(bytes.Buffer), func(string) string { return "" }, false)
	if s.Terminal || s.Colour || s.Width != 0 {
		t.Errorf("a pipe is no terminal: %+v", s)
	}
	if got := s.Bold("x"); got != "x" {
		t.Errorf("bold on a pipe: %q", got)
	}
}

func TestClean(t *testing.T) {
	for in, want := range map[string]string{
		" a \t\n b\u00a0c ": "a b c",
		"\x1b[2Jgone":       "\ufffd[2Jgone",
		"a\u202eb":          "a\ufffdb",
		"\x9b1m":            "\ufffd1m", // not UTF-8
		"":                  "",
	} {
		if got := Clean(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func TestFit(t *testing.T) {
	tests := []struct {
		in    string
		limit int
		want  string
	}{
		{"short", 5, "short"},
		{"longer", 5, "long…"},
		{"監察報告", 8, "監察報告"},
		{"監察報告", 7, "監察報…"},
		{"監察報告", 6, "監察…"},
	}
	for _, tt := range tests {
		if got := Fit(tt.in, tt.limit); got != tt.want {
			t.Errorf("%q to %d: got %q, want %q", tt.in, tt.limit, got, tt.want)
		}
	}
}

func TestWrap(t *testing.T) {
	tests := []struct {
		in    string
		limit int
		want  string
	}{
		{"", 10, ""},
		{"one two three", 7, "one two|three"},
		{"one two three", 8, "one two|three"},
		{"one twothreefour", 5, "one|twoth|reefo|ur"},
		{"監察報告", 4, "監察|報告"},
		{"one", 1, "on|e"},
	}
	for _, tt := range tests {
		var lines []string
		for _, l := range wrap(Text{String: tt.in}.glyphs(), tt.limit) {
			lines = append(lines, plain(l))
		}
		if got := strings.Join(lines, "|"); got != tt.want {
			t.Errorf("%q at %d: got %q, want %q", tt.in, tt.limit, got, tt.want)
		}
	}
}

func table() *Table {
	t := &Table{Columns: []Column{{Title: "KIND"}, {Title: "TEXT", Share: 1}, {Title: "ID"}}}
	t.Texts(Text{String: "finding"},
		Text{String: "There was a thin supply chain in the county", Marks: [][2]int{{17, 29}}},
		Text{String: "f_1"})
	t.Row("quote", "Too\tthin.\x1b", "q_22")
	return t
}

func TestTable(t *testing.T) {
	tests := map[string]struct {
		screen func(*bytes.Buffer) *Screen
		want   string
	}{
		"pipe": {
			func(w *bytes.Buffer) *Screen { return &Screen{Writer: w} },
			"finding\tThere was a thin supply chain in the county\tf_1\nquote\tToo thin.\ufffd\tq_22\n",
		},
		"terminal without colour": {
			func(w *bytes.Buffer) *Screen { return terminal(w, 35, false) },
			"KIND     TEXT                  ID\n" +
				"finding  There was a thin      f_1\n" +
				"         *supply chain* in\n" +
				"         the county\n" +
				"quote    Too thin.\ufffd            q_22\n",
		},
		"terminal": {
			func(w *bytes.Buffer) *Screen { return terminal(w, 35, true) },
			"\x1b[2mKIND\x1b[0m     \x1b[2mTEXT\x1b[0m                  \x1b[2mID\x1b[0m\n" +
				"finding  There was a thin      f_1\n" +
				"         \x1b[1;33msupply chain\x1b[0m in the\n" +
				"         county\n" +
				"quote    Too thin.\ufffd            q_22\n",
		},
	}
	for name, tt := range tests {
		var out bytes.Buffer
		if err := table().Print(tt.screen(&out)); err != nil {
			t.Fatal(err)
		}
		if got := out.String(); got != tt.want {
			t.Errorf("%s:\n%s\nwant\n%s", name, got, tt.want)
		}
	}
}

func TestEdits(t *testing.T) {
	edits := Text{String: "He was has been left out", Edits: []Edit{{Range: [2]int{3, 6}}, {Range: [2]int{7, 15}, Added: true}}}
	for name, tt := range map[string]struct {
		screen Screen
		want   string
	}{
		"pipe":                    {Screen{}, "He [-was-] {+has been+} left out\n"},
		"terminal without colour": {Screen{Terminal: true, Width: 18}, "He [-was-] {+has\nbeen+} left out\n"},
		"terminal":                {Screen{Terminal: true, Colour: true, Width: 18}, "He \x1b[9;31mwas\x1b[0m \x1b[32mhas been\x1b[0m\nleft out\n"},
	} {
		var out bytes.Buffer
		tt.screen.Writer = &out
		table := &Table{Columns: []Column{{Share: 1}}}
		table.Texts(edits)
		if err := table.Print(&tt.screen); err != nil {
			t.Fatal(err)
		}
		if out.String() != tt.want {
			t.Errorf("%s: got %q, want %q", name, out.String(), tt.want)
		}
	}
}

func TestMarkAcrossLines(t *testing.T) {
	var out bytes.Buffer
	s := terminal(&out, 12, true)
	tab := &Table{Columns: []Column{{Title: "T", Share: 1}}}
	tab.Texts(Text{String: "aaaa bbbb cccc dddd", Marks: [][2]int{{5, 14}}})
	if err := tab.Print(s); err != nil {
		t.Fatal(err)
	}
	want := "\x1b[2mT\x1b[0m\naaaa \x1b[1;33mbbbb\x1b[0m\n\x1b[1;33mcccc\x1b[0m dddd\n"
	if out.String() != want {
		t.Errorf("got %q, want %q", out.String(), want)
	}
}

func TestProgress(t *testing.T) {
	var out bytes.Buffer
	p := NewProgress(terminal(&out, 20, false))
	p.Show("1 of 2")
	p.Show("2 of 2") // too soon to be drawn
	p.Say("failed: %s", "x")
	p.Clear()
	want := "1 of 2" + "\r\x1b[K" + "failed: x\n" + "1 of 2" + "\r\x1b[K"
	if out.String() != want {
		t.Errorf("got %q, want %q", out.String(), want)
	}
}

func TestProgressOnPipe(t *testing.T) {
	var out bytes.Buffer
	p := NewProgress(&Screen{Writer: &out})
	p.Show("1 of 2")
	p.Say("failed")
	p.Clear()
	if out.String() != "failed\n" {
		t.Errorf("got %q", out.String())
	}
}

// No foreign text reaches a terminal with a control character in it, whatever
// the width, and no line is wider than the screen.
func FuzzTable(f *testing.F) {
	f.Add("plain words", 40)
	f.Add("\x1b]0;title\x07\u202e監察 \xff", 3)
	f.Fuzz(func(t *testing.T, s string, width int) {
		width = 20 + width&0x3f
		var out bytes.Buffer
		tab := &Table{Columns: []Column{{Title: "T", Share: 1}}}
		tab.Texts(Text{String: s, Marks: [][2]int{{0, len(s) / 2}}})
		if err := tab.Print(terminal(&out, width, false)); err != nil {
			t.Fatal(err)
		}
		if !utf8.Valid(out.Bytes()) {
			t.Errorf("not UTF-8: %q", out.String())
		}
		for line := range strings.Lines(out.String()) {
			line = strings.TrimSuffix(line, "\n")
			if Clean(line) != line {
				t.Errorf("unsafe line %q", line)
			}
			if w := lineWidth(Text{String: line}.glyphs()); w > width {
				t.Errorf("%d columns on a screen of %d: %q", w, width, line)
			}
		}
	})
}
