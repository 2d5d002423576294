package main

import (
	"slices"
	"testing"
)

func TestParseLabels(t *testing.T) {
	labels, err := parseLabels("rating Safety = not rated\n  prior poor\nrecommendation [3.a] fill … posts\n  to X\n  to Y")
	if err != nil || len(labels) != 2 {
		t.Fatalf("%+v, %v", labels, err)
	}
	if g := labels[0]; g.text != "Safety" || g.fields["value"][0] != "not rated" || g.fields["prior"][0] != "poor" {
		t.Errorf("%+v", g)
	}
	r := labels[1]
	if r.fields["number"][0] != "3.a" || len(r.fields["to"]) != 2 || !says(r.text, "fill the posts") || says(r.text, "fill posts soon") {
		t.Errorf("%+v", r)
	}
	for _, wrong := range []string{"  prior poor", "finding x\n  speaker y", "rumour x", "finding"} {
		if _, err := parseLabels(wrong); err == nil {
			t.Errorf("%q was read without complaint", wrong)
		}
	}
}

func TestScores(t *testing.T) {
	bags := compare(words("One two, two THREE."), words("two two three four"))
	if bags.precision() != .75 || bags.recall() != .75 || f1(.5, 1) != 2.0/3 {
		t.Errorf("%+v", bags)
	}
	if empty := compare(words(""), words("")); empty.precision() != 1 || empty.recall() != 1 {
		t.Errorf("nothing of nothing: %+v", empty)
	}
	if got := shingles("a b c d, e"); !slices.Equal(got, []string{"a b c d", "b c d e"}) {
		t.Errorf("shingles %q", got)
	}
	if got := shingles("a b"); !slices.Equal(got, []string{"a b"}) {
		t.Errorf("shingles %q", got)
	}
}
