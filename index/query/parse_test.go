package query

import (
	"reflect"
	"strings"
	"testing"
)

func TestParse(t *testing.T) {
	word := func(s string) Node { return Term{Form: Plain, Text: s} }
	exact := func(s string) Node { return Term{Form: Phrase, Text: s} }
	for _, test := range []struct {
		in    string
		want  Node
		canon string
	}{
		{"", And{}, ""},
		{" \u00a0\t", And{}, ""},
		{"Supply chain", And{word("supply"), word("chain")}, "supply chain"},
		{"supply AND chain", And{word("supply"), word("chain")}, "supply chain"},
		{`"supply chain"`, exact("supply chain"), `"supply chain"`},
		{"“Supply Chain”", exact("supply chain"), `"supply chain"`},
		{"„supply\u00a0chain“", exact("supply chain"), `"supply chain"`},
		{`"safeguarding"`, exact("safeguarding"), `"safeguarding"`},
		{"self-harm", exact("self harm"), `"self harm"`},
		{"self–harm", exact("self harm"), `"self harm"`},
		{"CRC’s", word("crc"), "crc"},
		{"don't", word("don't"), "don't"},
		{"O’Brien", word("o'brien"), "o'brien"},
		{"oﬃcer ﬁnding", And{word("officer"), word("finding")}, "officer finding"},
		{"Ynys Môn", And{word("ynys"), word("mon")}, "ynys mon"},
		{"super\u00advision", word("supervision"), "supervision"},
		{"1,234 3.5 2017,2018", And{word("1234"), word("3.5"), exact("2017 2018")}, `1234 3.5 "2017 2018"`},
		{"at 10:30", And{word("at"), exact("10 30")}, `at "10 30"`},
		{"see https://example.org/a", And{word("see"), exact("https example org a")}, `see "https example org a"`},
		{"a or b", And{word("a"), word("or"), word("b")}, "a or b"},
		{"a OR b", Or{word("a"), word("b")}, "a OR b"},
		{"a | b", Or{word("a"), word("b")}, "a OR b"},
		{"a b OR c", Or{And{word("a"), word("b")}, word("c")}, "a b OR c"},
		{"a (b OR c)", And{word("a"), Or{word("b"), word("c")}}, "a (b OR c)"},
		{"(a OR (b OR c))", Or{word("a"), word("b"), word("c")}, "a OR b OR c"},
		{"((a) (b c))", And{word("a"), word("b"), word("c")}, "a b c"},
		{"-a", Not{word("a")}, "-a"},
		{"NOT a", Not{word("a")}, "-a"},
		{"−a –b", And{Not{word("a")}, Not{word("b")}}, "-a -b"},
		{"NOT NOT a", word("a"), "a"},
		{"-(-a)", word("a"), "a"},
		{"-(a b)", Not{And{word("a"), word("b")}}, "-(a b)"},
		{"-(a OR b) c", And{Not{Or{word("a"), word("b")}}, word("c")}, "-(a OR b) c"},
		{`-"in the chain"`, Not{exact("in the chain")}, `-"in the chain"`},
		{"-kind:rating", Not{Filter{"kind", []Term{{Form: Plain, Text: "rating"}}}}, "-kind:rating"},
		{"a OR -b", Or{word("a"), Not{word("b")}}, "a OR -b"},
		{"Safeg*", Term{Form: Prefix, Text: "safeg"}, "safeg*"},
		{"Wom?n", Term{Form: Wildcard, Text: "wom?n"}, "wom?n"},
		{"organi?ation*", Term{Form: Wildcard, Text: "organi?ation*"}, "organi?ation*"},
		{"who failed?", And{word("who"), word("failed")}, "who failed"},
		{"Safegarding~", Term{Form: Fuzzy, Text: "safegarding"}, "safegarding~"},
		{`~"supply chain"`, Term{Form: Stemmed, Text: "supply chain"}, `~"supply chain"`},
		{`~“Supply Chain”`, Term{Form: Stemmed, Text: "supply chain"}, `~"supply chain"`},
		{`"supply chain"~5`, Term{Form: Near, Text: "supply chain", Within: 5}, `"supply chain"~5`},
		{`("supply chain"~5)`, Term{Form: Near, Text: "supply chain", Within: 5}, `"supply chain"~5`},
		{"exact:Probation", exact("probation"), `"probation"`},
		{"exact:probation,parole", Or{exact("probation"), exact("parole")}, `"probation" OR "parole"`},
		{"-exact:probation", Not{exact("probation")}, `-"probation"`},
		{`speaker:stacy~,~"Smith Jones",Sm?th`, Filter{"speaker", []Term{{Form: Fuzzy, Text: "stacy"}, {Form: Stemmed, Text: "smith jones"}, {Form: Wildcard, Text: "sm?th"}}}, `speaker:stacy~,~"smith jones",sm?th`},
		{"body:Cumbria polarity:Weakness source:pdf", And{
			Filter{"body", []Term{{Form: Plain, Text: "cumbria"}}}, Filter{"polarity", []Term{{Form: Plain, Text: "weakness"}}}, Filter{"source", []Term{{Form: Plain, Text: "pdf"}}},
		}, "body:cumbria polarity:weakness source:pdf"},
		{"kind:Quote,finding", Filter{"kind", []Term{{Form: Plain, Text: "quote"}, {Form: Plain, Text: "finding"}}}, "kind:quote,finding"},
		{"IS:quote", Filter{"kind", []Term{{Form: Plain, Text: "quote"}}}, "kind:quote"},
		{"(kind:quote)", Filter{"kind", []Term{{Form: Plain, Text: "quote"}}}, "kind:quote"},
		{"type:press-release", Filter{"type", []Term{{Form: Plain, Text: "press_release"}}}, "type:press_release"},
		{`rating:inadequate,"Requires improvement"`, Filter{"rating", []Term{{Form: Plain, Text: "inadequate"}, {Form: Plain, Text: "requires_improvement"}}}, "rating:inadequate,requires_improvement"},
		{"rating:req*", Filter{"rating", []Term{{Form: Prefix, Text: "req"}}}, "rating:req*"},
		{`by:"Glenys Stacey"`, Filter{"speaker", []Term{{Form: Phrase, Text: "glenys stacey"}}}, `speaker:"glenys stacey"`},
		{"speaker:Stacey,Smith-Jones", Filter{"speaker", []Term{{Form: Plain, Text: "stacey"}, {Form: Phrase, Text: "smith jones"}}}, `speaker:stacey,"smith jones"`},
		{"speaker:Stac*", Filter{"speaker", []Term{{Form: Prefix, Text: "stac"}}}, "speaker:stac*"},
		{`section:“Public protection” risk`, And{Filter{"section", []Term{{Form: Phrase, Text: "public protection"}}}, word("risk")}, `section:"public protection" risk`},
		{"site:GOV.UK lang:en-GB", And{Filter{"site", []Term{{Form: Plain, Text: "gov.uk"}}}, Filter{"lang", []Term{{Form: Plain, Text: "en-gb"}}}}, "site:gov.uk lang:en-gb"},
		{"url:https://example.org/a?b=1", Filter{"url", []Term{{Form: Plain, Text: "https://example.org/a?b=1"}}}, "url:https://example.org/a?b=1"},
		{`url:"https://example.org/a,b"`, Filter{"url", []Term{{Form: Plain, Text: "https://example.org/a,b"}}}, `url:"https://example.org/a,b"`},
		{"id:q_0a1b*", Filter{"id", []Term{{Form: Prefix, Text: "q_0a1b"}}}, "id:q_0a1b*"},
		{"date:2017", Dates{{"2017", "2017"}}, "date:2017"},
		{"date:2017-10-05", Dates{{"2017-10-05", "2017-10-05"}}, "date:2017-10-05"},
		{"year:2015..2019", Dates{{"2015", "2019"}}, "date:2015..2019"},
		{"date:2015,2017-06", Dates{{"2015", "2015"}, {"2017-06", "2017-06"}}, "date:2015,2017-06"},
		{"date:>=2017-06", Dates{{"2017-06", ""}}, "date:>=2017-06"},
		{"date:2017-06..", Dates{{"2017-06", ""}}, "date:>=2017-06"},
		{"date:..2016", Dates{{"", "2016"}}, "date:<=2016"},
		{"date:>2017-12", Dates{{"2018-01", ""}}, "date:>=2018-01"},
		{"date:<2016-03-01", Dates{{"", "2016-02-29"}}, "date:<=2016-02-29"},
		{"after:2017 before:2018", And{Dates{{"2017", ""}}, Dates{{"", "2017"}}}, "date:>=2017 date:<=2017"},
		{"date:2017–10", Dates{{"2017-10", "2017-10"}}, "date:2017-10"},
	} {
		n, notes, err := Parse(test.in)
		if err != nil {
			t.Errorf("Parse(%q): %v", test.in, err)
			continue
		}
		if !reflect.DeepEqual(n, Query{Where: test.want}) {
			t.Errorf("Parse(%q) = %#v, want %#v", test.in, n, test.want)
		}
		if n.String() != test.canon {
			t.Errorf("Parse(%q).String() = %q, want %q", test.in, n, test.canon)
		}
		if len(notes) > 0 {
			t.Errorf("Parse(%q) notes %v", test.in, notes)
		}
	}
}

