// Package testdata holds documents that we wrote ourselves. The site is in the
// binary, so that `assize demo` needs no network and no checkout.
package testdata

import "embed"

// Site is a small website of an invented inspectorate, under "site".
//
//go:embed all:site
var Site embed.FS

// Labelled is documents and, beside each, the records that it must yield, under
// "labelled".
//
//go:embed labelled
var Labelled embed.FS
