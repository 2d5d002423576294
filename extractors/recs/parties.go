package recs

import (
	"regexp"
	"strings"
	"unicode"

	"assize/extractors/block"
	"assize/extractors/gazetteer"
	"assize/extractors/record"
	"assize/extractors/vocab"
)

// obligation parts who must act from what they must do.
var obligation = regexp.MustCompile(`^((?:The |the |To the |To |[A-Z])[^.;:]{2,120}?),?\s+(?:should|must|needs? to|ought to|are required to|is required to)\b`)

// addressed opens a heading that says whom the recommendations below are for.
var addressed = regexp.MustCompile(`^(?:(?:Key|Main|Our)\s+)?[Rr]ecommendations?\s+(?:to|for)\s+`)

// dated is when, said before who must act: By 30 September 2025, the force should.
var dated = regexp.MustCompile(`^(?:By|Before|Within|No later than|As soon as)\b[^,.;:]{3,60},\s+`)

// inBrackets is who must act, as prison reports add it: (To the governor.)
var inBrackets = regexp.MustCompile(`\((?:To|to):? ([^()]{3,80}?)\.?\)\.?(?:\s*\(\d+\.\d+\)\.?)?$`)

// obliges says whether a text begins with somebody who should or must.
func obliges(text string) bool { return obligation.MatchString(text) }

// addressees are those who must act, as named by the text itself, the lead-in of
// its list, or the heading above it; none where nobody is named.
func addressees(text string, b *block.Block, headings vocab.Sections) []string {
	if m := inBrackets.FindStringSubmatch(text); m != nil {
		if named := parties(m[1]); len(named) > 0 {
			return named
		}
		return []string{m[1]}
	}
	for _, place := range []string{text, b.LeadIn} {
		place = dated.ReplaceAllString(place, "")
		if m := obligation.FindStringSubmatch(place); m != nil {
			who := m[1]
			if before, after, reported := strings.Cut(who, " that "); reported && strings.Contains(before, "recommend") {
				who = after
			}
			if named := parties(who); len(named) > 0 {
				return named
			}
		}
	}
	if len(b.Section) > 0 {
		heading := strings.TrimSuffix(b.Section[len(b.Section)-1], ":")
		if to := addressed.FindString(heading); to != "" {
			return parties(heading[len(to):])
		}
		if headings.Heading(heading).Duty == vocab.Unknown {
			for _, opening := range []string{"To the ", "To ", "For the ", "For "} {
				heading = strings.TrimPrefix(heading, opening)
			}
			for _, closing := range []string{" should", " must"} {
				heading = strings.TrimSuffix(heading, closing)
			}
			return parties(heading)
		}
	}
	return []string{}
}

// parties splits the names of bodies and office holders that may be joined by
// commas and “and”; a phrase in which none is named gives none.
func parties(s string) []string {
	s = strings.TrimSpace(s)
	head := headOf(s)
	if len(strings.Fields(s)) > 16 || !party(head) || clausal(s) {
		return []string{}
	}
	if head != s {
		return []string{s}
	}
	if listed := gazetteer.Embedded().Find(s); len(listed) == 1 && strings.TrimPrefix(strings.TrimPrefix(s, "the "), "The ") == s[listed[0].Start:listed[0].End] {
		return []string{s}
	}
	var out []string
	for _, part := range strings.Split(s, ", ") {
		for _, half := range halves(strings.TrimPrefix(strings.TrimSpace(part), "and ")) {
			if !party(half) && !plural(half) || !unicode.IsUpper([]rune(half)[0]) && !strings.HasPrefix(half, "the ") {
				return []string{s}
			}
			out = append(out, half)
		}
	}
	return out
}

// halves parts names joined by “and”, where the first could end there: the
// council and the board, but not NHS Westmere and Lyde ICB.
func halves(s string) []string {
	var out []string
	for _, piece := range strings.Split(s, " and ") {
		piece = strings.TrimSpace(piece)
		if last := len(out) - 1; last >= 0 && !endsParty(out[last]) {
			out[last] += " and " + piece
			continue
		}
		out = append(out, piece)
	}
	return out
}

