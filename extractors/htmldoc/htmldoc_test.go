package htmldoc

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"assize/extractors/block"
	"assize/extractors/fault"
	"assize/extractors/record"
	"assize/internal/testkit/golden"
)

var pageURL = &url.URL{Scheme: "https", Host: "site.example", Path: "/reports/page/"}

func blocksOf(t *testing.T, body string) *block.Doc {
	t.Helper()
	doc, err := Parse(context.Background(), []byte(body), Options{URL: pageURL})
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

func TestGolden(t *testing.T) {
	pages, err := filepath.Glob("testdata/*.html")
	if err != nil || len(pages) == 0 {
		t.Fatalf("no pages in testdata: %v", err)
	}
	for _, page := range pages {
		t.Run(filepath.Base(page), func(t *testing.T) {
			body, err := os.ReadFile(page)
			if err != nil {
				t.Fatal(err)
			}
			doc := blocksOf(t, string(body))
			var got bytes.Buffer
			if err := doc.WriteItems(&got); err != nil {
				t.Fatal(err)
			}
			golden.Check(t, strings.TrimSuffix(page, ".html")+".items", got.Bytes())
			checkSpans(t, doc)
		})
	}
}

// checkSpans holds every block of the text against the artefact.
func checkSpans(t *testing.T, doc *block.Doc) {
	t.Helper()
	end := 0
	for _, b := range doc.Blocks {
		if b.Text == "" || b.Text != record.Normalise(b.Text) {
			t.Fatalf("the text is empty or not normalised: %q", b.Text)
		}
		if len(b.Spans) != 1 || b.Beside {
			if len(b.Spans) == 0 && b.Beside {
				continue
			}
			t.Fatalf("%d spans: %+v", len(b.Spans), b)
		}
		s := b.Spans[0]
		if s.Start < end || s.End > len(doc.Text) || doc.Text[s.Start:s.End] != b.Text {
			t.Fatalf("the span does not give the text: %+v", b)
		}
		end = s.End
	}
}

func TestBesideTheText(t *testing.T) {
	const body = `<title>Night visits | Inspectorate</title><h1>Night visits</h1>
		<nav><h2>Contents</h2><ol><li><a href="#why">Why we went</a><li><a href="/visits#saw">What we saw</a><ul><li><a href="#men">Men</a></ul></ol></nav>
		<main><h2 id=why>Why we went</h2><p>Inspectors visited the prison in May, and found that men spent most of the day locked in.</p>
		<figure><img src=a.png><figcaption>A cell on B wing</figcaption></figure>
		<table><caption>Time unlocked</caption><tr><th>Wing<th>Hours<tr><td>A<td>2</table></main>`
	address, _ := url.Parse("https://inspectorate.example/visits")
	doc, err := Parse(t.Context(), []byte(body), Options{URL: address})
	if err != nil {
		t.Fatal(err)
	}
	checkSpans(t, doc)
	var items strings.Builder
	if err := doc.WriteItems(&items); err != nil {
		t.Fatal(err)
	}
	const wantItems = "H1\tNight visits\nLI\tWhy we went\nLI\tWhat we saw\nLI\tMen\nH2\tWhy we went\n" +
		"P\tInspectors visited the prison in May, and found that men spent most of the day locked in.\nNOTE\tA cell on B wing\n" +
		"NOTE\tTime unlocked\nCELL\tWing\nCELL\tHours\nCELL\tA\nCELL\t2\n"
	if items.String() != wantItems {
		t.Errorf("items:\n%s", items.String())
	}
	const wantText = "Why we went\n\nInspectors visited the prison in May, and found that men spent most of the day locked in.\n\nTime unlocked\n\nWing\tHours\nA\t2\n"
	if doc.Text != wantText {
		t.Errorf("text:\n%s", doc.Text)
	}
}

func TestContentsByWhatTheySay(t *testing.T) {
	const body = `<ol><li><b>Why we went</b><li>What we saw<ul><li>The men</ul><li>How we work</ol><main><h2>Why we went</h2><p>Inspectors visited the prison in May, and found it full.</p>
		<h2>What we saw</h2><p>Men spent most of the day locked in their cells, and few of them worked.</p><h3>The men</h3><h2>How we work</h2></main>`
	doc := blocksOf(t, body)
	beside := 0
	for _, b := range doc.Blocks {
		if b.Beside && b.Kind == block.ListItem {
			beside++
		}
	}
	if beside != 4 || strings.Count(doc.Text, "How we work") != 1 {
		t.Errorf("%d entries beside the text:\n%s", beside, doc.Text)
	}
}

func TestBeforeTheTitle(t *testing.T) {
	sentences := strings.Repeat("<p>Inspectors visited the prison in May and found that men spent most of the day locked in their cells.</p>", 3)
	doc := blocksOf(t, `<title>Night visits</title><main><p>Latest</p><h1>Night visits</h1>`+sentences+`</main>`)
	if !doc.Blocks[0].Beside || strings.Contains(doc.Text, "Latest") {
		t.Errorf("a rubric is text: %q", doc.Text)
	}
	doc = blocksOf(t, `<title>Night visits</title><main>`+sentences+`<h1>Night visits</h1>`+sentences+`</main>`)
	if doc.Blocks[0].Beside {
		t.Error("text before the title stands beside it")
	}
}

func TestItemsWithHeadings(t *testing.T) {
	doc := blocksOf(t, `<p>These are the main findings of our visit in May:</p><ol start=4><li><h3>Safety</h3><p>Violence was rising.</p><li><h3>Work</h3><p>Few men worked.</p></ol>
		<ul><li><h3>Read on</h3><p>More of the same.</p></ul>`)
	var got strings.Builder
	if err := doc.WriteItems(&got); err != nil {
		t.Fatal(err)
	}
	const want = "P\tThese are the main findings of our visit in May:\nLI\tSafety Violence was rising.\nLI\tWork Few men worked.\nH3\tRead on\nP\tMore of the same.\n"
	if got.String() != want || doc.Blocks[1].Label != "4" {
		t.Errorf("got\n%s", got.String())
	}
}

func TestAsides(t *testing.T) {
	const sentences = "<p>Inspectors visited the prison in May and found that men spent most of the day locked in their cells.</p>"
	for _, aside := range []string{
		"<p>Published: 12 May 2022</p>" + sentences, "<p>Thursday, 12 May 2022 at 9:30</p>" + sentences, "<p>By Jo Placeholder and Ann Writer</p>" + sentences,
		sentences + `<p>Related: <a href="/a">What the inspectors found last year</a></p>`, sentences + `<p>Tags: <a href="/t/a">prisons</a>, <a href="/t/b">reports</a></p>`,
		sentences + `<p>Sign up for <a href="/n">our letter</a>.</p>`, `<div class="photo-caption">The gate</div>` + sentences,
		sentences + "<p>First Published on May 12, 2022 01:38 pm</p>", sentences + "<p>Updated at 1:23 p.m.</p>", sentences + "<p>The gate in May (Image: Placeholder)</p>",
	} {
		for _, b := range blocksOf(t, aside).Blocks {
			if b.Kind != block.Note && !strings.HasPrefix(b.Text, "Inspectors") {
				t.Errorf("%s: kept %q", aside, b.Text)
			}
		}
	}
	for _, content := range []string{
		"<p>By March 2019 numbers had doubled</p>" + sentences, "<ul><li>12 May 2022</li><li>13 May 2022</li></ul>" + sentences, sentences + "<p>12 May 2022</p>",
		"<p>Published figures were wrong</p>" + sentences, sentences + "<p>Updated on 12 wings</p>", sentences + "<p>Related: the prison's plan was late.</p>", "<ul><li>Sign up to the charter</li></ul>" + sentences,
		`<p><a href="/r.pdf">12 May 2022</a></p>` + sentences,
	} {
		if doc := blocksOf(t, content); len(doc.Blocks) < 2 {
			t.Errorf("%s: lost a block: %+v", content, doc.Blocks)
		}
	}
}

func TestTwiceEncoded(t *testing.T) {
	doc := blocksOf(t, "<p>The Inspectorate\u00e2\u0080\u0099s view \u00c2\u00b6 \u00c2\u00a350</p>")
	if got, want := doc.Blocks[0].Text, "The Inspectorate’s view ¶ £50"; got != want || len(doc.Warnings) != 1 {
		t.Errorf("got %q and warnings %v, want %q", got, doc.Warnings, want)
	}
	if doc := blocksOf(t, "<p>Â£ is how mojibake looks</p>"); doc.Blocks[0].Text != "Â£ is how mojibake looks" || len(doc.Warnings) != 0 {
		t.Errorf("a text about such characters became %q", doc.Blocks[0].Text)
	}
}

func TestPrintedDates(t *testing.T) {
	for _, page := range []string{
		`<div><span>5 October 2017</span><h1>What we found</h1></div>`,
		`<h1>What we found</h1><p>One.</p><p>5 October 2017</p>`,
		`<article><h1>What we found</h1><p>One.</p><footer><time datetime="2017-10-05">5 October</time></footer></article>`,
		"<h1>What we found</h1><script type=\"application/ld+json\">{\"@type\":\"Article\",\"description\":\"two\nlines\",\"datePublished\":\"2017-10-05\"}</script>",
	} {
		found := false
		for _, p := range blocksOf(t, page).Properties {
			found = found || p.Name == "published" && (p.Value == "5 October 2017" || p.Value == "2017-10-05")
		}
		if !found {
			t.Errorf("no date in %s", page)
		}
	}
}

func TestLists(t *testing.T) {
	doc := blocksOf(t, `<ol start="3" type="A"><li>one<ul><li>under</li></ul></li><li value="9">two</li></ol>
		<ol reversed><li>b</li><li>a</li></ol><p>a) left</p><p>b) right</p><ul><li>• dotted</li></ul>`)
	type row struct {
		text, marker, label string
		ordinal, depth      int
	}
	want := []row{
		{"one", "C.", "C", 3, 1}, {"under", "", "", 1, 2}, {"two", "I.", "I", 9, 1},
		{"b", "2.", "2", 2, 1}, {"a", "1.", "1", 1, 1},
		{"left", "a)", "a", 1, 1}, {"right", "b)", "b", 2, 1}, {"dotted", "•", "", 1, 1},
	}
	if len(doc.Blocks) != len(want) {
		t.Fatalf("%d blocks, want %d", len(doc.Blocks), len(want))
	}
	for i, b := range doc.Blocks {
		if got := (row{b.Text, b.Marker, b.Label, b.Ordinal, b.Depth}); b.Kind != block.ListItem || got != want[i] {
			t.Errorf("%s %+v, want %+v", b.Kind, got, want[i])
		}
	}
	if g := doc.Blocks; g[0].Group != g[2].Group || g[0].Group == g[1].Group || g[2].Group == g[3].Group || g[5].Group != g[6].Group {
		t.Error("the items of one list, and only they, share a group")
	}
}

func TestQuotes(t *testing.T) {
	for _, test := range []struct{ page, cite, items string }{
		{`<blockquote><p>One.</p><p>Two.</p><cite>Jo Placeholder, HM Inspector</cite></blockquote>`, "Jo Placeholder, HM Inspector", "Q\tOne.\nQ\tTwo.\n"},
		{`<blockquote>One.<br>– Jo Placeholder</blockquote>`, "Jo Placeholder", "Q\tOne.\n"},
		{`<blockquote><p>One.</p><p>— Jo Placeholder</p></blockquote>`, "Jo Placeholder", "Q\tOne.\n"},
		{`<blockquote><p>In <cite>The Times</cite> of old.</p></blockquote>`, "", "Q\tIn The Times of old.\n"},
		{`<blockquote><ul><li>One.</li></ul><footer>Jo</footer></blockquote>`, "Jo", "LI\tOne.\n"},
		{`<figure><blockquote>One.</blockquote><figcaption>— Jo</figcaption></figure>`, "Jo", "Q\tOne.\n"},
	} {
		doc := blocksOf(t, test.page)
		var items bytes.Buffer
		if err := doc.WriteItems(&items); err != nil {
			t.Fatal(err)
		}
		if items.String() != test.items {
			t.Errorf("%s: %q", test.page, items.String())
		}
		for _, b := range doc.Blocks {
			if b.Cite != test.cite || !b.Quoted {
				t.Errorf("%s: cite %q, quoted %v", test.page, b.Cite, b.Quoted)
			}
		}
	}
}

func TestTable(t *testing.T) {
	doc := blocksOf(t, `<table><tr><th rowspan="2">Body</th><th colspan="2">Rating</th></tr><tr><td>2018</td><td>2021</td></tr>
		<tr><td>Cumbria</td><td></td><td>Good<ul><li>twice</li></ul></td></tr></table>`)
	type cell struct {
		row, col int
		header   bool
		text     string
	}
	want := []cell{{1, 1, true, "Body"}, {1, 2, true, "Rating"}, {2, 2, false, "2018"}, {2, 3, false, "2021"}, {3, 1, false, "Cumbria"}, {3, 3, false, "Good"}}
	var got []cell
	for _, b := range doc.Blocks {
		if b.Kind == block.Cell {
			got = append(got, cell{b.Row, b.Col, b.Header, b.Text})
		}
	}
	if len(got) != len(want) {
		t.Fatalf("cells %+v", got)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("cell %+v, want %+v", got[i], want[i])
		}
	}
	if last := doc.Blocks[len(doc.Blocks)-1]; last.Kind != block.ListItem || last.Text != "twice" {
		t.Errorf("the list in the cell became %+v", last)
	}
	if !strings.Contains(doc.Text, "2018\t2021\nCumbria") {
		t.Errorf("the artefact lays the table out as %q", doc.Text)
	}
}

