package extractors

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"assize/extractors/block"
	"assize/extractors/fault"
	"assize/extractors/findings"
	"assize/extractors/govuk"
	"assize/extractors/htmldoc"
	"assize/extractors/meta"
	"assize/extractors/pdfdoc"
	"assize/extractors/quotes"
	"assize/extractors/ratings"
	"assize/extractors/record"
	"assize/extractors/recs"
	"assize/extractors/sites"
	"assize/extractors/textdoc"
	"assize/extractors/trace"
)

// Version goes up when the same bytes may yield other blocks or records than
// before; what was extracted under an older version is then extracted again.
const Version = 2

// A parser reads one kind of content into blocks. It may return a useful
// document together with an error, which is a *fault.Error.
type parser struct {
	name    string
	matches func(Input) bool
	parse   func(context.Context, Input) (*block.Doc, error)
}

// parsers are asked in this order; the first that matches reads the input. What
// the bytes say comes before what the server says, except that a file which
// claims to be a PDF is read as nothing else, so that an error page saved under
// a report's name is found out.
var parsers = []parser{
	{
		name:    "pdfdoc",
		matches: func(in Input) bool { return pdfdoc.Sniff(in.Body) || in.claims("application/pdf", ".pdf") },
		parse: func(ctx context.Context, in Input) (*block.Doc, error) {
			return pdfdoc.Parse(ctx, in.Body, in.PDF)
		},
	},
	{
		name:    "govuk",
		matches: func(in Input) bool { return govuk.Sniff(in.Body) },
		parse: func(ctx context.Context, in Input) (*block.Doc, error) {
			return govuk.Parse(ctx, in.Body, govuk.Options{Sites: in.Sites, Explain: in.Explain})
		},
	},
	{
		name: "htmldoc",
		matches: func(in Input) bool {
			return !in.claims("text/plain", ".txt") && (htmldoc.Sniff(in.Body) || in.claims("text/html", ".html", ".htm") || in.claims("application/xhtml+xml", ".xhtml"))
		},
		parse: func(ctx context.Context, in Input) (*block.Doc, error) {
			return htmldoc.Parse(ctx, in.Body, htmldoc.Options{URL: in.URL, ContentType: in.ContentType, Sites: in.Sites, Explain: in.Explain})
		},
	},
	{
		name:    "textdoc",
		matches: func(in Input) bool { return in.claims("text/plain", ".txt") || !binary(in.Body) },
		parse: func(ctx context.Context, in Input) (*block.Doc, error) {
			return textdoc.Parse(ctx, in.Body, textdoc.Options{ContentType: in.ContentType})
		},
	},
}

// claims reports whether the input is declared to be of the media type or, when
// nothing is declared, is named with one of the endings.
func (in Input) claims(mediaType string, endings ...string) bool {
	if declared, _, _ := strings.Cut(in.ContentType, ";"); strings.TrimSpace(declared) != "" {
		return strings.EqualFold(strings.TrimSpace(declared), mediaType)
	}
	return in.URL != nil && slices.Contains(endings, strings.ToLower(path.Ext(in.URL.Path)))
}

// binary reports whether the first bytes hold a binary data byte (WHATWG MIME
// Sniffing, 3) and no UTF-16 byte order mark.
func binary(body []byte) bool {
	head := body[:min(len(body), 1024)]
	if bytes.HasPrefix(head, []byte{0xfe, 0xff}) || bytes.HasPrefix(head, []byte{0xff, 0xfe}) {
		return false
	}
	return bytes.ContainsFunc(head, func(r rune) bool {
		return r < 0x20 && !strings.ContainsRune("\t\n\f\r\x1b", r)
	})
}

// Name is what messages call the input.
func (in Input) Name() string {
	switch {
	case in.URL == nil:
		return "standard input"
	case in.URL.Scheme == "file":
		return in.URL.Path
	}
	return in.URL.String()
}

