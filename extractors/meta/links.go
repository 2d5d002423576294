package meta

import (
	"cmp"
	"net/url"
	"path"
	"slices"
	"strings"

	"assize/extractors/block"
	"assize/extractors/record"
)

// reportWords mark a link to a report by its text or address.
var reportWords = shape(`\b(reports?|inspections?|full text)\b`)

// links are the files that a document's main content points to, and the report
// that it is about: a file or an inspectorate's page that is called a report.
func (f *finder) links() []record.Link {
	list := []record.Link{}
	place := map[string]int{} // in list
	for _, l := range f.doc.Links {
		u, ok := web(l.Href)
		if !ok {
			continue
		}
		i, known := place[u.String()]
		if known {
			list[i].Text = cmp.Or(list[i].Text, l.Text) // of a picture that is a link, the words beside it
		}
		file := fileOf(u, l)
		if known || !l.Main && file.media == "" {
			continue
		}
		link := record.Link{URL: u.String(), Text: l.Text, Rel: record.RelDocument, Type: file.media, Bytes: file.bytes, Pages: file.pages}
		named := reportWords.MatchString(l.Text) || file.media != "" && reportWords.MatchString(strings.NewReplacer("-", " ", "_", " ").Replace(path.Base(u.Path)))
		report := len(f.doc.Pages) == 0 && (named || f.isReport(u)) && u.String() != f.src.URL && (file.media != "" || f.sites.PublisherOf(l.Href) != "")
		switch {
		case report:
			link.Rel, link.Document = record.RelReport, record.DocumentID(link.URL, "")
		case file.media == "":
			continue
		}
		place[link.URL] = len(list)
		list = append(list, link)
	}
	return list
}

// isReport reports whether the page's profile says that a link leads to the
// report.
func (f *finder) isReport(u *url.URL) bool {
	return slices.ContainsFunc(f.values("report", "profile"), func(p block.Property) bool { return p.Value == u.String() })
}

// Links lists every web link of a document once, for the crawler: document
// files, and pages. Its text is the first that says something.
func Links(doc *block.Doc) []record.Link {
	var list []record.Link
	place := map[string]int{} // in list
	for _, l := range doc.Links {
		u, ok := web(l.Href)
		if !ok {
			continue
		}
		if i, known := place[u.String()]; known {
			list[i].Text = cmp.Or(list[i].Text, l.Text)
			continue
		}
		place[u.String()] = len(list)
		rel := record.RelPage
		if fileOf(u, l).media != "" {
			rel = record.RelDocument
		}
		list = append(list, record.Link{URL: u.String(), Text: l.Text, Rel: rel})
	}
	return list
}

// web is a link's address without its fragment, when it is on the web.
func web(href string) (*url.URL, bool) {
	u, err := url.Parse(href)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return nil, false
	}
	u.Fragment, u.RawFragment = "", ""
	return u, true
}
