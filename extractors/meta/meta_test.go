package meta

import (
	"reflect"
	"testing"

	"assize/extractors/block"
	"assize/extractors/record"
)

// page makes an HTML document of properties given as name, from and value.
func page(properties ...[3]string) *block.Doc {
	doc := &block.Doc{Method: "html"}
	for _, p := range properties {
		doc.Properties = append(doc.Properties, block.Property{Name: p[0], From: p[1], Value: p[2]})
	}
	return doc
}

// file makes a document of pages, the first block of which is its title.
func file(title string, pages ...string) *block.Doc {
	doc := &block.Doc{Method: "layout", Blocks: []block.Block{{Kind: block.Heading, Title: true, Text: title}}}
	for _, text := range pages {
		start := len(doc.Text)
		doc.Text += text
		doc.Pages = append(doc.Pages, block.Page{Start: start, End: len(doc.Text)})
		doc.Text += "\f"
	}
	return doc
}

func TestTitle(t *testing.T) {
	for _, test := range []struct {
		doc   *block.Doc
		title string
	}{
		{page([3]string{"title", "json-ld", "What we found"}, [3]string{"title", "title", "What we found - Site"}), "What we found"},
		{page([3]string{"title", "title", "What we found – HMI Probation"}, [3]string{"site", "meta", "HMI Probation"}), "What we found"},
		{page([3]string{"title", "title", "Example | What we found"}), "What we found"},
		{page([3]string{"title", "title", "What we found | News"}), "What we found"},
		{page([3]string{"title", "meta", "What we found, in 5 charts"}, [3]string{"title", "h1", "What we found in Cumbria"}), "What we found in Cumbria"},
		{page([3]string{"title", "meta", "What we found"}, [3]string{"title", "h1", "The Daily Notebook"}), "What we found"},
		{page([3]string{"title", "title", "Findings – and what they mean"}), "Findings – and what they mean"},
		{page([3]string{"title", "h1", "What we found | 2017"}, [3]string{"title", "title", "What we found | 2017"}), "What we found"},
		{page([3]string{"title", "h1", "The Daily Notebook"}, [3]string{"title", "title", "What we found - The Daily Notebook"}), "What we found"},
		{page([3]string{"title", "h1", "5 October 2017: What we found"}, [3]string{"title", "meta", "What we found"}), "What we found"},
		{page([3]string{"title", "h1", "Findings"}, [3]string{"title", "title", "Findings - Reports of 2017"}), "Findings"},
		{page([3]string{"title", "h1", "One of many"}, [3]string{"title", "h1", "Another one"}, [3]string{"title", "title", "All we found"}), "All we found"},
		{page([3]string{"title", "meta", "What we found in…"}, [3]string{"title", "title", "What we found in Cumbria"}), "What we found in Cumbria"},
		{page([3]string{"title", "meta", "Home"}, [3]string{"site", "meta", "The Daily Notebook"}), "The Daily Notebook"},
		{page([3]string{"title", "meta", "Notebook"}, [3]string{"site", "meta", "Notebook"}, [3]string{"title", "h1", "What we found"}), "What we found"},
		{page([3]string{"title", "json-ld", "List article"}, [3]string{"title", "meta", "Wardens by town"}, [3]string{"title", "title", "Wardens by town - Notes"}), "Wardens by town"},
		{page([3]string{"title", "title", "What we found / Reports / The Notebook"}), "What we found"},
		{file("Cumbria", ""), "Cumbria"},
		{&block.Doc{Method: "layout", Properties: []block.Property{{Name: "title", From: "pdf-info", Value: "Microsoft Word - final_v3.docx"}}}, ""},
		{&block.Doc{Method: "layout", Properties: []block.Property{{Name: "title", From: "pdf-info", Value: "Annual report 2020"}}}, "Annual report 2020"},
	} {
		if d := Document(test.doc, Source{URL: "https://www.example.org/a"}); d.Title != test.title {
			t.Errorf("%+v: title %q, want %q", test.doc.Properties, d.Title, test.title)
		}
	}
}

