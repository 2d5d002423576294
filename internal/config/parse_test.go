package config

import (
	"reflect"
	"regexp"
	"strings"
	"testing"
	"time"

	"assize/pipeline"
	"assize/pipeline/discover"
	"assize/pipeline/schedule"
)

func TestParse(t *testing.T) {
	london, err := time.LoadLocation("Europe/London")
	if err != nil {
		t.Fatal(err)
	}
	got, err := Parse("assize.yaml", []byte(`
contact: press@example.org # a comment
data: ./store
delay: 1500ms
time_zone: UTC
sources:
  probation:
    urls: [https://www.example.org/reports/]
    depth: 0
    max_docs: 12
    delay: 0
    hosts:
      - files.example.org
    paths: [/reports/]
    include: ['20\d\d']
    exclude: [print]
    discover: [sitemap, feed]
    schedule: "15 6 * * 1-5"
    jitter: 10m
    overlap: queue
    time_zone: Europe/London
  ofsted:
    urls:
      - http://example.net:8080/
`))
	if err != nil {
		t.Fatal(err)
	}
	want := &Config{
		Contact: "press@example.org", Data: "./store", Delay: 1500 * time.Millisecond, Zone: time.UTC,
		Sources: map[string]Source{
			"probation": {URLs: []string{"https://www.example.org/reports/"}, MaxDocs: 12, Hosts: []string{"files.example.org"}, Paths: []string{"/reports/"},
				Include: []*regexp.Regexp{regexp.MustCompile(`20\d\d`)}, Exclude: []*regexp.Regexp{regexp.MustCompile("print")},
				Discover: []discover.Kind{discover.Sitemap, discover.Feed},
				Schedule: schedule.Spec{Cron: "15 6 * * 1-5", Zone: london, Jitter: 10 * time.Minute, Overlap: schedule.Queue}},
			"ofsted": {URLs: []string{"http://example.net:8080/"}, Depth: pipeline.DefaultDepth, Delay: 1500 * time.Millisecond, Discover: discover.Kinds, Schedule: schedule.Spec{Zone: time.UTC, Overlap: schedule.Skip}},
		},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}

func TestParseEmpty(t *testing.T) {
	for _, in := range []string{"", "\n# nothing\n", "sources:\n", string(template)} {
		got, err := Parse("assize.yaml", []byte(in))
		if err != nil {
			t.Errorf("%q: %v", in, err)
			continue
		}
		if len(got.Sources) != 0 || got.Delay != pipeline.DefaultDelay {
			t.Errorf("%q: got %+v", in, got)
		}
	}
}

func TestParseFaults(t *testing.T) {
	tests := []struct{ in, want string }{
		{"contct: me", `f.yaml:1:1: unknown key "contct"; did you mean "contact"?`},
		{"zzz: me", `f.yaml:1:1: unknown key "zzz"`},
		{"delay: 5", `f.yaml:1:8: want a duration such as 500ms or 2s, found "5"`},
		{"delay: -5s", `f.yaml:1:8: want a duration such as 500ms or 2s, found "-5s"`},
		{"contact: 12", `f.yaml:1:10: want text, found "12"`},
		{"contact: [a]", `f.yaml:1:10: want text, found a list`},
		{"contact: {a: b}", `want text, found a group of keys`},
		{"- a", `f.yaml:1:1: want "key: value" lines, found a list`},
		{"contact", `f.yaml:1:1: want "key: value" lines, found "contact"`},
		{"contact: a\ncontact: b", `f.yaml:2:1: `},
		{"contact: a\n---\ncontact: b", `the second`},
		{"contact: \"a", `f.yaml:1:10: `},
		{"sources:\n  a:\n    urls: x", `f.yaml:3:11: want a list, found "x"`},
		{"sources:\n  a:\n    urls: [ftp://x/]", `f.yaml:3:12: want a URL that begins with http:// or https://, found "ftp://x/"`},
		{"sources:\n  a:\n    urls: ['http://x/']\n    depth: three", `f.yaml:4:12: want a whole number from 0, found "three"`},
		{"sources:\n  a:\n    urls: ['http://x/']\n    depth: -1", `f.yaml:4:12: want a whole number from 0, found "-1"`},
		{"sources:\n  a:\n    urls: ['http://x/']\n    max_doc: 1", `f.yaml:4:5: unknown key "max_doc"; did you mean "max_docs"?`},
		{"sources:\n  a:\n    urls: ['http://x/']\n    hosts: ['http://y/']", `f.yaml:4:13: want a host name such as www.example.org, found "http://y/"`},
		{"sources:\n  a:\n    depth: 1", `f.yaml:2:3: source "a" has no urls`},
	}
	for _, tt := range tests {
		_, err := Parse("f.yaml", []byte(tt.in))
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%q:\ngot  %v\nwant %s", tt.in, err, tt.want)
		}
	}
}

// The template shows every key, and its examples hold.
func TestTemplate(t *testing.T) {
	example := regexp.MustCompile(`(?m)^# ((?:contact|data|delay|sources):.*| +.*)$`).ReplaceAll(template, []byte("$1"))
	c, err := Parse("template.yaml", example)
	if err != nil {
		t.Fatal(err)
	}
	if c.Contact == "" || c.Data == "" || len(c.Sources) != 1 {
		t.Errorf("the examples set too little: %+v", c)
	}
	for _, k := range configKeys {
		if !strings.Contains(string(template), "# "+k.name+":") {
			t.Errorf("%q is not shown", k.name)
		}
	}
	for _, k := range sourceKeys {
		if !strings.Contains(string(template), "#     "+k.name+":") {
			t.Errorf("%q of a source is not shown", k.name)
		}
	}
}

func TestNew(t *testing.T) {
	const folder = `odd "folder": #1`
	c, err := Parse("assize.yaml", New(folder))
	if err != nil || c.Data != folder {
		t.Errorf("got data folder %q, error %v", c.Data, err)
	}
}

func FuzzParse(f *testing.F) {
	f.Add(template)
	f.Add([]byte("sources:\n  a: {urls: [http://x/], depth: 1}"))
	f.Add([]byte("a: &b [*b]"))
	f.Add([]byte("? [a]\n: b"))
	f.Fuzz(func(t *testing.T, data []byte) {
		c, err := Parse("f.yaml", data)
		if (c == nil) == (err == nil) {
			t.Fatalf("config %v with error %v", c, err)
		}
	})
}
