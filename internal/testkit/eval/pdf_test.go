package main

import (
	"slices"
	"testing"

	"assize/extractors/block"
	"assize/extractors/record"
)

func TestTextWords(t *testing.T) {
	for text, want := range map[string][]string{
		"The ﬁrst in-\n  spection’s":      {"the", "first", "inspections"},
		"well-led, 2nd\u00ad half":        {"well", "led", "2nd", "half"},
		"日本 is Japan":                     {"日", "本", "is", "japan"},
		"Multi-\nAgency \xff and e\u0301": {"multi", "agency", "and", "é"},
	} {
		if got := textWords(text); !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// The bit-parallel length is that of the table, over more words than one block of
// bits holds.
func TestCommonInOrder(t *testing.T) {
	alphabet := []string{"a", "b", "c", "d", "e"}
	sequence := func(seed, n int) (list []string) {
		for range n {
			seed = (seed*1103515245 + 12345) & 0x7fffffff
			list = append(list, alphabet[seed>>16%len(alphabet)%5])
		}
		return list
	}
	for n := range 200 {
		a, b := sequence(n, n), sequence(n+1000, 150)
		table := make([][]int, len(a)+1)
		table[0] = make([]int, len(b)+1)
		for i := range a {
			table[i+1] = make([]int, len(b)+1)
			for j := range b {
				table[i+1][j+1] = max(table[i][j+1], table[i+1][j])
				if a[i] == b[j] {
					table[i+1][j+1] = table[i][j] + 1
				}
			}
		}
		if got, want := commonInOrder(a, b), table[len(a)][len(b)]; got != want {
			t.Fatalf("%d words: %d, want %d", n, got, want)
		}
	}
}

func TestMatchKinds(t *testing.T) {
	got := []item{{block.Heading, []string{"what", "we", "found"}}, {block.Paragraph, []string{"staff", "were", "kind"}}, {block.ListItem, []string{"cells", "were", "cold"}}}
	want := []item{{block.Heading, []string{"what", "we", "found"}}, {block.ListItem, []string{"staff", "were", "kind"}}, {block.ListItem, []string{"cells", "were", "cold"}}}
	found := matchKinds(got, want)
	for kind, m := range map[block.Kind]match{block.Heading: {1, 1, 1}, block.ListItem: {1, 1, 2}, block.Paragraph: {0, 1, 0}} {
		if found[kind] != m {
			t.Errorf("%s: %+v, want %+v", kind, found[kind], m)
		}
	}
}

// A head line in a record is one that leaked, unless the page says it elsewhere.
func TestFurniture(t *testing.T) {
	page := func(n string) string {
		return "An inspection of Anytown\nText " + n + "\nMore text\nAnd more " + n + "\nsome more\nPage " + n + " of 9\n"
	}
	pages := []string{page("1"), page("2"), "An inspection of Anytown\nThis is the third\nafter an inspection\nof Anytown in May.\nsome more\nPage 3\n"}
	lines := furniture(pages)
	const head = " an inspection of anytown "
	for i := range pages {
		if len(lines[i]) != 1 || lines[i][head] != 1 {
			t.Errorf("page %d: lines %v", i+1, lines[i])
		}
	}
	for page, want := range map[int]string{1: head, 3: ""} {
		r := &record.Finding{Common: record.Common{Text: "It followed an inspection of Anytown 4"}, Provenance: record.Provenance{Spans: []record.Span{{Page: page}}}}
		if got := leaked(r, pages, lines); got != want {
			t.Errorf("page %d: leaked %q, want %q", page, got, want)
		}
	}
}
