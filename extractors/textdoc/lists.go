package textdoc

import "assize/extractors/block"

// item begins a list item. Deeper indents are nested lists; a list goes on over
// empty lines as long as nothing else comes between its items.
func (r *reader) item(l line, mark block.Mark) {
	for n := len(r.lists); n > 0 && r.lists[n-1].indent > l.indent; n-- {
		r.lists = r.lists[:n-1]
	}
	bullet := ""
	if mark.Label == "" {
		bullet = mark.Printed
	}
	if n := len(r.lists); n > 0 && r.lists[n-1].indent == l.indent && r.lists[n-1].bullet != bullet {
		r.lists = r.lists[:n-1]
	}
	if n := len(r.lists); n == 0 || r.lists[n-1].indent < l.indent {
		r.groups++
		r.lists = append(r.lists, list{indent: l.indent, group: r.groups, bullet: bullet})
	}
	top := &r.lists[len(r.lists)-1]
	top.items++
	r.add(block.Block{
		Kind: block.ListItem, Depth: len(r.lists), Ordinal: top.items, Group: top.group,
		Marker: mark.Printed, Label: mark.Label,
	}, l.start+mark.Len, l.end)
}
