package recs

import (
	"fmt"
	"strings"
	"testing"

	"assize/extractors/block"
	"assize/extractors/record"
	"assize/extractors/vocab"
	"assize/internal/testkit/notation"
)

func TestGolden(t *testing.T) {
	notation.Golden(t, "testdata/*.txt", func(doc *block.Doc) string {
		out, claimed := Extract(doc, notation.Tracer(doc), vocab.Headings)
		notation.Check(t, doc, out)
		if len(claimed) < len(out) {
			t.Errorf("%d records claim only %d blocks", len(out), len(claimed))
		}
		artefact := record.NewArtefact(doc.Text)
		var b strings.Builder
		for _, r := range out {
			fmt.Fprintf(&b, "%s\n    %s %q, %s %.2f, to %s", r.Text, r.Type, r.Number, r.Rule, r.Confidence, strings.Join(r.Addressees, " + "))
			if r.DeadlineRaw != "" {
				fmt.Fprintf(&b, ", %s", r.DeadlineRaw)
			}
			if r.Deadline != nil {
				fmt.Fprintf(&b, " = %s", r.Deadline.Value)
			}
			if r.Under != nil {
				fmt.Fprintf(&b, ", under %q", r.Under.Text)
			}
			for _, ref := range r.CrossRefs {
				fmt.Fprintf(&b, ", see %s %s", ref.To, ref.Number)
			}
			if r.Response != nil {
				var parts []string
				for _, span := range r.Response.Provenance.Spans {
					parts = append(parts, artefact.Slice(span.Start, span.End))
				}
				if said := record.Join(parts); said != record.Normalise(r.Response.Text) {
					t.Errorf("the reply's spans say %q, its text %q", said, r.Response.Text)
				}
				fmt.Fprintf(&b, "\n    %s (%q) by %q: %s", r.Response.Status, r.Response.Raw, r.Response.By, r.Response.Text)
			}
			b.WriteString("\n")
		}
		return b.String()
	})
}
