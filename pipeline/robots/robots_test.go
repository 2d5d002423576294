package robots

import (
	"encoding/hex"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestAllowed(t *testing.T) {
	const groups = "user-agent: other\ndisallow: /\n\nUser-Agent: assize\nUser-agent: third\nDisallow: /private\n\n" +
		"user-agent: *\ndisallow: /all\n\nuser-agent: ASSIZE/1.0\ndisallow: /more\n"
	tests := []struct {
		name, robots, path string
		want               bool
	}{
		{"empty file", "", "/a", true},
		{"our group", groups, "/private/x", false},
		{"our groups are merged", groups, "/more", false},
		{"a group of ours hides the one for all", groups, "/all", true},
		{"another's group", groups, "/x", true},
		{"for all", "user-agent: *\ndisallow: /\n", "/x", false},
		{"rules before any group", "disallow: /\nuser-agent: *\nallow: /\n", "/x", true},
		{"nothing disallowed", "user-agent: *\ndisallow:\n", "/x", true},
		{"longest wins", "user-agent: *\ndisallow: /a\nallow: /a/b\n", "/a/b/c", true},
		{"longest wins, whatever the order", "user-agent: *\nallow: /a/b\ndisallow: /a\n", "/a/c", false},
		{"allow wins a tie", "user-agent: *\ndisallow: /a\nallow: /a\n", "/a", true},
		{"asterisk", "user-agent: *\ndisallow: /*/print\n", "/reports/2017/print", false},
		{"end", "user-agent: *\ndisallow: /*.pdf$\n", "/a.pdf", false},
		{"past the end", "user-agent: *\ndisallow: /*.pdf$\n", "/a.pdf?x", true},
		{"dollar inside", "user-agent: *\ndisallow: /a$b\n", "/a$b", false},
		{"two asterisks", "user-agent: *\ndisallow: /**x\n", "/ax", false},
		{"asterisk before the end", "user-agent: *\ndisallow: /a*$\n", "/abc", false},
		{"query", "user-agent: *\ndisallow: /*?\n", "/search?q=1", false},
		{"case of paths", "user-agent: *\ndisallow: /A\n", "/a", true},
		{"case of keys", "USER-AGENT: *\nDISALLOW: /a\n", "/a", false},
		{"not ASCII in the file", "user-agent: *\ndisallow: /ツ\n", "/%E3%83%84", false},
		{"digits in small letters", "user-agent: *\ndisallow: /%e3%83%84\n", "/%E3%83%84", false},
		{"digits in small letters in the path", "user-agent: *\ndisallow: /%E3%83%84\n", "/%e3%83%84", false},
		{"comment", "user-agent: * # all\ndisallow: /a # and what follows\n", "/a/b", false},
		{"byte order mark", "\xef\xbb\xbfuser-agent: *\ndisallow: /a\n", "/a", false},
		{"CR only", "user-agent: *\rdisallow: /a\r", "/a", false},
		{"CR LF", "user-agent: *\r\ndisallow: /a\r\n", "/a", false},
		{"no line end", "user-agent: *\ndisallow: /a", "/a", false},
		{"no colon", "user-agent *\ndisallow /a\n", "/a", false},
		{"unknown lines do not split a group", "user-agent: assize\nsitemap: https://x.test/s\nuser-agent: b\ndisallow: /a\n", "/a", false},
		{"robots.txt", "user-agent: *\ndisallow: /\n", "/robots.txt", true},
		{"over the limit", "user-agent: *\n" + strings.Repeat("#", Limit) + "\ndisallow: /a\n", "/a", true},
	}
	for _, tt := range tests {
		if got := Parse([]byte(tt.robots), "assize").Allowed(tt.path); got != tt.want {
			t.Errorf("%s: allowed(%q) = %v", tt.name, tt.path, got)
		}
	}
}

func TestDelay(t *testing.T) {
	for robots, want := range map[string]time.Duration{
		"user-agent: *\ncrawl-delay: 2.5\n":                                 2500 * time.Millisecond,
		"user-agent: *\ncrawl-delay: 86400\n":                               30 * time.Second,
		"user-agent: *\ncrawl-delay: -1\n":                                  0,
		"user-agent: *\ncrawl-delay: NaN\n":                                 0,
		"user-agent: *\ncrawl-delay: soon\n":                                0,
		"user-agent: *\ncrawl-delay: 9\n\nuser-agent: assize\ndisallow: /a": 0,
	} {
		if got := Parse([]byte(robots), "assize").Delay(); got != want {
			t.Errorf("%q: delay %v, want %v", robots, got, want)
		}
	}
}

// TestTuples holds the matcher against the verdicts of another one, google/robotstxt.
// Where that has ways of its own, which RFC 9309 does not know, they may differ: a
// rule for /index.html is taken for one for its folder, and what stands beyond 16 KiB
// of a line is cut off, while the RFC has a limit for the file alone (500 KiB).
func TestTuples(t *testing.T) {
	const path = "../../../shared/corpus/crawl/robots.tuples"
	data, err := os.ReadFile(path)
	if err != nil {
		t.Skipf("no verdicts to compare with: %s is not there", path)
	}
	field := func(s string) string {
		if s == "-" {
			return ""
		}
		b, err := hex.DecodeString(s)
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	own, total := 0, 0
	for line := range strings.Lines(string(data)) {
		f := strings.Fields(line)
		body, agent, address, want := field(f[0]), field(f[1]), field(f[2]), f[3] == "1"
		total++
		got := Parse([]byte(body), agent).Allowed(pathOf(address))
		longLine := slices.ContainsFunc(strings.Split(body, "\n"), func(l string) bool { return len(l) > 16<<10 })
		switch {
		case got == want:
		case strings.Contains(body, "/index.html") || longLine:
			own++
		default:
			t.Errorf("agent %q, URL %.60q: allowed = %v\n%.200q", agent, address, got, body)
		}
	}
	t.Logf("%d of %d verdicts are the other's own", own, total)
	if total == 0 || own > 3 {
		t.Errorf("%d of %d verdicts are the other's own, want 3", own, total)
	}
}

// pathOf is the path and query of an address, untouched.
func pathOf(address string) string {
	_, rest, _ := strings.Cut(address, "://")
	if i := strings.IndexByte(rest, '/'); i >= 0 {
		return rest[i:]
	}
	return "/"
}

// FuzzMatches holds the matcher against a regular expression of the same
// meaning.
func FuzzMatches(f *testing.F) {
	for _, seed := range [][2]string{{"/a*b$", "/axbxb"}, {"/*/*", "/a/"}, {"*", ""}, {"/a$b*", "/a$bc"}, {"/a**$", "/a"}} {
		f.Add(seed[0], seed[1])
	}
	f.Fuzz(func(t *testing.T, pattern, path string) {
		rule := newRule(false, pattern)
		encoded, anchored := strings.CutSuffix(capitalise(escape(pattern)), "$")
		expression := "(?s)^" + strings.ReplaceAll(regexp.QuoteMeta(encoded), `\*`, ".*")
		if anchored {
			expression += "$"
		}
		path = escape(path)
		if got, want := rule.matches(path), regexp.MustCompile(expression).MatchString(path); got != want {
			t.Errorf("%q matches %q: %v, the expression says %v", pattern, path, got, want)
		}
	})
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{"user-agent: *\ndisallow: /*a*b$\ncrawl-delay: 1e9", "\xef\xbb\xbf\r\r:#", "user-agent *\nallow: %e\ndisallow: /%zz*$"} {
		f.Add([]byte(seed), "/a/%e3b")
	}
	f.Fuzz(func(t *testing.T, body []byte, path string) {
		r := Parse(body, "assize")
		if r.Delay() < 0 || r.Delay() > maxDelay {
			t.Errorf("delay %v", r.Delay())
		}
		if len(r.rules) == 0 && !r.Allowed(path) {
			t.Errorf("no rule, and %q is refused", path)
		}
		if !r.Allowed("/robots.txt") {
			t.Error("/robots.txt is refused")
		}
	})
}
