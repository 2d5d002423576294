package block_test

import (
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"assize/extractors/block"
)

// build makes a document of one-line blocks, each "TAG text".
func build(lines ...string) *block.Doc {
	var b block.Builder
	d := &block.Doc{}
	group := 0
	for _, line := range lines {
		tag, text, _ := strings.Cut(line, " ")
		b.Break("\n")
		bl := block.Block{Kind: block.Kind(tag), Text: text, Spans: []block.Span{b.Run(text)}}
		switch {
		case tag[0] == 'H':
			bl.Kind, bl.Level = block.Heading, int(tag[1]-'0')
			bl.Title = bl.Level == 1
		case tag == "LI":
			if n := len(d.Blocks); d.Blocks[n-1].Kind != block.ListItem {
				group++
			}
			bl.Group = group
		}
		d.Blocks = append(d.Blocks, bl)
	}
	d.Text, d.Pages = b.Finish()
	d.Outline()
	return d
}

func TestOutline(t *testing.T) {
	d := build("H1 Report", "P Intro.", "H2 Findings", "P They were:", "LI one", "LI two", "H3 Deep", "P No colon.", "LI three", "H2 End", "P Last.")
	type place struct {
		section []string
		leadIn  string
	}
	want := []place{
		{}, {}, {section: []string{}}, {section: []string{"Findings"}},
		{[]string{"Findings"}, "They were:"}, {[]string{"Findings"}, "They were:"},
		{section: []string{"Findings"}}, {section: []string{"Findings", "Deep"}}, {[]string{"Findings", "Deep"}, ""},
		{section: []string{}}, {section: []string{"End"}},
	}
	for i, b := range d.Blocks {
		got := place{b.Section, b.LeadIn}
		if len(got.section) != len(want[i].section) || strings.Join(got.section, "/") != strings.Join(want[i].section, "/") || got.leadIn != want[i].leadIn {
			t.Errorf("%s %q: got %q, want %q", b.Tag(), b.Text, got, want[i])
		}
	}
}

func TestNothingLiesUnderContents(t *testing.T) {
	d := build("H2 Contents", "P Foreword 3", "H3 Foreword", "P We visited.", "H4 Why", "P Because.")
	for i, want := range []string{"", "Contents", "", "Foreword", "Foreword", "Foreword/Why"} {
		if got := strings.Join(d.Blocks[i].Section, "/"); got != want {
			t.Errorf("%q lies under %q, want %q", d.Blocks[i].Text, got, want)
		}
	}
}

func TestBuilderSpansAndPages(t *testing.T) {
	var b block.Builder
	b.BeginPage("i", 595, 842)
	b.Break("\n")
	first := b.Run("one")
	b.Break("\n")
	second := b.Run("two")
	b.BeginPage("ii", 595, 842)
	b.Break("\n")
	third := b.Run("three")
	text, pages := b.Finish()
	if text != "one\ntwo\n\fthree\n" {
		t.Errorf("text = %q", text)
	}
	for span, want := range map[*block.Span]string{&first: "one", &second: "two", &third: "three"} {
		if got := text[span.Start:span.End]; got != want {
			t.Errorf("span says %q, want %q", got, want)
		}
	}
	if third.Page != 2 || len(pages) != 2 || text[pages[1].Start:pages[1].End] != "three\n" {
		t.Errorf("pages = %+v", pages)
	}
}

func TestPoints(t *testing.T) {
	texts := []string{"", "plain", "café – ‘one’", strings.Repeat("é", 3000), strings.Repeat("x", 1023) + "€" + strings.Repeat("ü", 2000)}
	for _, text := range texts {
		points := block.NewPoints(text)
		for i := range text {
			if got, want := points.At(i), utf8.RuneCountInString(text[:i]); got != want {
				t.Fatalf("At(%d) of %.20q = %d, want %d", i, text, got, want)
			}
		}
		if got, want := points.At(len(text)), utf8.RuneCountInString(text); got != want {
			t.Errorf("At(end) of %.20q = %d, want %d", text, got, want)
		}
	}
}

func TestPrint(t *testing.T) {
	d := build("H2 Café", "P Said:", "LI one")
	var items, blocks strings.Builder
	if err := d.WriteItems(&items); err != nil {
		t.Fatal(err)
	}
	if want := "H2\tCafé\nP\tSaid:\nLI\tone\n"; items.String() != want {
		t.Errorf("items = %q", items.String())
	}
	if err := d.WriteBlocks(&blocks); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(blocks.String()), "\n")
	want := `{"kind":"LI","level":0,"depth":0,"marker":"","label":"","group":1,"page":0,"text":"one","section":["Café"],"lead_in":"Said:","spans":[{"page":0,"start":11,"end":14}],"evidence":[]}`
	if !reflect.DeepEqual(lines[2], want) {
		t.Errorf("got  %s\nwant %s", lines[2], want)
	}
}
