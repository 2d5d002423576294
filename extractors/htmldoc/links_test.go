package htmldoc

import (
	"net/url"
	"strings"
	"testing"

	"assize/extractors/block"
)

// TestFollowing looks at what stands behind the links of files, in the ways that
// sites set it.
func TestFollowing(t *testing.T) {
	for _, test := range []struct{ name, page, want string }{
		{"in the sentence", `<p>Read <a href="a.pdf">the report</a> (PDF, 1.2MB, 34 pages) and weep.</p>`, "(PDF, 1.2MB, 34 pages) and weep."},
		{"an attachment's details", `<section><div><h3><a href="a.pdf">The report</a></h3><p><span>PDF</span>, <span>1.2 MB</span>, <span>34 pages</span></p></div></section>`, "PDF, 1.2 MB, 34 pages"},
		{"up to the next link", `<ul><li><a href="a.pdf">One</a> 2 kB <a href="b">Two</a> 3 kB</li></ul>`, "2 kB"},
		{"not beyond the item", `<ul><li><a href="a.pdf">One</a></li><li>2 kB</li></ul>`, ""},
		{"not beyond a heading", `<div><a href="a.pdf">One</a></div><h2>PDF, 2 kB</h2>`, ""},
		{"no more than a few words", `<p><a href="a.pdf">One</a> ` + strings.Repeat("word ", 100) + `</p>`, strings.Repeat("word ", 12)},
	} {
		doc, err := Parse(t.Context(), []byte("<main>"+test.page+"</main>"), Options{URL: &url.URL{Scheme: "https", Host: "a.test", Path: "/"}})
		if err != nil {
			t.Fatal(err)
		}
		link := block.Link{}
		if len(doc.Links) > 0 {
			link = doc.Links[0]
		}
		if link.Href != "https://a.test/a.pdf" || link.Near != strings.TrimSpace(test.want) && link.Near != test.want {
			t.Errorf("%s: %+v, want %q", test.name, link, test.want)
		}
	}
}
