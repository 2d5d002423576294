// Package meta chooses a document's metadata from what its parser found: for
// each value a ladder of places, surest first, and where nothing is found the
// reason why. What is particular to one publisher or kind of document stands in
// tables.
package meta

import (
	"cmp"
	"strings"

	"assize/extractors/block"
	"assize/extractors/record"
	"assize/extractors/sites"
)

// Source says where a document was read.
type Source struct {
	URL      string // after redirects; "" for standard input
	Snapshot record.Hash
	Sites    *sites.Set // who publishes where; nil for what the program is built with
}

// Document describes a parsed document. All is filled in but the provenance.
func Document(doc *block.Doc, src Source) record.Document {
	f := finder{doc: doc, src: src, sites: cmp.Or(src.Sites, sites.Embedded()), front: frontMatter(doc), imprint: imprint(doc)}
	d := record.Document{
		Schema: record.KindDocument.Schema(), Kind: record.KindDocument,
		ID:  record.DocumentID(src.URL, src.Snapshot),
		URL: src.URL, CanonicalURL: f.first("canonical"),
		Title: f.title(), Subtitle: f.subtitle(), Authors: f.authors(), Language: f.language(),
		Published: f.published(), Updated: f.date("modified"),
		Licence: f.licence(), Pages: len(doc.Pages), Links: f.links(),
		Missing: map[string]record.Reason{},
	}
	programme, joint := f.programme(d.Title, d.Subtitle)
	d.Programme = programme
	d.Publisher, d.CoPublishers = f.publishers(joint)
	d.Publisher = cmp.Or(d.Publisher, body(d.Authors))
	d.Type = f.docType(d.Title, d.Subtitle)
	d.InspectedBodies = inspectedBodies(d.Title, d.Subtitle)
	d.Inspection = inspection(f.front)
	f.reasons(&d)
	return d
}

// reasons says why each empty value is empty.
func (f *finder) reasons(d *record.Document) {
	miss := func(name string, empty bool, reason record.Reason) {
		if empty {
			d.Missing[name] = reason
		}
	}
	published, canonical := record.NotStated, record.NotStated
	if f.first("published") != "" {
		published = record.NotParsed
	}
	if f.doc.Method != "html" {
		canonical = record.NotRead
	}
	miss("title", d.Title == "", record.NotStated)
	miss("published", d.Published == nil, published)
	miss("publisher", d.Publisher == "", record.NotStated)
	miss("language", d.Language == "", record.NotResolved)
	miss("authors", len(d.Authors) == 0, record.NotStated)
	miss("canonical_url", d.CanonicalURL == "", canonical)
}

// A finder looks a document's metadata up.
type finder struct {
	doc     *block.Doc
	src     Source
	sites   *sites.Set
	front   string // what stands on the first pages, or at the beginning
	imprint string // what stands on the last page
}

// values lists the candidates of one name, those from the first place of the
// ladder first. A place that the ladder leaves out is not looked at.
func (f *finder) values(name string, ladder ...string) []block.Property {
	var list []block.Property
	for _, from := range ladder {
		for _, p := range f.doc.Properties {
			if p.Name == name && p.From == from {
				list = append(list, p)
			}
		}
	}
	return list
}

// first is the first candidate of a name, in the parser's order, or "".
func (f *finder) first(name string) string {
	for _, p := range f.doc.Properties {
		if p.Name == name {
			return p.Value
		}
	}
	return ""
}

// frontMatter is where a document says what it is: its first two pages, or the
// beginning of one without pages.
func frontMatter(doc *block.Doc) string {
	const pages, most = 2, 4000
	end := min(len(doc.Text), most)
	if len(doc.Pages) > 0 {
		end = doc.Pages[min(pages, len(doc.Pages))-1].End
	}
	return strings.ToValidUTF8(doc.Text[:end], "")
}

// imprint is a file's last page, which often says who publishes it.
func imprint(doc *block.Doc) string {
	if len(doc.Pages) == 0 {
		return ""
	}
	last := doc.Pages[len(doc.Pages)-1]
	return doc.Text[last.Start:last.End]
}

// mentions counts how often a text holds a phrase as whole words, case aside and
// straight apostrophes like curly ones.
func mentions(text, phrase string) int {
	text, phrase = plain(text), plain(phrase)
	n := 0
	for {
		i := strings.Index(text, phrase)
		if i < 0 {
			return n
		}
		end := i + len(phrase)
		if !wordByte(text, i-1) && !wordByte(text, end) {
			n++
		}
		text = text[end:]
	}
}

func plain(s string) string {
	return strings.ReplaceAll(strings.ToLower(s), "’", "'")
}

func wordByte(s string, i int) bool {
	return i >= 0 && i < len(s) && (s[i] >= 'a' && s[i] <= 'z' || s[i] >= '0' && s[i] <= '9')
}
