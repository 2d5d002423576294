package gazetteer

import (
	"strings"
	"unicode"

	"assize/extractors/vocab"
)

// Rules finds names without a model: those that the gazetteer holds, and others
// by titles and capitals.
type Rules struct{ Gazetteer *Gazetteer }

// Names is every name in a text, in order and apart from each other.
func (r Rules) Names(text string) []Name {
	return scan(text, func(words []token) (Name, int) {
		name, used := r.Gazetteer.at(text, words)
		if used == 0 {
			name, used = person(text, words)
		}
		if used == 0 {
			name, used = r.body(text, words)
		}
		return name, used
	})
}

// longestName is the most words of a name that is not listed.
const longestName = 9

// person reads a title and the capitalised words behind it, two of them or more
// (Dame Rosamund Thackery); a surname alone names nobody for sure.
func person(text string, words []token) (Name, int) {
	if !words[0].upper || !personTitles.Has(text[words[0].start:words[0].end]) {
		return Name{}, 0
	}
	n := 1
	for n < len(words) && n < longestName && words[n].upper && text[words[n-1].end:words[n].start] == " " && letters(text[words[n].start:words[n].end]) {
		n++
	}
	if n < 3 {
		return Name{}, 0
	}
	last, cut := bare(text[words[n-1].start:words[n-1].end])
	if vocab.OrganisationNouns.Has(last) {
		return Name{}, 0
	}
	end := words[n-1].end - cut
	start := words[0].start
	if !vocab.KeptHonorifics.Has(text[words[0].start:words[0].end]) {
		start = words[1].start
	}
	return Name{start, end, &Entity{Name: clean(text[start:end]), Kind: Person}}, n
}

// personTitles open the names of people.
var personTitles = vocab.Set{
	"mr": true, "mrs": true, "ms": true, "miss": true, "mx": true, "dr": true, "dame": true, "sir": true, "lord": true, "lady": true,
	"baroness": true, "baron": true, "professor": true, "councillor": true, "cllr": true,
}

// bodyEndings end the name of a body; bodyOpenings, with “of” or “for” behind
// them, begin one.
var (
	bodyEndings = vocab.Set{
		"council": true, "trust": true, "inspectorate": true, "constabulary": true, "police": true, "ltd": true, "limited": true, "plc": true,
		"crc": true, "pdu": true, "icb": true, "board": true, "company": true, "companies": true, "partnership": true, "authority": true, "agency": true,
		"commission": true, "service": true, "foundation": true, "association": true, "college": true, "university": true, "hospital": true,
		"ministry": true, "office": true, "committee": true, "ombudsman": true,
	}
	bodyOpenings = vocab.Set{
		"department": true, "ministry": true, "inspectorate": true, "office": true, "university": true, "board": true, "council": true,
	}
)

// body reads a run of capitalised words that ends as bodies do (Lowshire County
// Council) or begins so (Department for Sentences).
func (r Rules) body(text string, words []token) (Name, int) {
	word := func(i int) string { w, _ := bare(text[words[i].start:words[i].end]); return w }
	if !words[0].upper || !letters(word(0)) {
		return Name{}, 0
	}
	start := 0
	if opens := strings.ToLower(word(0)); opens == "the" || opens == "a" || opens == "an" {
		start = 1
	}
	if start >= len(words) || !words[start].upper || start == 1 && !words[1].joined {
		return Name{}, 0
	}
	if _, listed := r.Gazetteer.at(text, words[start:]); listed > 0 {
		return Name{}, 0
	}
	run, end := start+1, 0 // words in the run, and up to the last ending
	for run < len(words) && run-start < longestName && words[run].joined && !strings.Contains(text[words[run-1].end:words[run].start], ",") {
		link := links(word(run-1), word(run))
		if !letters(word(run)) || !words[run].upper && !link || link && (run+1 >= len(words) || !words[run+1].upper && !links(word(run), word(run+1))) {
			break
		}
		if _, listed := r.Gazetteer.at(text, words[run:]); listed > 0 {
			break
		}
		if run++; bodyEndings.Has(word(run - 1)) {
			end = run
		}
	}
	if bodyOpenings.Has(word(start)) && run > start+2 && vocab.HasPhrase(" of for ", word(start+1)) {
		end = run
	}
	if end < start+2 || shouted(text[words[start].start:words[end-1].end]) || generic(text[words[start].start:words[end-1].end]) {
		return Name{}, 0
	}
	_, cut := bare(text[words[end-1].start:words[end-1].end])
	to := words[end-1].end - cut
	return Name{words[start].start, to, &Entity{Name: clean(text[words[start].start:to]), Kind: Unlisted}}, end
}

// links says whether a word may part the capitalised words of one name: Office
// for the Aged.
func links(before, word string) bool {
	switch word {
	case "of", "for", "and", "&":
		return true
	case "the":
		return before == "of" || before == "for"
	}
	return false
}

// shouted says whether a phrase is a heading in capitals, of which nothing can
// be told by capitals.
func shouted(phrase string) bool { return phrase == strings.ToUpper(phrase) }

// generic says whether a phrase names a sort of body, not one of them.
func generic(phrase string) bool {
	for _, w := range strings.Fields(strings.ToLower(phrase)) {
		if !vocab.OrganisationNouns.Has(w) && !vocab.Prepositions.Has(w) && w != "and" && w != "&" && w != "the" && !sorts.Has(w) {
			return false
		}
	}
	return true
}

var sorts = vocab.Set{
	"local": true, "county": true, "city": true, "borough": true, "district": true, "safeguarding": true, "children": true, "children's": true,
	"adults": true, "health": true, "care": true, "integrated": true, "crime": true, "commissioner": true, "executive": true, "national": true,
	"area": true, "management": true, "social": true, "work": true, "youth": true, "justice": true, "prison": true, "delivery": true, "unit": true,
	"community": true, "rehabilitation": true, "corporate": true, "parenting": true, "improvement": true, "voluntary": true, "strategic": true,
	"joint": true, "governing": true, "scrutiny": true, "adult": true, "public": true,
}

func letters(s string) bool {
	for _, r := range s {
		if unicode.IsDigit(r) {
			return false
		}
	}
	return true
}

func clean(s string) string { return strings.Join(strings.Fields(s), " ") }
