package htmldoc

import (
	"regexp"
	"strings"

	"assize/extractors/block"
)

// An aside is a kind of paragraph that stands in the content and is not of it.
type aside struct {
	reason  string
	longest int // in bytes
	pattern *regexp.Regexp
	links   float64 // the least part of it that is links, from 0 to 1; none where it is -1
	early   bool    // it is a paragraph before the first sentences
}

var asides = []aside{
	{"date line", 120, regexp.MustCompile(`(?i)^(first |report )?(published|posted|last updated|updated|date)( on)?\b:? ?\W{0,2}(\w{3,9},? )?(\d|\w{3,9} \d)[^?!]*$`), -1, true},
	{"date line", 60, regexp.MustCompile(`(?i)^(\w{3,9},? )?(\d{1,2}(st|nd|rd|th)? \w{3,9}|\w{3,9}\.? \d{1,2},?|(19|20)\d\d-\d\d)[ -]((19|20)\d\d|\d\d)(\W+(at )?\d{1,2}([:.]\d\d)?.*)?$`), -1, true},
	{"date line", 60, regexp.MustCompile(`(?i)^(first )?(published|updated)( on| at|:) ?((\w{3,9}\.? \d{1,2}|\d{1,2}(st|nd|rd|th)? \w{3,9}\.?),? (19|20)\d\d\b.{0,20}|\d{1,2}[:.]\d\d ?[ap]\.?m\.?.{0,20})$`), 0, false},
	{"caption", 300, regexp.MustCompile(`(?i)\((image|photo|picture|pic)s?: ?[^()]{1,60}\)$|^(photo|image|picture)s? (by|credit|courtesy of)\b.{1,80}$`), 0, false},
	{"byline", 80, regexp.MustCompile(`^([Ww]ritten |[Pp]osted )?([Bb]y|BY):? (\p{Lu}[\p{L}.'’-]+(,? (and |& )?|$)){1,8}$`), 0, true},
	{"pointer to another page", 300, regexp.MustCompile(`(?i)^(related|read more|see more|see also|also read|read also|read next|watch|more|recommended|don.t miss)( \w+){0,2}\s?[:|–-]`), .5, false},
	{"tags", 400, regexp.MustCompile(`(?i)^(tags?|topics?|filed under|categor(y|ies)|posted in|labels?)\b`), .5, false},
	{"invitation", 200, regexp.MustCompile(`(?i)^(follow (us|me|@|\w+ on)|sign up (for|to|here)|subscribe|click here to|like us on|join our|download our)\b`), .1, false},
}

// anySentences reports whether the page has any.
func (w *walker) anySentences() bool { return w.page.facts[w.page.body].prose > 0 }

// asideOf is why a paragraph is none of the content, or "".
func (w *walker) asideOf(p part, kind block.Kind) string {
	if kind != block.Paragraph && kind != block.ListItem {
		return ""
	}
	links := 0
	for _, l := range p.links {
		links += len(l.Text)
	}
	for _, a := range asides {
		switch {
		case len(p.text) > a.longest, a.early && (w.sentences || !w.anySentences() || kind != block.Paragraph), float64(links) < a.links*float64(len(p.text)), a.links < 0 && links > 0:
		case a.pattern.MatchString(p.text):
			return a.reason
		}
	}
	const sentence = 80
	w.sentences = w.sentences || len(p.text) > sentence && strings.HasSuffix(p.text, ".")
	return ""
}
