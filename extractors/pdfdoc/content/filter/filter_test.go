package filter

import (
	"bytes"
	"compress/zlib"
	"errors"
	"strings"
	"testing"
)

func deflated(t testing.TB, s string) string {
	t.Helper()
	var out bytes.Buffer
	w := zlib.NewWriter(&out)
	if _, err := w.Write([]byte(s)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestDecode(t *testing.T) {
	whole := deflated(t, "some words that repeat, some words that repeat")
	png := Params{Predictor: 15, Columns: 3}
	for _, test := range []struct {
		name  string
		data  string
		steps []Step
		want  string
	}{
		{"none", "as it is", nil, "as it is"},
		{"flate", whole, []Step{{Name: "FlateDecode"}}, "some words that repeat, some words that repeat"},
		{"flate, checksum wrong", whole[:len(whole)-4] + "xxxx", []Step{{Name: "Fl"}}, "some words that repeat, some words that repeat"},
		{"hexadecimal", "48 65 6c 6C 6f 2>zz", []Step{{Name: "ASCIIHexDecode"}}, "Hello "},
		{"base 85", "<~87cURD]i,\"Ebo80~>", []Step{{Name: "ASCII85Decode"}}, "Hello World!"},
		{"base 85 with z", "z!!~>", []Step{{Name: "A85"}}, "\x00\x00\x00\x00\x00"},
		{"run length", "\x02abc\xfed\x80zzz", []Step{{Name: "RunLengthDecode"}}, "abcddd"},
		{"LZW of the specification", "\x80\x0b\x60\x50\x22\x0c\x0c\x85\x01", []Step{{Name: "LZWDecode"}}, "-----A---B"},
		{"two filters", "2d2d3e>", []Step{{Name: "AHx"}, {Name: "AHx"}}, ""},
		{"PNG rows", deflated(t, "\x00abc\x01a\x01\x01\x02\x01\x01\x01\x03\x00\x00\x00\x04\x00\x00\x00"),
			[]Step{{"FlateDecode", png}}, "abcabcbcd" + "1JW1JW"},
		{"TIFF row", deflated(t, "a\x01\x01b\x01\x01"), []Step{{"FlateDecode", Params{Predictor: 2, Columns: 3}}}, "abcbcd"},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, err := Decode([]byte(test.data), test.steps, 1000)
			if err != nil || string(got) != test.want {
				t.Errorf("got %q, error %v, want %q", got, err, test.want)
			}
		})
	}
}

func TestDecodeFailures(t *testing.T) {
	bomb := deflated(t, strings.Repeat("\x00", 1_000_000))
	if got, err := Decode([]byte(bomb), []Step{{Name: "FlateDecode"}}, 1000); !errors.Is(err, ErrTooLarge) || len(got) != 1000 {
		t.Errorf("bomb: %d bytes, error %v", len(got), err)
	}
	if _, err := Decode(nil, []Step{{Name: "DCTDecode"}}, 1000); !errors.Is(err, ErrImage) {
		t.Errorf("picture: error %v", err)
	}
	if _, err := Decode(nil, []Step{{Name: "Nonsense"}}, 1000); err == nil {
		t.Error("an unknown filter passed")
	}
	whole := deflated(t, strings.Repeat("abcdefghij", 50))
	if got, _ := Decode([]byte(whole[:len(whole)-8]), []Step{{Name: "FlateDecode"}}, 1000); !strings.HasPrefix(string(got), "abcdefghij") {
		t.Errorf("cut off: got %q", got)
	}
}

func FuzzDecode(f *testing.F) {
	for i := range names {
		f.Add([]byte("\x80\x0b\x60\x50\x22\x0c\x0c\x85\x01~>"), byte(i), byte(15), byte(3))
	}
	f.Fuzz(func(t *testing.T, data []byte, which, predictor, columns byte) {
		const limit = 1 << 16
		p := Params{Predictor: int(predictor), Columns: int(columns), LateChange: columns%2 == 1}
		if got, _ := Decode(data, []Step{{names[int(which)%len(names)], p}}, limit); len(got) > limit+1024 {
			t.Fatalf("%d bytes", len(got))
		}
	})
}

var names = []string{"FlateDecode", "LZWDecode", "ASCII85Decode", "ASCIIHexDecode", "RunLengthDecode"}
