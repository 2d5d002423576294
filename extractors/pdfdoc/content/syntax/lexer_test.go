package syntax

import (
	"bytes"
	"strings"
	"testing"
)

// printed writes all objects of the source, parted by spaces; keywords stand
// for themselves.
func printed(src string) string {
	lexer := NewLexer([]byte(src), 0)
	var out []byte
	for {
		o := lexer.Next()
		if o.Kind == EOF {
			return strings.TrimSpace(string(out))
		}
		if o.Kind == Keyword {
			out = append(append(out, o.Bytes...), ' ')
			continue
		}
		out = append(o.Append(out, func(n int) int { return n }), ' ')
	}
}

func TestNext(t *testing.T) {
	for _, test := range []struct{ name, src, want string }{
		{"numbers", "1 -2 +3 4. .5 -.5 007", "1 -2 3 4.0 0.5 -0.5 7"},
		{"odd numbers", "--5 1.2.3 12-34 - . 1e5 4294967296", "-5 1.2 12 - 0.0 1e5 4294967296"},
		{"booleans and words", "true false null BT Tf*", "true false null BT Tf*"},
		{"names", "/A /A#20B /#4 / /a.b", "/A /A#20B /#234 / /a.b"},
		{"literal strings", `(a(b)c) (\n\)\\\7\101\1234) (a\` + "\r\nb)", "<6128622963> <0a295c07415334> <6162>"},
		{"line ends in strings", "(a\r\nb\rc)", "<610a620a63>"},
		{"hexadecimal strings", "<48 65 6C6> <> <zz4>", "<48656c60> <> <40>"},
		{"arrays", "[1 [2 (x)] /N 3 0 R]", "[1 [2 <78>] /N 3 0 R]"},
		{"dictionaries", "<</A 1/B<</C[2 0 R]>>>>", "<</A 1\n/B <</C [2 0 R]\n>>\n>>"},
		{"values missing", "<</A /B /C>>", "<</A /B\n>>"},
		{"keys missing", "<<1 2 /A 3>>", "<</A 3\n>>"},
		{"comments", "1 % two\n3", "1 3"},
		{"unclosed", "[1 2", "[1 2]"},
		{"unclosed dictionary before a stream", "<</A 1 stream", "<</A 1\n>> stream"},
		{"unclosed before the next object", "[(x) 2 0 obj", "[<78> 2 0] obj"},
		{"array closed by its dictionary", "<</A [1 2 >> 3", "<</A [1 2]\n>> 3"},
		{"stray brackets", "] >> > ) 1", ") 1"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := printed(test.src); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

// Brackets nested without end cost neither the stack nor much time.
func TestDepth(t *testing.T) {
	for _, bracket := range []string{"[", "<<", "<</A "} {
		lexer := NewLexer([]byte(strings.Repeat(bracket, 200_000)), 0)
		if o := lexer.Next(); o.Kind == EOF {
			t.Errorf("%q: nothing was read", bracket)
		}
	}
}

func TestAppendRenumbers(t *testing.T) {
	o := NewLexer([]byte("[1 0 R 2 0 R (x)]"), 0).Next()
	got := o.Append(nil, func(n int) int { return 10 * (n - 1) })
	if want := "[null 10 0 R <78>]"; string(got) != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// What was written once reads the same and is written the same again.
func FuzzLexer(f *testing.F) {
	f.Add([]byte("<</A [1 -2.5 (x\\051) <4142> /N#20 3 0 R true null]>> BT"))
	f.Add([]byte("[[[ << /a ] >> (( \\"))
	f.Fuzz(func(t *testing.T, src []byte) {
		same := func(n int) int { return n }
		lexer := NewLexer(src, 0)
		for range 100 {
			o := lexer.Next()
			if o.Kind == EOF {
				return
			}
			first := o.Append(nil, same)
			second := NewLexer(append(first, ' '), 0).Next().Append(nil, same)
			if o.Kind != Keyword && o.Kind != Integer && o.Kind != Real && !bytes.Equal(first, second) {
				t.Fatalf("%q, then %q", first, second)
			}
		}
	})
}
