package ratings

import (
	"slices"
	"sort"
	"strings"

	"assize/extractors/block"
)

// A Scale is a closed set of judgements, and the edition of it: when an
// inspectorate changes its scale, a new one is added and the old one stays.
type Scale struct {
	ID     string  // name and version, as in the record
	Values []Value // best first
	Houses []string
}

// A Value is one judgement, and the forms in which reports write it.
type Value struct {
	Name  string
	Forms []string
}

// Judgements that several inspectorates share.
var (
	outstanding = Value{"outstanding", nil}
	good        = Value{"good", nil}
	improvement = Value{"requires improvement", []string{
		"requires improvement to be good", "require improvement to be good", "requires improvement", "require improvement", "requiring improvement",
	}}
	inadequate = Value{"inadequate", nil}
)

// Scales is every scale that a rating may stand on. Houses are the words by
// which a document of that inspectorate is known; the scale of the house that a
// document names most often is the one that its ratings stand on.
var Scales = []Scale{
	{"ofsted/1", []Value{outstanding, good, improvement, inadequate}, []string{"Ofsted"}},
	{"hmi-probation/1", []Value{outstanding, good, improvement, inadequate},
		[]string{"HM Inspectorate of Probation", "HMI Probation", "probation inspector", "Probation inspector", "Inspectorate of Probation", "Inspector of Probation"}},
	{"hmi-prisons/1", []Value{good, {"reasonably good", nil}, {"not sufficiently good", nil}, {"poor", nil}},
		[]string{"HM Inspectorate of Prisons", "HMI Prisons", "Inspector of Prisons", "healthy prison", "healthy establishment"}},
	{"cqc/1", []Value{outstanding, good, improvement, inadequate}, []string{"Care Quality Commission", "CQC"}},
	{"peel/1", []Value{outstanding, good, {"adequate", nil}, improvement, inadequate}, []string{"HMICFRS", "PEEL", "Inspectorate of Constabulary"}},
}

// General are the scales of documents about an inspection by a house that is
// not among those above; they are known by judgements that only they have.
var General = []Scale{
	{"four-tests/1", []Value{good, {"reasonably good", nil}, {"not sufficiently good", nil}, {"poor", nil}},
		[]string{"easonably good", "ot sufficiently good"}},
	{"four-grades/1", []Value{outstanding, good, improvement, inadequate},
		[]string{"equires improvement", "utstanding", "nadequate"}},
}

// scaleOf chooses the scale that the publisher's site is known for, else that of
// the house that the document names most often; nil where it names none and is
// about no inspection.
func scaleOf(doc *block.Doc) *Scale {
	for _, p := range doc.Properties {
		if i := slices.IndexFunc(Scales, func(s Scale) bool { return p.Name == "scale" && s.ID == p.Value }); i >= 0 {
			return &Scales[i]
		}
	}
	if s := mostNamed(Scales, doc.Text); s != nil {
		return s
	}
	if strings.Contains(doc.Text, "nspector") || strings.Contains(doc.Text, "nspection") {
		return mostNamed(General, doc.Text)
	}
	return nil
}

func mostNamed(scales []Scale, text string) *Scale {
	var best *Scale
	most := 0
	for i := range scales {
		n := 0
		for _, word := range scales[i].Houses {
			n += strings.Count(text, word)
		}
		if n > most {
			best, most = &scales[i], n
		}
	}
	return best
}

// forms maps every way of writing a judgement of the scale, in lower case, to
// its name.
func (s *Scale) forms() map[string]string {
	out := map[string]string{}
	for _, v := range s.Values {
		out[v.Name] = v.Name
		for _, f := range v.Forms {
			out[f] = v.Name
		}
	}
	return out
}

// pattern matches any form of any judgement of the scale, longest first.
func (s *Scale) pattern() string {
	var all []string
	for form := range s.forms() {
		all = append(all, strings.ReplaceAll(form, " ", `\s+`))
	}
	sort.Slice(all, func(i, j int) bool {
		return len(all[i]) > len(all[j]) || len(all[i]) == len(all[j]) && all[i] < all[j]
	})
	return `[‘'"“]?(?P<value>` + strings.Join(all, "|") + `)[’'"”]?`
}
