package layout

import (
	"math"
	"slices"
	"strings"
	"testing"

	"assize/extractors/pdfdoc/content"
)

func lineOf(words ...string) line {
	var ws []word
	x := 72.0
	for _, s := range words {
		ws = append(ws, word{text: s, x0: x, x1: x + 5*float64(len(s)), size: 10})
		x += 5*float64(len(s)) + 3
	}
	return newLine(ws)
}

func TestReadLabel(t *testing.T) {
	tests := []struct {
		mark, label, class, prefix string
		values                     []int
	}{
		{"3.", "3", "#.", "", []int{3}},
		{"12)", "12", "#)", "", []int{12}},
		{"(4)", "4", "(#)", "", []int{4}},
		{"1.12.", "1.12", "#.#.", "1.", []int{12}},
		{"1.12", "1.12", "#.#", "1.", []int{12}},
		{"2.3.4", "2.3.4", "#.#.#", "2.3.", []int{4}},
		{"b.", "b", "a.", "", []int{2}},
		{"(c)", "c", "(a)", "", []int{3, 100}},
		{"iv)", "iv", "a)", "", []int{4}},
		{"i.", "i", "a.", "", []int{9, 1}},
		{"7", "7", "#", "", []int{7}},
	}
	for _, x := range tests {
		var c candidate
		if !c.readLabel(x.mark) {
			t.Errorf("%q is not a label", x.mark)
			continue
		}
		if c.marker.label != x.label || c.class != x.class || c.prefix != x.prefix || !slices.Equal(c.values, x.values) {
			t.Errorf("%q: label %q class %q prefix %q values %v", x.mark, c.marker.label, c.class, c.prefix, c.values)
		}
	}
	for _, s := range []string{"", ".", "()", "the", "The.", "2014.", "a", "1.a.", "1..2", "civil.", "3.14159"} {
		var c candidate
		if c.readLabel(s) {
			t.Errorf("%q is read as the label %q", s, c.marker.label)
		}
	}
}

func TestRomanValue(t *testing.T) {
	for s, want := range map[string]int{"i": 1, "iv": 4, "ix": 9, "xii": 12, "XL": 40, "": 0, "a": 0, "mi": 0, "civil": 0, "iix": 0, "xxxviii": 38, "xcix": 99, "iiiiiiiiii": 0} {
		if got := romanValue(s); got != want {
			t.Errorf("%q is %d, want %d", s, got, want)
		}
	}
}

func TestJoined(t *testing.T) {
	tests := []struct {
		first, second []string
		known         []string
		want          string
	}{
		{[]string{"a", "multi-"}, []string{"agency", "team"}, nil, "a multi-agency team"},
		{[]string{"an", "inspec-"}, []string{"tor", "came"}, []string{"inspector"}, "an inspector came"},
		{[]string{"an", "inspec-"}, []string{"tor", "came"}, []string{"inspector", "inspec-tor"}, "an inspec-tor came"},
		{[]string{"north-"}, []string{"East"}, nil, "north- East"},
		{[]string{"north-"}, []string{"East"}, []string{"north-east"}, "north-East"},
		{[]string{"in", "2014-"}, []string{"15"}, nil, "in 2014-15"},
		{[]string{"one", "-"}, []string{"two"}, []string{"two"}, "one - two"},
		{[]string{"one"}, []string{"two"}, nil, "one two"},
	}
	for _, x := range tests {
		known := map[string]bool{}
		for _, w := range x.known {
			known[w] = true
		}
		if got := joined([]line{lineOf(x.first...), lineOf(x.second...)}, known); got != x.want {
			t.Errorf("%v %v: %q, want %q", x.first, x.second, got, x.want)
		}
	}
}

// typed sets one run with the given gaps, in font sizes, before its letters.
func typed(text string, gaps ...float64) []glyph {
	var out []glyph
	x := 72.0
	for i, r := range text {
		if i < len(gaps) {
			x += 10 * gaps[i]
		}
		s := string(r)
		if r == ' ' {
			s = ""
		}
		out = append(out, glyph{text: s, x: x, size: 10, advance: 5, painted: i})
		x += 5
	}
	return out
}