// Extract reads one snapshot. The error, when there is one, is a *fault.Error
// that names the input; the result beside it holds what could be read, be it
// only what the source says about itself.
func Extract(ctx context.Context, in Input) (Result, error) {
	if len(in.Body) == 0 {
		return Result{}, fault.Newf(fault.Empty, in.Name(), "holds no bytes")
	}
	i := slices.IndexFunc(parsers, func(p parser) bool { return p.matches(in) })
	if i < 0 {
		return Result{}, fault.Newf(fault.Unsupported, in.Name(), "is neither HTML, PDF nor text")
	}
	doc, err := parsers[i].parse(ctx, in)
	if err != nil {
		err = named(in, err)
	}
	if doc == nil || err != nil && len(doc.Blocks) == 0 && len(doc.Properties) == 0 {
		return Result{}, err
	}
	return assemble(in, doc, fmt.Sprintf("%s/%d", parsers[i].name, Version)), err
}

// named puts the input's name before a parser's error, once classified.
func named(in Input, err error) error {
	if e, ok := errors.AsType[*fault.Error](err); ok {
		return fault.New(e.Code, in.Name()+": "+e.Op, e.Err)
	}
	return fault.New(fault.Malformed, in.Name(), err)
}

// assemble makes the document and its records from the blocks. Recommendations
// and ratings claim their blocks first; a finding is what is left.
func assemble(in Input, doc *block.Doc, extractor string) Result {
	snapshot := record.HashBytes(in.Body)
	source := ""
	if in.URL != nil {
		source = in.URL.String()
	}
	document := meta.Document(doc, meta.Source{URL: source, Snapshot: snapshot, Sites: in.Sites})
	for _, w := range doc.Warnings {
		if !slices.Contains(document.Flags, w.Code) {
			document.Flags = append(document.Flags, w.Code)
		}
	}

	open := address(source, document.CanonicalURL, doc.Method)
	tr := trace.New(doc, snapshot, extractor, open)
	headings := cmp.Or(in.Sites, sites.Embedded()).HeadingsAt(open)
	document.Provenance = tr.Document()

	names := read(doc, in.Names)
	describe(&document, names)

	result := Result{Document: document, Doc: doc, Links: meta.Links(doc)}
	for _, w := range doc.Warnings {
		result.Notes = append(result.Notes, Note{Code: w.Code, Page: w.Page, Message: w.Detail})
	}
	recommendations, claimed := recs.Extract(doc, tr, headings)
	judgements, rated := ratings.Extract(doc, tr, headings)
	maps.Copy(claimed, rated)
	page := quotes.Page{Authors: document.Authors, Publisher: document.Publisher, Inspected: document.InspectedBodies}
	records := slices.Concat(
		asRecords(recommendations), asRecords(judgements),
		asRecords(findings.Extract(doc, tr, headings, claimed, names)), asRecords(quotes.Extract(doc, tr, page)),
	)
	slices.SortStableFunc(records, func(a, b record.Record) int {
		return cmp.Compare(a.Trace().Spans[0].Start, b.Trace().Spans[0].Start)
	})
	record.Identify(document.ID, records)
	result.keepTraceable(records)
	return result
}

// maxRecords bounds the records of one document: many times what the longest
// inquiry report yields, and few enough to hold in memory.
const maxRecords = 20_000

// keepTraceable takes in the records that can be checked against the artefact.
// One that cannot is a defect of an extractor: it is left out, and said.
func (r *Result) keepTraceable(records []record.Record) {
	if len(records) > maxRecords {
		r.Notes = append(r.Notes, Note{Code: "truncated", Message: fmt.Sprintf("only the first %d of %d records are kept", maxRecords, len(records))})
		records = records[:maxRecords]
	}
	artefact := record.NewArtefact(r.Doc.Text)
	for _, rec := range records {
		if err := artefact.Check(rec); err != nil {
			r.Notes = append(r.Notes, Note{Code: "untraceable", Message: err.Error()})
			continue
		}
		r.Records = append(r.Records, rec)
	}
}

func asRecords[R record.Record](typed []R) []record.Record {
	records := make([]record.Record, len(typed))
	for i, r := range typed {
		records[i] = r
	}
	return records
}

// address is what opens the source: its own address on the web, or for a saved
// page and for an API's data the one that it names.
func address(url, canonical, method string) string {
	if (!strings.HasPrefix(url, "http") || method == string(block.FromAPI)) && canonical != "" {
		return canonical
	}
	return url
}
