package quotes

import (
	"fmt"
	"strings"
	"testing"

	"assize/extractors/block"
	"assize/internal/testkit/notation"
)

func TestGolden(t *testing.T) {
	notation.Golden(t, "testdata/*.txt", func(doc *block.Doc) string {
		quotes := Extract(doc, notation.Tracer(doc), Page{})
		notation.Check(t, doc, quotes)
		var b strings.Builder
		for _, q := range quotes {
			fmt.Fprintf(&b, "%s | %s, %s", q.Text, q.Form, q.Voice)
			fmt.Fprintf(&b, "\n    %q as %q", q.Speaker.Name, q.Speaker.AsWritten)
			if q.Speaker.Role != "" || q.Speaker.Organisation != "" {
				fmt.Fprintf(&b, ", role %q of %q", q.Speaker.Role, q.Speaker.Organisation)
			}
			fmt.Fprintf(&b, ", %s, %s\n    %s %.2f, cue %q, %d spans %s\n", q.Resolution, q.Side, q.Rule, q.Confidence, q.Cue, len(q.Provenance.Spans), strings.Join(q.Flags, " "))
		}
		return b.String()
	})
}
