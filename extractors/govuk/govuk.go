// Package govuk reads the content items of GOV.UK's content API (JSON under
// https://www.gov.uk/api/content/, described by alphagov's publishing-api
// schemas): the page's text as HTML, and what a page says about itself as data.
package govuk

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"net/url"

	"assize/extractors/block"
	"assize/extractors/fault"
	"assize/extractors/htmldoc"
	"assize/extractors/sites"
)

// Options say what is known besides the bytes.
type Options struct {
	Sites   *sites.Set // what is known of websites; nil for what the program is built with
	Explain bool       // say why each text is a block or none
}

const site = "https://www.gov.uk"

// Sniff reports whether the bytes look like a content item.
func Sniff(body []byte) bool {
	if !bytes.HasPrefix(bytes.TrimLeft(body, " \t\r\n\ufeff"), []byte("{")) {
		return false
	}
	for _, key := range []string{`"base_path"`, `"content_id"`, `"details"`, `"document_type"`} {
		if !bytes.Contains(body, []byte(key)) {
			return false
		}
	}
	return true
}

// Parse reads a content item. It returns what it could read together with the
// error: fault.Malformed when the bytes are no content item, fault.Empty when
// the item has no text, fault.Timeout or fault.Cancelled when ctx ends first.
func Parse(ctx context.Context, body []byte, opts Options) (*block.Doc, error) {
	const op = "parse content item"
	var it item
	if err := json.Unmarshal(body, &it); err != nil {
		return nil, fault.New(fault.Malformed, op, err)
	}
	if it.BasePath == "" || it.Title == "" {
		return nil, fault.Newf(fault.Malformed, op, "the item has no address or no title")
	}
	address, err := url.Parse(site + it.BasePath)
	if err != nil {
		return nil, fault.New(fault.Malformed, op, err)
	}
	doc, err := htmldoc.Parse(ctx, it.page(), htmldoc.Options{URL: address, ContentType: "text/html; charset=utf-8", Sites: opts.Sites, Whole: true, Explain: opts.Explain})
	doc.Method = string(block.FromAPI)
	for i := range doc.Blocks {
		doc.Blocks[i].Evidence = []block.Evidence{block.FromAPI}
	}
	doc.Properties = it.properties()
	if w := it.Withdrawn; w.At != "" {
		doc.Warnings = append(doc.Warnings, block.Warning{Code: "withdrawn", Detail: "withdrawn on " + w.At})
	}
	return doc, err
}

// properties are what the item says about the page.
func (it *item) properties() []block.Property {
	const from = string(block.FromAPI)
	var list []block.Property
	add := func(name, value string) {
		if value != "" {
			list = append(list, block.Property{Name: name, Value: value, From: from})
		}
	}
	add("title", it.Title)
	add("description", it.Description)
	add("canonical", site+it.BasePath)
	add("published", cmp.Or(it.FirstPublished, it.Details.FirstPublic))
	add("modified", it.PublicUpdated)
	add("language", it.Locale)
	add("type", it.DocumentType)
	for _, o := range it.Links.Organisations {
		add("publisher", o.Title)
	}
	for _, p := range append(it.Links.People, it.Links.Speaker...) {
		add("author", p.Title)
	}
	return list
}
