package layout

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"assize/extractors/block"
	"assize/extractors/pdfdoc/content"
	"assize/extractors/pdfdoc/tags"
)

const printed = "../../../../shared/corpus/pdf/printed"

// floors are the least F1 that each kind must reach on the printed documents,
// read with their tags and without. They only ever rise.
var floors = map[string]float64{"H": 0.99, "LI": 0.99, "P": 0.99, "Q": 0.98}

func TestQuality(t *testing.T) {
	truths, _ := filepath.Glob(filepath.Join(printed, "truth", "*.tsv"))
	if len(truths) == 0 {
		t.Skipf("the printed documents are not at %s", printed)
	}
	t.Run("tags", func(t *testing.T) { quality(t, truths, tags.Read) })
	t.Run("layout", func(t *testing.T) {
		quality(t, truths, func(*content.Document) *tags.Tree { return nil })
	})
}

func quality(t *testing.T, truths []string, treeOf func(*content.Document) *tags.Tree) {
	type score struct{ truth, found, right int }
	scores := map[string]*score{}
	for kind := range floors {
		scores[kind] = &score{}
	}
	for _, truth := range truths {
		name := strings.TrimSuffix(filepath.Base(truth), ".tsv")
		body, err := os.ReadFile(filepath.Join(printed, "pdf", name+".pdf"))
		if err != nil {
			t.Fatal(err)
		}
		read, err := content.Read(context.Background(), body, content.Options{})
		if err != nil {
			t.Fatal(err)
		}
		doc := Blocks(read.Pages, treeOf(read))
		check(t, read.Pages, doc)
		left := map[string]int{}
		for i := range doc.Blocks {
			b := &doc.Blocks[i]
			left[string(b.Kind)+"\t"+letters(b.Text)]++
			if s := scores[string(b.Kind)]; s != nil {
				s.found++
			}
		}
		rows, err := os.ReadFile(truth)
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range strings.Split(strings.TrimSpace(string(rows)), "\n") {
			kind, text, _ := strings.Cut(row, "\t")
			s := scores[kind]
			s.truth++
			if key := kind + "\t" + letters(text); left[key] > 0 {
				left[key]--
				s.right++
			}
		}
	}
	for kind, s := range scores {
		f1 := 2 * float64(s.right) / float64(s.truth+s.found)
		t.Logf("%-2s %4d true, %4d found, %4d right: F1 %.3f", kind, s.truth, s.found, s.right, f1)
		if f1 < floors[kind] {
			t.Errorf("%s: F1 %.3f is below %.2f", kind, f1, floors[kind])
		}
	}
}

// letters is text without what hyphenation and spacing may change.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

// No running head or foot may get into the blocks of real reports: no block says
// the same at the same height of three pages, or of a tenth of them where that is
// more: sections repeat a heading.
func TestNoFurnitureInBlocks(t *testing.T) {
	files, _ := filepath.Glob("../../../../shared/corpus/pdf/ofsted-*/*.pdf")
	if len(files) == 0 {
		t.Skip("the reports are not at ../shared/corpus/pdf/ofsted-*")
	}
	if testing.Short() {
		files = files[:len(files)/10]
	}
	for _, file := range files {
		body, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		read, err := content.Read(context.Background(), body, content.Options{})
		if err != nil {
			t.Errorf("%s: %v", filepath.Base(file), err)
			continue
		}
		doc := Blocks(read.Pages, tags.Read(read))
		check(t, read.Pages, doc)
		type place struct {
			says   string
			height int
		}
		pages := map[place]map[int]bool{}
		for i := range doc.Blocks {
			b := &doc.Blocks[i]
			key := place{maskDigits(b.Text), int(b.Spans[0].Quads[0][1] / sameHeight)}
			if b.Kind == block.Cell {
				continue
			}
			if pages[key] == nil {
				pages[key] = map[int]bool{}
			}
			if pages[key][b.Page()] = true; len(pages[key]) == max(enoughPages, len(read.Pages)/10) {
				t.Errorf("%s: %q is a block on %d pages", filepath.Base(file), b.Text, len(pages[key]))
			}
		}
	}
}
