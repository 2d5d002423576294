package main

import (
	"context"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"

	"assize/extractors/block"
	"assize/extractors/pdfdoc"
)

// An item is a block by its kind and words.
type item struct {
	kind  block.Kind
	words []string
}

// evaluatePrinted measures the kinds of blocks on documents whose structure is
// known, with their tags and by geometry alone.
func evaluatePrinted(ctx context.Context, corpus string) ([]measure, error) {
	folder := filepath.Join(corpus, "pdf", "printed")
	paths, err := filepath.Glob(filepath.Join(folder, "pdf", "*.pdf"))
	if err != nil {
		return nil, err
	}
	var list []measure
	for _, how := range []struct {
		name string
		opts pdfdoc.Options
	}{{"printed with tags, ", pdfdoc.Options{}}, {"printed without tags, ", pdfdoc.Options{IgnoreTags: true}}} {
		found := map[block.Kind]match{}
		for _, path := range paths {
			body, err := os.ReadFile(path)
			if err != nil {
				return nil, err
			}
			truth, err := os.ReadFile(filepath.Join(folder, "truth", strings.TrimSuffix(filepath.Base(path), ".pdf")+".tsv"))
			if err != nil {
				return nil, err
			}
			// A file that cannot be read has no blocks, which counts against it.
			doc, _ := pdfdoc.Parse(ctx, body, how.opts)
			for kind, m := range matchKinds(itemsOf(doc), truthItems(string(truth))) {
				found[kind] = found[kind].plus(m)
			}
		}
		for _, kind := range []block.Kind{block.Heading, block.ListItem, block.Quote} {
			m := found[kind]
			list = append(list, measure{name: how.name + kindNames[kind] + " F1", value: f1(m.precision(), m.recall()), cases: int(m.want)})
		}
	}
	return list, ctx.Err()
}

var kindNames = map[block.Kind]string{block.Heading: "headings", block.ListItem: "list items", block.Quote: "quotes"}

func itemsOf(doc *block.Doc) (list []item) {
	if doc == nil {
		return nil
	}
	for _, b := range doc.Blocks {
		if words := textWords(b.Text); len(words) > 0 {
			list = append(list, item{b.Kind, words})
		}
	}
	return list
}

func truthItems(tsv string) (list []item) {
	for line := range strings.Lines(tsv) {
		kind, text, _ := strings.Cut(line, "\t")
		if words := textWords(text); len(words) > 0 {
			list = append(list, item{block.Kind(kind), words})
		}
	}
	return list
}

// sameItem is the word F1 above which two blocks are the same.
const sameItem = .9

// matchKinds pairs each true item with the block of most common words, and
// counts by kind the items, the blocks and the pairs of one kind.
func matchKinds(got, want []item) map[block.Kind]match {
	found := map[block.Kind]match{}
	holders := map[string][]int{} // which blocks hold a word
	for i, g := range got {
		m := found[g.kind]
		m.got++
		found[g.kind] = m
		for word := range counts(g.words) {
			holders[word] = append(holders[word], i)
		}
	}
	used := make([]bool, len(got))
	for _, w := range want {
		m := found[w.kind]
		m.want++
		best, at := 0.0, -1
		near := map[int]bool{}
		for word := range counts(w.words) {
			for _, i := range holders[word] {
				near[i] = !used[i]
			}
		}
		for i := range got {
			if near[i] {
				bags := compare(got[i].words, w.words)
				if f := f1(bags.precision(), bags.recall()); f > best {
					best, at = f, i
				}
			}
		}
		if best >= sameItem {
			used[at] = true
			if got[at].kind == w.kind {
				m.common++
			}
		}
		found[w.kind] = m
	}
	return found
}

// treeMeasures tell of the Ofsted reports how many structure trees are read
// of those that pdfinfo finds, and how far the list items by the tree and those by
// geometry alone are the same.
func treeMeasures(ctx context.Context, reports []*file) ([]measure, error) {
	ofsted := slices.DeleteFunc(slices.Clone(reports), func(f *file) bool { return !strings.Contains(f.path, "ofsted") })
	var mu sync.Mutex
	trees := measure{name: "ofsted, structure trees read"}
	var same match
	err := forEach(ctx, "ofsted without tags", ofsted, func(ctx context.Context, f *file) {
		told, _, err := run(ctx, "pdfinfo", f.path)
		bare, _ := pdfdoc.Parse(ctx, f.body, pdfdoc.Options{IgnoreTags: true})
		read := readByTags(f.result.Doc)
		items := matchKinds(itemsOf(bare), itemsOf(f.result.Doc))[block.ListItem]
		mu.Lock()
		defer mu.Unlock()
		if err == nil && tagged.Match(told) {
			if trees.cases++; read {
				trees.value++
			} else {
				trees.remarks = append(trees.remarks, filepath.Base(f.path))
			}
		}
		if read {
			same = same.plus(items)
		}
	})
	list := []measure{
		{name: "ofsted, list items by tags that geometry has", value: same.recall(), cases: int(same.want)},
		{name: "ofsted, list items by geometry that tags have", value: same.precision(), cases: int(same.got)},
	}
	if trees.cases > 0 {
		trees.value /= float64(trees.cases)
		list = append([]measure{trees}, list...)
	}
	return list, err
}

// tagged is the line by which pdfinfo tells of a structure tree.
var tagged = regexp.MustCompile(`(?m)^Tagged:\s+yes`)

// readByTags reports whether the tree stood behind any block.
func readByTags(doc *block.Doc) bool {
	return doc != nil && slices.ContainsFunc(doc.Blocks, func(b block.Block) bool { return slices.Contains(b.Evidence, block.FromTags) })
}