func TestLinksAndPaths(t *testing.T) {
	doc := blocksOf(t, `<body><nav><a href="/home">Home</a></nav><main><p>See <a href="../a.pdf" rel="nofollow">the <b>report</b></a>.</p><p id="x">Mail <a href="mailto:a@b.example">us</a></p></main>`)
	p := doc.Blocks[0]
	if len(p.Links) != 1 || p.Links[0].Href != "https://site.example/reports/a.pdf" || p.Links[0].Text != "the report" {
		t.Errorf("links %+v", p.Links)
	}
	if p.Path != "html > body > main > p:nth-of-type(1)" || doc.Blocks[1].Path != `[id="x"]` {
		t.Errorf("paths %q, %q", p.Path, doc.Blocks[1].Path)
	}
	if len(doc.Links) != 2 || doc.Links[0].Main || !doc.Links[1].Main {
		t.Errorf("document links %+v", doc.Links)
	}
}

func TestTitle(t *testing.T) {
	for _, test := range []struct{ page, title string }{
		{`<head><title>What we found - Site</title></head><h1>Site</h1><h2>What we found</h2><p>Text.`, "What we found"},
		{`<head><title>Something else</title></head><p>Text.<h1>What we found</h1><p>More.`, "What we found"},
		{`<head><title>What we found | Site</title></head><header><h1>What we found</h1></header><main><p>Text.</main>`, "What we found"},
	} {
		var titles []string
		for _, b := range blocksOf(t, test.page).Blocks {
			if b.Title {
				titles = append(titles, b.Text)
			}
		}
		if len(titles) != 1 || titles[0] != test.title {
			t.Errorf("%s: %q", test.page, titles)
		}
	}
}

