package vocab

// ThemesVersion names the edition of the table below.
const ThemesVersion = "themes/1"

// A Theme is a subject that findings are filed under, and the phrases that put
// them there. A phrase ending in * stands for every word that begins so.
type Theme struct {
	Name    string
	Phrases []string
}

// Themes is the controlled list.
var Themes = []Theme{
	{"child safeguarding", []string{"child safeguarding", "safeguarding of children", "safeguarding children", "child protection", "children's safeguarding", "protection of children"}},
	{"risk of harm", []string{"risk of harm", "risk of serious harm", "serious harm", "risk management", "public protection", "protecting the public", "keep people safe", "keeping people safe", "mappa"}},
	{"domestic abuse", []string{"domestic abuse", "domestic violence", "coercive control", "marac"}},
	{"exploitation", []string{"exploitation", "county lines", "trafficking", "modern slavery", "missing from home", "go missing"}},
	{"violence", []string{"violence", "violent", "assault*", "use of force", "bullying"}},
	{"self-harm and suicide", []string{"self-harm", "self harm", "suicid*", "deaths in custody", "self-inflicted"}},
	{"substance misuse", []string{"substance misuse", "drug*", "alcohol", "addiction"}},
	{"mental health", []string{"mental health", "camhs", "psycholog*", "psychiatr*", "emotional well-being", "emotional wellbeing"}},
	{"health care", []string{"health care", "healthcare", "health services", "health assessments", "dentist", "dental", "medication", "gp"}},
	{"accommodation", []string{"accommodation", "housing", "homeless*", "overcrowd*"}},
	{"education, training and employment", []string{"education", "training and employment", "employment", "apprenticeship*", "school", "schools", "neet", "ete"}},
	{"special educational needs", []string{"special educational needs", "send", "ehc plan", "ehc plans", "ehc needs assessment"}},
	{"staffing", []string{"staffing", "vacanc*", "recruit*", "retention", "turnover", "staff shortages", "sickness absence", "temporary staff"}},
	{"workload", []string{"workload*", "caseload*", "case loads", "too many cases"}},
	{"supervision and management oversight", []string{"supervision", "management oversight", "managers' oversight", "oversight"}},
	{"leadership and governance", []string{"leader*", "governance", "strategic"}},
	{"quality assurance and performance", []string{"quality assurance", "performance management", "performance information", "audit*", "performance data"}},
	{"assessment and planning", []string{"assessment*", "sentence plan*", "care plan*", "planning", "plans"}},
	{"engagement", []string{"engagement", "engage", "engaged", "engaging", "wishes and feelings", "voice of the child"}},
	{"courts", []string{"court", "courts", "sentencers", "judiciary", "pre-sentence", "proceedings"}},
	{"enforcement", []string{"enforcement", "breach", "recall", "compliance"}},
	{"resettlement", []string{"resettlement", "through the gate", "release planning", "release"}},
	{"unpaid work", []string{"unpaid work", "community payback"}},
	{"interventions", []string{"intervention*", "accredited programme*", "programmes of work", "offending behaviour"}},
	{"partnership working", []string{"partner*", "multi-agency", "multi agency", "inter-agency", "joint working", "co-ordination between"}},
	{"commissioning and supply chain", []string{"supply chain", "commission*", "rate card", "sufficiency"}},
	{"victims", []string{"victim*"}},
	{"equality and diversity", []string{"equality", "diversity", "protected characteristics", "ethnic*", "race", "disabilit*", "religio*"}},
	{"care leavers", []string{"care leaver*", "leaving care", "pathway plan*", "personal adviser*"}},
	{"children in care", []string{"children in care", "looked after", "fostering", "foster", "placement*", "permanence"}},
	{"adoption", []string{"adopt*"}},
	{"early help", []string{"early help"}},
	{"premises and equipment", []string{"interview room*", "booths", "premises", "buildings", "cells", "working conditions", "ict", "it systems"}},
	{"information sharing", []string{"information sharing", "information-sharing", "share information", "data sharing"}},
}

// ThemesOf files a text under every theme that it touches, in the table's order.
func ThemesOf(text string) []string {
	key := Key(text)
	out := []string{}
	for _, t := range Themes {
		for _, p := range t.Phrases {
			if touches(key, p) {
				out = append(out, t.Name)
				break
			}
		}
	}
	return out
}
