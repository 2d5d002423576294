package index

import (
	"slices"
	"strings"
)

// british is the British spelling of an American one, so that organization meets
// organisation and behavior behaviour; other words it leaves as they are. Where
// both are British it gives one of them. Words are lower-case.
func british(word string) string {
	if len(word) < 5 {
		return word
	}
	if strings.IndexByte(word, 'z') > 0 {
		return withS(word)
	}
	for _, r := range roots[word[:2]] {
		if rest, ok := strings.CutPrefix(word, r.american); ok && !beginsWith(word, r.except) {
			return r.british + rest
		}
	}
	return word
}

// withS is a word on -ize or -yze as one on -ise or -yse.
func withS(word string) string {
	if beginsWith(word, notVerbs) {
		return word
	}
	for _, ending := range endings {
		if stem, ok := strings.CutSuffix(word, ending); ok && len(stem) > 3 && strings.ContainsRune("iy", rune(stem[len(stem)-2])) && stem[len(stem)-1] == 'z' {
			return stem[:len(stem)-1] + "s" + ending
		}
	}
	return word
}

func beginsWith(word string, any []string) bool {
	return slices.ContainsFunc(any, func(beginning string) bool { return strings.HasPrefix(word, beginning) })
}

// endings are what follows the z of a verb on -ize and of the words made of it.
var endings = []string{"e", "ed", "es", "er", "ers", "ing", "able", "ation", "ations", "ational"}

// notVerbs are how words begin that have the z from elsewhere.
var notVerbs = []string{"size", "sizing", "resiz", "downsiz", "upsiz", "oversiz", "undersiz", "outsiz", "capsiz", "midsiz", "prize", "seize", "seizing", "assize"}

// A root is the beginning of words that the two spell differently.
type root struct {
	american, british string
	except            []string // beginnings of words that merely look so
}

// roots are the roots by their first two letters, longer ones before their own
// beginnings.
var roots = map[string][]root{
	"ac": {
		{"acknowledgment", "acknowledgement", nil},
	},
	"ag": {
		{"ageing", "aging", nil},
	},
	"an": {
		{"anesthe", "anaesthe", nil},
	},
	"be": {
		{"behavior", "behaviour", nil},
	},
	"ca": {
		{"canceling", "cancelling", nil},
		{"canceled", "cancelled", nil},
		{"catalog", "catalogue", []string{"catalogu"}},
	},
	"ce": {
		{"centering", "centring", nil},
		{"centered", "centred", nil},
		{"center", "centre", nil},
	},
	"co": {
		{"counseling", "counselling", nil},
		{"counseled", "counselled", nil},
		{"counselor", "counsellor", nil},
		{"color", "colour", []string{"colorado", "coloration"}},
	},
	"de": {
		{"defense", "defence", nil},
	},
	"di": {
		{"discolor", "discolour", nil},
		{"disfavor", "disfavour", nil},
		{"dishonor", "dishonour", nil},
		{"dialog", "dialogue", []string{"dialogu"}},
	},
	"en": {
		{"endeavor", "endeavour", nil},
		{"enquir", "inquir", nil},
		{"enroll", "enrol", nil},
	},
	"fa": {
		{"favor", "favour", nil},
	},
	"fi": {
		{"fiber", "fibre", nil},
	},
	"fu": {
		{"fulfill", "fulfil", nil},
	},
	"ha": {
		{"harbor", "harbour", nil},
	},
	"he": {
		{"hemorr", "haemorr", nil},
	},
	"ho": {
		{"honor", "honour", []string{"honorar"}},
	},
	"hu": {
		{"humor", "humour", []string{"humorous"}},
	},
	"ju": {
		{"judgment", "judgement", nil},
	},
	"la": {
		{"labeling", "labelling", nil},
		{"labeled", "labelled", nil},
		{"labor", "labour", []string{"laborator", "laborious", "elaborat", "collaborat", "corroborat"}},
	},
	"li": {
		{"license", "licence", nil},
	},
	"mi": {
		{"misbehavior", "misbehaviour", nil},
		{"misdemeanor", "misdemeanour", nil},
	},
	"mo": {
		{"modeling", "modelling", nil},
		{"modeled", "modelled", nil},
	},
	"ne": {
		{"neighbor", "neighbour", nil},
	},
	"of": {
		{"offense", "offence", nil},
	},
	"or": {
		{"orthopedic", "orthopaedic", nil},
	},
	"pe": {
		{"pediatric", "paediatric", []string{"paediatric"}},
	},
	"pr": {
		{"practising", "practicing", nil},
		{"practise", "practice", nil},
		{"pretense", "pretence", nil},
		{"program", "programme", []string{"programm"}},
	},
	"ru": {
		{"rumor", "rumour", nil},
	},
	"sk": {
		{"skillful", "skilful", nil},
	},
	"th": {
		{"theater", "theatre", nil},
	},
	"tr": {
		{"traveling", "travelling", nil},
		{"traveled", "travelled", nil},
		{"traveler", "traveller", nil},
	},
	"wi": {
		{"willful", "wilful", nil},
	},
}
