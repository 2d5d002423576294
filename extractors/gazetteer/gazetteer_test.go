package gazetteer

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func rules() Rules { return Rules{Embedded()} }

func TestNames(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string // name as written = kind entity
	}{
		{"Staff at HMP/YOI Parc and HMP Wandsworth’s wings.", []string{"HMP/YOI Parc = prison HMP Parc", "HMP Wandsworth = prison HMP Wandsworth"}},
		{"Kent County Council, and the London Borough of Bexley; nothing of Kent or Reading alone.",
			[]string{"Kent County Council = local_authority Kent", "London Borough of Bexley = local_authority Bexley"}},
		{"Cumbria & Lancashire CRC is owned by Sodexo.", []string{"Cumbria & Lancashire CRC = crc Cumbria and Lancashire CRC", "Sodexo = provider Sodexo Justice Services"}},
		{"the Bedfordshire, Northamptonshire, Cambridgeshire and Hertfordshire CRC", []string{
			"Bedfordshire, Northamptonshire, Cambridgeshire and Hertfordshire CRC = crc Bedfordshire, Northamptonshire, Cambridgeshire and Hertfordshire CRC"}},
		{"Her Majesty’s Inspectorate of Probation said", []string{"Her Majesty’s Inspectorate of Probation = inspectorate HM Inspectorate of Probation"}},
		{"Glenys Stacey wrote to Greater Manchester Police.", []string{"Glenys Stacey = person Dame Glenys Stacey", "Greater Manchester Police = police_force Greater Manchester Police"}},
		{"Dame Rosamund Thackery met Mr Edwin Falk’s staff, and Mr Falk.", []string{"Dame Rosamund Thackery = person Dame Rosamund Thackery", "Edwin Falk = person Edwin Falk"}},
		{"The Lowshire County Council and the Department for Sentences agreed.",
			[]string{"Lowshire County Council = body Lowshire County Council", "Department for Sentences = body Department for Sentences"}},
		{"The Local Authority, the County Council and the Health and Care Board are sorts of bodies.", nil},
		{"St. Helens Council", []string{"St. Helens Council = local_authority St Helens"}},
		{"Inspectorate of Wardens 2018, VISIT TO THE SALTBY OFFICE", []string{"Inspectorate of Wardens = body Inspectorate of Wardens"}},
		{"", nil},
	} {
		var got []string
		for _, n := range rules().Names(c.text) {
			got = append(got, fmt.Sprintf("%s = %s %s", c.text[n.Start:n.End], n.Entity.Kind, n.Entity.Name))
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%q:\n got %q\nwant %q", c.text, got, c.want)
		}
	}
}

func TestAbbreviations(t *testing.T) {
	got := Abbreviations("A community rehabilitation company (CRC), the Crown Prosecution Service (CPS), multi-agency public protection arrangements (MAPPA), " +
		"Child and Adolescent Mental Health Services (CAMHS), local safeguarding children boards (LSCBs), the council (2019), a thing (THX), again the CPS (CPS).")
	want := []Abbreviation{
		{"CRC", "community rehabilitation company"}, {"CPS", "Crown Prosecution Service"}, {"MAPPA", "multi-agency public protection arrangements"},
		{"CAMHS", "Child and Adolescent Mental Health Services"}, {"LSCBs", "local safeguarding children boards"},
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
}

// TestData holds the files to what a reader of the records relies on.
func TestData(t *testing.T) {
	names, codes := map[string]bool{}, map[string]string{}
	for _, e := range Embedded().entities {
		key := string(e.Kind) + " " + e.Name
		if names[key] && e.Kind != Person {
			t.Errorf("%s stands twice", key)
		}
		names[key] = true
		if e.Code != "" && (len(e.Code) != 9 || codes[e.Code] != "") {
			t.Errorf("%s has the code %q, as %q", e.Name, e.Code, codes[e.Code])
		}
		codes[e.Code] = e.Name
		if e.To != "" && e.To < e.From {
			t.Errorf("%s ends in %s, before it begins in %s", e.Name, e.To, e.From)
		}
	}
	if len(names) < 450 {
		t.Errorf("%d entities only", len(names))
	}
}

func TestLookup(t *testing.T) {
	if e := Embedded().Lookup(LocalAuthority, "kingston upon hull"); e == nil || e.Code != "E06000010" {
		t.Errorf("Hull is %+v", e)
	}
	if e := Embedded().Lookup(Prison, "Lowshire"); e != nil {
		t.Errorf("Lowshire is %+v", e)
	}
}

func TestRead(t *testing.T) {
	r := Read("HMP Leeds. Serco. Serco runs it.", rules())
	if len(r.Named) != 2 || r.Named[0].Name != "Serco" || r.Named[0].Times != 2 {
		t.Errorf("%+v", r.Named)
	}
	if got := r.Body("Findings of HM Inspectorate of Prisons at HMP Leeds"); got != "HMP Leeds" {
		t.Errorf("the heading is about %q", got)
	}
}

func FuzzNames(f *testing.F) {
	for _, seed := range []string{"HMP/YOI Parc’s", "Dame A B", "the X Council (XC) of", "St. Helens", "’s'-/.&", "\xff(A\xffB)", "(ABC"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		last := 0
		for _, n := range rules().Names(text) {
			if n.Start < last || n.End <= n.Start || n.End > len(text) || n.Entity == nil {
				t.Fatalf("%q: %+v after %d", text, n, last)
			}
			last = n.End
			if utf8.ValidString(text) && !utf8.ValidString(text[n.Start:n.End]) {
				t.Fatalf("%q is cut inside a code point", text)
			}
		}
		for _, a := range Abbreviations(text) {
			if a.Long == "" {
				t.Fatalf("%q: %q stands for nothing", text, a.Short)
			}
		}
	})
}

func BenchmarkNames(b *testing.B) {
	text := strings.Repeat("Inspectors of HM Inspectorate of Probation visited Cumbria & Lancashire CRC in May, and found that staff of the Public Warden Service "+
		"knew the people whom they supervised; plans were in place for 35 per cent of cases. ", 500)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		rules().Names(text)
	}
}
