package main

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
)

// broken lists the files of testdata/bad that no source can describe. (The two
// encrypted ones have sources.)
var broken = []struct {
	name string
	make func() ([]byte, error)
}{
	{"html-error.pdf", htmlError},
	{"truncated.pdf", truncated},
	{"empty.pdf", func() ([]byte, error) { return nil, nil }},
	{"garbage.bin", garbage},
	{"cyclic-pages.pdf", cyclicPages},
	{"recursive-form.pdf", recursiveForm},
	{"no-text.pdf", noText},
	{"xref-size.pdf", xrefSize},
	{"flate-bomb.pdf", flateBomb},
	{"deleted-bullets.pdf", deletedBullets},
	{"lying-font.pdf", lyingFont},
	{"scan.pdf", scan},
}

// htmlError is what a server sends in place of a report that it has lost, with
// status 200.
func htmlError() ([]byte, error) {
	return []byte(`<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><title>Page not found</title></head>
<body><h1>Page not found</h1>
<p>If you typed the address, check it is correct.</p>
<p>The report may have been moved to our new site.</p></body></html>
`), nil
}

// truncated is a sound report cut off after three fifths of its bytes.
func truncated() ([]byte, error) {
	src, err := parse(`out: bad/truncated.pdf
title: A report cut short
author: Inspectorate of Wardens and Aftercare
date: 2019-05-02

# A report cut short

The second half of this file did not arrive.

- Wardens in Saltby had a manageable workload.
- Safeguarding enquiries were made on time.

@page

# What is missing

Nobody will read this page.
`)
	if err != nil {
		return nil, err
	}
	whole, err := typeset(src)
	return whole[:len(whole)*3/5], err
}

// garbage is bytes without any meaning.
func garbage() ([]byte, error) {
	out := make([]byte, 4096)
	_, err := rand.NewChaCha8([32]byte([]byte("bytes without any meaning at all"))).Read(out)
	return out, err
}

// cyclicPages is a page tree whose only node is its own child.
func cyclicPages() ([]byte, error) {
	return assemble(
		"<< /Type /Catalog /Pages 2 0 R >>",
		"<< /Type /Pages /Kids [2 0 R] /Count 1 /Parent 2 0 R >>",
	), nil
}

// recursiveForm is a page that paints a form, which paints itself.
func recursiveForm() ([]byte, error) {
	return assemble(
		"<< /Type /Catalog /Pages 2 0 R >>",
		"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
		"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /XObject << /F 5 0 R >> >> /Contents 4 0 R >>",
		stream("", "/F Do"),
		stream("/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /XObject << /F 5 0 R >> >>", "/F Do /F Do"),
	), nil
}

// noText is a page with drawings and no text, like a scan.
func noText() ([]byte, error) {
	return assemble(
		"<< /Type /Catalog /Pages 2 0 R >>",
		"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
		"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << >> /Contents 4 0 R >>",
		stream("", "0.9 g 64 88 467 666 re f 0 G 64 700 m 531 700 l S 64 680 m 531 680 l S 64 660 m 400 660 l S"),
	), nil
}

// xrefSize is a sound small file but for its cross-reference table, which
// promises two thousand million objects.
func xrefSize() ([]byte, error) {
	sound := string(assemble(
		"<< /Type /Catalog /Pages 2 0 R >>",
		"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
		"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
	))
	return []byte(strings.NewReplacer("xref\n0 4\n", "xref\n0 2000000000\n", "/Size 4", "/Size 2000000000").Replace(sound)), nil
}

// flateBomb is a page whose content, compressed twice, is 128 MiB of spaces.
func flateBomb() ([]byte, error) {
	once, err := deflate(io.LimitReader(spaces{}, 128<<20))
	if err != nil {
		return nil, err
	}
	twice, err := deflate(bytes.NewReader(once))
	return assemble(
		"<< /Type /Catalog /Pages 2 0 R >>",
		"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
		"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << >> /Contents 4 0 R >>",
		stream("/Filter [/FlateDecode /FlateDecode]", string(twice)),
	), err
}

func deflate(r io.Reader) ([]byte, error) {
	var out bytes.Buffer
	w := zlib.NewWriter(&out)
	if _, err := io.Copy(w, r); err != nil {
		return nil, err
	}
	err := w.Close()
	return out.Bytes(), err
}

// spaces is an endless reader of spaces.
type spaces struct{}

func (spaces) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = ' '
	}
	return len(p), nil
}

func stream(entries, body string) string {
	return fmt.Sprintf("<< %s /Length %d >>\nstream\n%s\nendstream", entries, len(body), body)
}

// assemble writes a PDF file whose objects, numbered from 1, are given; the first
// is the catalog.
func assemble(objects ...string) []byte {
	var out bytes.Buffer
	out.WriteString("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
	offsets := make([]int, len(objects))
	for i, o := range objects {
		offsets[i] = out.Len()
		fmt.Fprintf(&out, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	start := out.Len()
	fmt.Fprintf(&out, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, offset := range offsets {
		fmt.Fprintf(&out, "%010d 00000 n \n", offset)
	}
	fmt.Fprintf(&out, "trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, start)
	return out.Bytes()
}
