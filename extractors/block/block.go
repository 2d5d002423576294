// Package block holds the one model that HTML, PDF and plain text all become:
// an ordered list of blocks over one canonical text artefact. Everything after
// the parsers (findings, quotes, ratings, metadata) is written once, against it.
//
// Offsets inside this package are bytes of Doc.Text, half-open, because Go
// slices bytes; they become Unicode code points where they leave the program
// (package trace, and Doc.WriteBlocks).
package block

// Kind says what a block is.
type Kind string

// The kinds, as they stand in the items and blocks output formats. A heading
// is printed with its level: H1 to H6.
const (
	Heading   Kind = "H"
	Paragraph Kind = "P"
	ListItem  Kind = "LI"
	Quote     Kind = "Q"
	Cell      Kind = "CELL"
	Note      Kind = "NOTE"
)

// Evidence says what a block's kind was read from.
type Evidence string

// The kinds of evidence.
const (
	FromMarkup Evidence = "html"   // an HTML element
	FromTags   Evidence = "tagged" // a PDF structure element
	FromLayout Evidence = "layout" // geometry and fonts on the page
	FromText   Evidence = "text"   // the shape of the characters alone
	FromAPI    Evidence = "api"    // an HTML element in the data of a content API
	FromOCR    Evidence = "ocr"    // geometry of text that was recognised in a picture of the page
)

// A Quad is the four corners of a run of glyphs in PDF user space, in points,
// in the order of a QuadPoints array (ISO 32000-1, 12.5.6.10): x1 y1 … x4 y4.
type Quad [8]float64

// A Span is one contiguous run of the artefact.
type Span struct {
	Page  int // 1-based; 0 where the source has no pages
	Start int // byte offset in Doc.Text
	End   int // byte offset in Doc.Text, exclusive
	Quads []Quad
}

// A Link is a hyperlink with its absolute target.
type Link struct {
	Href string // absolute where the document's own address is known
	Text string // white space collapsed
	Rel  string // the rel attribute, or ""
	Type string // the declared media type, or ""
	Near string // what follows it before the next link, cut short: often the size of a file
	Main bool   // it stands inside the main content
}

// Style is how a block's text is set, as far as the source tells.
type Style struct {
	Size   float64 // points; 0 where unknown
	Bold   bool
	Italic bool
}

// A Block is one heading, paragraph, list item, block-quote paragraph, table
// cell or note. Group ties blocks that belong together: the items of one list
// (nested lists have their own), the cells of one table, the paragraphs of one
// block quote share a number; 0 means that the block stands alone.
type Block struct {
	Kind     Kind
	Level    int    // headings: 1 to 6
	Title    bool   // this heading is the document's own title
	Depth    int    // list items: 1 for an outermost list
	Ordinal  int    // list items: the number that an ordered list counts to, else the position from 1
	Marker   string // list items: the mark as printed ("•", "a)", "3."); "" when the source has none
	Label    string // the number alone, where there is one ("3", "1.12", "a")
	Row, Col int    // cells: from 1
	Header   bool   // cells: a header cell
	Group    int
	Quoted   bool // the block lies inside a block quote (a list item may)
	Beside   bool // the block stands beside the text: no part of Doc.Text, it has no spans
	Cite     string

	Text  string // white space collapsed; equal to the spans' text, normalised
	Spans []Span
	Links []Link
	Style Style

	Section  []string // the headings above, outermost first, without the title
	LeadIn   string   // list items: the sentence that introduces the list
	Evidence []Evidence
	Path     string // where the block stands in the source tree (DOM path), or ""
}

// Tag is the block's kind as printed: H1 to H6, P, LI, Q, CELL or NOTE.
func (b *Block) Tag() string {
	if b.Kind == Heading {
		return string(Heading) + string(rune('0'+min(max(b.Level, 1), 6)))
	}
	return string(b.Kind)
}

// Page is the page that the block begins on, 0 where there are no pages.
func (b *Block) Page() int {
	if len(b.Spans) == 0 {
		return 0
	}
	return b.Spans[0].Page
}

// A Page is one page of a paginated source.
type Page struct {
	Label         string // the page label as the document prints it, or the number
	Width, Height float64
	Start, End    int     // bytes of Doc.Text, the form feed excluded
	Engine        string  // the second engine or the OCR program that read the page; "" for the extractor itself
	Confidence    float64 // of OCR, 0 to 1, the mean of the page; 0 where nothing was recognised
}

// A Property is one candidate for a metadata value, with the place that it was
// read from; package meta chooses between candidates.
type Property struct {
	Name  string // title, author, published, modified, language, canonical, site, type, description …
	Value string
	From  string // json-ld, meta, time, h1, title, html, pdf-info, pdf-xmp, text …
}

// A Warning is something that went less than well and that a reader of the
// records should know.
type Warning struct {
	Code   string // a stable word: text_lost, no_text_layer, truncated …
	Page   int    // 0 for the whole document
	Detail string
}

// Doc is a parsed document.
type Doc struct {
	Text       string // the canonical text artefact, UTF-8; pages end in a form feed
	Blocks     []Block
	Pages      []Page // empty where the source has no pages
	Method     string // html, tagged, layout, ocr or text: how most blocks were read
	Properties []Property
	Links      []Link // every link of the whole source, not only the main content
	Warnings   []Warning

	Explanation *Explanation // nil where none was asked for
}
