package export

import (
	"fmt"
	"strings"
)

// bibTeX writes the entries of a BibTeX database in UTF-8. Names stand in braces
// of their own, since they may be those of bodies.
var bibTeX = style{between: "\n", write: func(c citation) (string, error) {
	publisher := "howpublished"
	if c.form.bibTeX == "techreport" {
		publisher = "institution"
	}
	year, rest, _ := strings.Cut(c.date, "-")
	month, _, _ := strings.Cut(rest, "-")
	var authors []string
	for _, a := range c.authors {
		authors = append(authors, "{"+tex(a)+"}")
	}
	var b strings.Builder
	fmt.Fprintf(&b, "@%s{%s,\n", c.form.bibTeX, c.id)
	for _, field := range [][2]string{
		{"author", strings.Join(authors, " and ")},
		{"title", braced(tex(c.title))},
		{publisher, tex(c.publisher)},
		{"type", tex(c.form.genre)},
		{"year", tex(year)},
		{"month", strings.TrimPrefix(month, "0")},
		{"pages", tex(strings.ReplaceAll(c.pages, "-", "--"))},
		{"url", c.url},
		{"urldate", c.seen},
		{"language", tex(c.language)},
		{"note", tex(c.note())},
	} {
		if field[1] != "" {
			fmt.Fprintf(&b, "  %s = {%s},\n", field[0], field[1])
		}
	}
	b.WriteString("}\n")
	return b.String(), nil
}}

// braced keeps BibTeX from changing the capitals.
func braced(text string) string {
	if text == "" {
		return ""
	}
	return "{" + text + "}"
}

// tex escapes what means something to TeX. Braces become words, since BibTeX
// counts them even behind a backslash.
var tex = strings.NewReplacer(
	`\`, `\textbackslash{}`, `{`, `\textbraceleft{}`, `}`, `\textbraceright{}`,
	`~`, `\textasciitilde{}`, `^`, `\textasciicircum{}`,
	`#`, `\#`, `$`, `\$`, `%`, `\%`, `&`, `\&`, `_`, `\_`,
).Replace
