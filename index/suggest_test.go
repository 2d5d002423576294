package index

import "testing"

func TestDidYouMean(t *testing.T) {
	x, _ := newIndex(t, corpus(t))
	for in, want := range map[string]string{
		"safegarding":                "safeguarding",
		"safegarding kind:finding":   "safeguarding kind:finding",
		"inpsection -governer":       "inspection -governor",
		"safegarding sort:newest":    "safeguarding sort:newest",
		"safeguarding":               "",
		"drug":                       "", // a form of a word that is there
		`"safegarding"`:              "", // as written
		"zeppelin":                   "",
		"xyz":                        "",
		"title:inpsection":           "",
		"nobody OR safegarding":      "nobody OR safeguarding",
		"organisation OR reorganise": "",
	} {
		page, err := x.Search(t.Context(), Request{Query: parse(t, in), Limit: 1})
		if err != nil {
			t.Fatal(err)
		}
		if page.DidYouMean != want {
			t.Errorf("%s: %q, want %q", in, page.DidYouMean, want)
		}
	}
}

func TestSynonymsAreSaid(t *testing.T) {
	x, _ := newIndex(t, corpus(t))
	page, err := x.Search(t.Context(), Request{Query: parse(t, "community rehabilitation company"), Limit: 1})
	if err != nil {
		t.Fatal(err)
	}
	if len(page.Also) != 1 || page.Also[0].Also[0] != "crc" || page.Total != 1 {
		t.Errorf("also searched %v, %d found", page.Also, page.Total)
	}
	if got := marked(Highlight(page.Searched, "The CRC’s work", 80)); got != "The [CRC’s] work" {
		t.Error(got)
	}
}
