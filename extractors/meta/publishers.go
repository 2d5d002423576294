package meta

import (
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
