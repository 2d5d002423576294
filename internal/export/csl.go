package export

import (
	"strconv"
	"strings"

	"assize/extractors/record"
)

// cslJSON writes an array of items of the Citation Style Language, schema 1.0.2.
var cslJSON = style{open: "[\n", between: ",\n", close: "\n]\n", write: func(c citation) (string, error) {
	item := cslItem{
		ID: c.id, Type: c.form.csl, Genre: c.form.genre, Title: c.title, Publisher: c.publisher,
		Issued: cslDateOf(c.date), Accessed: cslDateOf(c.seen), Page: c.pages, URL: c.url, Language: c.language, Note: c.note(),
	}
	for _, a := range c.authors {
		item.Author = append(item.Author, cslName{a})
	}
	data, err := record.Marshal(item)
	return string(data), err
}}

type cslItem struct {
	ID        record.ID `json:"id"`
	Type      string    `json:"type"`
	Genre     string    `json:"genre,omitempty"`
	Title     string    `json:"title,omitempty"`
	Author    []cslName `json:"author,omitempty"`
	Publisher string    `json:"publisher,omitempty"`
	Issued    *cslDate  `json:"issued,omitempty"`
	Accessed  *cslDate  `json:"accessed,omitempty"`
	Page      string    `json:"page,omitempty"`
	URL       string    `json:"URL,omitempty"`
	Language  string    `json:"language,omitempty"`
	Note      string    `json:"note,omitempty"`
}

// A cslName is not taken apart, since it may be that of a body.
type cslName struct {
	Literal string `json:"literal"`
}

type cslDate struct {
	Parts [1][]int `json:"date-parts"`
}

func cslDateOf(date string) *cslDate {
	d := new(cslDate)
	for part := range strings.SplitSeq(date, "-") {
		n, err := strconv.Atoi(part)
		if err != nil {
			return nil
		}
		d.Parts[0] = append(d.Parts[0], n)
	}
	return d
}
