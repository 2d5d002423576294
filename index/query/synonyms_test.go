package query

import (
	"fmt"
	"strings"
	"testing"
)

func TestExpand(t *testing.T) {
	stem := func(word string) string {
		return strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(word, "ies"), "y"), "s")
	}
	for in, want := range map[string]string{
		"crc":                                    `crc OR ~"community rehabilitation company" []`,
		"community rehabilitation companies":     `community rehabilitation companies OR crc []`,
		"rehabilitation company":                 `rehabilitation company`,
		`"crc"`:                                  `"crc"`,
		"exact:crc":                              `"crc"`,
		"exact:crc crc":                          `"crc" (crc OR ~"community rehabilitation company") []`,
		"poor CRC staff":                         `poor (crc OR ~"community rehabilitation company") staff []`,
		"-crc":                                   `-(crc OR ~"community rehabilitation company") []`,
		"(mappa OR marac) kind:finding":          `(mappa OR ~"multi agency public protection arrangements" OR marac OR ~"multi agency risk assessment conference") kind:finding []`,
		"special educational needs disabilities": `(special educational needs OR sen) disabilities []`,
		"risk speaker:crc":                       `risk speaker:crc`,
		"crc*":                                   `crc*`,
	} {
		q, _, err := Parse(in)
		if err != nil {
			t.Fatal(err)
		}
		n, done := Expand(q.Where, stem)
		got := n.String()
		if len(done) > 0 {
			got += " []"
		}
		if got != want {
			t.Errorf("%s:\n got %s\nwant %s", in, got, want)
		}
	}
}

func TestExpansionsAreSaid(t *testing.T) {
	q, _, err := Parse("crc OR CRC OR gaol")
	if err != nil {
		t.Fatal(err)
	}
	_, done := Expand(q.Where, func(word string) string { return word })
	if got, want := fmt.Sprint(done), "[{crc [community rehabilitation company]} {gaol [jail prison]}]"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

func TestSynonymsAreSearchable(t *testing.T) {
	seen := map[string]bool{}
	for _, group := range synonyms {
		if len(group) < 2 {
			t.Errorf("%v has no other member", group)
		}
		for _, member := range group {
			text := strings.Join(member, " ")
			if text == "" || seen[text] {
				t.Errorf("%q is empty or in two groups", text)
			}
			seen[text] = true
		}
	}
}