func TestSettings(t *testing.T) {
	risk := Term{Form: Plain, Text: "risk"}
	for in, want := range map[string]Query{
		"risk sort:newest":              {risk, "newest", ""},
		"sort:date risk":                {risk, "newest", ""},
		"sort:-date":                    {And{}, "oldest", ""},
		"risk group:Report":             {risk, "", "report"},
		"group:document sort:relevance": {And{}, "relevance", "report"},
		"a OR b sort:oldest":            {Or{Term{Form: Plain, Text: "a"}, Term{Form: Plain, Text: "b"}}, "oldest", ""},
	} {
		q, notes, err := Parse(in)
		if err != nil || len(notes) > 0 || !reflect.DeepEqual(q, want) {
			t.Errorf("Parse(%q) = %#v, notes %v, error %v", in, q, notes, err)
		}
		if again, _, err := Parse(q.String()); err != nil || !reflect.DeepEqual(again, q) {
			t.Errorf("Parse(%q) = %#v, canonical %q is %#v, error %v", in, q, q, again, err)
		}
	}
}

func TestParseNotes(t *testing.T) {
	for in, want := range map[string][2]string{
		`risk "supply chain`:     {`risk "supply chain"`, "character 6: the quotation mark is not closed; everything behind it was read as the phrase"},
		`speaker:“Glenys Stacey`: {`speaker:"glenys stacey"`, "character 9: the quotation mark is not closed; everything behind it was read as the phrase"},
		`drugs & alcohol`:        {`drugs alcohol`, "character 7: “&” is not a word and was left out"},
		`drugs – alcohol`:        {`drugs alcohol`, "character 7: “–” is not a word and was left out"},
		`risk ""`:                {`risk`, "character 6: “” is not a word and was left out"},
		`"supply ch*"`:           {`"supply ch"`, "character 1: between quotation marks * has no meaning and was left out"},
		`a OR …`:                 {`a`, "character 6: “…” is not a word and was left out"},
	} {
		n, notes, err := Parse(in)
		if err != nil {
			t.Errorf("Parse(%q): %v", in, err)
			continue
		}
		if n.String() != want[0] || len(notes) != 1 || notes[0].String() != "query, "+want[1] {
			t.Errorf("Parse(%q) = %q, notes %v; want %q, note %q", in, n, notes, want[0], want[1])
		}
	}
}

