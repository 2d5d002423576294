package discover

import (
	"bytes"
	"encoding/json"
	"errors"
	"html"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

const wordPressPage = 100 // items a request may ask for, at most

// wordPressTypes are the types that every WordPress has, with what else their
// lists are asked for.
var wordPressTypes = map[string]url.Values{
	"posts": nil,
	"pages": nil,
	"media": {"media_type": {"application"}},
}

// wordPressLists are the lists behind the root of a REST API, which is a path
// (/wp-json/) or a parameter (?rest_route=/).
func wordPressLists(root *url.URL) []List {
	var lists []List
	for _, name := range slices.Sorted(maps.Keys(wordPressTypes)) {
		lists = append(lists, wordPressList(root, name))
	}
	return append(lists, List{Kind: WordPress, URL: wordPressRoute(root, "wp/v2/types", nil)})
}

func wordPressList(root *url.URL, restBase string) List {
	query := url.Values{
		"per_page": {strconv.Itoa(wordPressPage)}, "page": {"1"}, "orderby": {"modified"},
		"_fields": {"link,source_url,mime_type,modified_gmt,title"},
	}
	maps.Copy(query, wordPressTypes[restBase])
	return List{Kind: WordPress, URL: wordPressRoute(root, "wp/v2/"+restBase, query)}
}

func wordPressRoute(root *url.URL, route string, query url.Values) string {
	u := *root
	all := u.Query()
	if all.Has("rest_route") {
		all.Set("rest_route", "/"+route)
	} else {
		u.Path = strings.TrimSuffix(u.Path, "/") + "/" + route
		u.RawPath = ""
	}
	maps.Copy(all, query)
	u.RawQuery, u.Fragment = all.Encode(), ""
	return u.String()
}

// wordPressRoot is the root of the API that an address of one of its routes
// lies in.
func wordPressRoot(address *url.URL) *url.URL {
	u := *address
	if u.Query().Has("rest_route") {
		u.RawQuery = "rest_route=%2F"
		return &u
	}
	if i := strings.Index(u.Path, "/wp/v2/"); i >= 0 {
		u.Path = u.Path[:i+1]
	}
	u.RawPath, u.RawQuery = "", ""
	return &u
}

type wordPressItem struct {
	Link     string `json:"link"`
	Source   string `json:"source_url"` // of a file
	MIME     string `json:"mime_type"`
	Modified string `json:"modified_gmt"`
	Title    struct {
		Rendered string `json:"rendered"`
	} `json:"title"`
}

// readWordPress reads a page of posts, pages, files or the like, or the table of
// the types that there are.
func readWordPress(base *url.URL, body []byte) (found Found, err error) {
	switch body = bytes.TrimLeft(body, " \t\r\n\uFEFF"); {
	case bytes.HasPrefix(body, []byte("{")):
		return readWordPressTypes(base, body)
	case !bytes.HasPrefix(body, []byte("[")):
		return found, errors.New("no JSON of WordPress")
	}
	var items []wordPressItem
	if err := json.Unmarshal(body, &items); err != nil {
		return found, err
	}
	for _, item := range items {
		address := item.Link
		if item.Source != "" {
			address = item.Source
		}
		if item.Source == "" || item.MIME == "application/pdf" {
			found.add(base, address, html.UnescapeString(item.Title.Rendered), moment(item.Modified))
		}
	}
	query := base.Query()
	page, err := strconv.Atoi(query.Get("page"))
	if err == nil && len(items) == wordPressPage {
		query.Set("page", strconv.Itoa(page+1))
		found.list(base, WordPress, "?"+query.Encode(), moment(""))
	}
	return found, nil
}

// readWordPressTypes names the lists of a site's own types: reports and the
// like. Those of the system hold no documents.
func readWordPressTypes(base *url.URL, body []byte) (found Found, err error) {
	var types map[string]struct {
		Slug string `json:"slug"`
		Rest string `json:"rest_base"`
	}
	if err := json.Unmarshal(body, &types); err != nil {
		return found, err
	}
	for _, name := range slices.Sorted(maps.Keys(types)) {
		t := types[name]
		_, known := wordPressTypes[t.Rest]
		system := strings.HasPrefix(t.Slug, "wp_") || t.Slug == "nav_menu_item"
		if known || system || t.Rest == "" || strings.ContainsAny(t.Rest, "/?#%(") {
			continue
		}
		found.Lists = append(found.Lists, wordPressList(wordPressRoot(base), t.Rest))
	}
	return found, nil
}
