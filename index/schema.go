package index

import (
	"github.com/blevesearch/bleve/v2/analysis"
	index "github.com/blevesearch/bleve_index_api"

	"assize/index/query"
)

// schemaVersion changes whenever the fields or the cutting of words do; an index
// of another version must be rebuilt.
const schemaVersion = "1"

// A field is one field of the bleve index.
type field struct {
	name     string
	analyzer analysis.Analyzer // nil: values are indexed whole
	options  index.FieldIndexingOptions
}

const (
	ranked  = index.IndexField                                                 // words count towards the score
	phrased = index.IndexField | index.IncludeTermVectors | index.SkipFreqNorm // phrases can be found
	whole   = index.IndexField | index.SkipFreqNorm
	column  = whole | index.DocValues // can be counted and sorted by
)

var (
	text         = field{"text", stemmed{}, ranked}
	textExact    = field{"text.exact", exact{}, index.IndexField | index.IncludeTermVectors}
	section      = field{"section", stemmed{}, ranked}
	sectionExact = field{"section.exact", exact{}, phrased}
	title        = field{"title", stemmed{}, ranked}
	titleExact   = field{"title.exact", exact{}, phrased}
	speaker      = field{"speaker", exact{}, phrased}
	role         = field{"role", exact{}, phrased}
	org          = field{"org", exact{}, phrased}
	theme        = field{"theme", exact{}, phrased}
	publisher    = field{"publisher", exact{}, phrased}

	kind     = field{"kind", nil, column}
	docType  = field{"type", nil, column}
	rating   = field{"rating", nil, column}
	language = field{"lang", nil, whole}
	site     = field{"site", nil, whole}
	address  = field{"url", nil, whole}
	id       = field{"id", nil, whole}
	docID    = field{"doc", nil, whole}
	has      = field{"has", nil, whole}

	date = field{"date", nil, column} // 2017-10-05
	year = field{"year", nil, column}

	speakerName   = field{"speaker.name", nil, column}
	orgName       = field{"org.name", nil, column}
	themeName     = field{"theme.name", nil, column}
	publisherName = field{"publisher.name", nil, column}
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
	"theme":     {theme, theme},
	"publisher": {publisher, publisher},
	"kind":      {kind, kind},
	"type":      {docType, docType},
	"rating":    {rating, rating},
	"lang":      {language, language},
	"site":      {site, site},
	"url":       {address, address},
	"id":        {id, id},
	"doc":       {docID, docID},
	"has":       {has, has},
}

// facets are the fields whose values a search can count, by the name of the
// query's field.
var facets = map[string]field{
	"kind": kind, "type": docType, "rating": rating, "year": year,
	"speaker": speakerName, "org": orgName, "theme": themeName, "publisher": publisherName,
}

// valueOf is a value as a whole-valued field holds it.
func valueOf(name, value string) string {
	f, _ := query.Lookup(name)
	return f.Type.Value(value)
}
