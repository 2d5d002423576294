package store

import (
	"strings"

	"assize/pipeline/frontier"
)

// joinLinks sets a page's links as they are stored: one a line, the URL, a tab
// and the text, which a link without text leaves out. Neither holds a tab or a
// line end.
func joinLinks(links []frontier.Link) []byte {
	var b strings.Builder
	for i, l := range links {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(l.URL)
		if text := strings.Join(strings.Fields(l.Text), " "); text != "" {
			b.WriteString("\t" + text)
		}
	}
	return []byte(b.String())
}

// splitLinks is the reverse of joinLinks.
func splitLinks(data []byte) []frontier.Link {
	if len(data) == 0 {
		return nil
	}
	var links []frontier.Link
	for line := range strings.SplitSeq(string(data), "\n") {
		address, text, _ := strings.Cut(line, "\t")
		links = append(links, frontier.Link{URL: address, Text: text})
	}
	return links
}
