package record

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"
)

// An ID names a record for ever: a letter for the kind, an underscore and 26
// hexadecimal digits of a SHA-256 over content alone.
type ID string

// A Hash is "sha256:" and 64 hexadecimal digits.
type Hash string

// HashBytes hashes content.
func HashBytes(b []byte) Hash {
	sum := sha256.Sum256(b)
	return Hash("sha256:" + hex.EncodeToString(sum[:]))
}

// Hex is the hash without its algorithm.
func (h Hash) Hex() string { return strings.TrimPrefix(string(h), "sha256:") }

var prefixes = map[Kind]string{
	KindDocument: "d", KindFinding: "f", KindQuote: "q", KindRecommendation: "r", KindRating: "g",
}

// DocumentID names a document: by its address where it has one on the web (so
// that a changed page stays the same document), else by its bytes (so that a
// file stays the same wherever it lies).
func DocumentID(url string, snapshot Hash) ID {
	if strings.HasPrefix(url, "http://") || strings.HasPrefix(url, "https://") {
		return newID(prefixes[KindDocument], url)
	}
	return newID(prefixes[KindDocument], string(snapshot))
}

// ClusterID names all renderings of the same words, whoever prints them: case,
// punctuation and quotation marks do not count.
func ClusterID(text string) ID {
	var b strings.Builder
	for _, word := range Words(text) {
		b.WriteString(word)
		b.WriteByte(' ')
	}
	return newID("c", b.String())
}

func newID(prefix string, parts ...string) ID {
	sum := sha256.New()
	for _, p := range parts {
		sum.Write([]byte(strconv.Itoa(len(p))))
		sum.Write([]byte{':'})
		sum.Write([]byte(p))
	}
	return ID(prefix + "_" + hex.EncodeToString(sum.Sum(nil))[:26])
}

// Identify stamps schema, kind, document, place and id on a document's records,
// which come in reading order (a parent before its children). An id depends on the document, the kind, what
// the record says and, where a document says the same thing twice, on which
// time it is; so a bullet put in above leaves the others' ids alone.
func Identify(document ID, records []Record) {
	seen := map[string]int{}
	for i, r := range records {
		h := r.Head()
		kind := kindOf(r)
		h.Schema, h.Kind, h.Document, h.Seq = kind.Schema(), kind, document, i+1
		if h.Section == nil {
			h.Section = []string{}
		}
		said := string(kind) + "\x00" + identity(r)
		seen[said]++
		h.ID = newID(prefixes[kind], string(document), string(kind), identity(r), strconv.Itoa(seen[said]))
		switch r := r.(type) {
		case *Finding:
			if r.Under != nil {
				r.Parent = r.Under.ID
			}
		case *Recommendation:
			if r.Under != nil {
				r.Parent = r.Under.ID
			}
		}
	}
}

// identity is what a record says, for its id: its text, and for a rating the
// subject too, since many subjects share a value.
func identity(r Record) string {
	text := Normalise(r.Head().Text)
	if g, ok := r.(*Rating); ok {
		return Normalise(g.Subject) + "\x00" + text
	}
	return text
}

func kindOf(r Record) Kind {
	switch r.(type) {
	case *Finding:
		return KindFinding
	case *Quote:
		return KindQuote
	case *Recommendation:
		return KindRecommendation
	default:
		return KindRating
	}
}
