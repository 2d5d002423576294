package index

import (
	"fmt"
	"iter"
	"math/rand/v2"
	"strings"

	"assize/extractors/record"
)

// commonWords head the vocabulary of synthetic records, the most frequent first.
var commonWords = strings.Fields(`the of and to in a was were that for with is had not on by be as at this from their
have staff are work which we it they been who children young people risk service services probation supervision
court plan plans prison prisoners officer officers safety needs improve improvement inspection inspectors found
support health care education training supply chain good poor quality assessment assessments review reviews
management managers manager leadership partners contact victims harm safeguarding unpaid order orders release
community rehabilitation company companies governor board national local public protection sentence sentences
organisation organisations recommend recommended should must could evidence cases case complaint complaints`)

var syllables = strings.Fields("ba con der el for gra hen in jo ken lan mer nor op pen qua ris sel tor un ver wil yor zen")

// vocabulary is n words, the common ones first and then words made of syllables.
func vocabulary(n int) []string {
	words := append([]string(nil), commonWords...)
	for i := 0; len(words) < n; i++ {
		var b strings.Builder
		for rest := i + len(syllables); rest > 0; rest /= len(syllables) {
			b.WriteString(syllables[rest%len(syllables)])
		}
		words = append(words, b.String())
	}
	return words
}

// synthetic yields the changes that bring in n records: a document, then its
// findings, quotes, recommendations and ratings. Word frequencies follow Zipf's
// law, texts have about forty words, and the same n always gives the same
// records.
func synthetic(n int) iter.Seq2[record.Change, error] {
	return func(yield func(record.Change, error) bool) {
		r := rand.New(rand.NewPCG(1, 2))
		words := vocabulary(60_000)
		zipf := rand.NewZipf(r, 1.15, 8, uint64(len(words)-1))
		text := func(n int) string {
			s := make([]string, n)
			for i := range s {
				s[i] = words[zipf.Uint64()]
			}
			return strings.ToUpper(s[0][:1]) + strings.Join(s, " ")[1:] + "."
		}
		var doc *record.Document
		for i := range n {
			if i%50 == 0 {
				doc = syntheticDocument(r, i, text)
			}
			c := record.Change{Seq: int64(i + 1), ID: doc.ID, Document: doc}
			if i%50 != 0 {
				c.Record = syntheticRecord(r, i, doc.ID, text)
				c.ID = c.Record.Head().ID
			}
			if !yield(c, nil) {
				return
			}
		}
	}
}

// syntheticID is spread like the digest that a real id is.
func syntheticID(letter string, i int) record.ID {
	return record.ID(fmt.Sprintf("%s_%016x%010x", letter, uint64(i+1)*0x9e3779b97f4a7c15, i))
}

func syntheticDocument(r *rand.Rand, i int, text func(int) string) *record.Document {
	return &record.Document{
		ID: syntheticID("d", i), Kind: record.KindDocument, Title: text(8), Type: record.InspectionReport,
		URL:       fmt.Sprintf("https://www.inspectorate%d.example.org/reports/%d", r.IntN(40), i),
		Publisher: fmt.Sprintf("Inspectorate %d", r.IntN(40)), InspectedBodies: []string{"Body " + text(2)}, Language: "en-GB",
		Published: &record.Date{Value: fmt.Sprintf("%d-%02d-%02d", 2000+r.IntN(25), 1+r.IntN(12), 1+r.IntN(28)), Precision: record.Day},
	}
}

func syntheticRecord(r *rand.Rand, i int, doc record.ID, text func(int) string) record.Record {
	head := record.Common{Document: doc, Text: text(5 + r.IntN(70)), Section: []string{text(3), text(3)}}
	prov := record.Provenance{Spans: []record.Span{{Page: 1 + i%50, Start: i, End: i + 1}}}
	set := func(kind record.Kind, letter string) {
		head.Kind, head.ID = kind, syntheticID(letter, i)
	}
	switch r.IntN(10) {
	case 0, 1:
		set(record.KindQuote, "q")
		name := fmt.Sprintf("%s Speaker%d", []string{"Anna", "Ben", "Cleo", "Dev"}[r.IntN(4)], r.IntN(2000))
		return &record.Quote{Common: head, Provenance: prov, Speaker: record.Speaker{Name: name, Role: "Chief Inspector", Organisation: "Inspectorate of Works"}}
	case 2:
		set(record.KindRecommendation, "r")
		return &record.Recommendation{Common: head, Provenance: prov, Addressees: []string{"The governor"}}
	case 3:
		set(record.KindRating, "g")
		return &record.Rating{Common: head, Provenance: prov, Subject: "overall", Value: []string{"good", "inadequate", "requires_improvement"}[r.IntN(3)]}
	}
	set(record.KindFinding, "f")
	return &record.Finding{Common: head, Provenance: prov, Themes: []string{text(2)}}
}
