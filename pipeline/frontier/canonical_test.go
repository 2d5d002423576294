package frontier

import (
	"net/url"
	"regexp"
	"slices"
	"testing"
	"time"
)

func TestCanonical(t *testing.T) {
	tests := []struct{ raw, want string }{
		{"http://EXAMPLE.test", "http://example.test/"},
		{"https://a.test:443/x#top", "https://a.test/x"},
		{"http://a.test:8080/x", "http://a.test:8080/x"},
		{"http://a.test/a/./b/../c", "http://a.test/a/c"},
		{" http://a.test/\tx ", "http://a.test/x"},
		{"http://a.test/x?", "http://a.test/x"},
		{"http://a.test/x?b=2&a=1", "http://a.test/x?b=2&a=1"},
		{"http://a.test/x?utm_source=n&page=2&UTM_medium=m&fbclid=1#f", "http://a.test/x?page=2"},
		{"http://a.test/x?gclid=1", "http://a.test/x"},
		{"http://me:secret@a.test/x", "http://a.test/x"},
		{"http://bücher.test/ü", "http://xn--bcher-kva.test/%C3%BC"},
		{`http:\\a.test\x`, "http://a.test/x"},
		{"http://0x7f.1/", "http://127.0.0.1/"},
		{"ftp://a.test/x", ""},
		{"javascript:void(0)", ""},
		{"/relative", ""},
		{"http://", ""},
		{"", ""},
	}
	for _, tt := range tests {
		got, err := Canonical(tt.raw)
		if got != tt.want || (err == nil) != (tt.want != "") {
			t.Errorf("Canonical(%q) = %q, %v; want %q", tt.raw, got, err, tt.want)
		}
	}
}

func FuzzCanonical(f *testing.F) {
	for _, seed := range []string{"http://a.test/x?y=1&utm_id=2#z", "https://[::1]:80/%zz", "http://a/?&&&", "http:a.test"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		once, err := Canonical(raw)
		if err != nil {
			return
		}
		if twice, err := Canonical(once); err != nil || twice != once {
			t.Errorf("%q: canonical %q, and again %q, %v", raw, once, twice, err)
		}
	})
}

func TestFollow(t *testing.T) {
	scope := Scope{"s": {Depth: 2, Hosts: []string{"files.test"}}}
	page := Task{URL: "http://a.test/", Source: "s", Host: "a.test", Root: "a.test", Depth: 1}
	links := []string{
		"http://a.test/x", "https://a.test/report.pdf", "http://files.test/report.pdf", "http://files.test:81/x",
		"http://other.test/report.pdf", "http://a.test:81/", "http://a.test/logo.PNG", "http://a.test/data.zip?x", "file:///etc/passwd", "::",
	}
	var offered []Link
	for _, address := range links {
		offered = append(offered, Link{address, "to " + address})
	}
	var got []string
	for _, task := range scope.Follow(page, offered) {
		if task.Anchor != "to "+task.URL || task.Depth != 2 || task.Via != page.URL || task.Root != "a.test" || task.Source != "s" {
			t.Errorf("task %+v", task)
		}
		u, err := url.Parse(task.URL)
		if err != nil || u.Host != task.Host {
			t.Errorf("host %q of %s", task.Host, task.URL)
		}
		got = append(got, task.URL)
	}
	if want := links[:4]; !slices.Equal(got, want) {
		t.Errorf("followed %q, want %q", got, want)
	}
	page.Depth = 2
	if got := addresses(scope.Follow(page, offered)); !slices.Equal(got, []string{"https://a.test/report.pdf", "http://files.test/report.pdf"}) {
		t.Errorf("beyond the depth: %v, want its PDFs", got)
	}
}

func addresses(tasks []Task) (list []string) {
	for _, task := range tasks {
		list = append(list, task.URL)
	}
	return list
}

func TestRule(t *testing.T) {
	scope := Scope{"s": {
		Depth: 2, Files: []string{"files.test"}, Paths: []string{"/in/"}, Folders: []string{"/in/reports/"},
		Include: []*regexp.Regexp{regexp.MustCompile("reports|news")}, Exclude: []*regexp.Regexp{regexp.MustCompile("print")},
		Since: time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC),
	}}
	addressed := []string{
		"http://a.test/in/reports/1", "http://a.test/in/news/1", "http://a.test/in/other", "http://a.test/out/reports/1",
		"http://a.test/in/reports/1?print", "http://files.test/out.pdf", "http://files.test/in/reports/2", "http://a.test/out/x.PDF",
	}
	var links []Link
	entries := []Entry{{URL: "http://a.test/in/reports/old", Modified: time.Date(2026, 10, 31, 0, 0, 0, 0, time.UTC)}}
	for _, address := range addressed {
		links = append(links, Link{URL: address})
		entries = append(entries, Entry{URL: address})
	}
	page := Task{URL: "http://a.test/", Source: "s", Host: "a.test", Root: "a.test"}
	want := []string{addressed[0], addressed[1], addressed[5], addressed[7]}
	if got := addresses(scope.Follow(page, links)); !slices.Equal(got, want) {
		t.Errorf("followed %q, want %q", got, want)
	}
	taken, past := scope.Take(page, entries, false)
	if got := addresses(taken); !slices.Equal(got, want) {
		t.Errorf("took %q, want %q", got, want)
	}
	if got := addresses(past); !slices.Equal(got, []string{"http://a.test/in/reports/old"}) {
		t.Errorf("past %q", got)
	}
	taken, _ = scope.Take(page, entries, true)
	if got := addresses(taken); !slices.Equal(got, []string{addressed[0], addressed[5], addressed[7]}) {
		t.Errorf("took of the whole site's list %q", got)
	}
}