func TestParseErrors(t *testing.T) {
	for in, want := range map[string]string{
		"speeker:Stacey":              "character 1: there is no field “speeker”; did you mean “speaker”?",
		"risk retting:good":           "character 6: there is no field “retting”; did you mean “rating”?",
		"“é” titel:x":                 "character 5: there is no field “titel”; did you mean “title”?",
		"kind:qoute":                  "character 6: “qoute” is none of the values of kind (document, finding, quote, recommendation, rating); did you mean “quote”?",
		"kind: quote":                 "character 6: a value is missing here; write it without a space before it, as kind:quote",
		"kind:quote,":                 "character 12: a value is missing here; write it without a space before it, as kind:quote",
		`speaker:""`:                  "character 9: a value is missing here; write it without a space before it, as kind:quote",
		"speaker:&":                   "character 9: there is no word in “&”",
		"speaker:(a OR b)":            "character 9: brackets cannot stand behind a field; write the values with commas between them, as kind:quote,finding",
		"sa*":                         "character 1: with * and ? must stand one word with 3 known characters or more, the first of them known, without a hyphen",
		"self-ha*":                    "character 1: with * and ? must stand one word with 3 known characters or more, the first of them known, without a hyphen",
		"*":                           "character 1: with * and ? must stand one word with 3 known characters or more, the first of them known, without a hyphen",
		"wom*n":                       "character 1: * can only stand at the end of a word",
		"?omen":                       "character 1: with * and ? must stand one word with 3 known characters or more, the first of them known, without a hyphen",
		"self-h?rm":                   "character 1: with * and ? must stand one word with 3 known characters or more, the first of them known, without a hyphen",
		"id:q_*":                      "character 4: before * must stand 3 characters or more",
		"id:q_*a":                     "character 4: * can only stand at the end of a value",
		"it~":                         "character 1: ~ stands behind one word of 3 letters or more, or beside a phrase in quotation marks",
		"self-harm~":                  "character 1: ~ stands behind one word of 3 letters or more, or beside a phrase in quotation marks",
		"safe~guard":                  "character 1: ~ stands behind one word of 3 letters or more, or beside a phrase in quotation marks",
		`"supply chain"~`:             "character 1: behind a phrase ~ takes a number of words from 1 to 50, as \"supply chain\"~5",
		`"supply chain"~99`:           "character 1: behind a phrase ~ takes a number of words from 1 to 50, as \"supply chain\"~5",
		`~"supply chain"~5`:           "character 1: a phrase can have ~ before it or behind it, not both",
		`"supply"~5`:                  "character 1: only two words or more can be near each other",
		`kind:~"quote"`:               "character 6: ~ has no meaning in the field kind",
		"sort:size":                   "character 6: “size” is none of the values of sort (relevance, newest, oldest); did you mean “newest”?",
		"a sort:newest sort:oldest":   "character 15: sort: can be given once, with one value",
		"sort:newest,oldest":          "character 1: sort: can be given once, with one value",
		"(a sort:newest)":             "character 4: sort: is about the whole query; write it outside of brackets and without NOT",
		"-group:report":               "character 2: group: is about the whole query; write it outside of brackets and without NOT",
		"OR a":                        "character 1: something must stand before OR; to search for the word itself, write it in small letters",
		"a OR":                        "character 3: something must stand behind OR; to search for the word itself, write it in small letters",
		"a OR OR b":                   "character 3: something must stand behind OR; to search for the word itself, write it in small letters",
		"(a AND) b":                   "character 4: something must stand behind AND; to search for the word itself, write it in small letters",
		"NOT":                         "character 1: something must stand behind NOT; to search for the word itself, write it in small letters",
		"a) b":                        "character 2: this bracket closes none; put ( before, or leave it out",
		"a (b":                        "character 3: this bracket is not closed",
		"& …":                         "character 1: there is no word to search for",
		"()":                          "character 1: there is no word to search for",
		"date:yesterday":              "character 6: “yesterday” is not a date; write 2017, 2017-10, 2017-10-05, 2015..2019, >=2017-06 or <2018",
		"date:2017-13":                "character 6: “2017-13” is not a date; write 2017, 2017-10, 2017-10-05, 2015..2019, >=2017-06 or <2018",
		"date:2017-02-29":             "character 6: “2017-02-29” is not a date; write 2017, 2017-10, 2017-10-05, 2015..2019, >=2017-06 or <2018",
		"date:..":                     "character 6: “..” is not a date; write 2017, 2017-10, 2017-10-05, 2015..2019, >=2017-06 or <2018",
		"date:2019..2015":             "character 6: the dates run backwards in “2019..2015”",
		"risk \xff":                   "character 1: this is not UTF-8 text",
		strings.Repeat("a", 513):      "character 514: the query is too long; the limit is 512 bytes",
		strings.Repeat("by:a ", 100):  "character 164: too many words and values; the limit is 32",
		strings.Repeat("a ", 33):      "character 65: too many words and values; the limit is 32",
		strings.Repeat("abc* ", 9):    "character 41: too many words with *, ? or ~; the limit is 8",
		strings.Repeat("(", 17) + "a": "character 17: too many brackets within brackets; the limit is 16",
		"by:" + strings.Repeat("aaaaaaaaaaaa-b,", 31) + strings.Repeat("y", 41): "character 510: the query is too long; the limit is 512 bytes",
	} {
		_, _, err := Parse(in)
		if err == nil || err.Error() != "query, "+want {
			t.Errorf("Parse(%q): error %v, want %q", in, err, want)
		}
	}
}

