package index

import (
	"net/url"
	"strings"

	bleve "github.com/blevesearch/bleve/v2/document"

	"assize/extractors/record"
)

// A builder collects the fields of one record.
type builder struct {
	doc *bleve.Document
	n   map[string]uint64 // values so far of fields that have several
}

func (b builder) add(f field, value string) {
	if value == "" {
		return
	}
	position := b.n[f.name]
	b.n[f.name]++
	b.doc.AddField(bleve.NewTextFieldCustom(f.name, []uint64{position}, []byte(value), f.options, f.analyzer))
}

func (b builder) addValue(f field, value string) { b.add(f, valueOf(f.name, value)) }

// newDocument is what the index holds of the record, or of the document itself,
// that a change brings.
func newDocument(c record.Change) *bleve.Document {
	b := builder{bleve.NewDocument(string(c.ID)), map[string]uint64{}}
	b.addValue(id, string(c.ID))
	if c.Document != nil {
		b.addDocument(c.Document)
	}
	if c.Record == nil {
		b.addText(strings.TrimSpace(c.Document.Title + " " + c.Document.Subtitle))
		b.addValue(kind, string(record.KindDocument))
		b.addOrgs(c.Document.InspectedBodies)
		return b.doc
	}
	head := c.Record.Head()
	b.addText(head.Text)
	b.addValue(kind, string(head.Kind))
	for _, heading := range head.Section {
		b.add(section, heading)
		b.add(sectionExact, heading)
	}
	if spans := c.Record.Trace().Spans; len(spans) > 0 && spans[0].Page > 0 {
		b.addValue(has, "page")
	}
	b.addRecord(c.Record, c.Document)
	return b.doc
}

func (b builder) addText(s string) {
	b.add(text, s)
	b.add(textExact, s)
}

// addDocument adds what every record takes over from its document.
func (b builder) addDocument(d *record.Document) {
	b.addValue(docID, string(d.ID))
	b.add(title, d.Title)
	b.add(titleExact, d.Title)
	b.addValue(docType, string(d.Type))
	for _, p := range append([]string{d.Publisher}, d.CoPublishers...) {
		b.add(publisher, p)
		b.add(publisherName, p)
	}
	b.addValue(language, d.Language)
	if base, _, ok := strings.Cut(d.Language, "-"); ok {
		b.addValue(language, base)
	}
	if day := firstDay(d.Published); day != "" {
		b.add(date, day)
		b.add(year, day[:len("2006")])
	}
	b.addValue(address, d.URL)
	if d.CanonicalURL != d.URL {
		b.addValue(address, d.CanonicalURL)
	}
	b.addSite(d.URL)
}

// firstDay is the first day of a date that may be known only to the month or the
// year; "" when it is not known.
func firstDay(d *record.Date) string {
	if d == nil {
		return ""
	}
	switch len(d.Value) {
	case len("2006"):
		return d.Value + "-01-01"
	case len("2006-01"):
		return d.Value + "-01"
	case len("2006-01-02"):
		return d.Value
	}
	return ""
}

// addSite adds the host of an address and every domain above it.
func (b builder) addSite(address string) {
	u, err := url.Parse(address)
	if err != nil {
		return
	}
	for host := u.Hostname(); host != ""; _, host, _ = strings.Cut(host, ".") {
		b.addValue(site, host)
	}
}

// addRecord adds what only one kind of record has.
func (b builder) addRecord(r record.Record, d *record.Document) {
	var inspected []string
	if d != nil {
		inspected = d.InspectedBodies
	}
	switch r := r.(type) {
	case *record.Quote:
		b.add(speaker, r.Speaker.Name)
		b.add(speakerName, r.Speaker.Name)
		b.add(role, r.Speaker.Role)
		b.addOrgs([]string{r.Speaker.Organisation})
		if r.Speaker.Name != "" {
			b.addValue(has, "speaker")
		}
	case *record.Finding:
		if r.Subject != "" {
			inspected = []string{r.Subject}
		}
		b.addOrgs(inspected)
		for _, t := range r.Themes {
			b.add(theme, t)
			b.add(themeName, t)
		}
	case *record.Recommendation:
		if len(r.Addressees) > 0 {
			inspected = r.Addressees
		}
		b.addOrgs(inspected)
	case *record.Rating:
		b.addOrgs(inspected)
		b.addValue(rating, r.Value)
		if r.Value != "" {
			b.addValue(has, "rating")
		}
	}
}

func (b builder) addOrgs(names []string) {
	for _, name := range names {
		b.add(org, name)
		b.add(orgName, name)
	}
}
