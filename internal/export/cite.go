package export

import (
	"cmp"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"assize/extractors/record"
	"assize/pipeline/store"
)

// A citation is what a bibliography says of a document, or of a record in it.
// What is not known is empty. All text is on one line.
type citation struct {
	id        record.ID
	kind      record.Kind
	form      form
	authors   []string
	publisher string
	title     string
	date      string // 2017, 2017-10 or 2017-10-05
	pages     string // as printed: 3, or 3-4
	url       string // of a record: opens the source at its place
	language  string
	text      string // of a record
	speaker   string // of a quote, with role and organisation
	snapshot  record.Hash
	seen      string // the day on which the snapshot came, 2026-11-23
}

// A form is what kinds of work are called in each style.
type form struct{ bibTeX, ris, csl, genre string }

// forms are those of the types of documents; others are web pages.
var forms = map[record.DocType]form{
	record.InspectionReport: {"techreport", "RPRT", "report", "Inspection report"},
	record.Thematic:         {"techreport", "RPRT", "report", "Thematic report"},
	record.Annual:           {"techreport", "RPRT", "report", "Annual report"},
	record.Inquiry:          {"techreport", "RPRT", "report", "Inquiry report"},
	record.Audit:            {"techreport", "RPRT", "report", "Audit report"},
	record.ActionPlan:       {"techreport", "RPRT", "report", "Action plan"},
	record.Response:         {"techreport", "RPRT", "report", "Response"},
	record.PressRelease:     {"misc", "ELEC", "webpage", "Press release"},
	record.Blog:             {"misc", "BLOG", "post-weblog", "Blog post"},
	record.News:             {"misc", "NEWS", "article-newspaper", "News article"},
}

// isoDate is a date as a record has it.
var isoDate = regexp.MustCompile(`^\d{4}(-\d\d(-\d\d)?)?$`)

var webPage = form{"misc", "ELEC", "webpage", ""}

func cite(e *store.Entry) citation {
	d := e.Document
	c := citation{
		id: e.ID, kind: record.KindDocument, form: webPage,
		publisher: line(d.Publisher),
		title:     joined(": ", line(d.Title), line(d.Subtitle)),
		url:       address(cmp.Or(d.URL, d.CanonicalURL)),
		language:  line(d.Language),
		snapshot:  d.Provenance.Snapshot,
	}
	if f, ok := forms[d.Type]; ok {
		c.form = f
	}
	for _, a := range d.Authors {
		c.authors = append(c.authors, line(a))
	}
	if d.Published != nil && isoDate.MatchString(d.Published.Value) {
		c.date = d.Published.Value
	}
	if !e.Fetched.IsZero() {
		c.seen = e.Fetched.UTC().Format(time.DateOnly)
	}
	if e.Record != nil {
		c.addRecord(e.Record)
	}
	return c
}

func (c *citation) addRecord(r record.Record) {
	head, prov := r.Head(), r.Trace()
	c.kind, c.text, c.snapshot = head.Kind, line(head.Text), prov.Snapshot
	c.pages = printedPages(prov.Spans)
	c.url = cmp.Or(address(prov.Open), c.url)
	if q, ok := r.(*record.Quote); ok {
		c.speaker = joined(", ", line(q.Speaker.Name), line(q.Speaker.Role), line(q.Speaker.Organisation))
	}
}

// note says what the fields of a style have no room for.
func (c citation) note() string { return joined(" — ", c.said(), c.proof()) }

// said is the text of a record, and who said it.
func (c citation) said() string {
	said := ""
	if c.text != "" {
		said = "“" + c.text + "”"
	}
	if c.speaker != "" {
		said += " (" + c.speaker + ")"
	}
	return said
}

// proof is which bytes were read, and when they were seen.
func (c citation) proof() string {
	if c.seen == "" {
		return "Snapshot " + string(c.snapshot)
	}
	return "Snapshot " + string(c.snapshot) + ", seen on " + c.seen
}

// printedPages are the first and the last page of a record, by the numbers that
// they bear; "" for a source without pages.
func printedPages(spans []record.Span) string {
	var labels []string
	for _, s := range spans {
		if s.Page == 0 {
			continue
		}
		if label := cmp.Or(line(s.PageLabel), strconv.Itoa(s.Page)); !slices.Contains(labels, label) {
			labels = append(labels, label)
		}
	}
	if len(labels) > 1 {
		labels = []string{labels[0], labels[len(labels)-1]}
	}
	return strings.Join(labels, "-")
}

// A style is how a citation is written, and what stands around citations.
type style struct {
	write                func(c citation) (string, error)
	open, between, close string
}

// cites begins a printer of citations.
func cites(s style) func(io.Writer) Printer {
	return func(w io.Writer) Printer { return &bibliography{style: s, w: w} }
}

type bibliography struct {
	style
	w     io.Writer
	begun bool
}

func (b *bibliography) Print(e *store.Entry) error {
	text, err := b.write(cite(e))
	if err != nil {
		return err
	}
	before := b.between
	if !b.begun {
		before, b.begun = b.open, true
	}
	_, err = io.WriteString(b.w, before+text)
	return err
}

func (b *bibliography) End() error {
	end := b.close
	if !b.begun {
		end = b.open + end
	}
	_, err := io.WriteString(b.w, end)
	return err
}
