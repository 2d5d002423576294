//go:build ignore

// This program writes the tables of package font's collections from Adobe's
// CMaps "to Unicode", which lie in a folder like that of the Debian package
// poppler-data:
//
//	go run collections_gen.go /usr/share/poppler/cMap
package main

import (
	"bytes"
	"compress/gzip"
	"log"
	"os"
	"path/filepath"
	"strings"

	"assize/extractors/pdfdoc/content/font"
)

func main() {
	files, err := filepath.Glob(filepath.Join(os.Args[1], "Adobe-*", "Adobe-*-UCS2"))
	if err != nil || len(files) == 0 {
		log.Fatalf("no CMaps below %s: %v", os.Args[1], err)
	}
	for _, file := range files {
		src, err := os.ReadFile(file)
		if err != nil {
			log.Fatal(err)
		}
		ordering := strings.TrimSuffix(strings.TrimPrefix(filepath.Base(file), "Adobe-"), "-UCS2")
		if err := os.WriteFile(filepath.Join("collections", ordering+".txt.gz"), table(src), 0o644); err != nil {
			log.Fatal(err)
		}
	}
}

// table is one line of text for each glyph number up to the last one that has any.
func table(src []byte) []byte {
	cmap := font.ParseCMap(src)
	var lines strings.Builder
	written := 0
	for cid := range uint32(1 << 16) {
		text, _ := cmap.Text(cid)
		if text == "" || text == font.Unknown {
			continue
		}
		lines.WriteString(strings.Repeat("\n", int(cid)-written) + text)
		written = int(cid)
	}
	var packed bytes.Buffer
	w, err := gzip.NewWriterLevel(&packed, gzip.BestCompression)
	if err != nil {
		log.Fatal(err)
	}
	if _, err := w.Write([]byte(lines.String())); err != nil {
		log.Fatal(err)
	}
	if err := w.Close(); err != nil {
		log.Fatal(err)
	}
	return packed.Bytes()
}
