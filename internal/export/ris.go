package export

import "strings"

// ris writes references in the RIS format: a tag, two spaces, a hyphen, a space
// and the value a line, lines ended by CR LF.
var ris = style{between: "\r\n", write: func(c citation) (string, error) {
	var b strings.Builder
	add := func(tag, value string) {
		if value != "" {
			b.WriteString(tag + "  - " + value + "\r\n")
		}
	}
	first, last, _ := strings.Cut(c.pages, "-")
	add("TY", c.form.ris)
	add("ID", string(c.id))
	for _, a := range c.authors {
		add("AU", a)
	}
	add("TI", c.title)
	add("PB", c.publisher)
	add("M3", c.form.genre)
	add("PY", c.date[:min(len(c.date), len("2006"))])
	add("DA", slashed(c.date))
	add("SP", first)
	add("EP", last)
	add("UR", c.url)
	add("Y2", slashed(c.seen))
	add("LA", c.language)
	add("N1", c.note())
	b.WriteString("ER  - \r\n")
	return b.String(), nil
}}

// slashed is a date as RIS writes it: 2017/10/05/, with a slash for each part that
// is not known.
func slashed(date string) string {
	if date == "" {
		return ""
	}
	return strings.ReplaceAll(date, "-", "/") + strings.Repeat("/", 3-strings.Count(date, "-"))
}
