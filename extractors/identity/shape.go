package identity

import (
	"fmt"
	"regexp"
	"strings"
)

// A wall is a page that stands where a document should: what it is called, how
// its title or its first words tell, and the most words that such a page has.
type wall struct {
	name    string
	title   *regexp.Regexp
	text    *regexp.Regexp
	longest int
}

// walls are tried in order.
var walls = []wall{
	{
		"a page that says that there is none",
		oneOf(`^(error )?404\b`, `\bpage not found\b`, `\bnot found$`, `\bpage (unavailable|missing|has moved)\b`, `\bno longer (available|exists)\b`, `\bnothing (was )?found\b`, `\b(can.?t|cannot|could not|couldn.t) (be found|find)\b`, `\bdoes(n.t| not) exist\b`),
		oneOf(`\b(page|document|report|content|file|address)\b.{0,60}\b(was not|is not|isn.t|not be|can.?t be|cannot be|no longer|does not|doesn.t|been)( be)? (found|available|exists?|removed|moved|deleted)\b`, `\bnothing (was )?found\b`, `\b(can.?t|cannot|could not|couldn.t) find (the|that|this|your) (page|document|report)\b`),
		250,
	},
	{
		"a login",
		oneOf(`^(please )?(log|sign)[ -]?in\b`, `\bmember login\b`, `^access denied$`, `^(login|authentication|authorisation) required`, `^restricted (access|content)`),
		oneOf(`^.{0,80}\b(please|you (must|need to)|members? (must|can)) (log|sign)[ -]?in\b`, `\bforgot(ten)? (your )?password\b`, `\bprotected by a password\b`),
		200,
	},
	{
		"a check of its visitor",
		oneOf(`^just a moment`, `\bare you (a )?(human|robot)\b`, `^attention required`, `^security check`, `^access to this page has been denied`),
		oneOf(`\bverify(ing)? (that )?you are (a )?human\b`, `\bchecking your browser\b`, `\bunusual (traffic|activity) from\b`, `\bcomplete the (captcha|security check)\b`, `\b(please )?enable javascript (and|to)\b`),
		200,
	},
	{
		"a consent wall",
		oneOf(`^(we (use|value)|before you continue|your privacy|cookie (settings|preferences|consent)|privacy (settings|preferences)|manage (cookies|consent))`),
		oneOf(`^.{0,200}\b(we (and our partners )?use cookies|we value your privacy|your privacy (choices|matters)|before you continue|accept (all )?cookies|consent to (the use of )?cookies)\b`),
		350,
	},
	{
		"a notice that the site is away",
		oneOf(`\b(service|site|temporarily) (is )?(temporarily )?unavailable\b`, `\b(down for|under|scheduled) maintenance\b`),
		oneOf(`\b(site|service|page) is (temporarily )?(unavailable|down|offline|closed for maintenance)\b`),
		150,
	},
}

// oneOf matches where one of the patterns does, case aside.
func oneOf(patterns ...string) *regexp.Regexp {
	return regexp.MustCompile(`(?is)` + strings.Join(patterns, "|"))
}

// opening is how much of a text is looked at for a wall's words, in bytes.
const opening = 600

// wall says what the page is instead of a document, or "".
func (f Facts) wall() string {
	if f.Pages > 0 {
		return ""
	}
	text := strings.Join(strings.Fields(f.Text), " ")
	words := strings.Count(text, " ")
	if text == "" {
		return "a page without text"
	}
	beginning := strings.ToValidUTF8(text[:min(len(text), opening)], "")
	for _, w := range walls {
		if words <= w.longest && (w.title.MatchString(strings.TrimSpace(f.Title)) || w.text.MatchString(beginning)) {
			return fmt.Sprintf("%s: %q", w.name, f.Title)
		}
	}
	return ""
}

// listTitle is what sites call their listings.
var listTitle = oneOf(`^(archives?|search( results)?|(latest|all|our) (reports|news|publications|inspections)|reports|publications|news|inspections)\b[^.]{0,40}$`, `\barchives?$`, `^archives?:`)

// listing reports whether the page sends its reader on: it is called one, or most
// of its lines are no sentences.
func (f Facts) listing() bool {
	const fewest, prose = 8, 0.25
	if f.Pages > 0 {
		return false
	}
	lines, all, sentences := 0, 0, 0
	for line := range strings.Lines(f.Text) {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		lines++
		all += len(line)
		if strings.HasSuffix(line, ".") || strings.HasSuffix(line, "?") || strings.HasSuffix(line, ":") || strings.HasSuffix(line, ".”") || strings.HasSuffix(line, ";") {
			sentences += len(line)
		}
	}
	share := float64(sentences) / max(float64(all), 1)
	return lines >= fewest && share < prose || listTitle.MatchString(strings.TrimSpace(f.Title)) && share < 2*prose
}
