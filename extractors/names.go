package extractors

import (
	"slices"
	"strings"

	"assize/extractors/block"
	"assize/extractors/gazetteer"
	"assize/extractors/record"
)

// read finds who and what a document names, block by block.
func read(doc *block.Doc, tagger gazetteer.Tagger) *gazetteer.Reading {
	if tagger == nil {
		tagger = gazetteer.Rules{Gazetteer: gazetteer.Embedded()}
	}
	var lines strings.Builder
	for i := range doc.Blocks {
		lines.WriteString(doc.Blocks[i].Text)
		lines.WriteByte('\n')
	}
	return gazetteer.Read(lines.String(), tagger)
}

// mostNames is how many bodies, people and abbreviations a document keeps.
const mostNames = 100

// describe adds the people and bodies that a document names to what is known of
// it.
func describe(d *record.Document, names *gazetteer.Reading) {
	if len(d.InspectedBodies) == 0 && (d.Type == record.InspectionReport || d.Type == record.PressRelease) {
		if body := names.Body(d.Title); body != "" {
			d.InspectedBodies = []string{body}
		}
	}
	inspected := map[*gazetteer.Entity]bool{}
	for _, name := range d.InspectedBodies {
		if e := names.Inspected(name, kinds[d.Programme]); e != nil {
			inspected[e] = true
		}
	}
	for _, m := range names.Named {
		switch {
		case m.Kind == gazetteer.Person && len(d.People) < mostNames:
			p := record.Person{Name: m.Name, Mentions: m.Times}
			if d.Published == nil || m.HeldIn(d.Published.Value) {
				p.Role, p.Organisation = m.Role, m.Organisation
			}
			d.People = append(d.People, p)
		case m.Kind != gazetteer.Person && len(d.Bodies) < mostNames:
			d.Bodies = append(d.Bodies, bodyOf(m.Entity, m.Times, inspected[m.Entity]))
			delete(inspected, m.Entity)
		}
	}
	for _, m := range names.Named {
		delete(inspected, m.Entity)
	}
	for e := range inspected { // by its short name alone
		d.Bodies = slices.Insert(d.Bodies, 0, bodyOf(e, 0, true))
	}
	for _, a := range names.Abbreviations[:min(len(names.Abbreviations), mostNames)] {
		d.Abbreviations = append(d.Abbreviations, record.Abbreviation(a))
	}
}

func bodyOf(e *gazetteer.Entity, times int, inspected bool) record.Body {
	return record.Body{Name: e.Name, Kind: string(e.Kind), Code: e.Code, Organisation: e.Organisation, Inspected: inspected, Mentions: times}
}

// kinds are the bodies that a programme inspects.
var kinds = map[string]gazetteer.Kind{
	"ILACS": gazetteer.LocalAuthority, "Single inspection framework": gazetteer.LocalAuthority, "Area SEND": gazetteer.LocalAuthority,
	"Youth justice": gazetteer.LocalAuthority, "PEEL": gazetteer.PoliceForce,
}
