// Package identity judges whether what answered at an address is the document
// that was there before, or the one that the link to it promised. An answer with
// status 200 is no proof: old addresses of moved sites lead to listings, and in
// front of a page may come a consent wall, a login or a page that says that
// there is none.
package identity

import (
	"fmt"
	"strings"

	"assize/extractors/fault"
	"assize/extractors/record"
	"assize/extractors/vocab"
)

// Facts are what is known of one reading of an address.
type Facts struct {
	URL   string // after redirects
	Title string
	Text  string // the text artefact: blocks parted by line ends
	Pages int    // 0 for a web page
}

// FactsOf are the facts of a document and its text artefact.
func FactsOf(d *record.Document, artefact string) Facts {
	return Facts{URL: d.URL, Title: d.Title, Text: artefact, Pages: d.Pages}
}

// A Promise is why an address was asked for.
type Promise struct {
	URL    string // as the link gave it
	Anchor string // the link's text; "" for a seed
}

// A Verdict is what is wrong with an answer; the zero Verdict says nothing is.
type Verdict struct {
	Code   fault.Code // fault.SoftRedirect, fault.NotAReport, or ""
	Reason string     // for people, to follow the address
}

// What is measured on the texts, as shares of 1, and in words.
const (
	stillThere = 0.5 // so much of the text before makes it the same document
	gone       = 0.2 // with so little of it, and another title, it is another
	remnant    = 0.2 // a text so much shorter is only what is left
	leastWords = 40  // what was shorter before is no loss
)

// Judge compares an answer with what the address held before, nil where that is
// not known or was never good, and with what was promised. Most of all it must
// not raise false alarms: a page that still has half of its text, or its title
// and a text of some length, is what it was.
func Judge(now Facts, before *Facts, promised Promise) Verdict {
	if before != nil && before.worthKeeping() {
		return against(now, *before)
	}
	return unfounded(now, promised)
}

// against compares an answer with what was there before.
func against(now, before Facts) Verdict {
	was, is := len(strings.Fields(before.Text)), len(strings.Fields(now.Text))
	same := shared(before.Text, now.Text)
	if same >= stillThere || now.Pages > 0 && was < leastWords { // of a scan there is no text to compare
		return Verdict{}
	}
	held := fmt.Sprintf("held %q", before.Title)
	if before.Pages > 0 {
		held = fmt.Sprintf("held %q, a file of %d pages,", before.Title, before.Pages)
	}
	if why := now.wall(); why != "" {
		return Verdict{fault.NotAReport, held + " and now answers with " + why}
	}
	alike := alikeTitles(now.Title, before.Title)
	switch {
	case before.Pages > 0 && now.Pages == 0:
		return Verdict{fault.SoftRedirect, held + fmt.Sprintf(" and now answers with a web page: %q", now.Title)}
	case alike && float64(is) < remnant*float64(was):
		return Verdict{fault.NotAReport, held + fmt.Sprintf(" in %d words and now has %d", was, is)}
	case alike || same > gone:
		return Verdict{}
	case now.listing():
		return Verdict{fault.SoftRedirect, held + fmt.Sprintf(" and now answers with a listing: %q", now.Title)}
	}
	return Verdict{fault.SoftRedirect, held + fmt.Sprintf(" and now answers with another document: %q", now.Title)}
}

// unfounded judges an answer without an earlier one.
func unfounded(now Facts, promised Promise) Verdict {
	distinct := distinctWords(promised.Anchor)
	if anyIn(distinct, vocab.Key(now.Title)) {
		return Verdict{}
	}
	if why := now.wall(); why != "" {
		return Verdict{fault.NotAReport, "answers with " + why}
	}
	elsewhere := now.listing() || promised.URL != now.URL
	if len(distinct) < 2 || !elsewhere || anyIn(distinct, vocab.Key(now.Text)) {
		return Verdict{}
	}
	what := "another document"
	if now.listing() {
		what = "a listing"
	}
	return Verdict{fault.SoftRedirect, fmt.Sprintf("was linked to as %q and answers with %s: %q", promised.Anchor, what, now.Title)}
}

// worthKeeping reports whether the reading was of a document: a text of some
// length that is no listing and no wall.
func (f Facts) worthKeeping() bool {
	return f.Pages > 0 || len(strings.Fields(f.Text)) >= leastWords && !f.listing() && f.wall() == ""
}
