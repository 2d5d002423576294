package main

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const testdata = "../../../testdata"

// The committed files are what the sources make, byte for byte, and none is
// large.
func TestCommitted(t *testing.T) {
	files, err := build(testdata)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		committed, err := os.ReadFile(filepath.Join(testdata, filepath.FromSlash(f.name)))
		if err != nil {
			t.Error(err)
			continue
		}
		if !bytes.Equal(committed, f.bytes) {
			t.Errorf("%s differs from what its source makes; run go run ./internal/testkit/mkpdf", f.name)
		}
		if len(f.bytes) > 60<<10 {
			t.Errorf("%s has %d bytes, more than 60 KiB", f.name, len(f.bytes))
		}
	}
}

func TestParse(t *testing.T) {
	src, err := parse(`out: a.pdf
date: 2018-10-11

# Findings
3.1 Numbered only after an empty line
2. so this is text.

3.1 A numbered
  paragraph.^1
- one
  - nested
| a | b |
^1 A note.

@widths 70 30
`)
	if err != nil {
		t.Fatal(err)
	}
	want := []node{
		{kind: heading, level: 1, text: "Findings 3.1 Numbered only after an empty line 2. so this is text."},
		{kind: numbered, level: 1, label: "3.1", text: "A numbered paragraph.^1"},
		{kind: bullet, level: 1, text: "one"},
		{kind: bullet, level: 2, text: "nested"},
		{kind: row, text: "a | b", cells: []string{"a", "b"}},
		{kind: command, label: "widths", text: "70 30", sizes: []float64{70, 30}},
	}
	same := func(a, b node) bool {
		return a.kind == b.kind && a.level == b.level && a.label == b.label && a.text == b.text &&
			slices.Equal(a.cells, b.cells) && slices.Equal(a.sizes, b.sizes)
	}
	if !slices.EqualFunc(src.nodes, want, same) {
		t.Errorf("nodes:\n%+v\nwant:\n%+v", src.nodes, want)
	}
	if src.notes["1"] != "A note." {
		t.Errorf("notes: %q", src.notes)
	}
}

func TestParseRefuses(t *testing.T) {
	for name, text := range map[string]string{
		"no body":          "out: a.pdf\ndate: 2018-10-11",
		"no date":          "out: a.pdf\n\ntext",
		"bad date":         "out: a.pdf\ndate: yesterday\n\ntext",
		"unknown key":      "out: a.pdf\ncolour: red\n\ntext",
		"unknown command":  "out: a.pdf\ndate: 2018-10-11\n\n@fold",
		"too many numbers": "out: a.pdf\ndate: 2018-10-11\n\n@space 1 2",
		"not a number":     "out: a.pdf\ndate: 2018-10-11\n\n@space wide",
	} {
		if _, err := parse(text); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestWords(t *testing.T) {
	var got []string
	for _, w := range words("a **whole-family plan**^12 now", false) {
		s := w.text
		if w.bold {
			s = "*" + s
		}
		if w.sup {
			s = "^" + s
		}
		if w.glue {
			s = "+" + s
		}
		got = append(got, s)
	}
	if want := "a *whole- +*family *plan +^12 now"; strings.Join(got, " ") != want {
		t.Errorf("got %q, want %q", strings.Join(got, " "), want)
	}
}

// A line never begins with the anchor of the line before.
func TestFill(t *testing.T) {
	lines := fill(words("one two^1 three", false), 7, 1, func(w word) float64 { return float64(len(w.text)) })
	if len(lines) != 2 || lines[0][2].text != "1" || lines[1][0].text != "three" {
		t.Errorf("lines: %+v", lines)
	}
	if got := lines[0].anchors(); !slices.Equal(got, []string{"1"}) {
		t.Errorf("anchors: %q", got)
	}
}

func TestListItems(t *testing.T) {
	p := &press{root: &element{tag: "Document"}}
	for _, level := range []int{1, 2, 2, 1} {
		item := p.listItem(level)
		item.add("Lbl")
		item.add("LBody")
	}
	p.lists = nil
	p.listItem(1)
	want := "Document(L(LI(Lbl LBody(L(LI(Lbl LBody) LI(Lbl LBody)))) LI(Lbl LBody)) L(LI))"
	if got := outline(p.root); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func outline(e *element) string {
	var kids []string
	for _, kid := range e.kids {
		kids = append(kids, outline(kid.(*element)))
	}
	if kids == nil {
		return e.tag
	}
	return e.tag + "(" + strings.Join(kids, " ") + ")"
}
