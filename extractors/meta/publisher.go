package meta

import "cmp"

// generalSite holds the pages of many publishers.
const generalSite = "GOV.UK"

// publishers are who publishes the document: the inspectorate whose site it
// stands on, else who the page names, else who its first and last pages name
// most often. The others of a joint programme publish it too.
func (f *finder) publishers(joint []string) (string, []string) {
	own := f.sites.PublisherOf(f.src.URL)
	main := cmp.Or(f.declared("publisher"), f.declared("site"), f.named(), f.sites.PublisherOf(f.first("canonical")), own)
	if own != "" && own != generalSite {
		main = own
	}
	var others []string
	for _, name := range joint {
		if name != main {
			others = append(others, name)
		}
	}
	return main, others
}

// declared is what a page's linked data or meta tags say.
func (f *finder) declared(name string) string {
	if values := f.values(name, "api", "json-ld", "meta"); len(values) > 0 {
		return values[0].Value
	}
	return ""
}

// named is the publisher whom a file's first pages and its imprint name most;
// the imprint says it more surely than running text does.
func (f *finder) named() string {
	const imprintWeight = 3
	most, best := "", 0
	if len(f.doc.Pages) == 0 {
		return ""
	}
	for _, p := range f.sites.Publishers {
		score := 0
		for _, phrase := range p.Words {
			score += mentions(f.front, phrase) + imprintWeight*mentions(f.imprint, phrase)
		}
		if score > best {
			most, best = p.Name, score
		}
	}
	return most
}
