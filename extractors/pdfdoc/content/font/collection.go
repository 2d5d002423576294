package font

import (
	"bytes"
	"compress/gzip"
	"embed"
	"fmt"
	"io"
	"strings"
	"sync"

	"github.com/ledongthuc/pdf"
)

//go:generate go run collections_gen.go /usr/share/poppler/cMap

// collectionFiles hold a line of text for each glyph of Adobe's character
// collections; collections/LICENSE is theirs.
//
//go:embed collections/*.txt.gz
var collectionFiles embed.FS

// A collection is a character collection (9.7.3): what glyph numbers stand for
// in every font that belongs to it.
type collection struct {
	texts []string            // by glyph number
	cids  map[string][]uint32 // by text: full and half width, upright and vertical
}

// collections by their ordering.
var collections = map[string]func() *collection{
	"Japan1": sync.OnceValue(func() *collection { return unpack("Japan1") }),
	"GB1":    sync.OnceValue(func() *collection { return unpack("GB1") }),
	"CNS1":   sync.OnceValue(func() *collection { return unpack("CNS1") }),
	"Korea1": sync.OnceValue(func() *collection { return unpack("Korea1") }),
	"KR":     sync.OnceValue(func() *collection { return unpack("KR") }),
}

func unpack(ordering string) *collection {
	packed, err := collectionFiles.ReadFile("collections/" + ordering + ".txt.gz")
	if err == nil {
		var r *gzip.Reader
		if r, err = gzip.NewReader(bytes.NewReader(packed)); err == nil {
			packed, err = io.ReadAll(r)
		}
	}
	if err != nil {
		panic(fmt.Sprintf("collection %s: %v", ordering, err))
	}
	c := &collection{texts: strings.Split(string(packed), "\n"), cids: map[string][]uint32{}}
	for cid, text := range c.texts {
		c.cids[text] = append(c.cids[text], uint32(cid))
	}
	return c
}

// collectionOf is the collection of a descendant font, nil for none that is known.
func collectionOf(descendant pdf.Value) *collection {
	info := descendant.Key("CIDSystemInfo")
	load := collections[info.Key("Ordering").RawString()]
	if load == nil || info.Key("Registry").RawString() != "Adobe" {
		return nil
	}
	return load()
}

// text is what a glyph number stands for, "" for nothing known.
func (c *collection) text(cid uint32) string {
	if c == nil || cid >= uint32(len(c.texts)) {
		return ""
	}
	return c.texts[cid]
}

// numbers are the glyphs that stand for a text.
func (c *collection) numbers(text string) []uint32 {
	if c == nil {
		return nil
	}
	return c.cids[text]
}
