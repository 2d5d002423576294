package sites

import (
	"errors"
	"net/url"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

func TestEmbeddedLoads(t *testing.T) {
	s, err := embeddedSet()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range s.Profiles {
		if p.Publisher != "" && !slices.ContainsFunc(s.Publishers, func(known Publisher) bool { return known.Name == p.Publisher }) {
			t.Errorf("%s: publisher %q is not in publishers.yaml", p.Name, p.Publisher)
		}
	}
	if len(s.Profiles) < 8 || len(s.Publishers) < 20 {
		t.Errorf("%d profiles and %d publishers", len(s.Profiles), len(s.Publishers))
	}
}

func TestMatch(t *testing.T) {
	const wordpress = `<html><head><meta name="generator" content="WordPress 6.1"></head><body></body></html>`
	for _, test := range []struct{ address, page, profile, publisher string }{
		{"https://www.justiceinspectorates.gov.uk/hmiprobation/inspections/a/", wordpress, "hmi-probation-2017", "HM Inspectorate of Probation"},
		{"https://hmiprobation.justiceinspectorates.gov.uk/document/a/", "", "hmi-probation", "HM Inspectorate of Probation"},
		{"https://www.justiceinspectorates.gov.uk/hmiprisons/inspections/a/", "", "hmi-prisons", "HM Inspectorate of Prisons"},
		{"https://www.justiceinspectorates.gov.uk/hmiprobationary/", "", "", "GOV.UK"},
		{"https://www.justiceinspectorates.gov.uk/hmicfrs/a/", "", "", "HMICFRS"},
		{"https://reports.ofsted.gov.uk/provider/44/80434", "", "ofsted-reports", "Ofsted"},
		{"https://files.ofsted.gov.uk/v1/file/50000", "", "", "Ofsted"},
		{"https://www.gov.uk/government/news/a", "", "govuk", "GOV.UK"},
		{"https://www.cqc.org.uk/location/1-1", "", "cqc", "Care Quality Commission"},
		{"https://notcqc.org.uk/", "", "", ""},
		{"https://blog.example/2017/10/05/a/", wordpress, "wordpress", ""},
		{"", wordpress, "wordpress", ""},
		{"", "<p>One.</p>", "", ""},
	} {
		root, err := html.Parse(strings.NewReader(test.page))
		if err != nil {
			t.Fatal(err)
		}
		u, err := url.Parse(test.address)
		if err != nil {
			t.Fatal(err)
		}
		name := ""
		if p := Embedded().Match(u, root); p != nil {
			name = p.Name
		}
		if name != test.profile {
			t.Errorf("%s: profile %q, want %q", test.address, name, test.profile)
		}
		if got := Embedded().PublisherOf(test.address); got != test.publisher {
			t.Errorf("%s: publisher %q, want %q", test.address, got, test.publisher)
		}
	}
}

func TestErrorsNameTheLine(t *testing.T) {
	const head = "expects: A page.\nhosts: [a.example]\n"
	for _, test := range []struct{ file, want string }{
		{"", "a.yaml:1:1: the file is empty"},
		{head, "a.yaml:1:1: content is missing"},
		{"hosts: [a.example]\ncontent: [main]", "a.yaml:1:1: expects is missing"},
		{"expects: A page.\ncontent: [main]", "a.yaml:1:1: either hosts or signs"},
		{head + "content:\n  - main\n  - 'div['", `a.yaml:5:5: selector "div["`},
		{head + "content: [[main]]", "a.yaml:3:11: want a CSS selector"},
		{head + "contents: [main]", `a.yaml:3:1: unknown field "contents"`},
		{head + "content: [main", "a.yaml:3:10: "},
		{"hosts: !00\n0", "a.yaml:1:1: the YAML cannot be read"},
	} {
		_, err := Embedded().With(File{"a.yaml", test.file})
		if _, typed := errors.AsType[*Error](err); !typed || !strings.HasPrefix(err.Error(), test.want) {
			t.Errorf("%q: %v, want %s", test.file, err, test.want)
		}
	}
}

func TestWithReplaces(t *testing.T) {
	ours := File{"folder/cqc.yaml", "expects: Ours.\nhosts: [cqc.org.uk]\ncontent: [main]"}
	s, err := Embedded().With(ours)
	if err != nil {
		t.Fatal(err)
	}
	if p := s.Match(&url.URL{Host: "cqc.org.uk"}, &html.Node{}); p == nil || p.Expects != "Ours." || len(s.Profiles) != len(Embedded().Profiles) {
		t.Errorf("the profile was not replaced: %+v", p)
	}
	if got := s.Added(); len(got) != 1 || got[0] != ours {
		t.Errorf("added %v", got)
	}
}

func TestFingerprint(t *testing.T) {
	const page = "expects: Ours.\nhosts: [cqc.org.uk]\ncontent: [main]"
	print := func(files ...File) string {
		s, err := Embedded().With(files...)
		if err != nil {
			t.Fatal(err)
		}
		return s.Fingerprint()
	}
	one := print(File{"cqc.yaml", page})
	if print() != "" || one == "" || one != print(File{"elsewhere/cqc.yaml", page}) {
		t.Errorf("equal sets differ: %q, %q", print(), one)
	}
	if one == print(File{"cqc.yaml", page + "\nscale: cqc/1"}) || one == print(File{"other.yaml", page}) {
		t.Error("different sets are equal")
	}
}

func FuzzProfile(f *testing.F) {
	f.Add([]byte("expects: A page.\nhosts: [a.example]\ncontent: [main]"))
	f.Add([]byte("content: ['div[', {a: b}, *c]"))
	f.Add([]byte("expects: A\nhosts: !00\n0"))
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := parse(File{"a.yaml", string(data)})
		if (p == nil) == (err == nil) {
			t.Fatalf("profile %v with error %v", p, err)
		}
	})
}
