package block

import "strings"

// Outline fills in what follows from the order of the blocks alone: each
// block's Section (the stack of headings above it, the title left out; no section
// lies under the heading of a table of contents) and each
// list item's LeadIn (the paragraph straight before the list, when it ends in a
// colon; for a nested list, the item that it hangs from).
func (d *Doc) Outline() {
	type entry struct {
		level int
		text  string
	}
	var (
		stack  []entry
		path   []string
		leadIn = map[int]string{} // by list group
	)
	for i := range d.Blocks {
		b := &d.Blocks[i]
		if b.Kind == Heading && !b.Title {
			for len(stack) > 0 && (stack[len(stack)-1].level >= b.Level || contentsHeading(stack[len(stack)-1].text)) {
				stack = stack[:len(stack)-1]
			}
			path = make([]string, 0, len(stack))
			for _, e := range stack {
				path = append(path, e.text)
			}
			b.Section = path
			stack = append(stack, entry{b.Level, b.Text})
			path = append(path[:len(path):len(path)], b.Text)
			continue
		}
		b.Section = path
		if b.Kind != ListItem {
			continue
		}
		if b.Group == 0 {
			b.LeadIn = introduction(d.Blocks[:i])
			continue
		}
		lead, seen := leadIn[b.Group]
		if !seen {
			lead = introduction(d.Blocks[:i])
			leadIn[b.Group] = lead
		}
		b.LeadIn = lead
	}
}

// contentsHeading reports whether a heading announces a table of contents, which
// is often set larger than the sections that follow it.
func contentsHeading(text string) bool {
	switch strings.ToLower(strings.TrimSpace(text)) {
	case "contents", "table of contents", "contents page", "cynnwys":
		return true
	}
	return false
}

// introduction is the text of the last block when it announces what follows.
// What stands beside the text is looked past.
func introduction(before []Block) string {
	for len(before) > 0 && before[len(before)-1].Beside {
		before = before[:len(before)-1]
	}
	if len(before) == 0 {
		return ""
	}
	last := before[len(before)-1]
	if last.Kind != Paragraph && last.Kind != ListItem {
		return ""
	}
	if !strings.HasSuffix(strings.TrimRight(last.Text, " ’”'\"*"), ":") {
		return ""
	}
	return last.Text
}
