package ratings

import (
	"slices"
	"sort"
	"strings"
	"sync"

	"assize/extractors/block"
)

// A Scale is a closed set of judgements, and the edition of it: when an
// inspectorate changes its scale, a new one is added and the old one stays.
type Scale struct {
	ID     string   // name and version, as in the record
	Values []Value  // best first
	Houses []string // the words by which a document of that inspectorate is known
	Marks  []string // words of which one alone decides that the document is on this scale

	once     sync.Once
	compiled *patterns
}

// A Value is one judgement, and the forms in which reports write it.
type Value struct {
	Name  string
	Forms []string
}

// Judgements that several inspectorates share.
var (
	excellent   = Value{"excellent", nil}
	outstanding = Value{"outstanding", nil}
	good        = Value{"good", nil}
	adequate    = Value{"adequate", nil}
	improvement = Value{"requires improvement", []string{
		"requires improvement to be good", "require improvement to be good", "requires improvement", "require improvement", "requiring improvement",
	}}
	inadequate     = Value{"inadequate", nil}
	unsatisfactory = Value{"unsatisfactory", nil}
	poor           = Value{"poor", nil}

	fourGrades = []Value{outstanding, good, improvement, inadequate}
	fourTests  = []Value{good, {"reasonably good", nil}, {"not sufficiently good", nil}, poor}
)

// Scales is every scale of a house that is known by name. Of those that a
// document has no mark of, the one of the house that it names most often holds.
var Scales = []*Scale{
	{ID: "area-send/1", Marks: []string{"Area SEND inspection of", "Area SEND full inspection"}, Values: []Value{
		{"positive experiences and outcomes", []string{"typically lead to positive experiences and outcomes"}},
		{"inconsistent experiences and outcomes", []string{"lead to inconsistent experiences and outcomes"}},
		{"widespread or systemic failings", []string{"widespread and/or systemic failings"}},
	}},
	{ID: "ofsted-2025/1", Marks: []string{"trong standard"}, Values: []Value{
		{"exceptional", nil}, {"strong standard", nil}, {"expected standard", nil}, {"needs attention", nil}, {"urgent improvement", nil},
	}},
	{ID: "ofsted-2009/1", Marks: []string{"Grade 3 (Adequate)", "Grade 3: adequate", "Grade 3 (adequate)"}, Values: []Value{outstanding, good, adequate, inadequate}},
	{ID: "ofsted/1", Values: fourGrades, Houses: []string{"Ofsted"}},
	{ID: "hmi-probation/1", Values: fourGrades, Houses: []string{
		"HM Inspectorate of Probation", "HMI Probation", "probation inspector", "Probation inspector", "Inspectorate of Probation", "Inspector of Probation"}},
	{ID: "hmi-prisons/1", Values: fourTests, Houses: []string{
		"HM Inspectorate of Prisons", "HMI Prisons", "Inspector of Prisons", "healthy prison", "healthy establishment"}},
	{ID: "cqc/1", Values: fourGrades, Houses: []string{"Care Quality Commission", "CQC"}},
	{ID: "peel/1", Values: []Value{outstanding, good, adequate, improvement, inadequate}, Houses: []string{
		"HMICFRS", "PEEL", "Inspectorate of Constabulary"}},
	{ID: "estyn/1", Values: []Value{excellent, good, {"adequate and needs improvement", nil}, adequate, {"unsatisfactory and needs urgent improvement", nil}, unsatisfactory},
		Houses: []string{"Estyn"}},
	{ID: "care-inspectorate-wales/1", Values: []Value{excellent, good, {"needs improvement", nil}, poor}, Houses: []string{"Care Inspectorate Wales"}},
	{ID: "care-inspectorate/1", Values: []Value{excellent, {"very good", nil}, good, adequate, {"weak", nil}, unsatisfactory},
		Houses: []string{"Care Inspectorate", "Education Scotland"}},
	{ID: "hiqa/1", Values: []Value{{"compliant", nil}, {"substantially compliant", nil}, {"not compliant", nil}}, Houses: []string{"HIQA"}},
}

// General are the scales of documents about an inspection by a house that is
// not among those above; they are known by judgements that only they have.
var General = []*Scale{
	{ID: "four-tests/1", Values: fourTests, Houses: []string{"easonably good", "ot sufficiently good"}},
	{ID: "four-grades/1", Values: fourGrades, Houses: []string{"equires improvement", "utstanding", "nadequate"}},
}

// scaleOf chooses the scale that the publisher's site is known for, else one
// that the document has a mark of, else that of the house that the document
// names most often; nil where it names none and is about no inspection.
func scaleOf(doc *block.Doc) *Scale {
	for _, p := range doc.Properties {
		if i := slices.IndexFunc(Scales, func(s *Scale) bool { return p.Name == "scale" && s.ID == p.Value }); i >= 0 {
			return Scales[i]
		}
	}
	text := doc.Text
	for i := range doc.Blocks {
		if b := &doc.Blocks[i]; b.Title && len(b.Spans) == 0 { // which is no part of the text
			text = b.Text + "\n" + text
		}
	}
	for _, s := range Scales {
		if slices.ContainsFunc(s.Marks, func(mark string) bool { return strings.Contains(text, mark) }) {
			return s
		}
	}
	if s := mostNamed(Scales, text); s != nil {
		return s
	}
	if strings.Contains(text, "nspector") || strings.Contains(text, "nspection") {
		return mostNamed(General, text)
	}
	return nil
}

func mostNamed(scales []*Scale, text string) *Scale {
	var best *Scale
	most := 0
	for _, s := range scales {
		n := 0
		for _, word := range s.Houses {
			n += strings.Count(text, word)
		}
		if n > most {
			best, most = s, n
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

// rank is the place of a judgement on the scale, 0 for the best.
func (s *Scale) rank(value string) int {
	return slices.IndexFunc(s.Values, func(v Value) bool { return v.Name == value })
}

// pattern matches any form of any judgement of the scale, longest first.
func (s *Scale) pattern(group string) string {
	var all []string
	for form := range s.forms() {
		all = append(all, strings.ReplaceAll(form, " ", `\s+`))
	}
	sort.Slice(all, func(i, j int) bool {
		return len(all[i]) > len(all[j]) || len(all[i]) == len(all[j]) && all[i] < all[j]
	})
	return `[‘'"“]?(?P<` + group + `>` + strings.Join(all, "|") + `)[’'"”]?`
}
