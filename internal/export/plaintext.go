package export

import (
	"strings"
	"time"
)

// plainText writes a reference a paragraph: “What was said” (by whom) — Author,
// Publisher, Title, 11 October 2018, p. 3. <address>. The snapshot, and when it
// was seen.
var plainText = style{between: "\n", write: func(c citation) (string, error) {
	url, where := c.url, ""
	if url != "" {
		url = "<" + url + ">"
	}
	if c.pages != "" {
		where = "p. " + c.pages
	}
	source := joined(", ", strings.Join(c.authors, ", "), c.publisher, c.title, spelledOut(c.date), where)
	return joined(" — ", c.said(), joined(". ", source, url, c.proof())) + ".\n", nil
}}

// spelledOut is a date as people write it, as precisely as it is known.
func spelledOut(date string) string {
	for layout, long := range map[string]string{time.DateOnly: "2 January 2006", "2006-01": "January 2006"} {
		if t, err := time.Parse(layout, date); err == nil {
			return t.Format(long)
		}
	}
	return date
}
