package column

import (
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
	"testing"
)

// terms are values with their documents: "a 0 2".
func terms(lines ...string) Terms {
	return func(yield func(Term, error) bool) {
		for _, line := range lines {
			fields := strings.Fields(line)
			t := Term{Value: fields[0], Documents: documents(fields[1:])}
			if !yield(t, nil) {
				return
			}
		}
	}
}

func documents(fields []string) iter.Seq2[int, error] {
	return func(yield func(int, error) bool) {
		for _, f := range fields {
			var n int
			_, err := fmt.Sscan(f, &n)
			if !yield(n, err) {
				return
			}
		}
	}
}

func TestOrdinals(t *testing.T) {
	d := NewDictionary()
	first, err := NewOrdinals(4, terms("good 0 2", "poor 2 3"), d)
	if err != nil {
		t.Fatal(err)
	}
	second, err := NewOrdinals(2, terms("fair 1", "poor 0 1"), d)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for segment, o := range []Ordinals{first, second} {
		for doc := range len(o.first) - 1 {
			var values []string
			for _, n := range o.Of(doc) {
				values = append(values, d.Values()[n])
			}
			slices.Sort(values)
			got = append(got, fmt.Sprint(segment, doc, values))
		}
	}
	if s, want := strings.Join(got, " "), "0 0 [good] 0 1 [] 0 2 [good poor] 0 3 [poor] 1 0 [poor] 1 1 [fair poor]"; s != want {
		t.Errorf("%s, want %s", s, want)
	}
	if s := strings.Join(d.Values(), " "); s != "good poor fair" {
		t.Errorf("the dictionary is %s", s)
	}
}

func TestNumbers(t *testing.T) {
	n, err := NewNumbers(3, terms("a 0 1", "bbb 1"), func(v string) uint64 { return uint64(len(v)) })
	if err != nil || !slices.Equal(n, Numbers{1, 3, 0}) {
		t.Errorf("%v, %v", n, err)
	}
}

func TestWhatIsBrokenIsSaid(t *testing.T) {
	for name, broken := range map[string]Terms{
		"a document beyond the segment": terms("a 3"),
		"a bad posting":                 terms("a 0 x"),
		"a bad dictionary":              func(yield func(Term, error) bool) { yield(Term{}, errors.New("torn")) },
	} {
		if _, err := NewOrdinals(3, broken, NewDictionary()); err == nil {
			t.Errorf("%s: no error for ordinals", name)
		}
		if _, err := NewNumbers(3, broken, func(string) uint64 { return 1 }); err == nil {
			t.Errorf("%s: no error for numbers", name)
		}
	}
}
