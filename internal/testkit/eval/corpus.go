package main

import (
	"cmp"
	"compress/gzip"
	"encoding/json"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"slices"

	"assize/extractors"
)

// article is the kind of page that all of html/news and most of html/wcxb are.
const article = "article"

// A page is one labelled web page, and what was made of it. What its benchmark
// does not say is "".
type page struct {
	id, kind          string
	address           *url.URL
	body              []byte
	text, title, date string
	result            extractors.Result
}

// got is the main text as extracted, "" where nothing could be.
func (p *page) got() string {
	if p.result.Doc == nil {
		return ""
	}
	return p.result.Doc.Text
}

func readWCXB(folder string) ([]*page, error) {
	return readPages(folder, func(p *page, label struct {
		URL      string `json:"url"`
		Internal struct {
			PageType struct {
				Primary string `json:"primary"`
			} `json:"page_type"`
		} `json:"_internal"`
		Truth struct {
			Title   string `json:"title"`
			Date    string `json:"publish_date"`
			Content string `json:"main_content"`
		} `json:"ground_truth"`
	}) string {
		p.kind = label.Internal.PageType.Primary
		p.text, p.title, p.date = label.Truth.Content, label.Truth.Title, label.Truth.Date
		return label.URL
	})
}

func readNews(folder string) ([]*page, error) {
	return readPages(folder, func(p *page, label struct {
		URL  string `json:"url"`
		Body string `json:"articleBody"`
	}) string {
		p.kind, p.text = article, label.Body
		return label.URL
	})
}

// readPages reads a folder of gzipped pages and its gold.json, which has one
// label of type L for each page by its id; fill takes what a label says, and
// returns the page's address.
func readPages[L any](folder string, fill func(*page, L) string) ([]*page, error) {
	data, err := os.ReadFile(filepath.Join(folder, "gold.json"))
	if err != nil {
		return nil, err
	}
	var labels map[string]L
	if err := json.Unmarshal(data, &labels); err != nil {
		return nil, err
	}
	var pages []*page
	for id, label := range labels {
		p := &page{id: id}
		if p.address, err = url.Parse(fill(p, label)); err != nil {
			return nil, err
		}
		if p.body, err = unzip(filepath.Join(folder, id+".html.gz")); err != nil {
			return nil, err
		}
		pages = append(pages, p)
	}
	slices.SortFunc(pages, func(a, b *page) int { return cmp.Compare(a.id, b.id) })
	return pages, nil
}

func unzip(name string) ([]byte, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	z, err := gzip.NewReader(file)
	if err != nil {
		return nil, err
	}
	return io.ReadAll(z)
}
