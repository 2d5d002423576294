package identity

import (
	"strings"
	"testing"

	"assize/extractors/fault"
)

// report is the text of an invented report, of some length.
const report = `The work of the Wenlow wardens

Inspectors visited the wardens of Wenlow in spring, and found that they did much of their work well.

Wardens met each person in the first week, and asked about work, home and health before anything else.

Plans were rarely reviewed after three months, and some had been copied from those of other people.

What must change

The company should review each plan every three months, and say to the person what has changed in it.

Managers should read a tenth of the plans themselves, and tell the wardens what they think of them.
`

const address = "https://wardens.example/reports/wenlow/"

func before() *Facts {
	return &Facts{URL: address, Title: "The work of the Wenlow wardens", Text: report}
}

// page is what the address answers with now.
func page(title, text string) Facts { return Facts{URL: address, Title: title, Text: text} }

const (
	consent = "We value your privacy\n\nWe and our partners use cookies to make this site work and to see how it is used. Accept all cookies\n\nManage choices\n"
	login   = "Sign in\n\nPlease sign in to read this page. Have you forgotten your password?\n"
	missing = "Page not found\n\nThe page that you were looking for could not be found. It may have been moved.\n\nGo back to the home page.\n"
	human   = "Just a moment...\n\nVerify you are human by completing the action below.\n"
	away    = "Sorry\n\nThis site is temporarily unavailable. We will be back soon.\n"
	listing = "Archives: Reports\n\nHarrenby wardens\n\n12 May 2024\n\nStannick Moor\n\n3 May 2024\n\nOld Wenlow\n\n1 May 2024\n\nThe leavers' survey\n\nNext page\n"
	other   = "A speech by the Chief Inspector\n\nIt is a pleasure to be in Harrenby today, where I began my working life as a clerk of the court.\n\nThe town has changed a good deal since, and so have the people who keep watch over those who were sentenced in it.\n\nLet me tell three stories of what I saw this year in the north, and what they taught me about courage.\n"
)

func TestAgainstWhatWasThere(t *testing.T) {
	edited := strings.Replace(report, "three months, and say to the person what has changed in it", "six months", 1)
	longer := report + strings.Repeat("\nAnother paragraph was added by the editors of the site in the summer.\n", 40)
	for _, test := range []struct {
		name   string
		now    Facts
		code   fault.Code
		reason string
	}{
		{"the same", page("The work of the Wenlow wardens", report), "", ""},
		{"edited", page("The work of the Wenlow wardens", edited), "", ""},
		{"a new date line", page("The work of the Wenlow wardens", "Updated 4 May 2025\n\n"+report), "", ""},
		{"another title", page("Wenlow: an inspection", report), "", ""},
		{"new navigation", page("The work of the Wenlow wardens | Wardens' Inspectorate", "Home\nReports\nNews\nAbout\nContact\nSearch\nA to Z\nCymraeg\n"+report), "", ""},
		{"much longer", page("The work of the Wenlow wardens", longer), "", ""},
		{"a cookie banner above", page("The work of the Wenlow wardens", consent+report), "", ""},
		{"it became a file", Facts{URL: address, Title: "The work of the Wenlow wardens", Text: report, Pages: 4}, "", ""},
		{"wholly rewritten", page("The work of the Wenlow wardens", other), "", ""},

		{"consent wall", page("We value your privacy", consent), fault.NotAReport, "a consent wall"},
		{"consent wall under the old title", page("The work of the Wenlow wardens", consent), fault.NotAReport, "a consent wall"},
		{"login", page("Sign in", login), fault.NotAReport, "a login"},
		{"soft 404", page("Page not found", missing), fault.NotAReport, "a page that says that there is none"},
		{"soft 404 called after the site", page("Wardens' Inspectorate", missing), fault.NotAReport, "a page that says that there is none"},
		{"check of the visitor", page("Just a moment...", human), fault.NotAReport, "a check of its visitor"},
		{"away", page("Wardens' Inspectorate", away), fault.NotAReport, "a notice that the site is away"},
		{"no text", page("", ""), fault.NotAReport, "a page without text"},
		{"hardly anything left", page("The work of the Wenlow wardens", "The work of the Wenlow wardens\n\nThis report has gone to the national archive.\n"), fault.NotAReport, "words and now has"},
		{"listing", page("Archives: Reports", listing), fault.SoftRedirect, `held "The work of the Wenlow wardens" and now answers with a listing: "Archives: Reports"`},
		{"another document", page("A speech by the Chief Inspector", other), fault.SoftRedirect, `another document: "A speech by the Chief Inspector"`},
	} {
		got := Judge(test.now, before(), Promise{URL: address})
		if got.Code != test.code || !strings.Contains(got.Reason, test.reason) {
			t.Errorf("%s: %+v, want %s %q", test.name, got, test.code, test.reason)
		}
	}
}

