package index

import (
	"strings"
	"testing"
)

func TestSpellingsMeet(t *testing.T) {
	for _, pair := range strings.Fields(`
		organisation=organization organised=organized organising=organizing recognises=recognizes analysed=analyzed
		behaviour=behavior behavioural=behavioral labour=labor neighbourhood=neighborhood favourable=favorable
		centre=center centres=centers centred=centered defence=defense offences=offenses licence=license practise=practice practised=practiced
		judgement=judgment judgements=judgments fulfil=fulfill fulfilled=fulfills enrolment=enrollment skilful=skillful counselling=counseling
		counsellor=counselor modelled=modeled travelling=traveling catalogue=catalog programme=program programmes=programs
		paediatric=pediatric enquiry=inquiry ageing=aging misdemeanours=misdemeanors emphasise=emphasize prioritisation=prioritization`) {
		a, b, _ := strings.Cut(pair, "=")
		if stem(a) != stem(b) {
			t.Errorf("%s is %s, %s is %s", a, stem(a), b, stem(b))
		}
	}
	for _, pair := range strings.Fields(`
		prize=prise seized=seised size=sise citizen=citisen horizon=horison laboratory=labouratory
		collaborate=collabourate programming=programmeming honorary=honourary assize=assise color=colon center=cent`) {
		a, b, _ := strings.Cut(pair, "=")
		if stem(a) == stem(b) {
			t.Errorf("%s and %s are both %s", a, b, stem(a))
		}
	}
}
