package recs

import (
	"regexp"
	"strings"

	"assize/extractors/block"
	"assize/extractors/record"
	"assize/extractors/vocab"
)

var (
	// replyHeading is a heading, or the opening of a paragraph, behind which the
	// answer to a recommendation stands: Government response, Our reply:.
	replyHeading = regexp.MustCompile(`(?i)^(?:the\s+)?([\pL’'&\s]{0,60}?)\s*\b(?:response|reply)\b(?:\s+to\s+recommendation\s+(\d+(?:\.\d+)*[a-z]?))?\s*(:|$)`)

	// answering is a heading of a document that answers recommendations.
	answering = regexp.MustCompile(`(?i)\b(?:response|reply)\b`)

	// replySentence is a sentence that says how a recommendation was received.
	replySentence = regexp.MustCompile(`(?i)^(?:the\s+|we\b|this\s+recommendation|[A-Z])[^.;:]{0,100}?\b(?:accepts?|agrees?|rejects?|(?:does|do)\s+not\s+(?:accept|agree)|(?:is|has\s+been|was)\s+(?:accepted|agreed|rejected))\b[^.;:]{0,80}\brecommendations?\b|` +
		`^this\s+recommendation\s+(?:is|has\s+been|was)\s+(?:\w+\s+)?(?:accepted|agreed|rejected)\b`)

	// statusWord opens a reply: Accepted in principle. Partly agreed –
	statusWord = regexp.MustCompile(`(?i)^((?:fully\s+|partly\s+|partially\s+|not\s+)?(?:accepted|agreed|rejected|achieved|completed?|noted)(?:\s+in\s+(?:part|principle|full))?|under\s+consideration|accept|agree|reject)\s*(?:[.:;,–—-]|$)`)
)

// statuses are words of a reply and what they say of the recommendation; the
// first that a sentence holds decides.
var statuses = []struct {
	words  *regexp.Regexp
	status record.ReplyStatus
}{
	{regexp.MustCompile(`(?i)\bnot\s+achieved\b`), record.NotAchieved},
	{regexp.MustCompile(`(?i)\b(?:partly|partially)\s+(?:achieved|completed?)\b`), record.PartlyAchieved},
	{regexp.MustCompile(`(?i)\b(?:achieved|completed?)\b`), record.Achieved},
	{regexp.MustCompile(`(?i)\b(?:not\s+(?:accept|agree)|reject|disagree)`), record.Rejected},
	{regexp.MustCompile(`(?i)\b(?:accept|agree)\w*\b.{0,60}\bin\s+(?:part|principle)\b|\b(?:partly|partially)\s+(?:accept|agree)`), record.PartlyAccepted},
	{regexp.MustCompile(`(?i)\b(?:accept|agree)`), record.Accepted},
	{regexp.MustCompile(`(?i)\b(?:noted|under\s+consideration|will\s+consider|is\s+considering)\b`), record.Considering},
}

// reply reads a block as part of the answer to the recommendation before it, and
// says whether it is.
func (x *extraction) reply(i int) bool {
	b := &x.doc.Blocks[i]
	if labelled.MatchString(b.Text) && b.Kind != block.Paragraph {
		x.replying = nil
		return false
	}
	heading := replyHeading.FindStringSubmatchIndex(b.Text)
	named := heading != nil && (b.Kind == block.Heading || b.Text[heading[6]:heading[7]] == ":")
	switch {
	case b.Kind == block.Heading && !named:
		x.replying = nil
		return false
	case named:
		about := x.last
		if heading[4] >= 0 {
			about = x.byNumber(b.Text[heading[4]:heading[5]])
		}
		if about == nil || about.Response != nil {
			return false
		}
		x.replying, x.replier, x.replySpans = about, strings.TrimSpace(b.Text[heading[2]:heading[3]]), nil
		if rest := heading[1]; rest < len(b.Text) && b.Kind != block.Heading {
			x.answer(i, rest)
		}
		return true
	case b.Kind != block.Paragraph && b.Kind != block.ListItem:
		return false
	case x.replying != nil && !labelled.MatchString(b.Text):
		x.answer(i, 0)
		return true
	case x.answers && x.replying == nil && x.last != nil && x.last.Response == nil && b.Kind == block.Paragraph && (replySentence.MatchString(b.Text) || statusWord.MatchString(b.Text)):
		x.replying, x.replier, x.replySpans = x.last, "", nil
		x.answer(i, 0)
		return true
	}
	x.replying = nil
	return false
}

// answer adds a block, from byte start on, to the reply that is being read.
func (x *extraction) answer(i, start int) {
	b := &x.doc.Blocks[i]
	x.replySpans = append(x.replySpans, x.within(b, start)...)
	if len(x.replySpans) == 0 {
		return
	}
	x.replying.Response = x.replyOf(x.replySpans, b, "", x.replier)
	x.claimed[i] = true
}

// replyOf makes the reply that spans hold. The status is what a cell of its own
// says, else the reply's first sentence.
func (x *extraction) replyOf(spans []block.Span, b *block.Block, status, by string) *record.Reply {
	r := &record.Reply{Status: record.StatusUnknown, By: by, Provenance: x.tracer.Spans(spans, x.tracer.Method(b))}
	r.Text = r.Provenance.Selector.Exact
	opening, _, _ := strings.Cut(r.Text, ". ")
	if status == "" {
		status = opening
	}
	for _, s := range statuses {
		if s.words.MatchString(status) {
			r.Status, r.Raw = s.status, strings.TrimRight(status, ". ")
			break
		}
	}
	if m := statusWord.FindStringSubmatch(r.Raw); m != nil {
		r.Raw = m[1]
	}
	if r.By == "" {
		r.By = subjectOf(opening)
	}
	return r
}

// subjectOf is the body that a sentence of acceptance begins with, or "".
func subjectOf(sentence string) string {
	m := accepting.FindStringSubmatch(sentence)
	if m == nil || !party(m[1]) {
		return ""
	}
	return m[1]
}

var accepting = regexp.MustCompile(`(?i)^((?:the\s+)?[\pL’'&\s]{2,80}?)\s+(?:(?:fully|partly|partially|also|therefore)\s+)?(?:accepts?|agrees?|rejects?|notes?|(?:does|do)\s+not\s+(?:accept|agree)|has\s+(?:accepted|agreed|rejected))\b`)

// byNumber is the last recommendation of a number, or nil.
func (x *extraction) byNumber(number string) *record.Recommendation {
	for i := len(x.out) - 1; i >= 0; i-- {
		if x.out[i].Number == number {
			return x.out[i]
		}
	}
	return nil
}

// replyColumns are the columns of a table that answer its recommendations: the
// text, the status on its own, and the body that the header names.
func replyColumns(cells []block.Block) (text, status int, by string) {
	for k := range cells {
		c := &cells[k]
		if c.Row != cells[0].Row {
			break
		}
		key := vocab.Key(c.Text)
		switch {
		case words(c.Text) > 8:
		case text == 0 && (vocab.HasPhrase(key, "response") || vocab.HasPhrase(key, "reply") || vocab.HasPhrase(key, "answer")):
			text = c.Col
			if m := replyHeading.FindStringSubmatch(c.Text); m != nil && party(m[1]) {
				by = m[1]
			}
		case status == 0 && (vocab.HasPhrase(key, "status") || vocab.HasPhrase(key, "accepted") || vocab.HasPhrase(key, "agreed") || vocab.HasPhrase(key, "decision") || vocab.HasPhrase(key, "position")):
			status = c.Col
		}
	}
	return text, status, by
}
