package config

import (
	"net/url"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

const profile = "expects: A page of ours.\nhosts: [wardens.example]\ncontent: [.text]\n"

func TestProfiles(t *testing.T) {
	dir := t.TempDir()
	file := write(t, filepath.Join(dir, "assize.yaml"), "profiles: [site, cqc.yaml]")
	write(t, filepath.Join(dir, "site", "wardens.yaml"), profile)
	write(t, filepath.Join(dir, "site", "notes.txt"), "not a profile")
	write(t, filepath.Join(dir, "cqc.yaml"), strings.ReplaceAll(profile, "wardens.example", "cqc.org.uk"))

	s, err := Load(Request{Config: file, Getenv: func(string) string { return "" }})
	if err != nil {
		t.Fatal(err)
	}
	for host, want := range map[string]string{"wardens.example": "wardens", "www.cqc.org.uk": "cqc"} {
		if p := s.Sites.Match(&url.URL{Host: host}, &html.Node{}); p == nil || p.Name != want || p.Expects != "A page of ours." {
			t.Errorf("%s is read by %+v", host, p)
		}
	}
	if s.Sites.Fingerprint() == "" {
		t.Error("the set says that nothing was added")
	}
}

func TestProfileFaults(t *testing.T) {
	for _, test := range []struct{ name, config, profile, want string }{
		{"selector", "profiles: p", profile + "title: ['h1[']", `p/a.yaml:4:9: selector "h1["`},
		{"key", "profiles: p/a.yaml", profile + "titel: [h1]", `p/a.yaml:4:1: unknown field "titel"`},
		{"large", "profiles: p", profile + "# " + strings.Repeat("x", largestProfile), "p/a.yaml: a profile cannot be larger"},
		{"gone", "profiles: [q]", profile, `assize.yaml: cannot read "profiles": q: `},
		{"empty folder", "profiles: ..", profile, `assize.yaml: the folder of "profiles" holds no .yaml file: ..`},
		{"no text", "profiles: 5", profile, "assize.yaml:1:11: want a list, found"},
	} {
		t.Run(test.name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "work")
			write(t, filepath.Join(dir, "assize.yaml"), test.config)
			write(t, filepath.Join(dir, "p", "a.yaml"), test.profile)
			t.Chdir(dir)
			_, err := Load(Request{Getenv: func(string) string { return "" }})
			if err == nil || !strings.HasPrefix(filepath.ToSlash(err.Error()), test.want) {
				t.Errorf("got %v, want %s", err, test.want)
			}
		})
	}
}