func TestDateline(t *testing.T) {
	for text, want := range map[string]string{
		"HARRENBY, 5 October 2017 (News Desk) – Inspectors have published a report.":    "2017-10-05",
		"Inspectors visited on 5 October 2017. They found – among other things – gaps.": "",
	} {
		doc := &block.Doc{Method: "html", Blocks: []block.Block{{Kind: block.Paragraph, Text: text}}}
		got := ""
		if d := Document(doc, Source{}).Published; d != nil {
			got = d.Value
		}
		if got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestAuthors(t *testing.T) {
	for _, test := range []struct {
		doc  *block.Doc
		want []string
	}{
		{page([3]string{"author", "json-ld", "Ann Writer"}, [3]string{"author", "text", "Somebody Else"}), []string{"Ann Writer"}},
		{page([3]string{"author", "meta", "By Ann Writer and Jo Placeholder"}), []string{"Ann Writer", "Jo Placeholder"}},
		{page([3]string{"author", "meta", "admin"}, [3]string{"author", "text", "Ann Writer"}), []string{"Ann Writer"}},
		{page([3]string{"author", "meta", "ann@site.example"}), []string{}},
	} {
		if d := Document(test.doc, Source{}); !reflect.DeepEqual(d.Authors, test.want) {
			t.Errorf("%+v: authors %q, want %q", test.doc.Properties, d.Authors, test.want)
		}
	}
}

func TestPublished(t *testing.T) {
	for _, test := range []struct {
		doc             *block.Doc
		url             string
		value, from     string
		missing, update string
	}{
		{page([3]string{"published", "time", "2016-01-01"}, [3]string{"published", "json-ld", "2017-10-05T06:30:41Z"}, [3]string{"modified", "meta", "2019-02-11"}), "", "2017-10-05", "json-ld", "", "2019-02-11"},
		{page([3]string{"published", "meta", "October 2017"}, [3]string{"published", "text", "5 October 2017"}), "", "2017-10-05", "text", "", ""},
		{page(), "https://site.example/2017/10/05/post/", "2017-10-05", "url", "", ""},
		{page([3]string{"published", "json-ld", "2017-10-06T01:30:00Z"}, [3]string{"published", "text", "5 October 2017"}), "", "2017-10-05", "text", "", ""},
		{page([3]string{"published", "json-ld", "2017-10-08T01:30:00Z"}, [3]string{"published", "text", "5 October 2017"}), "", "2017-10-08", "json-ld", "", ""},
		{page([3]string{"modified", "text", "Updated: 5 October 2017"}), "", "2017-10-05", "updated", "", "2017-10-05"},
		{page(), "https://site.example/2017/10/post/", "2017-10", "url", "", ""},
		{page(), "https://site.example/post/", "", "", "not_stated", ""},
		{page([3]string{"published", "text", "last Tuesday"}), "", "", "", "not_parsed", ""},
		{file("Report", "Report\n\nOctober 2017\n\nInspectors came on 3 May 2016."), "", "2017-10", "text", "", ""},
		{file("Report", "Report published: 8 August 2014"), "https://site.example/x-09-august-2014.pdf", "2014-08-08", "text", "", ""},
		{file("Report", "Report"), "file:///reports/x-09-august-2014.pdf", "2014-08-09", "url", "", ""},
	} {
		d := Document(test.doc, Source{URL: test.url})
		var got record.Date
		if d.Published != nil {
			got = *d.Published
		}
		update := ""
		if d.Updated != nil {
			update = d.Updated.Value
		}
		if got.Value != test.value || got.From != test.from || string(d.Missing["published"]) != test.missing || update != test.update {
			t.Errorf("%+v %s: published %+v, missing %q, updated %q", test.doc.Properties, test.url, got, d.Missing["published"], update)
		}
		if err := d.Check(); err != nil {
			t.Error(err)
		}
	}
}

func TestPublisher(t *testing.T) {
	for _, test := range []struct {
		doc  *block.Doc
		url  string
		want string
		with []string
	}{
		{page([3]string{"site", "meta", "Justice Inspectorates"}), "https://hmiprobation.justiceinspectorates.gov.uk/document/x/", "HM Inspectorate of Probation", nil},
		{page(), "https://www.justiceinspectorates.gov.uk/hmiprisons/inspections/x/", "HM Inspectorate of Prisons", nil},
		{page([3]string{"publisher", "meta", "Ofsted"}), "https://www.gov.uk/government/publications/x", "Ofsted", nil},
		{page(), "https://www.gov.uk/government/publications/x", "GOV.UK", nil},
		{page([3]string{"site", "meta", "A Notebook"}), "https://notebook.example/x", "A Notebook", nil},
		{page(), "https://notofsted.gov.uk.example/x", "", nil},
		{file("Area SEND inspection of Westmarch Local Area Partnership", "Inspection outcome", "Ofsted\nCare Quality Commission"), "", "Ofsted", []string{"Care Quality Commission"}},
		{file("A report", "His Majesty’s Inspectorate of Probation"), "", "HM Inspectorate of Probation", nil},
	} {
		d := Document(test.doc, Source{URL: test.url})
		if d.Publisher != test.want || !reflect.DeepEqual(d.CoPublishers, test.with) {
			t.Errorf("%s: publisher %q with %q, want %q with %q", test.url, d.Publisher, d.CoPublishers, test.want, test.with)
		}
	}
}

func TestDocType(t *testing.T) {
	for _, test := range []struct {
		doc  *block.Doc
		url  string
		want record.DocType
	}{
		{page([3]string{"title", "h1", "Governor responds"}), "https://site.example/media/press-releases/2022/05/x/", record.PressRelease},
		{page([3]string{"type", "json-ld", "BlogPosting"}), "", record.Blog},
		{page([3]string{"type", "json-ld", "NewsArticle"}), "", record.News},
		{page([3]string{"title", "h1", "An action plan: Westmarch"}), "", record.ActionPlan},
		{page([3]string{"title", "h1", "A thematic inspection of unpaid work"}), "", record.Thematic},
		{page([3]string{"title", "h1", "Annual Report 2020"}), "", record.Annual},
		{file("Westmarch", "Westmarch\nInspection dates: 3 to 9 June 2020"), "", record.InspectionReport},
		{file("Westmarch", "A leaflet"), "", record.DocTypeUnknown},
	} {
		if d := Document(test.doc, Source{URL: test.url}); d.Type != test.want {
			t.Errorf("%+v %s: %s, want %s", test.doc.Properties, test.url, d.Type, test.want)
		}
	}
}

func TestLanguage(t *testing.T) {
	english := "The inspectors were of the view that the service had been good to the people in it. "
	welsh := "Mae arolygwyr wedi dweud bod y gwasanaeth yn dda ac ar y ffordd i fod yn well. "
	for _, test := range []struct {
		declared, text, want string
	}{
		{"en_gb", "", "en-GB"}, {"cy", english, "cy"}, {"", english, "en"}, {"", welsh, "cy"}, {"english, mostly", english, "en"}, {"", "12 34 56", ""},
	} {
		doc := page([3]string{"language", "html", test.declared})
		doc.Text = test.text
		if d := Document(doc, Source{}); d.Language != test.want || d.Check() != nil {
			t.Errorf("%q, %q: %q, want %q", test.declared, test.text, d.Language, test.want)
		}
	}
}

func TestLinks(t *testing.T) {
	doc := page()
	doc.Links = []block.Link{
		{Href: "https://site.example/files/westmarch-inspection.pdf", Text: "here", Main: true},
		{Href: "https://site.example/files/tables.xlsx#top", Text: "Data", Main: true},
		{Href: "https://site.example/files/map.pdf", Text: "Map"},
		{Href: "https://site.example/download/12", Text: "Inspection of Westmarch (PDF, 1.2MB, 34 pages)"},
		{Href: "https://www.justiceinspectorates.gov.uk/hmiprobation/x/", Text: "report", Main: true},
		{Href: "https://www.justiceinspectorates.gov.uk/hmiprobation/y/", Text: "more"},
		{Href: "https://site.example/about", Text: "Our report on ourselves", Main: true},
		{Href: "https://site.example/about#team", Text: "Team"},
		{Href: "file:///etc/passwd", Text: "report"},
	}
	want := []record.Link{
		{URL: "https://site.example/files/westmarch-inspection.pdf", Text: "here", Rel: record.RelReport, Type: "application/pdf"},
		{URL: "https://site.example/files/tables.xlsx", Text: "Data", Rel: record.RelDocument, Type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
		{URL: "https://site.example/files/map.pdf", Text: "Map", Rel: record.RelDocument, Type: "application/pdf"},
		{URL: "https://site.example/download/12", Text: "Inspection of Westmarch (PDF, 1.2MB, 34 pages)", Rel: record.RelReport, Type: "application/pdf", Bytes: 1_200_000, Pages: 34},
		{URL: "https://www.justiceinspectorates.gov.uk/hmiprobation/x/", Text: "report", Rel: record.RelReport},
	}
	for i := range want {
		if want[i].Rel == record.RelReport {
			want[i].Document = record.DocumentID(want[i].URL, "")
		}
	}
	if d := Document(doc, Source{URL: "https://site.example/"}); !reflect.DeepEqual(d.Links, want) {
		t.Errorf("the document's links: %+v", d.Links)
	}
	rels := map[record.LinkRel]int{}
	for _, l := range Links(doc) {
		rels[l.Rel]++
	}
	if rels[record.RelDocument] != 4 || rels[record.RelPage] != 3 {
		t.Errorf("the crawler's links: %+v", Links(doc))
	}
}

// What a page says of a file stands in the link's text or straight behind it.
func TestStatedFiles(t *testing.T) {
	for _, test := range []struct {
		link  block.Link
		media string
		bytes int64
		pages int
	}{
		{block.Link{Href: "/a.pdf", Text: "Report (PDF, 1.2MB, 34 pages)"}, "application/pdf", 1_200_000, 34},
		{block.Link{Href: "/a.pdf", Text: "Report", Near: "PDF , 400 KB , 12 pages This file may not suit"}, "application/pdf", 400_000, 12},
		{block.Link{Href: "/a.pdf", Text: "Report", Near: "(file type: PDF, size 0,5 MB)"}, "application/pdf", 500_000, 0},
		{block.Link{Href: "/a.pdf", Text: "Report", Near: "- 2 MiB"}, "application/pdf", 2 << 20, 0},
		{block.Link{Href: "/a.pdf", Text: "Report", Near: "was read by 34 pages of the court"}, "application/pdf", 0, 0},
		{block.Link{Href: "/get?id=3", Text: "Tables [Excel, 90kb]"}, "application/vnd.ms-excel", 90_000, 0},
		{block.Link{Href: "/get?id=3", Text: "Get it", Type: "application/pdf"}, "application/pdf", 0, 0},
		{block.Link{Href: "/feed", Text: "Feed", Type: "application/rss+xml"}, "", 0, 0},
		{block.Link{Href: "/about", Text: "How to open a PDF"}, "", 0, 0},
		{block.Link{Href: "/about", Text: "A word of 5 pages"}, "", 0, 0},
		{block.Link{Href: "/plan.odt", Text: "Plan"}, "application/vnd.oasis.opendocument.text", 0, 0},
	} {
		test.link.Href = "https://site.example" + test.link.Href
		u, ok := web(test.link.Href)
		if got := fileOf(u, test.link); !ok || got != (linkedFile{test.media, test.bytes, test.pages}) {
			t.Errorf("%+v: %+v", test.link, got)
		}
	}
}

func TestLicence(t *testing.T) {
	doc := page()
	doc.Links = []block.Link{{Href: "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/", Text: "Open Government Licence v3.0"}}
	if d := Document(doc, Source{}); d.Licence != "OGL-UK-3.0" {
		t.Errorf("licence %q", d.Licence)
	}
}

func TestInspectedBodies(t *testing.T) {
	for title, want := range map[string]string{
		"Inspection of Leeds local authority children’s services":         "Leeds",
		"An inspection of probation services in: Cumbria PDU":             "Cumbria",
		"Report on an unannounced inspection of HMP Northmoor (3–9 June)": "HMP Northmoor",
		"Area SEND inspection of Westmarch Local Area Partnership":        "Westmarch",
		"An inspection of youth offending services in Westmarch":          "Westmarch",
	} {
		if d := Document(file(title), Source{}); !reflect.DeepEqual(d.InspectedBodies, []string{want}) {
			t.Errorf("%s: %q", title, d.InspectedBodies)
		}
	}
}