func TestWords(t *testing.T) {
	const spaced = 0.3
	tests := []struct {
		name   string
		glyphs []glyph
		want   string
	}{
		{"spaces", typed("two words"), "two words"},
		{"gaps", typed("twowords", 0, 0, 0, 0.25), "two words"},
		{"kerning", typed("Avatars", 0, -0.1, 0.05, 0.1, 0, 0, 0), "Avatars"},
		{"spaced type", typed("TWOWORDS", 0, spaced, spaced, 2*spaced, spaced, spaced, spaced, spaced), "TWO WORDS"},
		{"a leader of dots", typed("twowords......", 0, 0, 0, 0.25, 0, 0, 0, 0, 0, 0.5, 0.5, 0.5, 0.5, 0.5), "two words. . . . . ."},
		{"set twice", append(typed("bold"), typed("bold", 0.02)...), "bold"},
		{"right to left", typed("םולש"), "שלום"},
		{"a number in it", typed("15ףיעס"), "סעיף15"},
	}
	for _, x := range tests {
		ps := pieces(x.glyphs)
		if len(ps) != 1 || ps[0].text() != x.want {
			t.Errorf("%s: %d pieces, first %q, want %q", x.name, len(ps), ps[0].text(), x.want)
		}
	}
}

func TestRaised(t *testing.T) {
	tests := []struct {
		before, raised, after, want string
		ref                         bool
	}{
		{"improve?", "1", "", "improve?1", true},
		{"on the 1", "st", "of May", "on the 1st of May", false},
		{"ten m", "2", "of floor", "ten m2 of floor", false},
		{"a board", "12", ", which", "a board12, which", true},
	}
	for _, x := range tests {
		p := content.Page{}
		say(&p, 72, 500, 10, "r", x.before)
		end := p.Glyphs[len(p.Glyphs)-1]
		say(&p, end.X+end.Advance, 504, 6, "r", x.raised)
		end = p.Glyphs[len(p.Glyphs)-1]
		if x.after != "" && x.after[0] == ',' {
			say(&p, end.X+end.Advance, 500, 10, "r", x.after)
		} else if x.after != "" {
			say(&p, end.X+end.Advance+3, 500, 10, "r", x.after)
		}
		ps := pieces(byAngle(&p, 0, &tagging{}, nil)[0].glyphs)
		if len(ps) != 1 || ps[0].text() != x.want {
			t.Errorf("%q: %d pieces, first %q", x.want, len(ps), ps[0].text())
			continue
		}
		if got := slices.ContainsFunc(ps[0].words, func(w word) bool { return w.noteRef }); got != x.ref {
			t.Errorf("%q: a reference to a note: %v, want %v", x.want, got, x.ref)
		}
	}
}

func TestStatesDate(t *testing.T) {
	for text, want := range map[string]bool{
		"Inspection dates: 4 to 8 March 2024":                             true,
		"Previous inspection: March 2019":                                 true,
		"Children who need help: good":                                    false,
		"Section 1: what the figures of 2024 show to those who read them": false,
		"What needs to improve?":                                          false,
	} {
		if got := statesDate(text); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}

func TestCurves(t *testing.T) {
	const pi = math.Pi
	arc := func(place func(i float64) (x, y, angle float64)) (glyphs []content.Glyph) {
		for i, r := range "ON THE HILL" {
			x, y, angle := place(float64(i))
			glyphs = append(glyphs, content.Glyph{Text: string(r), X: x, Y: y, Angle: angle, Advance: 6, Size: 10})
		}
		return glyphs
	}
	for _, x := range []struct {
		name   string
		glyphs []content.Glyph
		want   string
	}{
		{"letters turned along an arc", arc(func(i float64) (float64, float64, float64) {
			a := pi - i*0.1
			return 60 * math.Cos(a), 60 * math.Sin(a), (a - pi/2) * 180 / pi
		}), "ON THE HILL"},
		{"upright letters on a slope", arc(func(i float64) (float64, float64, float64) { return 6 * i, 1.2 * i, 0 }), "ON THE HILL"},
		{"a straight line", arc(func(i float64) (float64, float64, float64) { return 6 * i, 0, 0 }), ""},
		{"a straight line upwards", arc(func(i float64) (float64, float64, float64) { return 0, 6 * i, 90 }), ""},
		{"letters that jump", arc(func(i float64) (float64, float64, float64) { return 6 * i, 1.2 * math.Mod(i, 2), 0 }), ""},
		{"letters far apart", arc(func(i float64) (float64, float64, float64) { return 30 * i, 1.2 * i, 0 }), ""},
	} {
		texts, marks := curved(x.glyphs)
		if got := strings.Join(texts, "|"); got != x.want || (marks != nil) != (x.want != "") {
			t.Errorf("%s: got %q, want %q", x.name, got, x.want)
		}
	}
}
