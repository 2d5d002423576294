package main

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// A source is one document in plain notation. It begins with "key: value"
// lines, ended by an empty line:
//
//	out      where the PDF goes, under testdata
//	title    the Title entry of the document information dictionary
//	author   the Author entry
//	date     CreationDate and ModDate, 2006-01-02
//	head     the running head, from page 2
//	foot     the running foot, beside the page number
//	paper    portrait (default) or landscape
//	font     core (default: Helvetica, cp1252, not embedded) or unicode (DejaVu, embedded)
//	spaces   drawn (default) or gaps: words are placed one by one, without space glyphs
//	streams  flate (default) or plain
//	tags     none (default) or tree: a structure tree, as Word writes one
//	user     the password that opens the document   owner   the one that lifts its restrictions
//
// Blocks follow, separated by empty lines; the lines of a block are joined.
//
//	% title        %% subtitle    # ## ### heading
//	- bullet       and two spaces before it for a nested one
//	1. numbered    1.2 numbered   a) lettered, only after an empty line
//	> quotation    [ boxed        a box is a run of such blocks, its first line in bold
//	| a | b |      a table row    the first row of a table is its header
//	~ name | 3     a contents line
//	^1 text        a footnote     whose anchor ^1 stands in the text
//	@page          a new page     @columns 2   @widths 70 30 (per cent, for the next table)   @space 40 (points)
//
// Two asterisks on either side set words in bold.
type source struct {
	out, title, author, head, foot string
	user, owner                    string
	date                           time.Time
	landscape, unicode, gaps       bool
	plain, tagged                  bool
	nodes                          []node
	notes                          map[string]string // footnotes by number
}

// A node is one block of a source.
type node struct {
	kind  kind
	level int    // headings 1 to 3; list items 1 or 2
	label string // the number of a numbered item, the page of a contents line, the name of a command
	text  string
	cells []string
	sizes []float64 // the numbers of a command
}

type kind int

const (
	paragraph kind = iota
	title
	subtitle
	heading
	bullet
	numbered
	quotation
	boxed
	row
	contents
	footnote
	command
)

// marks says which kind of node a line begins. The groups of a pattern are its
// level (by length), its label and its text, by name.
var marks = []struct {
	kind    kind
	anyLine bool // recognised after a line of text too, not only after an empty one
	pattern *regexp.Regexp
}{
	{title, false, regexp.MustCompile(`^% (?P<text>.*)`)},
	{subtitle, false, regexp.MustCompile(`^%% (?P<text>.*)`)},
	{heading, false, regexp.MustCompile(`^(?P<level>#{1,3}) (?P<text>.*)`)},
	{bullet, true, regexp.MustCompile(`^(?P<level>(?:  )?-) (?P<text>.*)`)},
	{numbered, false, regexp.MustCompile(`^(?P<level>(?:  )?)(?P<label>\d+(?:\.\d+)*\.?|[a-z]\)) (?P<text>.*)`)},
	{quotation, true, regexp.MustCompile(`^> (?P<text>.*)`)},
	{boxed, true, regexp.MustCompile(`^\[ (?P<text>.*)`)},
	{row, true, regexp.MustCompile(`^\| (?P<text>.*) \|$`)},
	{contents, true, regexp.MustCompile(`^~ (?P<text>.*) \| (?P<label>\d+)$`)},
	{footnote, true, regexp.MustCompile(`^\^(?P<label>\d+) (?P<text>.*)`)},
	{command, true, regexp.MustCompile(`^@(?P<label>[a-z]+) ?(?P<text>.*)`)},
}

func parse(text string) (*source, error) {
	head, body, ok := strings.Cut(text, "\n\n")
	if !ok {
		return nil, errors.New("no empty line after the key: value lines")
	}
	src := &source{notes: map[string]string{}}
	if err := src.readHead(head); err != nil {
		return nil, err
	}
	fresh := true
	for line := range strings.SplitSeq(body, "\n") {
		switch n, ok := begin(line, fresh); {
		case strings.TrimSpace(line) == "":
			fresh = true
			continue
		case ok:
			src.nodes = append(src.nodes, n)
		case fresh:
			src.nodes = append(src.nodes, node{text: line})
		default:
			src.nodes[len(src.nodes)-1].text += " " + strings.TrimSpace(line)
		}
		fresh = false
	}
	return src, src.settle()
}

func (src *source) readHead(head string) error {
	for line := range strings.SplitSeq(head, "\n") {
		key, value, ok := strings.Cut(line, ": ")
		if !ok {
			return fmt.Errorf("not a key: value line: %q", line)
		}
		switch key {
		case "out":
			src.out = value
		case "title":
			src.title = value
		case "author":
			src.author = value
		case "head":
			src.head = value
		case "foot":
			src.foot = value
		case "paper":
			src.landscape = value == "landscape"
		case "font":
			src.unicode = value == "unicode"
		case "spaces":
			src.gaps = value == "gaps"
		case "user":
			src.user = value
		case "owner":
			src.owner = value
		case "streams":
			src.plain = value == "plain"
		case "tags":
			src.tagged = value == "tree"
		case "date":
			date, err := time.Parse(time.DateOnly, value)
			if err != nil {
				return err
			}
			src.date = date
		default:
			return fmt.Errorf("unknown key %q", key)
		}
	}
	if src.out == "" || src.date.IsZero() {
		return errors.New("out and date must be given")
	}
	return nil
}

// begin reads a line that begins a marked node.
func begin(line string, fresh bool) (node, bool) {
	for _, m := range marks {
		groups := m.pattern.FindStringSubmatch(line)
		if groups == nil || !fresh && !m.anyLine {
			continue
		}
		n := node{kind: m.kind}
		for i, name := range m.pattern.SubexpNames() {
			switch name {
			case "level":
				n.level = len(groups[i])
			case "label":
				n.label = groups[i]
			case "text":
				n.text = groups[i]
			}
		}
		return n, true
	}
	return node{}, false
}

// settle turns the raw nodes into what is printed: footnotes go to their map,
// rows are cut into cells, the numbers of commands are read, and the levels of
// list items become 1 and 2.
func (src *source) settle() error {
	kept := src.nodes[:0]
	for _, n := range src.nodes {
		switch n.kind {
		case footnote:
			src.notes[n.label] = n.text
			continue
		case row:
			for cell := range strings.SplitSeq(n.text, " | ") {
				n.cells = append(n.cells, strings.TrimSpace(cell))
			}
		case bullet, numbered:
			n.level = 1 + n.level/2
		case command:
			var err error
			if n.sizes, err = readSizes(n); err != nil {
				return err
			}
		}
		kept = append(kept, n)
	}
	src.nodes = kept
	return nil
}

// sizes says how many numbers a command takes; -1 stands for one or more.
var sizes = map[string]int{"page": 0, "columns": 1, "space": 1, "widths": -1}

func readSizes(n node) ([]float64, error) {
	fields := strings.Fields(n.text)
	want, known := sizes[n.label]
	if !known || want >= 0 && len(fields) != want || want < 0 && len(fields) == 0 {
		return nil, fmt.Errorf("unknown command or wrong count of numbers: @%s %s", n.label, n.text)
	}
	var out []float64
	for _, field := range fields {
		v, err := strconv.ParseFloat(field, 64)
		if err != nil {
			return nil, fmt.Errorf("@%s: %w", n.label, err)
		}
		out = append(out, v)
	}
	return out, nil
}
