package collate

import (
	"cmp"
	"math"
	"slices"
)

// Shingles are runs of so many words, and of so many shingles in a row the one
// with the least hash is a fingerprint (winnowing: Schleimer, Wilkerson and
// Aiken, SIGMOD 2003). Two texts with shingle+window-1 words in a row in common
// have a fingerprint in common.
const (
	shingle = 3
	window  = 3
)

// shingleHash mixes the words of a shingle (FNV-1a over words, and the finisher
// of MurmurHash3).
func shingleHash(words []word) uint64 {
	h := uint64(14695981039346656037)
	for _, w := range words {
		h = (h ^ uint64(w>>1)) * 1099511628211
	}
	h = (h ^ h>>33) * 0xff51afd7ed558ccd
	h = (h ^ h>>33) * 0xc4ceb9fe1a85ec53
	return h ^ h>>33
}

// fingerprints appends the distinct fingerprints of a text.
func fingerprints(out []uint64, words []word) []uint64 {
	count := len(words) - shingle + 1
	hash := func(i int) uint64 { return shingleHash(words[i : i+shingle]) }
	from, last := len(out), -1
	for i := 0; i == 0 && count > 0 || i+window <= count; i++ {
		least := i
		for j := i + 1; j < min(i+window, count); j++ {
			if hash(j) <= hash(least) {
				least = j
			}
		}
		if least != last {
			out, last = append(out, hash(least)), least
		}
	}
	slices.Sort(out[from:])
	return append(out[:from], slices.Compact(out[from:])...)
}

// A posting is a fingerprint's upper bits and, below them, the rank of a text
// that has it.
type posting uint64

const rankBits = 28

func (p posting) rank() int           { return int(p & (1<<rankBits - 1)) }
func (p posting) fingerprint() uint64 { return uint64(p >> rankBits) }

// A shingleIndex is an inverted index of fingerprints. Texts are known by rank.
type shingleIndex struct {
	words    func(rank int) []word
	postings []posting // sorted; those that lead from one text to another
	counts   []uint16  // of each text, fingerprints that are not in too many texts

	prints []uint64
	ranks  []int32
	found  []candidate
}

// A candidate is a text that shares fingerprints with another.
type candidate struct{ rank, shared int32 }

func indexShingles(texts int, words func(rank int) []word) *shingleIndex {
	x := &shingleIndex{words: words, counts: make([]uint16, texts)}
	for rank := range texts {
		x.prints = fingerprints(x.prints[:0], words(rank))
		for _, f := range x.prints {
			x.postings = append(x.postings, posting(f>>rankBits<<rankBits|uint64(rank)))
		}
	}
	slices.Sort(x.postings)
	x.dropCommon()
	return x
}

// dropCommon counts the fingerprints that are not in too many texts, and keeps of
// them those that are in more than one.
func (x *shingleIndex) dropCommon() {
	kept := x.postings[:0]
	for from := 0; from < len(x.postings); {
		to := from + 1
		for to < len(x.postings) && x.postings[to].fingerprint() == x.postings[from].fingerprint() {
			to++
		}
		group := x.postings[from:to]
		from = to
		if len(group) > commonShingle {
			continue
		}
		for _, p := range group {
			x.counts[p.rank()] += min(1, math.MaxUint16-x.counts[p.rank()])
		}
		if len(group) > 1 {
			kept = append(kept, group...)
		}
	}
	x.postings = slices.Clip(kept)
}

// candidates are the texts before this one that share most fingerprints with it,
// the likeliest first. The slice is good until the next call.
func (x *shingleIndex) candidates(rank int) []candidate {
	x.prints = fingerprints(x.prints[:0], x.words(rank))
	x.ranks, x.found = x.ranks[:0], x.found[:0]
	for _, f := range x.prints {
		first, _ := slices.BinarySearch(x.postings, posting(f>>rankBits<<rankBits))
		for _, p := range x.postings[first:] {
			if p.fingerprint() != f>>rankBits || p.rank() >= rank {
				break
			}
			x.ranks = append(x.ranks, int32(p.rank()))
		}
	}
	slices.Sort(x.ranks)
	for from := 0; from < len(x.ranks); {
		to := from + 1
		for to < len(x.ranks) && x.ranks[to] == x.ranks[from] {
			to++
		}
		c := candidate{x.ranks[from], int32(to - from)}
		from = to
		if fewer := min(x.counts[rank], x.counts[c.rank]); c.shared*leastShared >= int32(fewer) {
			x.found = append(x.found, c)
		}
	}
	slices.SortFunc(x.found, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(b.shared, a.shared), cmp.Compare(a.rank, b.rank))
	})
	return x.found[:min(len(x.found), mostCandidates)]
}
