package meta

import (
	"net/url"
	"path"
	"slices"
	"strings"

	"assize/extractors/block"
	"assize/extractors/record"
)

// fileTypes are the endings of document files.
var fileTypes = map[string]bool{
	".pdf": true, ".doc": true, ".docx": true, ".odt": true, ".rtf": true, ".xls": true, ".xlsx": true, ".ods": true, ".csv": true, ".ppt": true, ".pptx": true,
}

// reportWords mark a link to a report by its text or address.
var reportWords = shape(`\b(reports?|inspections?|full text)\b`)

// links are the files that a document's main content points to, and the report
// that it is about: a file or an inspectorate's page that is called a report.
func (f *finder) links() []record.Link {
	list := []record.Link{}
	seen := map[string]bool{}
	for _, l := range f.doc.Links {
		u, ok := web(l.Href)
		if !ok || !l.Main && !isFile(u, l) || seen[u.String()] {
			continue
		}
		file := isFile(u, l)
		report := len(f.doc.Pages) == 0 && (f.isReport(u) || reportWords.MatchString(l.Text) || file && reportWords.MatchString(strings.NewReplacer("-", " ", "_", " ").Replace(path.Base(u.Path))))
		switch {
		case report && (file || f.sites.PublisherOf(l.Href) != "") && u.String() != f.src.URL:
			list = append(list, record.Link{URL: u.String(), Text: l.Text, Rel: record.RelReport})
		case file:
			list = append(list, record.Link{URL: u.String(), Text: l.Text, Rel: record.RelDocument})
		default:
			continue
		}
		seen[u.String()] = true
	}
	return list
}

// isReport reports whether the page's profile says that a link leads to the
// report.
func (f *finder) isReport(u *url.URL) bool {
	return slices.ContainsFunc(f.values("report", "profile"), func(p block.Property) bool { return p.Value == u.String() })
}

// Links lists every web link of a document once, for the crawler: document
// files, and pages.
func Links(doc *block.Doc) []record.Link {
	var list []record.Link
	seen := map[string]bool{}
	for _, l := range doc.Links {
		u, ok := web(l.Href)
		if !ok || seen[u.String()] {
			continue
		}
		seen[u.String()] = true
		rel := record.RelPage
		if isFile(u, l) {
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

func isFile(u *url.URL, l block.Link) bool {
	return fileTypes[strings.ToLower(path.Ext(u.Path))] || l.Type == "application/pdf"
}
