package tracing

import (
	"context"
	"sort"
	"strings"
	"unicode/utf8"

	"assize/extractors/block"
	"assize/extractors/collate"
	"assize/extractors/record"
	"assize/extractors/trace"
	"assize/pipeline/store"
)

// A witness is a document in which statements are looked up, as an editor calls
// it.
type witness struct {
	document *record.Document
	text     string
	source   *collate.Source
	points   *block.Points
	breaks   []int          // the bytes at which pages end, in form feeds
	labels   map[int]string // of pages, as far as records name them
	records  []record.Record
}

func newWitness(ctx context.Context, st *store.Store, document *record.Document) (*witness, error) {
	text, err := st.Artefact(ctx, document.ID)
	if err != nil {
		return nil, err
	}
	records, err := st.Records(ctx, document.ID)
	if err != nil {
		return nil, err
	}
	w := &witness{
		document: document, text: text, source: collate.NewSource(text), points: block.NewPoints(text),
		labels: map[int]string{}, records: records,
	}
	if document.Pages > 0 {
		for i := range len(text) {
			if text[i] == '\f' {
				w.breaks = append(w.breaks, i)
			}
		}
	}
	for _, r := range records {
		for _, s := range r.Trace().Spans {
			w.labels[s.Page] = s.PageLabel
		}
	}
	return w, nil
}

// find is the place where a statement stands. The text is searched, so that it is
// found where no record has it, too. A record that stands there is asked as well:
// it goes on over the foot of a page, which the text does not.
func (w *witness) find(al *collate.Aligner, statement *collate.Text) (Place, bool) {
	start, end, found := w.source.Find(al, statement)
	if !found {
		return Place{}, false
	}
	passage := w.source.Passage(start, end)
	best := al.Compare(statement, collate.NewText(passage))
	place := Place{Spans: w.spans(start, end), Text: record.Normalise(passage)}
	for _, r := range w.overlapping(place.Spans) {
		text := r.Head().Text
		source := collate.NewSource(text)
		from, to, found := source.Find(al, statement)
		if !found {
			continue
		}
		c := al.Compare(statement, collate.NewText(source.Passage(from, to)))
		if c.Verdict != "" && (place.Record == "" || closer(c, best)) {
			place.Record = r.Head().ID
		}
		if closer(c, best) {
			best, place.Spans, place.Text = c, r.Trace().Spans, record.Normalise(source.Passage(from, to))
		}
	}
	if best.Verdict == "" {
		return Place{}, false
	}
	// The text of the place has its white space collapsed.
	final := al.Compare(statement, collate.NewText(place.Text))
	place.Document, place.Verdict = w.document.ID, final.Verdict
	place.Differences = differences(final.Segments, statement.String, place.Text)
	place.Open = trace.Open(w.document.Provenance.Open, place.Spans[0].Page, place.Text)
	return place, true
}

// overlapping are the records other than ratings that have a part of the spans.
func (w *witness) overlapping(spans []record.Span) []record.Record {
	var out []record.Record
	start, end := spans[0].Start, spans[len(spans)-1].End
	for _, r := range w.records {
		own := r.Trace().Spans
		if r.Head().Kind != record.KindRating && len(own) > 0 && own[0].Start < end && own[len(own)-1].End > start {
			out = append(out, r)
		}
	}
	return out
}

// spans are the bytes [start, end) of the text, page by page.
func (w *witness) spans(start, end int) []record.Span {
	var out []record.Span
	page := sort.SearchInts(w.breaks, start)
	for start < end {
		stop := end
		if page < len(w.breaks) {
			stop = min(stop, w.breaks[page])
		}
		if strings.TrimSpace(w.text[start:stop]) != "" {
			s := record.Span{Start: w.points.At(start), End: w.points.At(stop)}
			if w.document.Pages > 0 {
				s.Page, s.PageLabel = page+1, w.labels[page+1]
			}
			out = append(out, s)
		}
		start, page = stop+1, page+1
	}
	return out
}

// differences counts the segments in code points.
func differences(segments []collate.Segment, statement, place string) []Difference {
	out := make([]Difference, len(segments))
	var end Difference
	for i, s := range segments {
		d := Difference{Equal: s.Equal}
		d.Statement = [2]int{end.Statement[1], end.Statement[1] + utf8.RuneCountInString(statement[s.A[0]:s.A[1]])}
		d.Place = [2]int{end.Place[1], end.Place[1] + utf8.RuneCountInString(place[s.B[0]:s.B[1]])}
		out[i], end = d, d
	}
	return out
}
