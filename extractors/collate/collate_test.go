package collate

import (
	"strings"
	"testing"
)

const paragraph = "The supply chain of specialist services is short, and in places it was left to wither while contracts were argued over."

func TestVerdict(t *testing.T) {
	tests := []struct {
		name, a, b string
		want, back Verdict // of a held against b, and of b held against a
	}{
		{"equal", paragraph, paragraph, Verbatim, Verbatim},
		{"marks and case", "‘the SUPPLY chain of specialist services is short; and in places it was left to wither while contracts were argued over’", paragraph, Verbatim, Verbatim},
		{"hard line ends", strings.ReplaceAll(paragraph, " services", "\n   services"), paragraph, Verbatim, Verbatim},
		{"soft hyphen", "sup\u00adply chain of services", "supply chain of services", Verbatim, Verbatim},
		{"short and equal", "Requires improvement", "requires improvement", Verbatim, Verbatim},
		{"beginning of it", "The supply chain of specialist services is short,", paragraph, Cut, Part},
		{"end of it", "in places it was left to wither while contracts were argued over", paragraph, Cut, Part},
		{"cut inside, no mark", "The supply chain of specialist services is short, and was left to wither while contracts were argued over.", paragraph, Cut, Altered},
		{"cut inside, ellipsis", "The supply chain of specialist services is short, … left to wither while contracts were argued over.", paragraph, Marked, Marked},
		{"cut inside, dots in brackets", "The supply chain of specialist services is short [...] left to wither while contracts were argued over.", paragraph, Marked, Marked},
		{"one of two cuts is marked", "The supply chain of services is short … left to wither while contracts were argued over", paragraph, Cut, Altered},
		{"put in between brackets", "in places [the clinics] was left to wither while contracts were argued over", paragraph, Marked, Marked},
		{"put in without brackets", "in places the clinics was left to wither while contracts were argued over", paragraph, Altered, Part},
		{"one word altered", "The supply chain of specialist services is short, and in places it was allowed to wither while contracts were argued over.", paragraph, Altered, Altered},
		{"negated", "The supply chain of specialist services is not short, and in places it was left to wither while contracts were argued over.", paragraph, Altered, Cut},
		{"a run alone", "Nobody denies that in places it was left to wither, which the company regrets and means to put right before the next visit.", paragraph, Part, Part},
		{"other words", "Safeguarding enquiries about children were made in most cases.", paragraph, "", ""},
		{"common words only", "It was in places of the kind that the services of the county were short of", paragraph, "", ""},
		{"one phrase", "Requires improvement", "The overall grade is requires improvement because reviews were late.", "", ""},
		{"nothing", "", paragraph, "", ""},
		{"punctuation", "…", "—", "", ""},
	}
	var al Aligner
	for _, tt := range tests {
		a, b := NewText(tt.a), NewText(tt.b)
		if got := al.Compare(a, b).Verdict; got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
		if got := al.Compare(b, a).Verdict; got != tt.back {
			t.Errorf("%s, the other way round: got %q, want %q", tt.name, got, tt.back)
		}
	}
}

// show prints a comparison with what was left out and put in.
func show(c Comparison, a, b string) string {
	var out strings.Builder
	for _, s := range c.Segments {
		if s.Equal {
			out.WriteString(a[s.A[0]:s.A[1]])
			continue
		}
		out.WriteString("[-" + b[s.B[0]:s.B[1]] + "-]{+" + a[s.A[0]:s.A[1]] + "+}")
	}
	return out.String()
}

func TestSegments(t *testing.T) {
	const source = "We asked three plain questions in Wenlow: are people safer? On the first the answer is yes."
	tests := []struct{ a, want string }{
		{source, source},
		{"asked three plain questions in Wenlow: are people safer?", "[-We -]{++}asked three plain questions in Wenlow: are people safer?[-On the first the answer is yes.-]{++}"},
		{"We asked four plain questions in Wenlow: are people safer?", "We asked [-three -]{+four +}plain questions in Wenlow: are people safer?[-On the first the answer is yes.-]{++}"},
		{"We asked three ... questions in Wenlow: are people safer?", "We asked three ... [-plain -]{++}questions in Wenlow: are people safer?[-On the first the answer is yes.-]{++}"},
		{"Nothing of it", "[-" + source + "-]{+Nothing of it+}"},
	}
	var al Aligner
	for _, tt := range tests {
		if got := show(al.Compare(NewText(tt.a), NewText(source)), tt.a, source); got != tt.want {
			t.Errorf("%q:\ngot  %s\nwant %s", tt.a, got, tt.want)
		}
	}
}

func TestFind(t *testing.T) {
	const source = "Foreword\n\nThe aftercare company has earned praise. The wardens, e.g. those of Tarrow, know the person in front of them. " +
		"“There are faults to mend.” The supply chain of specialist services is short, and in places it was left to wither.\n" +
		"1.2 Faults in the plan are to be mended by 1 March 2019.\n6\n\fHead\n\nThere are faults to mend and the supply chain is short of services of the special kind."
	tests := []struct{ statement, want string }{
		{"faults in the plan are to be mended by March", "Faults in the plan are to be mended by 1 March 2019."},
		{"has earned praise", "The aftercare company has earned praise."},
		{"The supply chain of specialist services is short,", "The supply chain of specialist services is short, and in places it was left to wither."},
		{"those of Tarrow know the person", "those of Tarrow, know the person in front of them."},
		{"The aftercare company has earned praise [...] The supply chain of specialist services is short", "The aftercare company has earned praise. The wardens, e.g. those of Tarrow, know the person in front of them. “There are faults to mend.” The supply chain of specialist services is short, and in places it was left to wither."},
		{"special kind", ""},
		{"nothing of this stands there", ""},
		{"", ""},
	}
	s := NewSource(source)
	var al Aligner
	for _, tt := range tests {
		start, end, found := s.Find(&al, NewText(tt.statement))
		if got := strings.TrimSpace(s.Passage(start, end)); got != tt.want || found != (tt.want != "") {
			t.Errorf("%q:\ngot  %q\nwant %q", tt.statement, got, tt.want)
		}
	}
}
