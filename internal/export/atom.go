package export

import (
	"cmp"
	"encoding/xml"
	"io"
	"time"

	"assize/pipeline/store"
)

// atom writes an Atom feed (RFC 4287). An entry's id is a URN made of the
// record's, and its date when the record was first seen, so that neither changes
// when the index is made anew. The feed's own date, that of the newest entry,
// stands behind the entries, which the order of elements allows.
type atom struct {
	w      io.Writer
	enc    *xml.Encoder
	newest time.Time
	begun  bool
}

func newAtom(w io.Writer) Printer {
	enc := xml.NewEncoder(w)
	enc.Indent("  ", "  ")
	return &atom{w: w, enc: enc}
}

const (
	urn       = "urn:assize:"
	atomBegin = xml.Header + `<feed xmlns="http://www.w3.org/2005/Atom">
  <id>` + urn + `export</id>
  <title>Findings and quotes of inspectorates</title>
  <author><name>assize</name></author>
  <generator>assize</generator>
`
)

type atomEntry struct {
	XMLName  xml.Name       `xml:"entry"`
	ID       string         `xml:"id"`
	Title    string         `xml:"title"`
	Updated  string         `xml:"updated"`
	Author   string         `xml:"author>name"`
	Link     *atomLink      `xml:"link"`
	Category []atomCategory `xml:"category"`
	Content  string         `xml:"content"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Href string `xml:"href,attr"`
}

type atomCategory struct {
	Term string `xml:"term,attr"`
}

func (p *atom) Print(e *store.Entry) error {
	if err := p.begin(); err != nil {
		return err
	}
	c := cite(e)
	entry := atomEntry{
		ID: urn + string(e.ID), Title: cmp.Or(c.title, c.url, string(e.ID)), Updated: e.FirstSeen.UTC().Format(time.RFC3339),
		Author: cmp.Or(c.publisher, "unknown"), Category: []atomCategory{{string(c.kind)}},
		Content: joined("\n", c.text, c.speaker, joined(", ", c.form.genre, spelledOut(c.date), joined(" ", pageWord(c.pages), c.pages))),
	}
	if c.url != "" {
		entry.Link = &atomLink{"alternate", c.url}
	}
	if e.FirstSeen.After(p.newest) {
		p.newest = e.FirstSeen
	}
	if err := p.enc.Encode(entry); err != nil {
		return err
	}
	_, err := io.WriteString(p.w, "\n")
	return err
}

func (p *atom) begin() error {
	if p.begun {
		return nil
	}
	p.begun = true
	_, err := io.WriteString(p.w, atomBegin)
	return err
}

func (p *atom) End() error {
	if err := p.begin(); err != nil {
		return err
	}
	updated := p.newest
	if updated.IsZero() {
		updated = time.Unix(0, 0)
	}
	_, err := io.WriteString(p.w, "  <updated>"+updated.UTC().Format(time.RFC3339)+"</updated>\n</feed>\n")
	return err
}

func pageWord(pages string) string {
	if pages == "" {
		return ""
	}
	return "page"
}