func TestFileThatBecameAPage(t *testing.T) {
	file := Facts{URL: address, Title: "Wenlow", Text: report, Pages: 12}
	got := Judge(page("Publications", other), &file, Promise{URL: address})
	if got.Code != fault.SoftRedirect || !strings.Contains(got.Reason, "a file of 12 pages, and now answers with a web page") {
		t.Errorf("got %+v", got)
	}
	if got := Judge(page("Wenlow", report), &file, Promise{URL: address}); got.Code != "" {
		t.Errorf("the same text as a page: %+v", got)
	}
}

// What was no document before cannot be lost.
func TestNothingToLose(t *testing.T) {
	for name, was := range map[string]Facts{
		"listing": page("Archives: Reports", listing), "wall": page("Page not found", missing), "short": page("A note", "It is short."), "empty": page("", ""),
	} {
		if got := Judge(page("The work of the Wenlow wardens", report), &was, Promise{URL: address}); got.Code != "" {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

func TestAgainstThePromise(t *testing.T) {
	moved := func(title, text string) Facts {
		return Facts{URL: "https://wardens.example/reports/", Title: title, Text: text}
	}
	for _, test := range []struct {
		name   string
		now    Facts
		anchor string
		code   fault.Code
	}{
		{"kept", page("The work of the Wenlow wardens", report), "Wenlow wardens (PDF, 1.2MB)", ""},
		{"kept by the text", moved("A report", report), "Review of plans every quarter", ""},
		{"said nothing", moved("A speech by the Chief Inspector", other), "Read the full report", ""},
		{"a seed", page("A speech by the Chief Inspector", other), "", ""},
		{"one word is too little", moved("A speech by the Chief Inspector", other), "Stannick", ""},
		{"nowhere else", page("A speech by the Chief Inspector", other), "Stannick Moor prison", ""},
		{"a listing that was promised", page("Archives: Reports", listing), "Archives of reports", ""},
		{"a listing that nobody promised", page("Latest reports", listing), "", ""},
		{"the login that was promised", page("Sign in", login), "Sign in", ""},
		{"about cookies", page("Cookies", "Cookies\n\nWe use cookies on this site. They are small files.\n"), "Cookies policy", ""},

		{"elsewhere", moved("A speech by the Chief Inspector", other), "Brackmere Castle prison", fault.SoftRedirect},
		{"listing", moved("Archives: Reports", listing), "Brackmere Castle prison", fault.SoftRedirect},
		{"listing at the same address", page("Archives: Reports", listing), "Brackmere Castle prison", fault.SoftRedirect},
		{"soft 404", page("Page not found", missing), "Wenlow wardens", fault.NotAReport},
		{"a seed that is a wall", page("We value your privacy", consent), "", fault.NotAReport},
	} {
		if got := Judge(test.now, nil, Promise{URL: address, Anchor: test.anchor}); got.Code != test.code {
			t.Errorf("%s: %+v, want %q", test.name, got, test.code)
		}
	}
}

func FuzzJudge(f *testing.F) {
	f.Add("Page not found", missing, "Wenlow", report, 0)
	f.Add("", "\xff", "", "", 3)
	f.Fuzz(func(t *testing.T, title, text, oldTitle, oldText string, pages int) {
		was := Facts{Title: oldTitle, Text: oldText, Pages: pages}
		got := Judge(page(title, text), &was, Promise{URL: address, Anchor: oldTitle})
		if (got.Code == "") != (got.Reason == "") {
			t.Errorf("%+v", got)
		}
		if got := Judge(was, &was, Promise{}); got.Code != "" && was.worthKeeping() {
			t.Errorf("the same reading: %+v", got)
		}
	})
}
