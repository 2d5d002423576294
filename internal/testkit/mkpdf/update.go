package main

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// What package fpdf writes that an update must find again.
var (
	pageObject    = regexp.MustCompile(`(?s)\n(\d+) 0 obj\n<</Type /Page\n(.*?)>>\nendobj`)
	catalogObject = regexp.MustCompile(`(?s)\n(\d+) 0 obj\n<<\n/Type /Catalog\n(.*?)\n>>\nendobj`)
	trailerSize   = regexp.MustCompile(`/Size (\d+)\n(/Root \d+ 0 R\n/Info \d+ 0 R)`)
	startXref     = regexp.MustCompile(`startxref\n(\d+)`)
)

// withStructure appends a structure tree to a file of package fpdf, which cannot
// write one, as an incremental update (ISO 32000-1, 7.5.6): new versions of the
// pages and of the catalog, and the elements.
func withStructure(pdf []byte, root *element) ([]byte, error) {
	pages := pageObject.FindAllSubmatch(pdf, -1)
	catalog := catalogObject.FindSubmatch(pdf)
	trailer := trailerSize.FindSubmatch(pdf)
	start := startXref.FindSubmatch(pdf)
	if len(pages) == 0 || catalog == nil || trailer == nil || start == nil {
		return nil, errors.New("the file of package fpdf does not look as expected")
	}
	u := &update{next: number(trailer[1]), offsets: map[int]int{}, owners: make([]map[int]int, len(pages))}
	u.out.Write(pdf)
	for i, page := range pages {
		u.pages = append(u.pages, number(page[1]))
		u.owners[i] = map[int]int{}
		u.object(u.pages[i], fmt.Sprintf("<</Type /Page\n/StructParents %d /Tabs /S\n%s>>", i, page[2]))
	}
	top := u.reserve()
	document := u.element(root, top)
	u.object(top, fmt.Sprintf("<</Type /StructTreeRoot /K %d 0 R /ParentTree <</Nums [%s]>> /ParentTreeNextKey %d>>",
		document, u.parentTree(), len(pages)))
	u.object(number(catalog[1]), fmt.Sprintf("<<\n/Type /Catalog\n/MarkInfo <</Marked true>> /Lang (en-GB) /StructTreeRoot %d 0 R\n%s\n>>",
		top, catalog[2]))
	return u.finish(fmt.Sprintf("%s\n/Prev %s", trailer[2], start[1])), nil
}

// number reads digits that a pattern has matched.
func number(digits []byte) int {
	n, _ := strconv.Atoi(string(digits))
	return n
}

// An update is an incremental update in the making.
type update struct {
	out     bytes.Buffer
	next    int           // the next free object number
	offsets map[int]int   // of the objects written, by number
	pages   []int         // object numbers
	owners  []map[int]int // by page: the element of each mark
}

func (u *update) reserve() int {
	u.next++
	return u.next - 1
}

func (u *update) object(n int, body string) {
	u.offsets[n] = u.out.Len()
	fmt.Fprintf(&u.out, "%d 0 obj\n%s\nendobj\n", n, body)
}

// element writes e and what is under it, and returns its object number.
func (u *update) element(e *element, parent int) int {
	self := u.reserve()
	var kids []string
	for _, kid := range e.kids {
		switch kid := kid.(type) {
		case *element:
			kids = append(kids, fmt.Sprintf("%d 0 R", u.element(kid, self)))
		case mark:
			kids = append(kids, fmt.Sprintf("<</Type /MCR /Pg %d 0 R /MCID %d>>", u.pages[kid.page-1], kid.id))
			u.owners[kid.page-1][kid.id] = self
		}
	}
	u.object(self, fmt.Sprintf("<</Type /StructElem /S /%s /P %d 0 R /K [%s]>>", e.tag, parent, strings.Join(kids, " ")))
	return self
}

// parentTree is the number tree from the marks of each page to their elements.
func (u *update) parentTree() string {
	var out strings.Builder
	for i, owners := range u.owners {
		fmt.Fprintf(&out, "%d [", i)
		for id := range len(owners) {
			fmt.Fprintf(&out, "%d 0 R ", owners[id])
		}
		out.WriteString("] ")
	}
	return out.String()
}

// finish writes the cross-reference section and the trailer.
func (u *update) finish(trailer string) []byte {
	start := u.out.Len()
	u.out.WriteString("xref\n")
	for _, n := range slices.Sorted(maps.Keys(u.offsets)) {
		fmt.Fprintf(&u.out, "%d 1\n%010d 00000 n \n", n, u.offsets[n])
	}
	fmt.Fprintf(&u.out, "trailer\n<<\n/Size %d\n%s\n>>\nstartxref\n%d\n%%%%EOF\n", u.next, trailer, start)
	return u.out.Bytes()
}
