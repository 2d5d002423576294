// Command mkpdf makes the PDF documents of testdata, and the broken ones, from
// sources that a reviewer can read. Every run gives the same bytes.
//
//	go run ./internal/testkit/mkpdf [-root testdata]
//
// The sources are testdata/src/*.txt; their notation is described at source.
// What is wrong with each broken file is written at the table broken.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
)

func main() {
	root := flag.String("root", "testdata", "the folder that holds src and receives the documents")
	flag.Parse()
	if err := write(*root); err != nil {
		fmt.Fprintln(os.Stderr, "mkpdf:", err)
		os.Exit(1)
	}
}

// write makes every file and puts it in its place under root.
func write(root string) error {
	files, err := build(root)
	if err != nil {
		return err
	}
	for _, f := range files {
		name := filepath.Join(root, filepath.FromSlash(f.name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(name, f.bytes, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// A file is a made file: its slash-separated name under testdata, and its bytes.
type file struct {
	name  string
	bytes []byte
}

// build makes every document, in the order of their sources, then every broken
// file, without writing any of them.
func build(root string) ([]file, error) {
	names, err := filepath.Glob(filepath.Join(root, "src", "*.txt"))
	if err != nil {
		return nil, err
	}
	slices.Sort(names)
	var files []file
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		src, err := parse(string(text))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		body, err := typeset(src)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		files = append(files, file{src.out, body})
	}
	for _, b := range broken {
		body, err := b.make()
		if err != nil {
			return nil, fmt.Errorf("bad/%s: %w", b.name, err)
		}
		files = append(files, file{"bad/" + b.name, body})
	}
	return files, nil
}
