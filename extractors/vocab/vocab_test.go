package vocab

import (
	"slices"
	"testing"
)

func TestSectionOf(t *testing.T) {
	for _, c := range []struct {
		section []string
		duty    Duty
		sort    string
	}{
		{[]string{"Findings — CRC"}, Findings, ""},
		{[]string{"What needs to improve?1"}, Recommendations, "area_for_improvement"},
		{[]string{"What does the local authority need to improve?", "Priority and immediate action"}, Recommendations, "priority_action"},
		{[]string{"What does the area partnership need to do better?"}, Findings, "weakness"},
		{[]string{"Summary", "Notes to editors"}, Apparatus, ""},
		{[]string{"Inspection findings", "Help and protection"}, Findings, ""},
		{[]string{"Summary"}, Topic, ""},
		{[]string{"Findings", "Annexe B"}, Apparatus, ""},
		{[]string{"Northern Powerhouse"}, Unknown, ""},
		{nil, Unknown, ""},
	} {
		if h := Headings.Of(c.section); h.Duty != c.duty || h.Sort != c.sort {
			t.Errorf("%q is %+v, want %s %s", c.section, h, c.duty, c.sort)
		}
	}
}

func TestThemes(t *testing.T) {
	if v := Themes(); v.Version != "themes/1" || len(v.Themes) != 34 {
		t.Errorf("%s has %d themes", v.Version, len(v.Themes))
	}
	got := Themes().Of("Caseloads are high, and child safeguarding suffers in the prisoners’ own words.")
	if want := []string{"child safeguarding", "workload"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestCuesHaveEveryForm(t *testing.T) {
	for _, form := range []string{"said", "says", "adds", "added", "adding", "replied", "describes", "describing", "told"} {
		if !Cues[form] {
			t.Errorf("%q is missing", form)
		}
	}
}
