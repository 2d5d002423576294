package tags

import "assize/extractors/pdfdoc/content/syntax"

// A Role is what a structure type means for the blocks of a document.
type Role struct {
	block bool // it makes a block of its own
	aside bool // it stands in the tree where the text refers to it, not where the page shows it
}

// Roles are the structure types of ISO 32000-1, 14.8.4.
var Roles = map[string]Role{
	"Document": {}, "Part": {}, "Art": {}, "Sect": {}, "Div": {}, "NonStruct": {}, "Private": {},
	"BlockQuote": {block: true}, "Caption": {block: true, aside: true}, "TOC": {}, "TOCI": {block: true}, "Index": {},
	"P": {block: true}, "H": {block: true},
	"H1": {block: true}, "H2": {block: true}, "H3": {block: true}, "H4": {block: true}, "H5": {block: true}, "H6": {block: true},
	"L": {}, "LI": {block: true}, "Lbl": {}, "LBody": {},
	"Table": {}, "TR": {}, "TH": {block: true}, "TD": {block: true}, "THead": {}, "TBody": {}, "TFoot": {},
	"Span": {}, "Quote": {}, "Note": {block: true, aside: true}, "Reference": {}, "BibEntry": {}, "Code": {},
	"Link": {}, "Annot": {}, "Ruby": {}, "RB": {}, "RT": {}, "RP": {}, "Warichu": {}, "WT": {}, "WP": {},
	"Figure": {block: true, aside: true}, "Formula": {block: true}, "Form": {block: true},
}

// longestChain is how many steps of a role map lead to a standard type.
const longestChain = 16

// role follows the role map (14.7.3) from a file's own type to a standard one.
func (r *reader) role(name syntax.Object) string {
	for range longestChain {
		if _, standard := Roles[string(name.Bytes)]; standard {
			break
		}
		next := r.objects.Resolve(r.roles.Get(string(name.Bytes)))
		if next.Kind != syntax.Name {
			break
		}
		name = next
	}
	return string(name.Bytes)
}
