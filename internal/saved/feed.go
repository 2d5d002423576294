package saved

import (
	"encoding/xml"
	"html"
	"io"
	"strings"
	"time"
)

// WriteFeed writes the items of a search as an Atom feed (RFC 4287), the newest
// first. An entry's id is made of the record's and its date is when it was found, so
// that neither changes from one writing to the next.
func WriteFeed(w io.Writer, s Search, items []Item) error {
	type link struct {
		Href string `xml:"href,attr"`
	}
	type category struct {
		Term string `xml:"term,attr"`
	}
	type content struct {
		Type string `xml:"type,attr"`
		HTML string `xml:",chardata"`
	}
	type entry struct {
		ID       string     `xml:"id"`
		Title    string     `xml:"title"`
		Updated  string     `xml:"updated"`
		Link     link       `xml:"link"`
		Category []category `xml:"category"`
		Content  content    `xml:"content"`
	}
	feed := struct {
		XMLName xml.Name `xml:"http://www.w3.org/2005/Atom feed"`
		ID      string   `xml:"id"`
		Title   string   `xml:"title"`
		Updated string   `xml:"updated"`
		Author  string   `xml:"author>name"`
		Entries []entry  `xml:"entry"`
	}{ID: "urn:assize:saved:" + s.Name, Title: s.Name + ": " + s.Query, Author: "assize", Updated: time.Unix(0, 0).UTC().Format(time.RFC3339)}
	for _, it := range items {
		feed.Entries = append(feed.Entries, entry{
			ID: "urn:assize:" + string(it.ID), Title: s.Name + ": " + it.Title, Updated: it.Found.Format(time.RFC3339), Link: link{it.URL},
			Category: []category{{s.Name}, {string(it.Kind)}}, Content: content{"html", it.marked()},
		})
	}
	if len(items) > 0 {
		feed.Updated = items[0].Found.Format(time.RFC3339)
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	encoder := xml.NewEncoder(w)
	encoder.Indent("", "  ")
	return encoder.Encode(feed)
}

// marked is the text as HTML, with what matches marked.
func (it Item) marked() string {
	var b strings.Builder
	at := 0
	for _, m := range it.Marks {
		b.WriteString(html.EscapeString(it.Text[at:m[0]]) + "<mark>" + html.EscapeString(it.Text[m[0]:m[1]]) + "</mark>")
		at = m[1]
	}
	return b.String() + html.EscapeString(it.Text[at:])
}