func TestChromeWords(t *testing.T) {
	p := &page{namings: map[naming]string{}}
	for _, class := range []string{"share-buttons", "jp-relatedposts", "site-footer", "elementor-share-btn", "relatedPosts", "x breadcrumbs", "sr-only"} {
		if p.named(class, chromePhrases) == "" {
			t.Errorf("%q should be chrome", class)
		}
	}
	for _, class := range []string{"shared-content", "has-sidebar", "sharepoint", "advertised-posts-body", "unrelated", "article-body", "modality", "subscribers-report"} {
		if p.named(class, chromePhrases) != "" {
			t.Errorf("%q should not be chrome", class)
		}
	}
}

func TestDecode(t *testing.T) {
	for _, test := range []struct{ body, contentType, want string }{
		{"caf\xc3\xa9", "text/html; charset=iso-8859-1", "café"},
		{"caf\xe9 \x96", "text/html; charset=iso-8859-1", "café –"},
		{"\xef\xbb\xbfcaf\xc3\xa9", "", "café"},
		{"caf\xc3\xa9 it\x92s", "text/html; charset=utf-8", "café it’s"},
		{"\xff\xfec\x00\xe9\x00", "", "cé"},
		{`<meta charset="windows-1251">` + "\xcf", "", `<meta charset="windows-1251">П`},
	} {
		if got, _ := decode([]byte(test.body), test.contentType); got != test.want {
			t.Errorf("decode(%q, %q) = %q", test.body, test.contentType, got)
		}
	}
}