func TestFields(t *testing.T) {
	seen := map[string]bool{}
	for _, f := range Fields {
		for _, name := range append([]string{f.Name}, f.Aliases...) {
			if seen[name] {
				t.Errorf("two fields answer to %s", name)
			}
			seen[name] = true
		}
		if _, _, err := Parse(f.Example); err != nil || !strings.HasPrefix(f.Example, f.Name+":") {
			t.Errorf("the example of %s, %s: %v", f.Name, f.Example, err)
		}
		if f.Help == "" {
			t.Errorf("%s has no help", f.Name)
		}
	}
}

func TestEdits(t *testing.T) {
	for pair, want := range map[[2]string]int{
		{"", ""}: 0, {"", "kind"}: 4, {"kind", "kind"}: 0, {"kidn", "kind"}: 1, {"speeker", "speaker"}: 1, {"role", "title"}: 3,
	} {
		if got := Edits(pair[0], pair[1]); got != want {
			t.Errorf("Edits(%q, %q) = %d, want %d", pair[0], pair[1], got, want)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		`supply "in the chain" -kind:quote,finding (a OR b) safeg*`, `speaker:“Glenys` + "\u00a0" + `Stacey” date:>=2017-06`,
		`NOT (a b OR -c) rating:"requires improvement" url:"a,b"`, "1,234.5 o’b’s's ẞß İ ﬁ", `a|b AND 2017..2018 before:0000`,
		`~"supply chains" "risk of harm"~5 wom?n? safegarding~ exact:a,b (c OR d) sort:date group:report`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		n, _, err := Parse(s)
		if err != nil {
			if _, ok := err.(*Error); !ok {
				t.Fatalf("Parse(%q): %T", s, err)
			}
			return
		}
		again, notes, err := Parse(n.String())
		if err != nil || len(notes) > 0 {
			t.Fatalf("Parse(%q) = %q, which gives %v, notes %v", s, n, err, notes)
		}
		if !reflect.DeepEqual(n, again) {
			t.Fatalf("Parse(%q) = %#v, canonical %q is %#v", s, n, n, again)
		}
	})
}
