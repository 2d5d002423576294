package tags

import "assize/extractors/pdfdoc/content/syntax"

// A meaning is what a structure type says of the place of its content.
type meaning struct {
	block bool // it makes a block of its own
	aside bool // it stands in the tree where the text refers to it, not where the page shows it
}

// standard are the structure types of ISO 32000-1, 14.8.4.
var standard = map[string]meaning{
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

// rolesOf reads a role map (14.7.3).
func rolesOf(o syntax.Object) map[string]string {
	roles := map[string]string{}
	for i := 0; o.Kind == syntax.Dict && i+1 < len(o.Items); i += 2 {
		if o.Items[i+1].Kind == syntax.Name {
			roles[string(o.Items[i].Bytes)] = string(o.Items[i+1].Bytes)
		}
	}
	return roles
}

// longestChain is how many steps of a role map lead to a standard type.
const longestChain = 16

// role follows the role map from a file's own type to a standard one.
func (r *reader) role(name string) string {
	for range longestChain {
		next, mapped := r.roles[name]
		if _, known := standard[name]; known || !mapped {
			break
		}
		name = next
	}
	return name
}
