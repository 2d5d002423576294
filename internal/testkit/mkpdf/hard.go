package main

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"strings"

	"assize/internal/pdfium"
)

// deletedBullets is a page whose bullets are typed as character 127, which stands
// for nothing: readers show a bullet.
func deletedBullets() ([]byte, error) {
	var content strings.Builder
	content.WriteString("BT /F 12 Tf 64 760 Td 16 TL (Inspectors found:) Tj T*")
	for _, item := range []string{"Staff were kind.", "Plans were thin.", "Few had help.", "Cells were cold."} {
		fmt.Fprintf(&content, " (\\177 %s) Tj T*", item)
	}
	return page(stream("", content.String()+" ET"), "/Font << /F 5 0 R >>",
		"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"), nil
}

// lyingFont is a page that looks right, and whose font says that each of its
// characters is U+FFFD.
func lyingFont() ([]byte, error) {
	const text = "BT /F 14 Tf 64 760 Td 24 TL (Wardens met every child within a day.) Tj T* (Nobody had asked the children what they wanted.) Tj ET"
	var lies strings.Builder
	for code := ' '; code <= '~'; code++ {
		fmt.Fprintf(&lies, "<%02X> <FFFD>\n", code)
	}
	return page(stream("", text), "/Font << /F 5 0 R >>",
		"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding /ToUnicode 6 0 R >>",
		stream("", fmt.Sprintf("begincmap 1 begincodespacerange <00> <FF> endcodespacerange %d beginbfchar\n%sendbfchar endcmap", '~'-' '+1, lies.String()))), nil
}

// scan is a page that is nothing but a picture in black and white, as scanners
// make them.
func scan() ([]byte, error) {
	src, err := parse(`out: bad/scan.pdf
title: A letter on paper
date: 2019-05-02

# A letter on paper

Inspectors found that nobody had told the wardens of the new rules.

- Most wardens met their people within one day.
- Few plans said what would happen after release.
`)
	if err != nil {
		return nil, err
	}
	body, err := typeset(src)
	if err != nil {
		return nil, err
	}
	engine := pdfium.New(pdfium.CacheDir())
	defer engine.Close()
	const dpi = 150
	picture, err := engine.Render(context.Background(), body, "", 1, dpi)
	if err != nil {
		return nil, err
	}
	packed, err := deflate(bytes.NewReader(bits(picture)))
	if err != nil {
		return nil, err
	}
	size := picture.Bounds().Size()
	return page(stream("", "595 0 0 842 0 0 cm /I Do"), "/XObject << /I 5 0 R >>",
		stream(fmt.Sprintf("/Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray /BitsPerComponent 1 /Filter /FlateDecode", size.X, size.Y), string(packed))), nil
}

// bits is the picture in black and white, eight pixels a byte, each row filled up.
func bits(picture *image.Gray) []byte {
	size := picture.Bounds().Size()
	row := (size.X + 7) / 8
	out := make([]byte, row*size.Y)
	for y := range size.Y {
		for x := range size.X {
			if picture.GrayAt(x, y).Y > 127 {
				out[y*row+x/8] |= 0x80 >> (x % 8)
			}
		}
	}
	return out
}

// page is a file of one page of paper with this content (object 4), these
// resources, and more objects from 5 on.
func page(content, resources string, objects ...string) []byte {
	return assemble(append([]string{
		"<< /Type /Catalog /Pages 2 0 R >>",
		"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
		"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << " + resources + " >> /Contents 4 0 R >>",
		content,
	}, objects...)...)
}
