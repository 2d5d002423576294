package htmldoc

import (
	"strings"

	"golang.org/x/net/html"

	"assize/extractors/block"
	"assize/extractors/record"
)

// A run is the inline text between two block boundaries, as it is collected.
type run struct {
	text         strings.Builder
	links        []placedLink
	bold, italic int // how many elements around set the text so
	pre          int
	letters      int // characters in all, and those set bold and italic
	boldLetters  int
	italicised   int
}

type placedLink struct {
	at   int // byte of the run's text
	link block.Link
}

// A part is a paragraph of a run: a run with empty lines in it has several.
type part struct {
	text  string
	links []block.Link
	style block.Style
}

func (r *run) add(text string) {
	if r.pre == 0 {
		text = strings.ReplaceAll(text, "\n", " ")
	}
	r.text.WriteString(text)
	size := len(strings.TrimSpace(text))
	r.letters += size
	if r.bold > 0 {
		r.boldLetters += size
	}
	if r.italic > 0 {
		r.italicised += size
	}
}

func (r *run) lineBreak() { r.text.WriteByte('\n') }

func (r *run) link(p *page, n *html.Node) {
	if u := p.resolve(attr(n, "href")); u != nil && hasAttr(n, "href") {
		r.links = append(r.links, placedLink{r.text.Len(), block.Link{
			Href: u.String(), Text: textOf(n), Rel: attr(n, "rel"), Type: attr(n, "type"), Main: true,
		}})
	}
}

// take ends the run. Empty lines part paragraphs, and lines that begin with a
// bullet or number are paragraphs of their own when there are two or more;
// joined runs stay one.
func (r *run) take(joined bool) []part {
	text, links := r.text.String(), r.links
	style := block.Style{
		Bold:   r.letters > 0 && r.boldLetters == r.letters,
		Italic: r.letters > 0 && r.italicised == r.letters,
	}
	*r = run{bold: r.bold, italic: r.italic, pre: r.pre}
	var parts []part
	for _, span := range paragraphs(text, joined) {
		p := part{text: record.Normalise(text[span.Start:span.End]), style: style}
		for _, l := range links {
			if l.at >= span.Start && l.at < span.End {
				p.links = append(p.links, l.link)
			}
		}
		if p.text != "" {
			parts = append(parts, p)
		}
	}
	return parts
}

// paragraphs cuts the text of a run at empty lines and before marked lines.
func paragraphs(text string, joined bool) []block.Span {
	if joined || !strings.Contains(text, "\n") {
		return []block.Span{{Start: 0, End: len(text)}}
	}
	marked := 0
	lines := strings.SplitAfter(text, "\n")
	for _, line := range lines {
		if _, ok := block.CutMark(strings.TrimLeft(line, " \t")); ok {
			marked++
		}
	}
	var spans []block.Span
	start, at := 0, 0
	end := func(next int) {
		if at > start {
			spans = append(spans, block.Span{Start: start, End: at})
		}
		start = next
	}
	for _, line := range lines {
		_, mark := block.CutMark(strings.TrimLeft(line, " \t"))
		switch {
		case strings.TrimSpace(line) == "":
			end(at + len(line))
		case mark && marked > 1:
			end(at)
		}
		at += len(line)
	}
	end(at)
	return spans
}
