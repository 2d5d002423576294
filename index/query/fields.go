package query

import "strings"

// A Field is a field that a query may name.
type Field struct {
	Name    string
	Aliases []string
	Type    FieldType
	Values  []string // of a Keyword field with a closed list of values
	Help    string
	Example string
}

// FieldType is how the values of a field are compared.
type FieldType int

// The field types.
const (
	Text    FieldType = iota // word by word
	Keyword                  // as a whole, small letters; spaces and hyphens are underscores
	Exact                    // as a whole, small letters
	Date                     // as dates
	Setting                  // not compared: it says how to show what is found
)

// Fields lists the fields, in the order in which help shows them.
var Fields = []Field{
	{"kind", []string{"is"}, Keyword,
		[]string{"document", "finding", "quote", "recommendation", "rating"},
		"the kind of record", "kind:quote,finding"},
	{"speaker", []string{"by"}, Text, nil,
		"who is quoted", "speaker:Stacey"},
	{"role", nil, Text, nil,
		"the office of who is quoted", `role:"chief inspector"`},
	{"side", nil, Keyword,
		[]string{"inspectorate", "inspected", "government", "service_user", "other", "unknown"},
		"on whose side the speaker stands", "side:inspected"},
	{"org", []string{"organisation"}, Text, nil,
		"the speaker's organisation, or the body that the record is about", "org:Cumbria"},
	{"body", []string{"inspected"}, Text, nil,
		"the body that was inspected", "body:Cumbria"},
	{"section", []string{"heading"}, Text, nil,
		"the headings above", `section:"public protection"`},
	{"theme", []string{"topic"}, Text, nil,
		"what a finding is about", "theme:safeguarding"},
	{"title", nil, Text, nil,
		"the document's title", "title:Cumbria"},
	{"publisher", []string{"inspectorate"}, Text, nil,
		"who published the document", "publisher:probation"},
	{"polarity", nil, Keyword,
		[]string{"strength", "weakness", "mixed", "neutral"},
		"whether a finding says something good", "polarity:weakness"},
	{"type", []string{"doc_type"}, Keyword,
		[]string{"inspection_report", "thematic", "annual", "press_release", "blog", "news", "action_plan", "response", "inquiry", "audit", "unknown"},
		"the type of the document", "type:press_release"},
	{"lang", []string{"language"}, Exact, nil,
		"the document's language; en covers en-GB", "lang:en"},
	{"rating", []string{"grade"}, Keyword, nil,
		"the value of a rating", `rating:inadequate,"requires improvement"`},
	{"date", []string{"published"}, Date, nil,
		"when the document was published", "date:2015..2019"},
	{"after", []string{"since", "from"}, Date, nil,
		"published on that date or later, as date:>=", "after:2017-06"},
	{"before", nil, Date, nil,
		"published earlier than that date, as date:<", "before:2018"},
	{"year", nil, Date, nil,
		"published in that year, as date:", "year:2017"},
	{"site", []string{"host"}, Exact, nil,
		"the website; gov.uk covers www.gov.uk", "site:gov.uk"},
	{"source", []string{"format"}, Keyword,
		[]string{"html", "pdf", "text", "api", "ocr"},
		"what the document was read from; ocr is a page that was only a picture", "source:pdf"},
	{"url", nil, Exact, nil,
		"the document's address", "url:https://example.org/report*"},
	{"id", nil, Exact, nil,
		"the record's id, or its beginning", "id:q_0a1b*"},
	{"doc", []string{"report"}, Exact, nil,
		"the document's id, or its beginning", "doc:d_0a1b*"},
	{"cluster", nil, Exact, nil,
		"what is said in the same words wherever it stands, by the cluster's id or its beginning", "cluster:c_0a1b*"},
	{"has", nil, Keyword,
		[]string{"page", "rating", "speaker", "deadline", "metric"},
		"records with a page number, a rating, a named speaker, a deadline or a figure", "has:speaker"},
	{"exact", nil, Text, nil,
		"the word as it is written, in no other form and without its synonyms, as between quotation marks", "exact:probation"},
	{"sort", nil, Setting,
		[]string{"relevance", "newest", "oldest"},
		"the order: relevance where there are words to go by, else newest", "sort:newest"},
	{"group", nil, Setting,
		[]string{"report", "cluster"},
		"one hit for each document, or for each statement that stands in several places", "group:report"},
}

// Lookup finds a field by its name or an alias, in capitals or not.
func Lookup(name string) (Field, bool) {
	name = strings.ToLower(name)
	for _, f := range Fields {
		if f.Name == name {
			return f, true
		}
		for _, alias := range f.Aliases {
			if alias == name {
				return f, true
			}
		}
	}
	return Field{}, false
}

// Value is how a value of a field that is not Text is compared.
func (t FieldType) Value(s string) string {
	s = strings.ToLower(strings.Join(strings.Fields(Fold(s)), " "))
	if t == Keyword {
		s = underscores.Replace(s)
	}
	return s
}

var underscores = strings.NewReplacer(" ", "_", "-", "_")

// nearest is the candidate that takes the fewest edits to get to from s.
func nearest(s string, candidates []string) string {
	best, fewest := "", 1<<30
	for _, c := range candidates {
		if n := Edits(s, c); n < fewest {
			best, fewest = c, n
		}
	}
	return best
}

func fieldNames() []string {
	var names []string
	for _, f := range Fields {
		names = append(append(names, f.Name), f.Aliases...)
	}
	return names
}

// Edits is the optimal string alignment distance: insertions, deletions,
// substitutions and swaps of neighbours.
func Edits(a, b string) int {
	s, t := []rune(a), []rune(b)
	rows := make([][]int, len(s)+1)
	for i := range rows {
		rows[i] = make([]int, len(t)+1)
		rows[i][0] = i
	}
	for j := range t {
		rows[0][j+1] = j + 1
	}
	for i := range s {
		for j := range t {
			cost := 1
			if s[i] == t[j] {
				cost = 0
			}
			n := min(rows[i][j]+cost, rows[i][j+1]+1, rows[i+1][j]+1)
			if i > 0 && j > 0 && s[i] == t[j-1] && s[i-1] == t[j] {
				n = min(n, rows[i-1][j-1]+1)
			}
			rows[i+1][j+1] = n
		}
	}
	return rows[len(s)][len(t)]
}
