package index

import (
	index "github.com/blevesearch/bleve_index_api"

	"assize/index/query"
)

// schemaVersion changes whenever the fields or the cutting of words do; an index
// of another version must be rebuilt.
const schemaVersion = "5"

// A field is one field of the bleve index.
type field struct {
	name    string
	cut     cut
	options index.FieldIndexingOptions
}

// A cut is how values become terms.
type cut int

const (
	asIs    cut = iota // the value is one term
	exact              // words as they stand
	stemmed            // the stems of words
)

const (
	ranked  = index.IndexField                                                 // words count towards the score
	phrased = index.IndexField | index.IncludeTermVectors | index.SkipFreqNorm // phrases can be found
	whole   = index.IndexField | index.SkipFreqNorm
)

var (
	text         = field{"text", stemmed, ranked}
	textExact    = field{"text.exact", exact, index.IndexField | index.IncludeTermVectors}
	section      = field{"section", stemmed, ranked}
	sectionExact = field{"section.exact", exact, phrased}
	title        = field{"title", stemmed, ranked}
	titleExact   = field{"title.exact", exact, phrased}
	speaker      = field{"speaker", exact, phrased}
	role         = field{"role", exact, phrased}
	org          = field{"org", exact, phrased}
	body         = field{"body", exact, phrased}
	theme        = field{"theme", exact, phrased}
	publisher    = field{"publisher", exact, phrased}

	kind     = field{"kind", asIs, whole}
	side     = field{"side", asIs, whole}
	docType  = field{"type", asIs, whole}
	rating   = field{"rating", asIs, whole}
	polarity = field{"polarity", asIs, whole}
	source   = field{"source", asIs, whole}
	language = field{"lang", asIs, whole}
	site     = field{"site", asIs, whole}
	address  = field{"url", asIs, whole}
	docID    = field{"doc", asIs, whole}
	cluster  = field{"cluster", asIs, whole}
	has      = field{"has", asIs, whole}
	id       = field{name: "_id"} // bleve's own

	date = field{"date", asIs, whole} // 2017-10-05
	year = field{"year", asIs, whole}

	speakerName   = field{"speaker.name", asIs, whole}
	orgName       = field{"org.name", asIs, whole}
	bodyName      = field{"body.name", asIs, whole}
	themeName     = field{"theme.name", asIs, whole}
	publisherName = field{"publisher.name", asIs, whole}
)

// A target says where the terms of a query's field are looked up.
type target struct {
	plain field // words in any form, or whole values
	exact field // phrases and prefixes
}

var targets = map[string]target{
	"section":   {section, sectionExact},
	"title":     {title, titleExact},
	"speaker":   {speaker, speaker},
	"role":      {role, role},
	"org":       {org, org},
	"body":      {body, body},
	"theme":     {theme, theme},
	"publisher": {publisher, publisher},
	"kind":      {kind, kind},
	"side":      {side, side},
	"type":      {docType, docType},
	"rating":    {rating, rating},
	"polarity":  {polarity, polarity},
	"source":    {source, source},
	"lang":      {language, language},
	"site":      {site, site},
	"url":       {address, address},
	"id":        {id, id},
	"doc":       {docID, docID},
	"cluster":   {cluster, cluster},
	"has":       {has, has},
}

// facets are the fields whose values a search can count, by the name of the
// query's field.
var facets = map[string]field{
	"kind": kind, "side": side, "type": docType, "rating": rating, "year": year,
	"speaker": speakerName, "org": orgName, "body": bodyName, "theme": themeName, "publisher": publisherName,
	"polarity": polarity, "source": source, "lang": language, "site": site,
}

// groupings are the fields that hits can be grouped by, by the value of the
// query's setting group.
var groupings = map[string]field{"report": docID, "cluster": cluster}

// valueOf is a value as a whole-valued field holds it.
func valueOf(name, value string) string {
	f, _ := query.Lookup(name)
	return f.Type.Value(value)
}
