package index

import (
	"maps"
	"net/url"
	"strings"

	bleve "github.com/blevesearch/bleve/v2/document"

	"assize/extractors/record"
	"assize/index/query"
)

// A factory makes what the index holds of records. The records of a document
// come one after another, and have its fields in common. It is for one goroutine.
type factory struct {
	stems  stemmer
	of     *record.Document
	shared *builder // with the fields of that document
}

// A builder collects the fields of one record.
type builder struct {
	doc   *bleve.Document
	n     map[string]uint64 // how many values each field has so far
	stems stemmer
}

func newBuilder(id record.ID, stems stemmer) builder {
	return builder{bleve.NewDocument(string(id)), map[string]uint64{}, stems}
}

// builder begins a record of a document, which may be nil.
func (f *factory) builder(id record.ID, of *record.Document) builder {
	b := newBuilder(id, f.stems)
	if of == nil {
		return b
	}
	if f.shared == nil || f.of != of {
		shared := newBuilder(of.ID, f.stems)
		shared.addDocument(of)
		f.of, f.shared = of, &shared
	}
	for _, field := range f.shared.doc.Fields {
		if v, ok := field.(*value); ok && f.shared.n[v.name] > 1 {
			field = v.clone() // bleve merges the terms of a field's values into those of the first
		}
		b.doc.Fields = append(b.doc.Fields, field)
	}
	maps.Copy(b.n, f.shared.n)
	return b
}

// add adds a value to fields that are cut into words.
func (b builder) add(text string, fields ...field) {
	var words []query.Word
	for w := range query.Words(text) {
		words = append(words, w)
	}
	for _, f := range fields {
		change := same
		if f.cut == stemmed {
			change = b.stems.stem
		}
		if len(words) > 0 {
			b.doc.AddField(textValue(f, text, words, b.next(f), change))
		}
	}
}

// addWhole adds a value to a field that is not cut.
func (b builder) addWhole(text string, f field) {
	if text != "" {
		b.doc.AddField(wholeValue(f, text, b.next(f)))
	}
}

// next numbers the values of a field.
func (b builder) next(f field) uint64 {
	b.n[f.name]++
	return b.n[f.name] - 1
}

func (b builder) addValue(f field, value string) { b.addWhole(valueOf(f.name, value), f) }

// document is what the index holds of the record, or of the document itself,
// that a change brings.
func (f *factory) document(c record.Change) *bleve.Document {
	b := f.builder(c.ID, c.Document)
	if c.Record == nil {
		b.add(strings.TrimSpace(c.Document.Title+" "+c.Document.Subtitle), text, textExact)
		b.addValue(kind, string(record.KindDocument))
		b.addOrgs(c.Document.InspectedBodies)
		return b.doc
	}
	head := c.Record.Head()
	b.add(head.Text, text, textExact)
	b.addValue(kind, string(head.Kind))
	for _, heading := range head.Section {
		b.add(heading, section, sectionExact)
	}
	if spans := c.Record.Trace().Spans; len(spans) > 0 && spans[0].Page > 0 {
		b.addValue(has, "page")
	}
	b.addRecord(c.Record, c.Document)
	return b.doc
}

// addDocument adds what every record takes over from its document.
func (b builder) addDocument(d *record.Document) {
	b.addValue(docID, string(d.ID))
	b.add(d.Title, title, titleExact)
	b.addValue(docType, string(d.Type))
	b.addValue(source, formats[d.Provenance.Method])
	for _, name := range d.InspectedBodies {
		b.add(name, body)
		b.addWhole(name, bodyName)
	}
	for _, p := range append([]string{d.Publisher}, d.CoPublishers...) {
		b.add(p, publisher)
		b.addWhole(p, publisherName)
	}
	b.addValue(language, d.Language)
	if base, _, ok := strings.Cut(d.Language, "-"); ok {
		b.addValue(language, base)
	}
	if day := firstDay(d.Published); day != "" {
		b.addWhole(day, date)
		b.addWhole(day[:len("2006")], year)
	}
	b.addValue(address, d.URL)
	if d.CanonicalURL != d.URL {
		b.addValue(address, d.CanonicalURL)
	}
	b.addSite(d.URL)
}

// formats are the values of the field source.
var formats = map[record.Method]string{
	record.MethodHTML: "html", record.MethodTagged: "pdf", record.MethodLayout: "pdf",
	record.MethodText: "text", record.MethodAPI: "api", record.MethodOCR: "ocr",
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
	b.addValue(cluster, string(record.ClusterOf(r)))
	switch r := r.(type) {
	case *record.Quote:
		b.add(r.Speaker.Name, speaker)
		b.addWhole(r.Speaker.Name, speakerName)
		b.add(r.Speaker.Role, role)
		b.addValue(side, string(r.Side))
		b.addOrgs([]string{r.Speaker.Organisation})
		if r.Speaker.Name != "" {
			b.addValue(has, "speaker")
		}
	case *record.Finding:
		if r.Subject != "" {
			inspected = []string{r.Subject}
		}
		b.addOrgs(inspected)
		b.addValue(polarity, string(r.Polarity))
		if len(r.Metrics) > 0 {
			b.addValue(has, "metric")
		}
		for _, t := range r.Themes {
			b.add(t, theme)
			b.addWhole(t, themeName)
		}
	case *record.Recommendation:
		if len(r.Addressees) > 0 {
			inspected = r.Addressees
		}
		b.addOrgs(inspected)
		if r.Deadline != nil || r.DeadlineRaw != "" {
			b.addValue(has, "deadline")
		}
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
		b.add(name, org)
		b.addWhole(name, orgName)
	}
}
