package ratings

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"assize/extractors/block"
	"assize/extractors/vocab"
	"assize/internal/testkit/notation"
)

func TestGolden(t *testing.T) {
	notation.Golden(t, "testdata/*.txt", func(doc *block.Doc) string {
		out, _ := Extract(doc, notation.Tracer(doc), vocab.Headings)
		notation.Check(t, doc, out)
		var b strings.Builder
		for _, r := range out {
			fmt.Fprintf(&b, "%s = %s (%q, %s), %s: %s\n    %s %.2f, also at %d %s", r.Subject, r.Value, r.ValueRaw, r.Scale, r.Where, r.Text, r.Rule, r.Confidence, r.CorroboratedBy, strings.Join(r.Flags, " "))
			if r.Missing["value"] != "" {
				fmt.Fprintf(&b, ", %s", r.Missing["value"])
			}
			if r.Prior != nil {
				fmt.Fprintf(&b, ", %s from %s (%q %s)", r.Direction, r.Prior.Value, r.Prior.Raw, r.Prior.When)
			}
			if r.Score != nil {
				fmt.Fprintf(&b, ", %g/%g", r.Score.Num, r.Score.Den)
			}
			b.WriteString("\n")
		}
		return b.String()
	})
}

func TestScalesAreClosedAndDistinct(t *testing.T) {
	seen := map[string]bool{}
	for _, s := range slices.Concat(Scales, General) {
		if seen[s.ID] {
			t.Errorf("%s stands twice", s.ID)
		}
		seen[s.ID] = true
		names := map[string]bool{}
		for _, v := range s.Values {
			names[v.Name] = true
		}
		for form, name := range s.forms() {
			if !names[name] || form != strings.ToLower(form) {
				t.Errorf("%s: %q means %q, which is no value of the scale", s.ID, form, name)
			}
		}
		s.patterns()
	}
}
