package export

import (
	"strconv"
	"strings"
	"time"

	"assize/extractors/record"
	"assize/pipeline/store"
)

// A column is one field of the flat table that every kind of record fits in.
type column struct {
	name    string
	integer bool
	help    string
	value   func(e *store.Entry) string
}

// columns are the same for every kind of record, in the order in which they are
// written. Lists are parted by semicolons.
var columns = []column{
	{"id", false, "names the record for ever", func(e *store.Entry) string { return string(e.ID) }},
	{"kind", false, "document, finding, quote, recommendation or rating", func(e *store.Entry) string { return string(kindOf(e)) }},
	{"document", false, "id of the document that the record stands in", func(e *store.Entry) string { return string(e.Document.ID) }},
	{"seq", true, "place in the document's reading order, from 1", ofHead(func(h *record.Common) string { return strconv.Itoa(h.Seq) })},
	{"published", false, "date of the document, ISO 8601, as precise as it is known", func(e *store.Entry) string { return dateOf(e.Document.Published) }},
	{"publisher", false, "of the document", func(e *store.Entry) string { return e.Document.Publisher }},
	{"title", false, "of the document", func(e *store.Entry) string { return joined(": ", e.Document.Title, e.Document.Subtitle) }},
	{"doc_type", false, "of the document", func(e *store.Entry) string { return string(e.Document.Type) }},
	{"inspected_bodies", false, "on whom the document reports", func(e *store.Entry) string { return list(e.Document.InspectedBodies) }},
	{"text", false, "what the record says", ofHead(func(h *record.Common) string { return h.Text })},
	{"section", false, "headings above it, outermost first, parted by >", ofHead(func(h *record.Common) string { return strings.Join(h.Section, " > ") })},
	{"page", true, "on which it begins, from 1; empty for a source without pages", firstPage},
	{"page_label", false, "pages as printed", ofRecord(func(r record.Record) string { return printedPages(r.Trace().Spans) })},
	{"lead_in", false, "sentence that introduces a finding or recommendation", leadIn},
	{"themes", false, "of a finding", of(func(r *record.Finding) string { return list(r.Themes) })},
	{"polarity", false, "of a finding: strength, weakness, mixed, neutral or unknown", of(func(r *record.Finding) string { return string(r.Polarity) })},
	{"metrics", false, "numbers that a finding states, as written", of(metrics)},
	{"speaker", false, "of a quote", of(func(r *record.Quote) string { return r.Speaker.Name })},
	{"role", false, "of the speaker", of(func(r *record.Quote) string { return r.Speaker.Role })},
	{"organisation", false, "of the speaker", of(func(r *record.Quote) string { return r.Speaker.Organisation })},
	{"side", false, "on whose side the speaker stands", of(func(r *record.Quote) string { return string(r.Side) })},
	{"recommendation_type", false, "what the inspectorate calls it", of(func(r *record.Recommendation) string { return string(r.Type) })},
	{"number", false, "of a recommendation, as printed", of(func(r *record.Recommendation) string { return r.Number })},
	{"addressees", false, "who must act", of(func(r *record.Recommendation) string { return list(r.Addressees) })},
	{"deadline", false, "date, or what is written in place of one", of(deadline)},
	{"response", false, "how a recommendation was received", of(response)},
	{"subject", false, "what a finding is about, or what was rated", subject},
	{"value", false, "of a rating, on its scale", of(func(r *record.Rating) string { return r.Value })},
	{"scale", false, "of a rating, with its version", of(func(r *record.Rating) string { return r.Scale })},
	{"prior_value", false, "the rating before this one, where the source states it", of(prior)},
	{"cluster", false, "equal for renderings of one statement", ofRecord(func(r record.Record) string { return string(record.ClusterOf(r)) })},
	{"url", false, "address of the document", func(e *store.Entry) string { return e.Document.URL }},
	{"open", false, "opens the source at the place", func(e *store.Entry) string { return provenanceOf(e).Open }},
	{"snapshot", false, "hash of the bytes that were read", func(e *store.Entry) string { return string(provenanceOf(e).Snapshot) }},
	{"first_seen", false, "when the record was first read, RFC 3339", func(e *store.Entry) string { return e.FirstSeen.UTC().Format(time.RFC3339) }},
	{"flags", false, "what is to be known of the record", func(e *store.Entry) string { return list(flags(e)) }},
}

// row are the values of the columns, each on one line.
func row(e *store.Entry) []string {
	cells := make([]string, len(columns))
	for i, c := range columns {
		cells[i] = line(c.value(e))
	}
	return cells
}

// ofRecord leaves documents out.
func ofRecord(value func(record.Record) string) func(*store.Entry) string {
	return func(e *store.Entry) string {
		if e.Record == nil {
			return ""
		}
		return value(e.Record)
	}
}

// ofHead reads what every record has.
func ofHead(value func(*record.Common) string) func(*store.Entry) string {
	return ofRecord(func(r record.Record) string { return value(r.Head()) })
}

// of reads what only one kind of record has.
func of[R record.Record](value func(R) string) func(*store.Entry) string {
	return func(e *store.Entry) string {
		if r, ok := e.Record.(R); ok {
			return value(r)
		}
		return ""
	}
}

func list(values []string) string { return strings.Join(values, "; ") }

func dateOf(d *record.Date) string {
	if d == nil {
		return ""
	}
	return d.Value
}

func kindOf(e *store.Entry) record.Kind {
	if e.Record == nil {
		return record.KindDocument
	}
	return e.Record.Head().Kind
}

func provenanceOf(e *store.Entry) *record.Provenance {
	if e.Record == nil {
		return &e.Document.Provenance
	}
	return e.Record.Trace()
}

func flags(e *store.Entry) []string {
	if e.Record == nil {
		return e.Document.Flags
	}
	return e.Record.Head().Flags
}

func firstPage(e *store.Entry) string {
	if spans := provenanceOf(e).Spans; e.Record != nil && len(spans) > 0 && spans[0].Page > 0 {
		return strconv.Itoa(spans[0].Page)
	}
	return ""
}

func leadIn(e *store.Entry) string {
	switch r := e.Record.(type) {
	case *record.Finding:
		return r.LeadIn
	case *record.Recommendation:
		return r.LeadIn
	}
	return ""
}

func subject(e *store.Entry) string {
	switch r := e.Record.(type) {
	case *record.Finding:
		return r.Subject
	case *record.Rating:
		return r.Subject
	}
	return ""
}

func metrics(r *record.Finding) string {
	var raw []string
	for _, m := range r.Metrics {
		raw = append(raw, m.Raw)
	}
	return list(raw)
}

func deadline(r *record.Recommendation) string {
	if r.Deadline != nil {
		return r.Deadline.Value
	}
	return r.DeadlineRaw
}

func response(r *record.Recommendation) string {
	if r.Response == nil {
		return ""
	}
	return string(r.Response.Status)
}

func prior(r *record.Rating) string {
	if r.Prior == nil {
		return ""
	}
	return r.Prior.Value
}
