package content

import (
	"fmt"
	"testing"
)

// layered is a page of the stream with two layers, of which the catalogue says
// the state: On and Off by name, and Form, a form that belongs to Off.
func layered(stream, state string) []byte {
	b := &builder{}
	fonts := b.fonts()
	on := b.add("<</Type/OCG/Name(on)>>")
	off := b.add("<</Type/OCG/Name(off)>>")
	member := func(policy string) int {
		return b.add(fmt.Sprintf("<</Type/OCMD/OCGs[%d 0 R %d 0 R]/P/%s>>", on, off, policy))
	}
	properties := fmt.Sprintf("/Properties<</On %d 0 R/Off %d 0 R/AnyOn %d 0 R/AllOn %d 0 R/AnyOff %d 0 R/AllOff %d 0 R>>",
		on, off, member("AnyOn"), member("AllOn"), member("AnyOff"), member("AllOff"))
	form := b.stream(fmt.Sprintf("/Subtype/Form/BBox[0 0 9 9]/OC %d 0 R", off), "BT /F1 10 Tf (form) Tj ET")
	contents := b.stream("", stream)
	page := b.add(fmt.Sprintf("<</Type/Page/MediaBox[0 0 200 100]/Resources<<%s%s/XObject<</Form %d 0 R>>>>/Contents %d 0 R>>",
		fonts, properties, form, contents))
	pages := b.add(fmt.Sprintf("<</Type/Pages/Kids[%d 0 R]/Count 1>>", page))
	groups := fmt.Sprintf("/OCProperties<</OCGs[%d 0 R %d 0 R]/D<<%s>>>>", on, off, fmt.Sprintf(state, on, off))
	return b.bytes(b.add(fmt.Sprintf("<</Type/Catalog/Pages %d 0 R%s>>", pages, groups)), "")
}

func TestLayers(t *testing.T) {
	const offListed = "/ON[%d 0 R]/OFF[%d 0 R]"
	in := func(layer string) string {
		return "BT /F1 10 Tf (a) Tj /OC /" + layer + " BDC (b) Tj /P BMC (c) Tj EMC EMC (d) Tj ET"
	}
	for _, test := range []struct{ name, stream, state, want string }{
		{"on", in("On"), offListed, "abcd"},
		{"off", in("Off"), offListed, "ad"},
		{"any on", in("AnyOn"), offListed, "abcd"},
		{"all on", in("AllOn"), offListed, "ad"},
		{"any off", in("AnyOff"), offListed, "abcd"},
		{"all off", in("AllOff"), offListed, "ad"},
		{"no such layer", in("None"), offListed, "abcd"},
		{"all are off at first", in("Off"), "/BaseState/OFF/ON[%d 0 R]/Order[%d 0 R]", "ad"},
		{"a form that is off", "/Form Do " + in("On"), offListed, "abcd"},
		{"a form in a layer that is off", "/OC /Off BDC /Form Do EMC", "/ON[%d 0 R]/OFF[%d 0 R]", ""},
		{"a form that is on", "/Form Do", "/ON[%d 0 R %d 0 R]", "form"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := textOf(read(t, layered(test.stream, test.state)).Pages[0].Glyphs); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}