// endsParty says whether the last word of a phrase ends the name of a body or
// office: a noun for one, an abbreviation, a plural.
func endsParty(s string) bool { return party(s[strings.LastIndex(s, " ")+1:]) || plural(s) }

// plural says whether a phrase of some words ends in a plural: ferry operators.
func plural(s string) bool {
	return strings.HasSuffix(s, "s") && !strings.HasSuffix(s, "ss") && words(s) > 1
}

// headOf is a phrase up to its first preposition: leaders, of leaders across
// the partnership. An “of” inside a name (the Ministry of Justice) belongs to it.
func headOf(s string) string {
	fields := strings.Fields(s)
	for i, w := range fields {
		named := w == "of" && i+1 < len(fields) && unicode.IsUpper([]rune(fields[i+1])[0])
		if i > 0 && vocab.Prepositions[w] && !named {
			return strings.Join(fields[:i], " ")
		}
	}
	return s
}

// clausal says whether a phrase is a clause with a subject of its own.
func clausal(s string) bool {
	for _, w := range strings.Fields(strings.ToLower(s)) {
		if vocab.Pronouns[w] || vocab.Auxiliaries[w] {
			return true
		}
	}
	return false
}

// party says whether a phrase names a body or an office.
func party(s string) bool {
	if s == "" {
		return false
	}
	for _, w := range strings.Fields(s) {
		w = strings.Trim(w, "(),.;:’'")
		abbreviation := len(w) > 1 && w == strings.ToUpper(w) && unicode.IsLetter([]rune(w)[0])
		if abbreviation || vocab.OrganisationNouns.Has(w) || vocab.RoleNouns.Has(w) || vocab.GroupNouns.Has(w) || vocab.AddresseeNouns.Has(w) {
			return true
		}
	}
	return false
}

var (
	months   = `(?:January|February|March|April|May|June|July|August|September|October|November|December)`
	byDate   = regexp.MustCompile(`\b(?:[Bb]y|[Bb]efore|[Nn]o later than)\s+(?:the end of\s+)?((?:(\d{1,2})\s+)?(` + months + `)(?:\s+(\d{1,2}),)?\s+(\d{4})|(20\d\d))\b`)
	relative = regexp.MustCompile(`(?i)\b(?:(?:within\s+(?:the next\s+)?|(?:in|over) the next\s+)(?:\d+|an?|one|two|three|four|five|six|nine|twelve|eighteen|twenty-eight)\s+(?:working\s+)?(?:days?|weeks?|months?|years?)|with immediate effect|immediately|as a matter of urgency|urgently)\b`)
)

var monthNumbers = map[string]string{
	"January": "01", "February": "02", "March": "03", "April": "04", "May": "05", "June": "06", "July": "07",
	"August": "08", "September": "09", "October": "10", "November": "11", "December": "12",
}

// deadline reads when it must be done: from the text, the lead-in, or the
// heading above, in this order. Only a calendar date becomes a date.
func deadline(text, leadIn string, section []string) (raw string, date *record.Date) {
	places := []string{text, leadIn}
	if len(section) > 0 {
		places = append(places, section[len(section)-1])
	}
	for _, place := range places {
		if m := byDate.FindStringSubmatch(place); m != nil {
			return m[0], dateOf(m)
		}
		if m := relative.FindString(place); m != "" {
			return m, nil
		}
	}
	return "", nil
}

// dateOf is the date in a match of byDate, as precise as it is.
func dateOf(m []string) *record.Date {
	d := &record.Date{Value: m[6], Precision: record.Year, Raw: m[1], From: "text"}
	if month := monthNumbers[m[3]]; month != "" {
		d.Value, d.Precision = m[5]+"-"+month, record.Month
	}
	if day := m[2] + m[4]; day != "" {
		d.Value, d.Precision = d.Value+"-"+("0" + day)[len(day)-1:], record.Day
	}
	return d
}
