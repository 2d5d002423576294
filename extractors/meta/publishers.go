package meta

import (
	"cmp"
	"net/url"
	"strings"
)

// A publisher is a body that publishes inspection reports, the hosts of its
// websites, and words that its title pages carry. More exact entries stand
// before those that contain them.
type publisher struct {
	name  string
	hosts []string
	words []string
}

var publishers = []publisher{
	{"HM Inspectorate of Probation", []string{"hmiprobation.justiceinspectorates.gov.uk", "justiceinspectorates.gov.uk/hmiprobation"}, []string{"HM Inspectorate of Probation", "Her Majesty's Inspectorate of Probation", "His Majesty's Inspectorate of Probation", "HMI Probation"}},
	{"HM Inspectorate of Prisons", []string{"hmiprisons.justiceinspectorates.gov.uk", "justiceinspectorates.gov.uk/hmiprisons"}, []string{"HM Inspectorate of Prisons", "HM Chief Inspector of Prisons", "Her Majesty's Inspectorate of Prisons", "His Majesty's Inspectorate of Prisons", "HMI Prisons"}},
	{"HMICFRS", []string{"hmicfrs.justiceinspectorates.gov.uk", "justiceinspectorates.gov.uk/hmicfrs", "justiceinspectorates.gov.uk/hmic"}, []string{"HMICFRS", "HM Inspectorate of Constabulary", "Her Majesty's Inspectorate of Constabulary", "His Majesty's Inspectorate of Constabulary"}},
	{"HMCPSI", []string{"hmcpsi.gov.uk", "justiceinspectorates.gov.uk/hmcpsi"}, []string{"HM Crown Prosecution Service Inspectorate", "HMCPSI"}},
	{"Criminal Justice Joint Inspection", []string{"justiceinspectorates.gov.uk/cjji"}, []string{"Criminal Justice Joint Inspection"}},
	{"Ofsted", []string{"ofsted.gov.uk", "files.ofsted.gov.uk", "reports.ofsted.gov.uk"}, []string{"Ofsted", "Office for Standards in Education"}},
	{"Care Quality Commission", []string{"cqc.org.uk"}, []string{"Care Quality Commission"}},
	{"Care Inspectorate Wales", []string{"careinspectorate.wales"}, []string{"Care Inspectorate Wales"}},
	{"Estyn", []string{"estyn.gov.wales", "estyn.gov.uk"}, []string{"Estyn"}},
	{"Healthcare Inspectorate Wales", []string{"hiw.org.uk"}, []string{"Healthcare Inspectorate Wales"}},
	{"Care Inspectorate", []string{"careinspectorate.com"}, []string{"Care Inspectorate"}},
	{"HM Inspectorate of Prisons for Scotland", []string{"prisonsinspectoratescotland.gov.uk"}, []string{"HM Inspectorate of Prisons for Scotland", "HMIPS"}},
	{"HMICS", []string{"hmics.scot"}, []string{"HM Inspectorate of Constabulary in Scotland", "HMICS"}},
	{"Education Scotland", []string{"education.gov.scot"}, []string{"Education Scotland"}},
	{"Criminal Justice Inspection Northern Ireland", []string{"cjini.org"}, []string{"Criminal Justice Inspection Northern Ireland"}},
	{"HIQA", []string{"hiqa.ie"}, []string{"Health Information and Quality Authority", "HIQA"}},
	{"Independent Office for Police Conduct", []string{"policeconduct.gov.uk"}, []string{"Independent Office for Police Conduct", "IOPC"}},
	{"Prisons and Probation Ombudsman", []string{"ppo.gov.uk"}, []string{"Prisons and Probation Ombudsman"}},
	{"Independent Monitoring Boards", []string{"imb.org.uk"}, []string{"Independent Monitoring Board"}},
	{"Independent Chief Inspector of Borders and Immigration", nil, []string{"Independent Chief Inspector of Borders and Immigration", "ICIBI"}},
	{"Parliamentary and Health Service Ombudsman", []string{"ombudsman.org.uk"}, []string{"Parliamentary and Health Service Ombudsman"}},
	{"National Audit Office", []string{"nao.org.uk"}, []string{"National Audit Office"}},
	{"Youth Custody Service", nil, []string{"Youth Custody Service"}},
	{"Youth Justice Board", nil, []string{"Youth Justice Board"}},
	{"Ministry of Justice", nil, []string{"Ministry of Justice"}},
	{"US Government Accountability Office", []string{"gao.gov"}, []string{"Government Accountability Office", "United States General Accounting Office"}},
	{"UK Parliament", []string{"parliament.uk"}, []string{"House of Commons", "House of Lords"}},
	{"GOV.UK", []string{"gov.uk"}, nil},
}

// generalSite holds the pages of many publishers.
const generalSite = "GOV.UK"

// publishers are who publishes the document: the inspectorate whose site it
// stands on, else who the page names, else who its first and last pages name
// most often. The others of a joint programme publish it too.
func (f *finder) publishers(joint []string) (string, []string) {
	own := publisherOf(f.src.URL)
	main := cmp.Or(f.declared("publisher"), f.declared("site"), f.named(), publisherOf(f.first("canonical")), own)
	if own != "" && own != generalSite {
		main = own
	}
	var others []string
	for _, name := range joint {
		if name != main {
			others = append(others, name)
		}
	}
	return main, others
}

// declared is what a page's linked data or meta tags say.
func (f *finder) declared(name string) string {
	if values := f.values(name, "json-ld", "meta"); len(values) > 0 {
		return values[0].Value
	}
	return ""
}

// named is the publisher whom a file's first pages and its imprint name most;
// the imprint says it more surely than running text does.
func (f *finder) named() string {
	const imprintWeight = 3
	most, best := "", 0
	if len(f.doc.Pages) == 0 {
		return ""
	}
	for _, p := range publishers {
		score := 0
		for _, phrase := range p.words {
			score += mentions(f.front, phrase) + imprintWeight*mentions(f.imprint, phrase)
		}
		if score > best {
			most, best = p.name, score
		}
	}
	return most
}

// publisherOf is the publisher whose site an address is on, or "".
func publisherOf(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return ""
	}
	place := strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.") + strings.ToLower(u.Path) + "/"
	for _, p := range publishers {
		for _, host := range p.hosts {
			if onSite(place, host) {
				return p.name
			}
		}
	}
	return ""
}

// onSite reports whether a place (host and path, ended by a slash) lies on a
// site or on a subdomain of it.
func onSite(place, site string) bool {
	host, _, _ := strings.Cut(place, "/")
	siteHost, sitePath, _ := strings.Cut(site, "/")
	if host != siteHost && !strings.HasSuffix(host, "."+siteHost) {
		return false
	}
	return sitePath == "" || strings.HasPrefix(place[len(host)+1:], sitePath+"/")
}
