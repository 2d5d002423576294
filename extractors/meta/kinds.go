package meta

import (
	"cmp"
	"regexp"

	"assize/extractors/block"
	"assize/extractors/record"
)

// Where a typeRule looks.
const (
	inTitle   = "title"
	inAddress = "address"
	inType    = "type"  // what the page declares: og:type, JSON-LD's @type, GOV.UK's schema name
	inFront   = "front" // the first pages
	inHeading = "heading"
)

// typeRules say what kind of document it is; the first that matches decides.
var typeRules = []struct {
	kind    record.DocType
	where   string
	pattern *regexp.Regexp
}{
	{record.ActionPlan, inTitle, shape(`\baction plan\b`)},
	{record.Response, inTitle, shape(`\b(government|government.s|formal|departmental|ministry|official) response\b|\bresponse to\b`)},
	{record.PressRelease, inAddress, shape(`/(media/)?press-?releases?/`)},
	{record.PressRelease, inTitle, shape(`\bpress (release|notice)\b`)},
	{record.PressRelease, inType, shape(`^press_?release$`)},
	{record.PressRelease, inHeading, shape(`^notes (to|for) editors?\b`)},
	{record.Blog, inAddress, shape(`/blogs?/|//blog\.`)},
	{record.Blog, inType, shape(`^blogposting$`)},
	{record.Annual, inTitle, shape(`\bannual report\b`)},
	{record.Thematic, inTitle, shape(`\bthematic\b`)},
	{record.Inquiry, inTitle, shape(`\binquiry\b`)},
	{record.News, inType, shape(`^(\w*newsarticle|news_article|news_story)$`)},
	{record.News, inAddress, shape(`/news/`)},
	{record.Thematic, inAddress, shape(`thematic`)},
	{record.InspectionReport, inTitle, shape(`\binspection\b.*\breport\b|\breport\b.*\binspection\b|^(an )?(unannounced |announced |joint |full |short |re-?)?inspection of\b|\breview of progress\b`)},
	{record.InspectionReport, inAddress, shape(`/(inspection-)?reports?/|/inspections?/`)},
	{record.Audit, inAddress, shape(`//(www\.)?(gao\.gov|nao\.org\.uk)/`)},
	{record.InspectionReport, inFront, shape(`\binspection dates?\b|\breport on an? (unannounced|announced|independent|full|short)?\s*(inspection|review)|\bdates? of (the )?inspection\b|\binspection report\b|\binspection of\b`)},
	{record.Audit, inFront, shape(`\bgovernment accountability office\b|\breport by the comptroller\b`)},
	{record.Inquiry, inFront, shape(`\bpublic inquiry\b|\binquiry report\b|\breport of the\b.*\binquiry\b`)},
	{record.Blog, inType, shape(`^article$`)},
}

func (f *finder) docType(titles ...string) record.DocType {
	texts := map[string][]string{inTitle: titles, inAddress: {f.src.URL, f.first("canonical")}}
	for _, p := range f.doc.Properties {
		if p.Name == "type" {
			texts[inType] = append(texts[inType], p.Value)
		}
	}
	for i := range f.doc.Blocks {
		if b := &f.doc.Blocks[i]; b.Kind == block.Heading {
			texts[inHeading] = append(texts[inHeading], b.Text)
		}
	}
	if len(f.doc.Pages) > 0 {
		texts[inFront] = []string{f.front}
	}
	for _, rule := range typeRules {
		for _, text := range texts[rule.where] {
			if rule.pattern.MatchString(text) {
				return rule.kind
			}
		}
	}
	return record.DocTypeUnknown
}

// programmes are the inspection programmes, by words of their titles or first
// pages, and who runs those that are run jointly.
var programmes = []struct {
	name    string
	pattern *regexp.Regexp
	joint   []string
}{
	{"Area SEND", shape(`\barea SEND (full )?inspection\b`), []string{"Ofsted", "Care Quality Commission"}},
	{"Single inspection framework", shape(`inspection of services for children in need of help and\s+protection`), nil},
	{"ILACS", shape(`inspection of .*children.s (social care )?services`), nil},
	{"JTAI", shape(`\bjoint targeted area inspection`), nil},
	{"PEEL", shape(`\bPEEL\b`), nil},
	{"Quality & Impact", shape(`quality (&|and) impact inspection`), nil},
	{"Youth justice", shape(`inspection of youth (offending|justice) services`), nil},
	{"Independent review of progress", shape(`independent reviews? of progress`), nil},
}

// programme is what the titles name, else the first pages, with who runs it.
func (f *finder) programme(titles ...string) (string, []string) {
	for _, text := range append(titles, f.front) {
		for _, p := range programmes {
			if p.pattern.MatchString(text) {
				return p.name, p.joint
			}
		}
	}
	return "", nil
}

// bodyPatterns find the inspected body in a title.
var bodyPatterns = []*regexp.Regexp{
	shape(`^inspection of (.+?)(?: local authority)? children.s services`),
	shape(`probation services in:? (.+?)(?: PDU| probation delivery unit)?$`),
	shape(`(?:inspection|review of progress) (?:of|at) ((?:HMP|HMYOI|HMP/YOI|HMP & YOI|IRC) .+?)(?: by | \(|$)`),
	shape(`area SEND inspection of (.+?)(?: local area partnership| partnership)?$`),
	shape(`youth (?:offending|justice) (?:services|work) in:? (.+)$`),
}

// aboutBody begins the subtitle of a report whose title is the inspected body.
var aboutBody = shape(`^(inspection|review) of\b`)

func inspectedBodies(title, subtitle string) []string {
	if aboutBody.MatchString(subtitle) && !aboutBody.MatchString(title) {
		return []string{title}
	}
	for _, pattern := range bodyPatterns {
		if m := pattern.FindStringSubmatch(title); m != nil {
			return []string{record.Normalise(m[1])}
		}
	}
	return nil
}

// openGovernment matches the Open Government Licence as printed and as linked,
// with its version where one is given.
var openGovernment = shape(`open[ -]government[ -]licen[cs]e(?:(?:,? v(?:ersion )?|/version/)(\d))?`)

// licence is the Open Government Licence's SPDX name where the document is
// published under it, else what the page declares.
func (f *finder) licence() string {
	texts := []string{f.doc.Text}
	for _, link := range f.doc.Links {
		texts = append(texts, link.Href, link.Text)
	}
	name := ""
	for _, text := range texts {
		for _, m := range openGovernment.FindAllStringSubmatch(text, -1) {
			if m[1] != "" {
				return "OGL-UK-" + m[1] + ".0"
			}
			name = "OGL-UK"
		}
	}
	return cmp.Or(name, f.first("licence"))
}
