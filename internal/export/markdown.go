package export

import (
	"cmp"
	"io"
	"slices"
	"strings"

	"assize/extractors/record"
	"assize/pipeline/store"
)

// markdown writes a digest in CommonMark: a heading for each document and for each
// section in it, quotes as block quotes and everything else as list items, each
// with its page and a link that opens it in its place.
type markdown struct {
	w        io.Writer
	document record.ID
	section  []string
}

func newMarkdown(w io.Writer) Printer { return &markdown{w: w} }

func (p *markdown) Print(e *store.Entry) error {
	var b strings.Builder
	if e.Document.ID != p.document {
		if p.document != "" {
			b.WriteByte('\n')
		}
		p.document, p.section = e.Document.ID, nil
		c := cite(&store.Entry{ID: e.Document.ID, Document: e.Document})
		b.WriteString("# " + escaped(cmp.Or(c.title, c.url, string(c.id))) + "\n\n")
		b.WriteString(joined(" · ", escaped(c.publisher), escaped(c.form.genre), escaped(spelledOut(c.date)), link("source", c.url)) + "\n")
	}
	if e.Record != nil {
		p.record(&b, e)
	}
	_, err := io.WriteString(p.w, b.String())
	return err
}

func (p *markdown) record(b *strings.Builder, e *store.Entry) {
	head := e.Record.Head()
	if !slices.Equal(head.Section, p.section) {
		p.section = head.Section
		if len(head.Section) > 0 {
			b.WriteString("\n## " + escaped(line(strings.Join(head.Section, " > "))) + "\n")
		}
	}
	c := cite(e)
	page := ""
	if c.pages != "" {
		page = "p. " + escaped(c.pages)
	}
	place := joined(", ", page, link("open", c.url))
	switch r := e.Record.(type) {
	case *record.Quote:
		b.WriteString("\n> " + escaped(c.text) + "\n>\n> — " + joined(", ", cmp.Or(escaped(c.speaker), "speaker not named"), place) + "\n")
	case *record.Rating:
		value := cmp.Or(line(r.Value), "not rated")
		b.WriteString("\n- **" + escaped(cmp.Or(line(r.Subject), "rating")) + ": " + escaped(value) + "** (" + place + ")\n")
	case *record.Recommendation:
		b.WriteString("\n- " + joined(" ", "**"+joined(" ", "Recommendation", escaped(line(r.Number)))+"**", escaped(c.text)) + " (" + place + ")\n")
	default:
		b.WriteString("\n- " + escaped(c.text) + " (" + place + ")\n")
	}
}

func (*markdown) End() error { return nil }

func link(text, url string) string {
	if url == "" {
		return ""
	}
	return "[" + text + "](<" + url + ">)"
}

// escaped takes the meaning from what means something to CommonMark or HTML
// within a line, and from what would make a list or heading at its beginning.
func escaped(text string) string {
	text = marks.Replace(text)
	if digits := len(text) - len(strings.TrimLeft(text, "0123456789")); digits < len(text) && (text[digits] == '.' || text[digits] == ')') {
		return text[:digits] + `\` + text[digits:]
	}
	if text != "" && strings.ContainsAny(text[:1], "-+=") {
		return `\` + text
	}
	return text
}

var marks = strings.NewReplacer(
	`\`, `\\`, "`", "\\`", `*`, `\*`, `_`, `\_`, `[`, `\[`, `]`, `\]`, `<`, `\<`, `>`, `\>`,
	`#`, `\#`, `|`, `\|`, `~`, `\~`, `&`, `\&`, `!`, `\!`,
)
