package discover

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/xml"
	"errors"
	"io"
	"net/url"
	"strings"

	"golang.org/x/net/html/charset"

	"assize/extractors/fault"
)

// Limits of one sitemap, which the protocol sets.
const (
	maxSitemapBytes = 50 << 20 // decompressed
	maxSitemapURLs  = 50_000
	// maxField bounds an address or a date, in bytes; what follows is dropped.
	maxField = 4 << 10
)

// A sitemap's end before its end.
var (
	errSitemapBytes = fault.Newf(fault.TooLarge, "read the sitemap", "it is larger than the 50 MiB that a sitemap may have; what stands before that was read")
	errSitemapURLs  = fault.Newf(fault.TooLarge, "read the sitemap", "it names more than the 50,000 addresses that a sitemap may have; these were read")
)

func readRobots(base *url.URL, body []byte) (found Found, _ error) {
	for line := range strings.FieldsFuncSeq(string(body), func(r rune) bool { return r == '\n' || r == '\r' }) {
		key, value, _ := strings.Cut(line, ":")
		if key = strings.Trim(key, " \t\uFEFF"); !strings.EqualFold(key, "sitemap") {
			continue
		}
		value, _, _ = strings.Cut(value, "#")
		found.list(base, Sitemap, strings.TrimSpace(value), moment(""))
	}
	return found, nil
}

// readSitemap reads a sitemap as a stream: XML of a set of URLs or of an index,
// or text with one address a line; each may be compressed.
func readSitemap(base *url.URL, body []byte) (Found, error) {
	var r io.Reader = bytes.NewReader(body)
	if bytes.HasPrefix(body, []byte{0x1f, 0x8b}) {
		unzipped, err := gzip.NewReader(r)
		if err != nil {
			return Found{}, err
		}
		r = unzipped
	}
	in := bufio.NewReader(&capped{r, maxSitemapBytes})
	if head, _ := in.Peek(512); !bytes.HasPrefix(bytes.TrimLeft(head, " \t\r\n\uFEFF"), []byte("<")) && !bytes.Contains(head, []byte{0}) {
		return readTextSitemap(base, in)
	}
	return readXMLSitemap(base, in)
}

// capped reads up to so many bytes and then fails.
type capped struct {
	r    io.Reader
	left int64
}

func (c *capped) Read(p []byte) (int, error) {
	if c.left <= 0 {
		return 0, errSitemapBytes
	}
	n, err := c.r.Read(p[:min(int64(len(p)), c.left)])
	c.left -= int64(n)
	return n, err
}

func readTextSitemap(base *url.URL, in *bufio.Reader) (found Found, err error) {
	lines := bufio.NewScanner(in)
	for lines.Scan() {
		if len(found.Entries) == maxSitemapURLs {
			return found, errSitemapURLs
		}
		line := strings.Trim(lines.Text(), " \t\r\uFEFF")
		if strings.HasPrefix(line, "http://") || strings.HasPrefix(line, "https://") {
			found.add(base, line, "", moment(""))
		}
	}
	if lines.Err() == nil && len(found.Entries) == 0 {
		return found, errors.New("neither XML nor a list of addresses")
	}
	return found, lines.Err()
}

// A sitemapItem is a url or a sitemap element while it is read.
type sitemapItem struct{ loc, changed string }

// readXMLSitemap looks at the children of url and sitemap elements alone: the
// locations of pictures and videos stand deeper.
func readXMLSitemap(base *url.URL, in io.Reader) (found Found, err error) {
	d := xml.NewDecoder(in)
	d.Strict = false
	d.CharsetReader = charset.NewReaderLabel
	var path []string
	var prefix string // of the protocol's own elements; RawToken leaves prefixes as they are
	var item sitemapItem
	known := false
	for {
		token, err := d.RawToken()
		switch {
		case errors.Is(err, io.EOF) && len(path) > 0:
			return found, fault.Newf(fault.Truncated, "read the sitemap", "its end is missing; what stands before that was read")
		case errors.Is(err, io.EOF) && known:
			return found, nil
		case errors.Is(err, io.EOF):
			return found, errors.New("it is XML, but neither a set of URLs nor an index of sitemaps")
		case err != nil:
			return found, err
		}
		switch t := token.(type) {
		case xml.StartElement:
			name := t.Name.Local
			if len(path) == 0 {
				prefix = t.Name.Space
			} else if t.Name.Space != prefix { // an extension's
				name = t.Name.Space + ":" + name
			}
			path = append(path, name)
			known = known || name == "urlset" || name == "sitemapindex"
			if len(path) > 100 {
				return found, fault.Newf(fault.Malformed, "read the sitemap", "its elements are nested too deep")
			}
		case xml.CharData:
			item.take(path, t)
		case xml.EndElement:
			if len(path) == 0 {
				return found, errors.New("an element ends that did not begin")
			}
			if len(found.Entries)+len(found.Lists) == maxSitemapURLs {
				return found, errSitemapURLs
			}
			switch path = path[:len(path)-1]; {
			case len(path) != 1:
			case t.Name.Local == "url":
				found.add(base, strings.TrimSpace(item.loc), "", moment(strings.TrimSpace(item.changed)))
				item = sitemapItem{}
			case t.Name.Local == "sitemap":
				found.list(base, Sitemap, strings.TrimSpace(item.loc), moment(strings.TrimSpace(item.changed)))
				item = sitemapItem{}
			}
		}
	}
}

// take adds text that stands where a location or a date does.
func (i *sitemapItem) take(path []string, text []byte) {
	if len(path) != 3 {
		return
	}
	var field *string
	switch path[2] {
	case "loc":
		field = &i.loc
	case "lastmod":
		field = &i.changed
	default:
		return
	}
	if len(*field)+len(text) <= maxField {
		*field += string(text)
	}
}
