package quotes

import (
	"strings"

	"assize/extractors/record"
	"assize/extractors/vocab"
)

// A spoken is one quote with its credit worked out.
type spoken struct {
	speaker    record.Speaker
	resolution record.Resolution
	figure     *figure
	cue        string
	rule       rule
	voice      record.Voice
	term       bool
}

// resolve turns a credit into a speaker: the fullest form of a name, the person
// behind a pronoun or a role, or the phrase as it stands.
func (x *extraction) resolve(c credit) *spoken {
	m := c.who
	out := &spoken{cue: c.cue, rule: c.rule, voice: voiceOf(c), resolution: record.Explicit}
	out.speaker.AsWritten = m.written
	switch m.kind {
	case pronoun:
		out.resolution = record.Pronoun
		out.figure = x.cast.before(m.written, c.in.at, c.in.tokens[c.at].start)
		if out.figure == nil {
			out.resolution = record.Unresolved
			if strings.EqualFold(m.written, "i") && len(x.page.Authors) == 1 {
				out.speaker.Name, out.resolution = x.page.Authors[0], record.PageAuthor
			}
			return out
		}
	case person, name:
		if out.figure = x.cast.find(m); out.figure == nil && m.kind == person {
			out.figure = x.cast.add(m)
		}
		if out.figure != nil && len(m.words) < len(out.figure.words) {
			out.resolution = record.ShortName
		}
	case phrase:
		if m.role != "" && m.organisation == "" && definite(m.written) {
			if out.figure = x.cast.find(m); out.figure != nil {
				out.resolution = record.ShortName
			}
		}
	}
	if c.relative != "" {
		out.resolution, out.speaker.AsWritten = record.Pronoun, c.relative
	}
	if f := out.figure; f != nil {
		out.speaker.Name, out.speaker.Role, out.speaker.Organisation = f.name(), f.role, f.organisation
		return out
	}
	if vocab.Faceless[strings.ToLower(m.written)] {
		out.resolution = record.Unresolved
		return out
	}
	out.speaker.Name, out.speaker.Organisation = m.written, m.organisation
	if m.kind == phrase {
		out.speaker.Role = m.role
	}
	return out
}

// definite says whether a role phrase can mean somebody already named.
func definite(written string) bool {
	first, _, more := strings.Cut(strings.ToLower(written), " ")
	return first == "the" || first == "her" || first == "his" || !more || !vocab.Determiners[first]
}

// voiceOf reads from the sentence of a credit whether the words were spoken,
// written, or given in answer to a survey.
func voiceOf(c credit) record.Voice {
	if c.who.kind == phrase && !definite(c.who.written) && vocab.ServiceUsers.In(vocab.Key(c.who.written)) {
		return record.SurveyResponse // one prisoner told us
	}
	if vocab.WrittenNouns.Has(c.cue) {
		return record.WrittenStatement
	}
	s := c.in.sentences[c.in.sentenceOf(c.at)]
	for i := max(s.from, c.at-clauseLimit); i < min(s.to, c.at+clauseLimit); i++ {
		switch t := &c.in.tokens[i]; {
		case t.kind != word:
		case vocab.SurveyNouns[t.lower]:
			return record.SurveyResponse
		case vocab.Writings[t.lower]:
			return record.WrittenStatement
		}
	}
	return record.Speech
}

// sideOf says on whose side a speaker stands, where the words of the credit say
// so; a report speaks for the inspectorate that publishes it.
func (x *extraction) sideOf(said *spoken) record.Side {
	s := said.speaker
	credit := vocab.Key(s.Name + " " + s.Role + " " + s.Organisation)
	unnamed := said.figure == nil && s.Role == "" && s.Organisation == ""
	switch {
	case s.Name == "":
		return record.SideUnknown
	case vocab.InspectorateWords.In(credit) && !vocab.NotInspectorate.In(credit),
		unnamed && vocab.DocumentNouns.In(credit) && vocab.InspectorateWords.In(vocab.Key(x.page.Publisher)):
		return record.SideInspectorate
	case unnamed && (said.voice == record.SurveyResponse || vocab.ServiceUsers.In(credit)):
		return record.SideServiceUser
	case vocab.GovernmentWords.In(credit):
		return record.SideGovernment
	case x.inspected(s, credit, unnamed):
		return record.SideInspected
	}
	return record.SideUnknown
}

// inspected says whether a speaker belongs to the body that was inspected: by
// its name, by a role that only such bodies have, or as one of the staff of whom
// an inspectorate writes.
func (x *extraction) inspected(s record.Speaker, credit string, unnamed bool) bool {
	for _, body := range x.page.Inspected {
		key := vocab.Key(body)
		if vocab.HasPhrase(credit, strings.TrimSpace(key)) || s.Organisation != "" && vocab.HasPhrase(key, strings.TrimSpace(vocab.Key(s.Organisation))) {
			return true
		}
	}
	if vocab.InspectedRoles.In(vocab.Key(s.Role)) {
		return true
	}
	if !vocab.InspectorateWords.In(vocab.Key(x.page.Publisher)) {
		return false
	}
	return unnamed && vocab.StaffWords.In(credit) || vocab.StaffWords.Has(s.Role)
}