func TestSniff(t *testing.T) {
	for _, body := range []string{"<!DOCTYPE html>", "\xef\xbb\xbf \n<html lang=en>", "<!-- x --><p>Hello", "<?xml version=\"1.0\"?><!DOCTYPE html PUBLIC>", "<h1>"} {
		if !Sniff([]byte(body)) {
			t.Errorf("%q is HTML", body)
		}
	}
	for _, body := range []string{"", "%PDF-1.7", "Plain <p>text", "<?xml version=\"1.0\"?><rss>", "<picture-book"} {
		if Sniff([]byte(body)) {
			t.Errorf("%q is not HTML", body)
		}
	}
}

func TestHostile(t *testing.T) {
	const many = 20_000
	for name, body := range map[string]string{
		"deep":       strings.Repeat("<div>", many) + "Deep text." + strings.Repeat("</div>", many),
		"deep lists": strings.Repeat("<ul><li>x", many),
		"contents":   "<p>Text.</p>" + strings.Repeat("<ul><li>one two<li>three four<li><a href=#a>five six</a>", many),
		"formatting": strings.Repeat("<div><b class=a><i id=b></div>", many) + "text",
		"attributes": "<p " + strings.Repeat("a=b ", many) + ">Text.",
		"siblings":   strings.Repeat("<p>Text.", many),
		"columns":    "<table><tr>" + strings.Repeat("<td rowspan=9999 colspan=9999>x", many) + "<tr><th>y<td>z",
		"end tags":   strings.Repeat("<div>", 600) + "Text." + strings.Repeat("</x></b></p>", many),
	} {
		doc, err := Parse(context.Background(), []byte(body), Options{})
		if err != nil || len(doc.Blocks) == 0 {
			t.Errorf("%s: %d blocks, %v", name, len(doc.Blocks), err)
		}
		checkSpans(t, doc)
	}
}

