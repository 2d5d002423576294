package layout

import "assize/extractors/block"

// classify says what each node is, joins those that a page or column parts, and
// ties list items together.
func classify(sheets []*sheet, m *measure) {
	var flow []*node
	for _, s := range sheets {
		s.nodes = setNotes(s.nodes, m)
		setHeadings(s.nodes, m)
		flow = append(flow, s.nodes...)
	}
	setTagged(flow)
	setLevels(flow, m)
	flow = rejoin(flow)
	c := columnStarts(flow)
	setQuotes(flow, c)
	setLists(flow, c)
	setTables(flow)
	setEvidence(flow)
}

// setTables numbers tables, behind the groups that quotes and lists have.
func setTables(flow []*node) {
	type table struct {
		drawn  *grid
		tagged *taggedTable
	}
	groups := map[table]int{}
	next := 0
	for _, n := range flow {
		next = max(next, n.Group)
	}
	quotes := map[int]int{}
	for _, n := range flow {
		switch {
		case n.Group < 0:
			if quotes[n.Group] == 0 {
				next++
				quotes[n.Group] = next
			}
			n.Group = quotes[n.Group]
		case n.Kind == block.Cell:
			t := table{drawn: n.table}
			if n.table.tagged != nil {
				t = table{tagged: n.table.tagged}
			}
			if groups[t] == 0 {
				next++
				groups[t] = next
			}
			n.Group = groups[t]
		}
	}
}
