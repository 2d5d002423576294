package main

import (
	"context"
	"io"
	"net/url"
	"strings"

	"assize/extractors"
	"assize/extractors/fault"
	"assize/pipeline/fetch"
)

// input reads what extract is given: a web page, a file or, for "-", standard
// input. What goes wrong is a *fault.Error that names the source.
func (a *app) input(ctx context.Context, source string, allowPrivate bool) (extractors.Input, error) {
	settings, err := a.settings()
	if err != nil {
		return extractors.Input{}, err
	}
	if source == "-" {
		in, err := readInput(a.in)
		in.Sites = settings.Sites
		return in, err
	}
	address, err := sourceURL(source)
	if err != nil {
		return extractors.Input{}, err
	}
	client := fetch.New(fetch.Options{Version: moduleVersion(), Contact: settings.Contact, AllowPrivate: allowPrivate})
	defer client.Close()
	answer, err := client.Fetch(ctx, fetch.Request{URL: address})
	if err != nil {
		return extractors.Input{}, err
	}
	u, err := url.Parse(answer.URL)
	return extractors.Input{URL: u, ContentType: answer.ContentType, Body: answer.Body, Sites: settings.Sites}, err
}

// sourceURL is the URL of a web address or path as typed.
func sourceURL(source string) (string, error) {
	if isWebAddress(source) {
		return source, nil
	}
	return fetch.FileURL(source)
}

func isWebAddress(source string) bool {
	return strings.HasPrefix(source, "http://") || strings.HasPrefix(source, "https://")
}

// readInput reads standard input, up to the limit that files have.
func readInput(r io.Reader) (extractors.Input, error) {
	body, err := io.ReadAll(io.LimitReader(r, fetch.DefaultMaxBody+1))
	if err == nil && len(body) > fetch.DefaultMaxBody {
		err = fault.Newf(fault.TooLarge, "read standard input", "larger than the limit of %d MiB", fetch.DefaultMaxBody>>20)
	}
	return extractors.Input{Body: body}, err
}
