package discover

import (
	"encoding/json"
	"errors"
	"net/url"
	"strconv"
	"strings"
)

const govukPage = 200 // results of one request

// govukLists are the requests to GOV.UK's APIs that stand for a page: all
// publications of an organisation, the results of a finder, or what a page links
// to as its own (a collection's documents, a publication's files).
func govukLists(page *url.URL) []List {
	query := url.Values{}
	given := page.Query()
	slug, organisation := strings.CutPrefix(page.Path, "/government/organisations/")
	slug, _, _ = strings.Cut(slug, "/")
	switch {
	case organisation && slug != "":
		query.Set("filter_organisations", slug)
	case strings.HasPrefix(page.Path, "/search/"):
		for from, to := range govukFilters {
			for _, value := range given[from] {
				query.Add(to, value)
			}
		}
	default:
		u := url.URL{Scheme: page.Scheme, Host: page.Host, Path: "/api/content" + strings.TrimSuffix(page.Path, "/")}
		return []List{{Kind: GovUK, URL: u.String()}}
	}
	query.Set("order", "-public_timestamp")
	query.Set("fields", "link,title,public_timestamp")
	query.Set("count", strconv.Itoa(govukPage))
	query.Set("start", "0")
	u := url.URL{Scheme: page.Scheme, Host: page.Host, Path: "/api/search.json", RawQuery: query.Encode()}
	return []List{{Kind: GovUK, URL: u.String()}}
}

// govukFilters are the parameters of finders as the search API calls them.
var govukFilters = map[string]string{
	"keywords":                      "q",
	"organisations[]":               "filter_organisations",
	"content_store_document_type[]": "filter_content_store_document_type",
	"public_timestamp[from]":        "filter_public_timestamp[from]",
	"public_timestamp[to]":          "filter_public_timestamp[to]",
}

// A govukItem is what both APIs say of a page or a file.
type govukItem struct {
	Title    string `json:"title"`
	Link     string `json:"link"`      // search
	BasePath string `json:"base_path"` // content
	URL      string `json:"url"`       // of a file
	Time     string `json:"public_timestamp"`
	Updated  string `json:"public_updated_at"`
}

type govukAnswer struct {
	govukItem
	Results []govukItem                `json:"results"`
	Total   int                        `json:"total"`
	Links   map[string]json.RawMessage `json:"links"`
	Details struct {
		Attachments []govukItem `json:"attachments"`
	} `json:"details"`
}

// govukParts are the links of a content item that lead to documents of its own.
var govukParts = []string{"documents", "children"}

// readGovUK reads an answer of the search API or of the content API.
func readGovUK(base *url.URL, body []byte) (found Found, err error) {
	var a govukAnswer
	if err := json.Unmarshal(body, &a); err != nil {
		return found, err
	}
	if a.Results == nil && a.BasePath == "" {
		return found, errors.New("neither results of a search nor a content item")
	}
	items := a.Results
	for _, part := range govukParts {
		var linked []govukItem
		if json.Unmarshal(a.Links[part], &linked) == nil {
			items = append(items, linked...)
		}
	}
	for _, item := range append(items, a.Details.Attachments...) {
		address := item.URL + item.Link
		if address == "" {
			address = item.BasePath
		}
		found.add(base, address, item.Title, moment(item.Time+item.Updated))
	}
	query := base.Query()
	start, err := strconv.Atoi(query.Get("start"))
	if err == nil && len(a.Results) > 0 && start+len(a.Results) < a.Total {
		query.Set("start", strconv.Itoa(start+len(a.Results)))
		found.list(base, GovUK, "?"+query.Encode(), moment(""))
	}
	return found, nil
}
