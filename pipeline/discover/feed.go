package discover

import (
	"bytes"
	"net/url"

	"github.com/mmcdole/gofeed"
)

// readFeed reads RSS, Atom and JSON feeds: the pages of their items, and PDFs
// that items enclose.
func readFeed(base *url.URL, body []byte) (found Found, err error) {
	parser := gofeed.NewParser()
	feed, err := parser.Parse(bytes.NewReader(body))
	if err != nil {
		return found, err
	}
	for _, item := range feed.Items {
		changed := item.UpdatedParsed
		if changed == nil {
			changed = item.PublishedParsed
		}
		at := moment("")
		if changed != nil {
			at = *changed
		}
		found.add(base, item.Link, item.Title, at)
		for _, file := range item.Enclosures {
			if file != nil && file.Type == "application/pdf" {
				found.add(base, file.URL, item.Title, at)
			}
		}
	}
	return found, nil
}