// TestManyTitles reads a page that declares more titles and headings than could
// be compared with each other; only so many are candidates.
func TestManyTitles(t *testing.T) {
	var b strings.Builder
	for i := range 20_000 {
		fmt.Fprintf(&b, "<meta property='og:title' content='Title %d'><h1>Heading %d</h1>", i, i)
	}
	if n := len(blocksOf(t, b.String()).Properties); n > mostValues {
		t.Errorf("%d properties", n)
	}
}

func TestTruncated(t *testing.T) {
	doc := blocksOf(t, strings.Repeat("<p>x", mostTags+1))
	if len(doc.Warnings) != 1 || doc.Warnings[0].Code != "truncated" || len(doc.Blocks) != mostBlocks {
		t.Errorf("%d blocks, warnings %+v", len(doc.Blocks), doc.Warnings)
	}
	doc = blocksOf(t, "<p>Text before.</p><p "+strings.Repeat("a=b ", mostAttributes+1)+">Text behind.")
	if len(doc.Warnings) != 1 || doc.Warnings[0].Code != "truncated" || doc.Text != "Text before.\n\nText behind.\n" {
		t.Errorf("%q, warnings %+v", doc.Text, doc.Warnings)
	}
}

func TestErrors(t *testing.T) {
	for _, body := range []string{"", "<html><body></body></html>", "<script>var x = 1</script>", "<p>&nbsp;</p>"} {
		if _, err := Parse(context.Background(), []byte(body), Options{}); fault.CodeOf(err) != fault.Empty {
			t.Errorf("%q: %v", body, err)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Parse(ctx, []byte("<p>Text."), Options{}); fault.CodeOf(err) != fault.Cancelled || !errors.Is(err, context.Canceled) {
		t.Errorf("a cancelled parse: %v", err)
	}
}

func FuzzParse(f *testing.F) {
	pages, _ := filepath.Glob("testdata/*.html")
	for _, page := range pages {
		if body, err := os.ReadFile(page); err == nil {
			f.Add(body)
		}
	}
	f.Add([]byte("<table><tr><td rowspan=3><ul><li>1. x<br>2. y<blockquote><cite>"))
	f.Add([]byte("<figure><blockquote>x<figcaption><h1><dl><dd>y<template><p>z"))
	f.Add([]byte("\xff\xfe<\x00p\x00>"))
	f.Fuzz(func(t *testing.T, body []byte) {
		doc, err := Parse(context.Background(), body, Options{URL: pageURL})
		if doc == nil || err != nil && fault.CodeOf(err) == "" {
			t.Fatalf("doc %v, err %v", doc, err)
		}
		checkSpans(t, doc)
	})
}

func TestLinksOfASavedPage(t *testing.T) {
	const body = `<link rel=canonical href="https://example.org/2017/post/"><main><p>The <a href="../r.pdf">report</a> came out today.</p></main>`
	for _, test := range []struct{ address, want string }{
		{"", "https://example.org/2017/r.pdf"},
		{"file:///saved/post.html", "https://example.org/2017/r.pdf"},
		{"https://mirror.example/a/b/", "https://mirror.example/a/r.pdf"},
	} {
		var address *url.URL
		if test.address != "" {
			address, _ = url.Parse(test.address)
		}
		doc, err := Parse(t.Context(), []byte(body), Options{URL: address})
		if err != nil {
			t.Fatal(err)
		}
		if got := doc.Blocks[0].Links[0].Href; got != test.want {
			t.Errorf("at %q the link leads to %s, want %s", test.address, got, test.want)
		}
	}
}
