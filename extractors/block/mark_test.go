package block

import "testing"

func TestCutMark(t *testing.T) {
	for _, test := range []struct{ text, printed, label, rest string }{
		{"• Staff listen", "•", "", "Staff listen"},
		{"–\u00a0Staff listen", "–", "", "Staff listen"},
		{"\uf0b7\tStaff listen", "\uf0b7", "", "Staff listen"},
		{"o Staff listen", "o", "", "Staff listen"},
		{"3. Staff listen", "3.", "3", "Staff listen"},
		{"(iv) Staff listen", "(iv)", "iv", "Staff listen"},
		{"1.12 Staff listen", "1.12", "1.12", "Staff listen"},
		{"b) Staff listen", "b)", "b", "Staff listen"},
	} {
		mark, ok := CutMark(test.text)
		if !ok || mark.Printed != test.printed || mark.Label != test.label || test.text[mark.Len:] != test.rest {
			t.Errorf("CutMark(%q) = %+v, %v", test.text, mark, ok)
		}
	}
	for _, text := range []string{"", "•", "• ", "-5 degrees", "on time", "2017. A year", "18 cases", "12.", "a thing"} {
		if mark, ok := CutMark(text); ok {
			t.Errorf("CutMark(%q) = %+v, want none", text, mark)
		}
	}
}
