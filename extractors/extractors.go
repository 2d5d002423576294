// Package extractors turns the bytes of one page or file into a document and
// its records. It is pure: no network, no clock, no files, no globals. The
// extractor that knows the content parses it into blocks (package block); what
// follows, from metadata to ratings, is the same for every kind of source.
package extractors

import (
	"net/url"

	"assize/extractors/block"
	"assize/extractors/gazetteer"
	"assize/extractors/pdfdoc"
	"assize/extractors/record"
	"assize/extractors/sites"
)

// Input is one snapshot and what is known about where it came from.
type Input struct {
	URL         *url.URL // after redirects; nil for standard input
	ContentType string   // as declared by the server, or ""
	Body        []byte
	PDF         pdfdoc.Options   // how to read it if it is a PDF file
	Sites       *sites.Set       // what is known of websites; nil for what the program is built with
	Names       gazetteer.Tagger // finds people and bodies; nil for the rules and the gazetteer
	Explain     bool             // say in Result.Doc.Explanation why each text of a page is a block or none
}

// Result is what one extraction yields. It is useful even when Extract returns
// an error beside it: what could be read before the failure is there.
type Result struct {
	Document record.Document
	Records  []record.Record // in reading order, identified
	Links    []record.Link   // every link of the source, for the crawler
	Notes    []Note
	Doc      *block.Doc // the blocks and the text artefact
}

// A Note is something that a reader of the records should know.
type Note struct {
	Code    string `json:"code"`
	Page    int    `json:"page,omitempty"`
	Message string `json:"message"`
}
