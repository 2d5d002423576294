// Package robots obeys robots.txt as RFC 9309 (Robots Exclusion Protocol)
// describes it: a parser that takes anything, a matcher, and a cache that
// fetches each host's file by the rules of section 2.3.
package robots

import (
	"bytes"
	"strconv"
	"strings"
	"time"
)

const (
	// Limit is how much of a robots.txt is read, in bytes (RFC 9309, 2.5).
	Limit = 500 << 10
	// maxDelay bounds what a Crawl-delay may ask for.
	maxDelay = 30 * time.Second
)

// Rules are what one robots.txt says to one crawler.
type Rules struct {
	rules []rule
	delay time.Duration
}

// A rule is one Allow or Disallow line. Its pattern is split at the asterisks.
type rule struct {
	allow    bool
	parts    []string
	anchored bool // the pattern ends in $
	length   int  // octets of the pattern: the longest that matches decides
}

// Parse reads a robots.txt for the crawler with the given product token
// ("assize"). Lines that mean nothing are passed over; nothing is an error.
func Parse(body []byte, token string) *Rules {
	body = bytes.TrimPrefix(body[:min(len(body), Limit)], []byte("\xef\xbb\xbf"))
	var own, others Rules // of the groups that name the token, and of those for *
	var named bool        // some group names the token
	var forOwn, forOthers, inRules bool
	apply := func(do func(*Rules)) {
		if forOwn {
			do(&own)
		}
		if forOthers {
			do(&others)
		}
	}
	for line := range lines(body) {
		key, value := split(line)
		switch key {
		case "user-agent":
			if inRules {
				forOwn, forOthers, inRules = false, false, false
			}
			if value == "*" || strings.HasPrefix(value, "* ") {
				forOthers = true
			} else if strings.EqualFold(productToken(value), token) {
				forOwn, named = true, true
			}
		case "allow", "disallow":
			inRules = true
			if value != "" {
				apply(func(r *Rules) { r.rules = append(r.rules, newRule(key == "allow", value)) })
			}
		case "crawl-delay":
			if seconds, err := strconv.ParseFloat(value, 64); err == nil && seconds > 0 {
				delay := time.Duration(min(seconds, maxDelay.Seconds()) * float64(time.Second))
				apply(func(r *Rules) { r.delay = max(r.delay, delay) })
			}
		}
	}
	if named {
		return &own
	}
	return &others
}

// lines yields the lines of a file that may end them in LF, CR LF or CR.
func lines(body []byte) func(func(string) bool) {
	return func(yield func(string) bool) {
		for len(body) > 0 {
			line := body
			if i := bytes.IndexAny(body, "\r\n"); i >= 0 {
				line, body = body[:i], body[i+1:]
			} else {
				body = nil
			}
			if !yield(string(line)) {
				return
			}
		}
	}
}

// split takes "Key: value # comment" apart. Many files leave the colon out, so
// white space will do where only two words are.
func split(line string) (key, value string) {
	line, _, _ = strings.Cut(line, "#")
	line = strings.TrimSpace(line)
	key, value, found := strings.Cut(line, ":")
	if !found {
		words := strings.Fields(line)
		if len(words) != 2 {
			return "", ""
		}
		key, value = words[0], words[1]
	}
	return strings.ToLower(strings.TrimSpace(key)), strings.TrimSpace(value)
}

// productToken is the beginning of a user-agent value that can be one: letters,
// underscores and hyphens (RFC 9309, 2.2.1).
func productToken(value string) string {
	end := strings.IndexFunc(value, func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r == '_' || r == '-')
	})
	if end < 0 {
		return value
	}
	return value[:end]
}

func newRule(allow bool, pattern string) rule {
	pattern = capitalise(escape(pattern))
	r := rule{allow: allow, length: len(pattern)}
	pattern, r.anchored = strings.CutSuffix(pattern, "$")
	r.parts = strings.Split(pattern, "*")
	return r
}

// escape percent-encodes what is not ASCII, as URLs have it.
func escape(s string) string {
	const digits = "0123456789ABCDEF"
	var b strings.Builder
	for i := range len(s) {
		if c := s[i]; c >= 0x80 {
			b.Write([]byte{'%', digits[c>>4], digits[c&15]})
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}

// capitalise writes the digits of percent-encoded octets in capitals, so that
// equal octets are equal text.
func capitalise(s string) string {
	if !strings.Contains(s, "%") {
		return s
	}
	b := []byte(s)
	for i := 0; i+2 < len(b); i++ {
		if b[i] == '%' && isHex(b[i+1]) && isHex(b[i+2]) {
			copy(b[i+1:], bytes.ToUpper(b[i+1:i+3]))
			i += 2
		}
	}
	return string(b)
}

func isHex(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F'
}

// Allowed says whether the crawler may fetch the path with its query, as it
// stands in a canonical URL ("/reports?page=2"). The longest pattern that matches
// decides, Allow where two are as long (RFC 9309, 2.2.2); /robots.txt itself is
// always allowed.
func (r *Rules) Allowed(path string) bool {
	if path == "/robots.txt" {
		return true
	}
	path = capitalise(path)
	if path == "" {
		path = "/"
	}
	allowed, length := true, -1
	for _, rule := range r.rules {
		if rule.length < length || rule.length == length && !rule.allow || !rule.matches(path) {
			continue
		}
		allowed, length = rule.allow, rule.length
	}
	return allowed
}

// matches finds each part at its first place after the one before, which is
// right for patterns whose only wildcard is the asterisk, and linear.
func (r rule) matches(path string) bool {
	rest, ok := strings.CutPrefix(path, r.parts[0])
	if !ok {
		return false
	}
	last := len(r.parts) - 1
	if last == 0 {
		return !r.anchored || rest == ""
	}
	for _, part := range r.parts[1:last] {
		i := strings.Index(rest, part)
		if i < 0 {
			return false
		}
		rest = rest[i+len(part):]
	}
	if r.anchored {
		return strings.HasSuffix(rest, r.parts[last])
	}
	return strings.Contains(rest, r.parts[last])
}

// Delay is the Crawl-delay that the file asks for, 30 seconds at most, or 0.
func (r *Rules) Delay() time.Duration { return r.delay }
