package content

import (
	"bytes"
	"encoding/xml"
	"slices"
	"strings"
)

// maxXMP is how much of a metadata stream is read.
const maxXMP = 1 << 20

// xmpFields are the properties that are read of an XMP packet (ISO 16684-1), by
// the local names of their elements or attributes.
var xmpFields = map[string]func(*Info) *string{
	"title":       func(i *Info) *string { return &i.Title },
	"creator":     func(i *Info) *string { return &i.Author },
	"description": func(i *Info) *string { return &i.Subject },
	"language":    func(i *Info) *string { return &i.Language },
	"CreateDate":  func(i *Info) *string { return &i.Created },
	"ModifyDate":  func(i *Info) *string { return &i.Modified },
}

// xmpSpaces are the namespaces of the properties; others have fields of the same
// names.
var xmpSpaces = []string{"http://purl.org/dc/elements/1.1/", "http://ns.adobe.com/xap/1.0/"}

// xmpDepth is how far inside its property a value may stand: in an item of a list.
const xmpDepth = 3

// readXMP reads the first value of each property; what comes after a fault in
// the XML is lost.
func readXMP(packet []byte) (info Info) {
	decoder := xml.NewDecoder(bytes.NewReader(packet[:min(len(packet), maxXMP)]))
	set := func(name xml.Name, value string) {
		field := xmpFields[name.Local]
		if value = strings.TrimSpace(value); field == nil || value == "" || !slices.Contains(xmpSpaces, name.Space) {
			return
		}
		if *field(&info) == "" {
			*field(&info) = value
		}
	}
	var open []xml.Name
	for {
		token, err := decoder.Token()
		if err != nil {
			return info
		}
		switch token := token.(type) {
		case xml.StartElement:
			open = append(open, token.Name)
			for _, a := range token.Attr {
				set(a.Name, a.Value)
			}
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			for _, name := range open[max(0, len(open)-xmpDepth):] {
				set(name, string(token))
			}
		}
	}
}
