package collate

import (
	"cmp"
	"slices"

	"assize/extractors/record"
)

// What makes two texts one statement. A short phrase that many texts have in
// common does not: "Requires improvement". Chosen with TestThresholds.
const (
	leastSame        = 6   // words of a text that stands elsewhere word for word
	leastSameCut     = 8   // words that are left when others are cut out
	leastSameAltered = 10  // common words when others were changed
	sameShare        = 0.8 // of the shorter's words, when others were changed
	samePerRun       = 4.0 // words, on average
)

// Bounds of the search for renderings, so that what stands in every report costs
// no more than what stands in two.
const (
	commonShingle  = 64 // a shingle of more texts than this leads nowhere
	mostCandidates = 32 // texts that one text is aligned with
	mostSteps      = 2  // alterations between a rendering and the head of its cluster
	leastShared    = 5  // a candidate shares at least one fingerprint in so many of the one with fewer
)

// Clusters finds the statements of many that are renderings of one another. Each
// cluster has one longest rendering, its head; every other is cut from one that is
// longer, or is an altered copy of it with the same figures and names, at most
// mostSteps alterations away from the head. So a cluster does not grow from one
// statement to a quite different one. A part of a longer statement in the same document is no other
// rendering of it: a quotation stands in a finding. What comes out depends on the
// statements alone and not on their order.
type Clusters struct {
	texts  []rendering         // the distinct ones
	byID   map[record.ID]int32 // where in texts
	places []int32             // of each statement, in texts; none for one that is too short
}

// A rendering is a distinct text.
type rendering struct {
	id         record.ID
	document   record.ID // where it stands; "" for several
	words      []word
	statements int32 // how many say just this
	head       int32 // in texts, the head of its cluster; itself at first
	steps      int32 // alterations between it and the head
}

const none = -1

// NewClusters begins with nothing.
func NewClusters() *Clusters { return &Clusters{byID: map[record.ID]int32{}} }

// Add adds a statement of a document.
func (c *Clusters) Add(document record.ID, text string) {
	words := NewText(text).words
	if len(words) < leastSame {
		c.places = append(c.places, none)
		return
	}
	id := record.ClusterID(text)
	place, known := c.byID[id]
	if !known {
		place = int32(len(c.texts))
		c.byID[id] = place
		c.texts = append(c.texts, rendering{id: id, document: document, words: words})
	}
	t := &c.texts[place]
	t.statements++
	if t.document != document {
		t.document = ""
	}
	c.places = append(c.places, place)
}

// IDs are the clusters of the statements in the order in which they were added;
// "" for one that has no other rendering. A cluster is named by its head's text.
func (c *Clusters) IDs() []record.ID {
	c.join()
	sizes := make([]int32, len(c.texts))
	for _, t := range c.texts {
		sizes[t.head] += t.statements
	}
	ids := make([]record.ID, len(c.places))
	for i, place := range c.places {
		if place == none {
			continue
		}
		if head := c.texts[place].head; sizes[head] > 1 {
			ids[i] = c.texts[head].id
		}
	}
	return ids
}

// join gives each text its head. Longer texts come first, and each joins the one
// before it that it has most words in common with.
func (c *Clusters) join() {
	order := make([]int32, len(c.texts))
	for i := range order {
		order[i] = int32(i)
		c.texts[i].head = int32(i)
	}
	slices.SortFunc(order, func(i, j int32) int {
		a, b := &c.texts[i], &c.texts[j]
		return cmp.Or(cmp.Compare(len(b.words), len(a.words)), cmp.Compare(a.id, b.id))
	})
	x := indexShingles(len(order), func(rank int) []word { return c.texts[order[rank]].words })
	var al Aligner
	for rank, i := range order {
		t := &c.texts[i]
		best := 0
		for _, candidate := range x.candidates(rank) {
			longer := &c.texts[order[candidate.rank]]
			common := al.same(t, longer)
			steps := longer.steps
			if common < len(t.words) {
				steps++
			}
			if common > best && steps <= mostSteps {
				best, t.head, t.steps = common, longer.head, steps
			}
		}
	}
}

// same is how many words the shorter text has in common with the longer; 0 when
// it is no rendering of it.
func (al *Aligner) same(short, long *rendering) (common int) {
	runs := al.align(short.words, long.words)
	if len(runs) == 0 {
		return 0
	}
	facts := true
	a, b := 0, runs[0].b // what the longer has before the first run was cut off
	for _, r := range runs {
		common += r.n
		facts = facts && sameFacts(short.words[a:r.a], long.words[b:r.b])
		a, b = r.a+r.n, r.b+r.n
	}
	facts = facts && sameFacts(short.words[a:], nil)
	least := float64(leastSameCut)
	if common < len(short.words) {
		least = max(leastSameAltered, sameShare*float64(len(short.words)))
		if !facts {
			return 0
		}
	}
	if short.document != "" && short.document == long.document {
		least = max(least, sameShare*float64(len(long.words)))
	}
	if float64(common) < max(least, samePerRun*float64(len(runs))) {
		return 0
	}
	return common
}

// sameFacts says whether no figure or name was put in or changed; to leave one
// out is to cut.
func sameFacts(short, long []word) bool {
	if slices.ContainsFunc(short, word.fact) {
		return false
	}
	return len(short) == 0 || !slices.ContainsFunc(long, word.fact)
}
