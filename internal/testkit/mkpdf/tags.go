package main

import "fmt"

// An element is one node of the structure tree (ISO 32000-1, 14.7). Its children
// are elements and marked pieces of pages, in reading order.
type element struct {
	tag    string
	parent *element
	kids   []any // *element or mark
}

// A mark is one marked-content sequence: the id that it has on its page.
type mark struct{ page, id int }

// add adds a child. The child of no element is none, and printed as an artefact.
func (e *element) add(tag string) *element {
	if e == nil {
		return nil
	}
	kid := &element{tag: tag, parent: e}
	e.kids = append(e.kids, kid)
	return kid
}

// in sets what do prints as content of e.
func (p *press) in(e *element, do func()) {
	before := p.at
	p.at = e
	do()
	p.at = before
}

// tagged brackets what do prints as a marked-content sequence of the current
// element, or as an artefact of the page where there is none.
func (p *press) tagged(do func()) {
	if !p.src.tagged {
		do()
		return
	}
	if p.at == nil {
		p.pdf.RawWriteStr("/Artifact BMC")
	} else {
		m := mark{p.pdf.PageNo(), p.marks[p.pdf.PageNo()]}
		p.marks[m.page]++
		p.at.kids = append(p.at.kids, m)
		p.pdf.RawWriteStr(fmt.Sprintf("/%s <</MCID %d>> BDC", p.at.tag, m.id))
	}
	do()
	p.pdf.RawWriteStr("EMC")
}

// listItem opens an LI in the list of the given level, which it begins or
// returns to. A nested list stands in the body of the item above it.
func (p *press) listItem(level int) *element {
	for len(p.lists) > level {
		p.lists = p.lists[:len(p.lists)-1]
	}
	for len(p.lists) < level {
		above := p.root
		if len(p.lists) > 0 {
			items := p.lists[len(p.lists)-1].kids
			item := items[len(items)-1].(*element)
			above = item.kids[1].(*element)
		}
		p.lists = append(p.lists, above.add("L"))
	}
	return p.lists[level-1].add("LI")
}
