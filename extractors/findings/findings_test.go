package findings

import (
	"fmt"
	"strings"
	"testing"

	"assize/extractors/block"
	"assize/extractors/gazetteer"
	"assize/extractors/vocab"
	"assize/internal/testkit/notation"
)

func TestGolden(t *testing.T) {
	notation.Golden(t, "testdata/*.txt", func(doc *block.Doc) string {
		found := Extract(doc, notation.Tracer(doc), vocab.Headings, nil, gazetteer.Read(doc.Text, gazetteer.Rules{Gazetteer: gazetteer.Embedded()}))
		notation.Check(t, doc, found)
		var b strings.Builder
		for _, f := range found {
			fmt.Fprintf(&b, "%s\n    %s %d.%d %q, %s %.2f, %s", f.Text, f.List.Style, f.List.Depth, f.List.Ordinal, f.List.Label, f.Rule, f.Confidence, f.Polarity)
			if f.Subject != "" {
				fmt.Fprintf(&b, ", about %s", f.Subject)
			}
			if f.LeadIn != "" {
				fmt.Fprintf(&b, ", after %q", f.LeadIn)
			}
			if f.Under != nil {
				fmt.Fprintf(&b, ", under %q", f.Under.Text)
			}
			if len(f.Themes) > 0 {
				fmt.Fprintf(&b, ", on %s", strings.Join(f.Themes, " + "))
			}
			for _, m := range f.Metrics {
				fmt.Fprintf(&b, ", %g %s %q (%s)", m.Value, m.Unit, m.Of, m.Raw)
			}
			if f.ContinuedPage {
				b.WriteString(", over the page")
			}
			b.WriteString("\n")
		}
		return b.String()
	})
}
